"""Who lies around a point: within a radius, for asking often, and who is nearest."""

from bisect import bisect_left, bisect_right

from partners.territories.geography import Point, bounding_box, distance_km
from partners.territories.models import Territory

FARTHEST_KM = 50  # from where somebody stands to what may still be called her place


def nearest(point: Point) -> Territory | None:
    """The municipality of today whose own point is nearest; None far away from all. One query."""
    box = bounding_box(point, FARTHEST_KM)
    around = (
        Territory.objects.open()
        .municipalities()
        .filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    )
    near = [(distance_km(point, town.point), town.ags, town) for town in around if town.point]
    if not near:
        return None
    distance, _ags, town = min(near)
    return town if distance <= FARTHEST_KM else None


class Nearby:
    """The points of all municipalities as they were when this was made: one query.

    Answers as `Territory.objects.within` does, which is quicker for a single question.
    """

    def __init__(self) -> None:
        rows = Territory.objects.municipalities().order_by("lat")
        self._points = {
            ags: Point(lat, lon)
            for ags, lat, lon in rows.values_list("ags", "lat", "lon")
            if lat is not None and lon is not None
        }
        self._from_south = list(self._points.items())
        self._latitudes = [point.lat for point in self._points.values()]

    def within(self, ags: str, radius_km: float) -> list[str]:
        centre = self._points.get(ags)
        if centre is None:
            return [ags]
        box = bounding_box(centre, radius_km)
        first = bisect_left(self._latitudes, box.south)
        last = bisect_right(self._latitudes, box.north)
        return [
            key
            for key, point in self._from_south[first:last]
            if box.west <= point.lon <= box.east and distance_km(centre, point) <= radius_km
        ]
