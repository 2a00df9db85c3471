"""Distance from where the reader is, as the database can order by it.

What is compared is half the chord through the earth, squared, with the radius as unit (the
haversine): it grows with the distance and costs three trigonometric calls a row. What people read
is computed from the two points in `kilometres`.
"""

from math import cos, pi, radians

from django.db.models import Case, F, FloatField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cos, Least

from offers.postings.models import Posting
from offers.search.criteria import Near
from partners.territories.geography import Point

_RADIANS = pi / 180


def haversine(near: Near) -> Case:
    """Zero for the places themselves, null for a posting whose distance nobody knows."""
    points = [place.point for place in near.places if place.point]
    here = When(place__in=[place.pk for place in near.places], then=Value(0.0))
    if not points:
        return Case(here, default=None, output_field=FloatField())
    to_each = [_haversine(point) for point in points]
    nearest = to_each[0] if len(to_each) == 1 else Least(*to_each)
    return Case(here, default=nearest, output_field=FloatField())


def _haversine(point: Point) -> Combinable:
    lat, lon = F("place__lat") * _RADIANS, F("place__lon") * _RADIANS
    vertical = 1.0 - Cos(lat - radians(point.lat))
    horizontal = 1.0 - Cos(lon - radians(point.lon))
    return (vertical + Cos(lat) * cos(radians(point.lat)) * horizontal) / 2.0


def kilometres(posting: Posting, near: Near) -> float | None:
    """To the nearest of the places, rounded to 100 m; None where a point is missing."""
    place = posting.place
    if place is None:
        return None
    if place in near.places:
        return 0.0
    each = (place.distance_km(other) for other in near.places)
    known = [distance for distance in each if distance is not None]
    return round(min(known), 1) if known else None
