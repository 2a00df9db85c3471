"""Boundaries for a map: those of the counties in view, or of the states where these are many."""

from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from partners.territories.enums import KEY_LENGTHS, Level
from partners.territories.geography import Box
from partners.territories.models import Boundary, Territory

MOST_COUNTIES = 60  # in view; beyond, their lines would be a grey cloth


def box_of(text: str) -> Box:
    """Reads "west,south,east,north" in degrees, as GeoJSON orders them.

    Raises:
        ValidationError: it is no such box.
    """
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError as error:
        raise ValidationError(_("Give west, south, east and north in degrees.")) from error
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValidationError(_("Give west, south, east and north in degrees."))
    return Box(south, north, west, east)


@dataclass(frozen=True)
class Outlines:
    """What to draw, and the credits that whoever draws it must show: pairs of text and licence."""

    level: Level
    boundaries: list[Boundary]
    credits: list[tuple[str, str]]

    @classmethod
    def inside(cls, box: Box) -> Self:
        """At most two queries. A county is in view when the point of a municipality of it is."""
        towns = Territory.objects.municipalities().filter(
            lat__range=(box.south, box.north), lon__range=(box.west, box.east)
        )
        county_keys = Substr("ags", 1, KEY_LENGTHS[Level.COUNTY])
        keys = set(towns.order_by().values_list(county_keys, flat=True).distinct())
        level = Level.COUNTY
        if len(keys) > MOST_COUNTIES:
            level = Level.STATE
            keys = {key[: KEY_LENGTHS[level]] for key in keys}
        rows = Boundary.objects.filter(territory__ags__in=keys).select_related("territory")
        found = list(rows.order_by("territory__ags"))
        marks = dict.fromkeys((row.attribution, row.licence_url) for row in found)
        return cls(level, found, list(marks))

    @property
    def geojson(self) -> dict[str, Any]:
        return {
            "type": "FeatureCollection",
            "level": self.level.name.lower(),
            "credits": [{"text": text, "licence": licence} for text, licence in self.credits],
            "features": [
                {
                    "type": "Feature",
                    "id": row.territory.ags,
                    "geometry": row.geometry,
                    "properties": {"name": row.territory.label},
                }
                for row in self.boundaries
            ],
        }
