"""The one definition of the filter: parameters, what they may hold, and what they mean together.

An API asks strictly and answers with `errors`. A page asks leniently: what it does not know or
understand is as if it were not there.
"""

from collections.abc import Iterator
from dataclasses import fields
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.postings.enums import Level
from offers.postings.models import Need, Offer
from offers.search.criteria import Criteria, Ordering
from offers.search.fields import (
    ChoiceParameter,
    NearParameter,
    OrganisationParameter,
    Parameter,
    PlainParameter,
    TermsParameter,
    TerritoryParameter,
    WordsParameter,
    nearest,
    shown,
)
from partners.organisations.permissions import Reader
from partners.taxonomy.enums import Vocabulary

PAGE_SIZE = 20
LARGEST_PAGE = 100
FARTHEST_KM = 500
YES_NO = {"true": True, "false": False}
# What an ordering, or a radius, cannot do without.
NEEDS = {Ordering.DISTANCE: "near", Ordering.RELEVANCE: "q"}


def parameter(field_class: type[Parameter], label: Any, **options: Any) -> django_filters.Filter:
    definition = django_filters.Filter(label=label, **options)
    definition.field_class = field_class
    return definition


def terms(label: Any, *vocabularies: Vocabulary) -> django_filters.Filter:
    return parameter(TermsParameter, label, vocabularies=vocabularies)


def number(label: Any, least: int, most: int) -> django_filters.Filter:
    plain = forms.IntegerField(
        required=False, validators=[MinValueValidator(least), MaxValueValidator(most)]
    )
    return parameter(PlainParameter, label, plain=plain)


def ordering(*orderings: Ordering) -> django_filters.Filter:
    meanings = {one.value: one for one in orderings}
    return parameter(ChoiceParameter, gettext_lazy("Order"), meanings=meanings)


class FilterForm(forms.Form):
    """All parameters of one request, judged one by one and then together."""

    strict: bool
    data: QueryDict

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("radius") and "near" not in self.errors and not cleaned.get("near"):
            self._refuse("radius", _("A radius needs “near”: the place it is drawn around."))
        ordering = cleaned.get("ordering")
        need = NEEDS.get(ordering) if ordering else None
        if need and need not in self.errors and not cleaned.get(need):
            message = _("The ordering “%(ordering)s” needs “%(need)s”.")
            self._refuse("ordering", message % {"ordering": ordering, "need": need})
        return cleaned

    def _refuse(self, name: str, message: str) -> None:
        self.cleaned_data[name] = None
        if self.strict:
            self.add_error(name, message)

    def refuse_unknown(self) -> None:
        """Notes every parameter that there is not, with the one that may have been meant."""
        for name in self.data:
            if name not in self.fields:
                message = _("There is no parameter “%s”.") % shown(name)
                self.errors[shown(name)] = self.error_class(
                    [f"{message} {nearest(name, self.fields)}"]
                )


class StrictOrLenient(django_filters.FilterSet):
    """Parameters of a list, asked by `reader`."""

    def __init__(self, data: QueryDict, reader: Reader, strict: bool = False) -> None:
        super().__init__(data, self._meta.model._default_manager.none())
        self.reader, self.strict = reader, strict

    @property
    def model(self) -> type[Any]:
        return self.queryset.model

    @cached_property
    def form(self) -> FilterForm:
        form = self.get_form_class()(self.data)
        form.strict = self.strict
        for field in form.fields.values():
            field.strict, field.reader = self.strict, self.reader
        form.full_clean()
        if self.strict:
            form.refuse_unknown()
        return form

    @cached_property
    def values(self) -> dict[str, Any]:
        """What was understood, by parameter. Ask `is_valid()` first when strict."""
        return self.form.cleaned_data


class PostingFilter(StrictOrLenient):
    """The filter of postings. A child of Posting makes its own with its kinds and its model."""

    q = parameter(WordsParameter, gettext_lazy("Words"))
    topic = terms(gettext_lazy("Topic"), Vocabulary.TOPIC)
    kind: django_filters.Filter
    audience = terms(gettext_lazy("For whom"), Vocabulary.AUDIENCE)
    language = terms(gettext_lazy("Language"), Vocabulary.LANGUAGE)
    level = parameter(
        ChoiceParameter,
        gettext_lazy("Language level"),
        meanings={level.value: level.value for level in Level},
        several=True,
    )
    territory = parameter(TerritoryParameter, gettext_lazy("Region"))
    near = parameter(NearParameter, gettext_lazy("Near"))
    radius = number(gettext_lazy("Within kilometres"), 1, FARTHEST_KM)
    remote = parameter(ChoiceParameter, gettext_lazy("Everywhere (remote)"), meanings=YES_NO)
    organisation = parameter(OrganisationParameter, gettext_lazy("Organisation"))
    valid_on = parameter(
        PlainParameter,
        gettext_lazy("Valid on"),
        plain=forms.DateField(required=False, input_formats=["%Y-%m-%d"]),
    )
    ordering = ordering(Ordering.NEWEST, Ordering.EXPIRES, Ordering.DISTANCE, Ordering.RELEVANCE)
    page_size = number(gettext_lazy("Results a page"), 1, LARGEST_PAGE)
    cursor = parameter(PlainParameter, gettext_lazy("Page"), plain=forms.CharField(required=False))
    facets = parameter(ChoiceParameter, gettext_lazy("With counts"), meanings=YES_NO)
    lang = parameter(
        ChoiceParameter,
        gettext_lazy("Language of the answer"),
        meanings={code: code for code, _name in settings.LANGUAGES},
    )

    criteria_class: type[Criteria] = Criteria

    class Meta:
        form = FilterForm

    @cached_property
    def criteria(self) -> Criteria:
        names = [field.name for field in fields(self.criteria_class)]
        values = {name: self.values.get(name) for name in names}
        held = {name: value for name, value in values.items() if value is not None}
        return self.criteria_class(**held)

    @property
    def page_size_or_usual(self) -> int:
        return self.values.get("page_size") or PAGE_SIZE

    @cached_property
    def given(self) -> list[tuple[str, str]]:
        """Parameter and value of every criterion that holds, as they stand in an address."""
        return list(self._given())

    @property
    def query(self) -> str:
        """The query string that asks for just these criteria: what people share."""
        return urlencode(self.given)

    def _given(self) -> Iterator[tuple[str, str]]:
        for field in fields(self.criteria):
            value = getattr(self.criteria, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                if one not in (None, ""):
                    yield field.name, in_address(one)


class OfferFilter(PostingFilter):
    kind = terms(gettext_lazy("Kind"), Vocabulary.OFFER_KIND)

    class Meta(PostingFilter.Meta):
        model = Offer
        fields: list[str] = []


class NeedFilter(PostingFilter):
    kind = terms(gettext_lazy("Kind"), Vocabulary.NEED_KIND)

    class Meta(PostingFilter.Meta):
        model = Need
        fields: list[str] = []


def in_address(value: Any) -> str:
    """A value as its parameter spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    for name in ("slug", "ags", "text"):
        if hasattr(value, name):
            return str(getattr(value, name))
    return str(value)
