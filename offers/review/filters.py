"""By what the office narrows its list."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from offers.postings.enums import State
from offers.postings.models import Need, Offer
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term


def kinds(vocabulary: Vocabulary) -> django_filters.ModelChoiceFilter:
    """By a kind of this vocabulary."""
    return django_filters.ModelChoiceFilter(
        label=_("Kind"), queryset=lambda _request: Term.objects.of(vocabulary).with_names()
    )


class PostingFilters(WagtailFilterSet):
    stage = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)


class OfferFilters(PostingFilters):
    kind = kinds(Vocabulary.OFFER_KIND)

    class Meta:
        model = Offer
        fields: list[Any] = []


class NeedFilters(PostingFilters):
    kind = kinds(Vocabulary.NEED_KIND)

    class Meta:
        model = Need
        fields: list[Any] = []
