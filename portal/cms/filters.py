"""How the lists of pages are narrowed. What is not understood is as if it were not there."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term, TermQuerySet
from portal.cms.enums import SizeClass
from portal.cms.models.knowledge import ExamplePage


def terms(label: Any, name: str, vocabulary: Vocabulary) -> django_filters.ModelChoiceFilter:
    def offered(_request: Any) -> TermQuerySet:
        return Term.objects.of(vocabulary).with_names()

    return django_filters.ModelChoiceFilter(
        field_name=name, queryset=offered, to_field_name="slug", label=label, empty_label=_("All")
    )


class PageFilter(django_filters.FilterSet):
    """By topic and by factor of co-operation."""

    topic = terms(_("Topic"), "topics", Vocabulary.TOPIC)
    factor = terms(_("Factor of co-operation"), "factors", Vocabulary.FACTOR)

    @property
    def is_narrowed(self) -> bool:
        return self.form.is_valid() and any(self.form.cleaned_data.values())


class ExampleFilter(PageFilter):
    """Practice examples also by the size of the municipality where something was done."""

    size = django_filters.ChoiceFilter(
        label=_("Size of the municipality"),
        choices=SizeClass.choices,
        method="of_size",
        empty_label=_("All"),
    )

    def of_size(self, pages: QuerySet[ExamplePage], _name: str, value: str) -> Any:
        least, too_many = SizeClass(value).bounds
        pages = pages.filter(territory__population__gte=least)
        return pages.filter(territory__population__lt=too_many) if too_many else pages
