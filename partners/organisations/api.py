"""Organisations in the API, as far as the reader may know of them."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from partners.organisations.models import Organisation
from partners.territories.api import TerritoryResult
from partners.territories.models import Territory


class SeatResult(TerritoryResult):
    class Meta:
        model = Territory
        fields = ("ags", "name", "county")


class OrganisationResult(serializers.ModelSerializer):
    """`url` is the public page; `sector` is null for whom none is named."""

    url = serializers.SerializerMethodField()
    kind = serializers.CharField(source="kind.slug")
    sector = serializers.CharField(source="sector.slug", default=None, allow_null=True)
    seat = SeatResult()
    verified = serializers.BooleanField(source="is_verified")
    website = serializers.CharField(help_text="Empty where there is none.")

    class Meta:
        model = Organisation
        fields = ("slug", "url", "name", "kind", "sector", "seat", "verified", "about", "website")
        read_only_fields = fields

    @extend_schema_field(serializers.URLField())
    def get_url(self, organisation: Organisation) -> str:
        return str(self.context["request"].build_absolute_uri(organisation.get_absolute_url()))


class OrganisationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Part of the name"), method="matching", max_length=100)

    class Meta:
        model = Organisation
        fields: list[str] = []

    def matching(self, rows: Any, _name: str, words: str) -> Any:
        return rows.matching(words)


class OrganisationViewSet(ReadOnlyModelViewSet):
    """The verified ones, and those that the reader belongs to or curates."""

    serializer_class = OrganisationResult
    filterset_class = OrganisationFilter
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9_-]{1,80}"
    order_by = "name"
    queryset = Organisation.objects.none()

    def get_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.visible_to(self.request.user).with_facts()
