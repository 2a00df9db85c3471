"""Territories in the API: states, regions, counties and municipalities by their official key."""

from typing import Any

import django_filters
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from partners.territories.enums import Level
from partners.territories.lookup import MAX_LENGTH
from partners.territories.models import Territory

LEVELS = {level.name.lower(): level for level in Level}
LEVEL_NAMES = [(name, name) for name in LEVELS]
is_key = RegexValidator(r"\A[0-9]{2,8}\Z", _("An official key has 2 to 8 digits."))


class TerritoryResult(serializers.ModelSerializer):
    """`county` is the name of the county it lies in, null where there is none."""

    name = serializers.CharField(source="label_name")
    level = serializers.SerializerMethodField()
    county = serializers.SerializerMethodField()

    class Meta:
        model = Territory
        fields = ("ags", "name", "label", "level", "county", "population", "lat", "lon")
        read_only_fields = fields

    label = serializers.CharField()

    @extend_schema_field(serializers.ChoiceField(LEVEL_NAMES))
    def get_level(self, territory: Territory) -> str:
        return Level(territory.level).name.lower()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_county(self, territory: Territory) -> str | None:
        return territory.county_name or None


class TerritoryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Name, part of a name, postcode or key"), method="matching", max_length=MAX_LENGTH
    )
    level = django_filters.ChoiceFilter(
        label=_("Level"),
        choices=[(name, level.label) for name, level in LEVELS.items()],
        method="on_level",
    )
    inside = django_filters.CharFilter(
        label=_("Key of the territory in which it lies"), method="lying_in", validators=[is_key]
    )

    class Meta:
        model = Territory
        fields: list[str] = []

    def matching(self, rows: Any, _name: str, text: str) -> Any:
        found = Territory.objects.matching(text).order_by().values("pk")
        return rows.filter(pk__in=found)

    def on_level(self, rows: Any, _name: str, level: str) -> Any:
        return rows.filter(level=LEVELS[level])

    def lying_in(self, rows: Any, _name: str, ags: str) -> Any:
        return rows.inside(ags)


class TerritoryViewSet(ReadOnlyModelViewSet):
    """Those of the newest register, by key. One that was dissolved is found by its key alone."""

    serializer_class = TerritoryResult
    filterset_class = TerritoryFilter
    lookup_field = "ags"
    lookup_value_regex = "[0-9]{2,8}"
    order_by = "ags"
    queryset = Territory.objects.none()

    def get_queryset(self) -> QuerySet[Territory]:
        return Territory.objects.all() if self.detail else Territory.objects.open()
