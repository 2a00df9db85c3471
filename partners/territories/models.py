"""States, regions, counties and municipalities, known by their official key."""

import datetime
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.territories import geography, keys
from partners.territories.enums import CITY_COUNTY_KINDS, AssociationKind, Kind, Level
from partners.territories.lookup import Search

digits_only = RegexValidator(r"\A[0-9]+\Z", _("Only digits are allowed."))


class Association(models.Model):
    """Municipal association (Amt, Verwaltungsgemeinschaft …) as the register lists it.

    `key` is the county's key and four digits; it is no prefix of its members' keys.
    """

    key = models.CharField(_("key"), max_length=9, unique=True, validators=[digits_only])
    name = models.CharField(_("name"), max_length=50)
    seat = models.CharField(_("seat"), max_length=50, blank=True)
    kind = models.CharField(_("kind"), max_length=2, choices=AssociationKind)
    edition = models.DateField(_("edition"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("municipal association")
        verbose_name_plural = _("municipal associations")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def open(self) -> Self:
        """Those that the latest register still has."""
        return self.filter(closed_on=None)

    def states(self) -> Self:
        return self.filter(level=Level.STATE)

    def municipalities(self) -> Self:
        """All municipal areas; the 5-digit entry of a kreisfreie Stadt is a county."""
        return self.filter(level=Level.MUNICIPALITY)

    def inside(self, ags: str) -> Self:
        """The territory with this key and all that lies in it."""
        return self.filter(keys.inside("ags", ags))

    def merged_into(self, ags: str) -> Self:
        """The dissolved municipalities whose successor lies in the territory with this key."""
        return self.filter(keys.inside("successor__ags", ags))

    def with_postcode(self, code: str) -> Self:
        """Every municipality that the postcode reaches into."""
        return self.filter(postcodes__code=code)

    def within(self, place: "Territory", radius_km: float) -> Self:
        """Municipalities whose point is at most this far away, the place itself included.

        A place without coordinates reaches only itself. One query for the candidates in the
        bounding box, made at once; their distance is computed here, so that both databases agree.
        """
        if place.point is None:
            return self.filter(ags=place.ags)
        box = geography.bounding_box(place.point, radius_km)
        rows = Territory.objects.municipalities().filter(
            lat__range=(box.south, box.north), lon__range=(box.west, box.east)
        )
        near = [
            row.ags
            for row in rows.only("ags", "lat", "lon")
            if (distance := place.distance_km(row)) is not None and distance <= radius_km
        ]
        return self.filter(ags__in=near)

    def matching(self, text: str) -> Self:
        """Search by name, part of a name, postcode or key, best first (annotates `match_rank`).

        The ranks are those of `lookup.Rank`; within a rank the larger place comes first.
        """
        search = Search.of(text)
        if search is None:
            return self.none()
        postcodes = Postcode.objects.all()
        return (
            self.filter(search.condition(postcodes))
            .annotate(match_rank=search.rank(postcodes))
            .order_by("match_rank", "-population", "ags")
        )


class Territory(models.Model):
    """A state, region, county or municipality of the official register (GV100AD).

    `area_ha` and `population` of the higher levels are the sums of their municipalities.
    `edition` is the date of the last register that has it; `closed_on` that of the first which
    has it no longer. `successor` is the municipality that a closed one was merged into, as far as
    the import was told; what lies here then goes on as if it lay there. `label_name`,
    `county_name`, `search` and `county_search` are derived by the import, so that labels and
    searches need no further query.
    """

    ags = models.CharField(_("official key"), max_length=8, unique=True, validators=[digits_only])
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    name = models.CharField(_("name in the register"), max_length=50)
    short_name = models.CharField(_("name"), max_length=50)
    label_name = models.CharField(_("name in labels"), max_length=150)
    county_name = models.CharField(_("county"), max_length=50, blank=True)
    kind = models.CharField(_("kind of body"), max_length=2, choices=Kind, blank=True)
    association = models.ForeignKey(
        Association,
        verbose_name=_("municipal association"),
        related_name="municipalities",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    area_ha = models.PositiveBigIntegerField(_("area in hectares"), default=0)
    population = models.PositiveBigIntegerField(_("population"), default=0)
    seat = models.CharField(_("seat"), max_length=50, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    edition = models.DateField(_("edition"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    search = models.TextField(editable=False)
    county_search = models.TextField(editable=False, blank=True)

    match_rank: int  # only on rows of `matching()`

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["ags"]
        indexes = [models.Index(fields=["lat", "lon"], name="territory_point")]
        constraints = [
            models.CheckConstraint(
                name="territory_point_is_whole",
                condition=models.Q(lat=None, lon=None)
                | models.Q(lat__isnull=False, lon__isnull=False),
            ),
            models.CheckConstraint(
                name="territory_with_successor_is_closed",
                condition=models.Q(successor=None) | models.Q(closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name as people see it, never ambiguous.

        A municipality shows its county and a county its kind, except a kreisfreie Stadt, which
        is one and the same to people.
        """
        if self.level == Level.MUNICIPALITY and self.county_name and not self.is_city_county:
            return f"{self.label_name} ({self.county_name})"
        if self.level == Level.COUNTY and not self.is_city_county:
            return f"{self.label_name} ({self.get_kind_display()})"
        return self.label_name

    @property
    def is_city_county(self) -> bool:
        """Whether this is a kreisfreie Stadt, as county or as municipality."""
        if self.level == Level.COUNTY:
            return self.kind in CITY_COUNTY_KINDS
        return self.level == Level.MUNICIPALITY and self.ags.endswith("000")

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def current_ags(self) -> str:
        """The key of the municipality that it belongs to today: its successor's, else its own."""
        return self.successor.ags if self.successor else self.ags

    @property
    def point(self) -> geography.Point | None:
        lat, lon = self.lat, self.lon
        return None if lat is None or lon is None else geography.Point(lat, lon)

    def distance_km(self, other: "Territory") -> float | None:
        """Great-circle distance between the two points; None when one has no coordinates."""
        if self.point is None or other.point is None:
            return None
        return geography.distance_km(self.point, other.point)


class Postcode(models.Model):
    """A postcode reaching into a municipality.

    A table of its own: the rows come from OpenStreetMap (ODbL) and are shared under that licence.
    """

    code = models.CharField(_("postcode"), max_length=5, validators=[digits_only])
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territory"),
        related_name="postcodes",
        on_delete=models.CASCADE,
    )

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ["code", "territory"]
        constraints = [
            models.UniqueConstraint(fields=["code", "territory"], name="postcode_once_per_place")
        ]

    def __str__(self) -> str:
        return self.code


class Boundary(models.Model):
    """Outline of a territory: a GeoJSON geometry in WGS84, with the credit that it demands."""

    territory = models.OneToOneField(
        Territory,
        verbose_name=_("territory"),
        related_name="boundary",
        on_delete=models.CASCADE,
    )
    geometry = models.JSONField(_("geometry"))
    attribution = models.CharField(_("attribution"), max_length=200)
    licence_url = models.URLField(_("licence"), blank=True)

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return str(self.territory_id)


def current_key(ags: str) -> str:
    """The key of the municipality that the one with this key was merged into, else the same."""
    merged = Territory.objects.filter(ags=ags, successor__isnull=False)
    return merged.values_list("successor__ags", flat=True).first() or ags


def latest_edition() -> datetime.date | None:
    """Date of the newest register imported so far."""
    return Territory.objects.aggregate(latest=models.Max("edition"))["latest"]
