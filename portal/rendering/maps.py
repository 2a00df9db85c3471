"""What the script of the map is told."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _


def map_options(url: str) -> dict[str, Any]:
    """What static/js/map.js must be told."""
    return {
        "url": url,
        "boundaries": reverse("territories:boundaries"),
        "tiles": settings.MAP_TILES_URL,
        "tilesCredit": settings.MAP_TILES_ATTRIBUTION if settings.MAP_TILES_URL else "",
        "files": {
            "styles": [
                static("vendor/leaflet/MarkerCluster.css"),
                static("vendor/leaflet/leaflet.css"),
            ],
            "scripts": [
                static("vendor/leaflet/leaflet.js"),
                static("vendor/leaflet/leaflet.markercluster.js"),
            ],
        },
        "texts": {
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "cluster": _("Around {place}: {number}. Zoom in"),
            "all": _("Show all here ({label})"),
            "failed": _("The map cannot be shown right now. The list has everything."),
        },
    }
