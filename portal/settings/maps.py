"""What maps are drawn with: Leaflet's files, and a server of background tiles where one is set."""

import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# The styles name the pictures and the scripts their maps: collectstatic wants them all.
_FILES = {
    "leaflet": (
        "leaflet.css",
        "leaflet.js",
        "leaflet.js.map",
        "images/layers.png",
        "images/layers-2x.png",
        "images/marker-icon.png",
    ),
    "leaflet.markercluster": (
        "MarkerCluster.css",
        "leaflet.markercluster.js",
        "leaflet.markercluster.js.map",
    ),
}
_ADDRESS = re.compile(r"(https://[a-z0-9.-]+(?::[0-9]{1,5})?)/[^\s;,]+")


def leaflet_files(modules: Path) -> dict[str, Path]:
    """By address below STATIC_URL, of what npm has put into `modules`."""
    return {
        f"vendor/leaflet/{name}": modules / package / "dist" / name
        for package, names in _FILES.items()
        for name in names
    }


def origin_of_tiles(url: str, attribution: str) -> str:
    """What the content security policy must allow; empty where there are no tiles.

    Raises:
        ImproperlyConfigured: no address of tiles, or the credit is missing.
    """
    if not url:
        return ""
    address = _ADDRESS.fullmatch(url)
    if not address or not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(
            "MAP_TILES_URL must be https://, one host in small letters, and {z}, {x} and {y} "
            "behind it: https://tiles.example.org/{z}/{x}/{y}.png"
        )
    if not attribution.strip():
        raise ImproperlyConfigured("MAP_TILES_ATTRIBUTION is missing: the credit of the tiles.")
    return address[1]
