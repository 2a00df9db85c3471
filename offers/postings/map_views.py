"""The results of a list as GeoJSON, for the map beside it: the same filter, the same reader."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from offers.postings import texts
from offers.postings.models import Posting
from offers.search.filters import NeedFilter, OfferFilter, PostingFilter
from offers.search.places import Spot, Spread, spread
from partners.limits import TooExpensive, bounded

# Around its point lies the municipality alone.
_ITSELF_KM = "1"


@require_safe
def offers(request: HttpRequest) -> JsonResponse:
    return spread_of(OfferFilter(request.GET, request.user))


@require_safe
def needs(request: HttpRequest) -> JsonResponse:
    return spread_of(NeedFilter(request.GET, request.user))


def spread_of(filters: PostingFilter) -> JsonResponse:
    try:
        with bounded():
            found = spread(filters.criteria, filters.reader, filters.model)
    except TooExpensive:
        message = _("This takes too long. Please narrow your search.")
        return JsonResponse({"note": message}, status=503)
    return JsonResponse(
        {
            "type": "FeatureCollection",
            "count": found.count,
            "unplaced": found.unplaced,
            "beyond": found.beyond,
            "note": _note(found),
            "features": [_feature(spot, filters) for spot in found.spots],
        }
    )


def _feature(spot: Spot, filters: PostingFilter) -> dict[str, Any]:
    place, near = spot.place, filters.criteria.near
    query = f"?{urlencode({'near': near.text})}" if near else ""
    return {
        "type": "Feature",
        "id": place.ags,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "name": place.label,
            "count": spot.count,
            "label": filters.model.counted(spot.count),
            "all": _all_of(spot, filters),
            "first": [_title(posting, query) for posting in spot.first],
        },
    }


def _title(posting: Posting, query: str) -> dict[str, str]:
    text = posting.text
    return {
        "title": text.title if text else "",
        "language": text.language if text else "",
        "note": texts.note(posting),
        "url": f"{posting.get_absolute_url()}{query}",
    }


def _all_of(spot: Spot, filters: PostingFilter) -> str:
    """The address of the list of all results of one place."""
    rest = [pair for pair in filters.given if pair[0] not in ("near", "radius", "ordering")]
    query = urlencode([*rest, ("near", spot.place.ags), ("radius", _ITSELF_KM)])
    return f"{reverse(f'{filters.model.route()}s')}?{query}"


def _note(found: Spread) -> str:
    """What the list has and the map has not."""
    if not found.count:
        return _("Nothing to show on the map.")
    missing = found.unplaced + found.beyond
    if not missing:
        return ""
    return ngettext(
        "%(number)s more result has no place on the map; it is in the list.",
        "%(number)s more results have no place on the map; they are in the list.",
        missing,
    ) % {"number": number_format(missing, force_grouping=True)}
