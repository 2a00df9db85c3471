"""Who lies within a radius, for asking often: everything is in memory after one query."""

from bisect import bisect_left, bisect_right

from partners.territories.geography import Point, bounding_box, distance_km
from partners.territories.models import Territory


class Nearby:
    """The points of all municipalities as they were when this was made.

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
