"""What a page shows of a filter: the criteria that hold, and the values to choose from.

Each leads to the address of the same list with one thing changed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, cast

from django.db.models import Choices, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from offers.search.criteria import Criteria, Near
from offers.search.fields import ChoiceParameter, TermsParameter
from offers.search.filters import PostingFilter, in_address
from partners.taxonomy.models import Term
from partners.territories.models import Territory

# What makes no sense any more once something else is taken away.
_GOES_WITH: dict[str, dict[str, str | None]] = {
    "near": {"radius": None, "ordering": "distance"},
    "q": {"ordering": "relevance"},
}
# No criteria of their own: they tell how to show.
_UNSHOWN = {"ordering"}


class Chip(NamedTuple):
    """A criterion that holds; `query` is the address's query string without it."""

    name: str
    label: str
    value: str
    value_label: str
    query: str


class Option(NamedTuple):
    """A value of a facet; `query` switches it on or, where it holds, off."""

    value: str
    label: str
    number: int
    chosen: bool
    query: str


class Facet(NamedTuple):
    name: str
    label: str
    options: list[Option]


def chips(filters: PostingFilter) -> list[Chip]:
    """One per value, in the order of the form."""
    _load_names(filters.criteria)
    labels = {
        (name, in_address(value)): _label(name, value) for name, value in _values(filters.criteria)
    }
    return [
        Chip(
            name,
            str(filters.form.fields[name].label),
            value,
            labels[name, value],
            query_without(filters, name, value),
        )
        for name, value in filters.given
        if name not in _UNSHOWN
    ]


def facet_options(filters: PostingFilter, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    """The counts of `facets()` with labels; what holds is offered even where it finds nothing."""
    return [_facet(filters, name, numbers) for name, numbers in counts.items()]


def query_without(filters: PostingFilter, name: str, value: str) -> str:
    """The query string that asks for all the rest."""
    partners = _GOES_WITH.get(name, {})
    return urlencode(
        [
            (other, one)
            for other, one in filters.given
            if (other, one) != (name, value)
            and not (other in partners and partners[other] in (None, one))
        ]
    )


def query_with(filters: PostingFilter, name: str, value: str) -> str:
    return urlencode([*filters.given, (name, value)])


def _facet(filters: PostingFilter, name: str, numbers: Mapping[str, int]) -> Facet:
    chosen = [value for given, value in filters.given if given == name]
    values = list(dict.fromkeys([*numbers, *chosen]))
    labels = _labels(name, values, filters)
    options = [
        Option(
            value,
            labels[value],
            numbers.get(value, 0),
            value in chosen,
            (query_without if value in chosen else query_with)(filters, name, value),
        )
        for value in labels
    ]
    return Facet(name, str(filters.form.fields[name].label), options)


def _labels(name: str, values: Iterable[str], filters: PostingFilter) -> dict[str, str]:
    """Labels by value, in the order in which people look for them."""
    if name == "territory":
        found = Territory.objects.filter(ags__in=list(values)).order_by("label_name", "ags")
        return {territory.ags: territory.label for territory in found}
    field = filters.form.fields[name]
    if isinstance(field, ChoiceParameter):
        return {value: _label(name, field.meanings[value]) for value in sorted(values)}
    terms = Term.objects.filter(
        vocabulary__in=cast(TermsParameter, field).vocabularies, slug__in=list(values)
    )
    return {term.slug: term.name for term in terms.with_names()}


def _label(name: str, value: object) -> str:
    if name == "remote":
        return _("Only remote") if value is True else _("Not remote")
    if name == "radius":
        return _("%(radius)s km") % {"radius": value}
    if isinstance(value, Choices):
        return str(value.label)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Near):
        return ", ".join(place.label for place in value.places[:2]) + (
            " …" if len(value.places) > 2 else ""
        )
    return str(value)


def _values(criteria: Criteria) -> Iterable[tuple[str, object]]:
    for name, value in vars(criteria).items():
        for one in value if isinstance(value, tuple) else (value,):
            yield name, one


def _load_names(criteria: Criteria) -> None:
    """Names of all chosen terms in one query."""
    chosen = [*criteria.topic, *criteria.kind, *criteria.audience, *criteria.language]
    prefetch_related_objects(chosen, "names")
