"""The public lists of offers and of needs, by the filter that the API uses, too."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, Self, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from offers.postings.enums import RADII_KM
from offers.search import chips
from offers.search.cursor import BadCursor
from offers.search.fields import ChoiceParameter
from offers.search.filters import NEEDS, NeedFilter, OfferFilter, PostingFilter
from offers.search.queries import Page, facets, page
from partners.limits import bounded_page
from partners.organisations.models import Organisation
from partners.organisations.permissions import Reader
from partners.territories.places import find_places

# The other facets open when something in them is chosen.
OPEN_FACETS = ("topic", "kind")
# Of these only one value can hold.
SINGLE_FACETS = ("remote",)
# What a form field of its own shows; all other criteria go along hidden.
_SHOWN_APART = {"q", "near", "radius", "ordering", "valid_on"}


class ShownFacet(NamedTuple):
    """A facet as the page draws it; `chosen` is how many of its values hold."""

    name: str
    label: str
    options: list[chips.Option]
    chosen: int
    is_open: bool
    is_single: bool

    @classmethod
    def of(cls, facet: chips.Facet) -> Self:
        chosen = sum(option.chosen for option in facet.options)
        is_open = bool(chosen) or facet.name in OPEN_FACETS
        return cls(*facet, chosen, is_open, facet.name in SINGLE_FACETS)


@bounded_page
def offers(request: HttpRequest) -> HttpResponse:
    return listed(request, OfferFilter(request.GET, request.user), "postings/offers.html")


@bounded_page
def needs(request: HttpRequest) -> HttpResponse:
    return listed(request, NeedFilter(request.GET, request.user), "postings/needs.html")


def listed(
    request: HttpRequest,
    filters: PostingFilter,
    template: str,
    own_fields: Iterable[str] = (),
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page; to htmx only its two parts that follow from the filter, the same as in the page.

    `own_fields` are criteria for which the template has a field besides, `more` is its context.
    """
    reader = request.user
    counted = chips.facet_options(filters, facets(filters.criteria, reader, filters.model))
    result = _page(filters, reader)
    near, near_text = filters.criteria.near, _near_text(request, filters)
    context: dict[str, Any] = {
        "filters": filters,
        "result": result,
        "chips": chips.chips(filters),
        "facets": [ShownFacet.of(facet) for facet in counted if facet.options],
        "hidden": _hidden(
            filters, {*own_fields, *(facet.name for facet in counted if facet.options)}
        ),
        "near": near,
        "near_text": near_text,
        "near_candidates": [] if near else _candidates(filters, near_text),
        "detail_query": f"?{urlencode({'near': near.text})}" if near else "",
        "radii": RADII_KM,
        "orderings": _orderings(filters),
        "next_query": _page_query(filters, result.next),
        "previous_query": _page_query(filters, result.previous),
        "empty": "" if result.rows else _why_empty(filters, reader),
        "list_url": request.path,
        "map_url": _map_url(filters),
        "list_kind": filters.model._meta.model_name,
        "counted": filters.model.counted(result.count),
        "login_here": f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}",
    }
    context.update(more or {})
    htmx = HtmxDetails(request)
    is_fragment = bool(htmx) and not htmx.history_restore_request
    response = render(request, "postings/found.html" if is_fragment else template, context)
    patch_vary_headers(response, ["HX-Request"])
    if is_fragment:
        query = filters.query
        response["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


def _page(filters: PostingFilter, reader: Reader) -> Page:
    """A cursor that does not hold any more leads to the first page."""
    size, cursor = filters.page_size_or_usual, filters.values.get("cursor")
    try:
        return page(filters.criteria, reader, filters.model, size, cursor)
    except BadCursor:
        return page(filters.criteria, reader, filters.model, size)


def _page_query(filters: PostingFilter, cursor: str | None) -> str:
    """The query string of a neighbouring page, empty where there is none."""
    if cursor is None:
        return ""
    size = filters.values.get("page_size")
    sized = [("page_size", str(size))] if size else []
    return urlencode([*filters.given, *sized, ("cursor", cursor)])


def _map_url(filters: PostingFilter) -> str:
    """Where the map finds the same results."""
    path = reverse(f"{filters.model.route()}s_map")
    return f"{path}?{filters.query}" if filters.query else path


def _hidden(filters: PostingFilter, shown: set[str]) -> list[tuple[str, str]]:
    """Criteria without a field of their own, which the form must not drop."""
    return [(name, value) for name, value in filters.given if name not in _SHOWN_APART | shown]


def _near_text(request: HttpRequest, filters: PostingFilter) -> str:
    """What was typed; a key becomes the name of its place."""
    near = filters.criteria.near
    if near is None:
        return request.GET.get("near", "").replace("\x00", "").strip()[:100]
    is_key = len(near.places) == 1 and near.text == near.places[0].ags
    return near.places[0].label if is_key else near.text


def _candidates(filters: PostingFilter, text: str) -> list[tuple[str, str]]:
    """Label and query string of the places that may be meant by what was typed."""
    return [
        (place.label, chips.query_with(filters, "near", place.ags))
        for place in find_places(text).candidates
    ]


def _orderings(filters: PostingFilter) -> list[tuple[str, str, bool]]:
    """Value, label and whether it holds, of those orderings that make sense now.

    The usual one has no value, so that it may become another one with the next filter.
    """
    criteria = filters.criteria
    usual = replace(criteria, ordering=None).order
    field = cast(ChoiceParameter, filters.form.fields["ordering"])
    return [
        (
            "" if ordering == usual else ordering.value,
            str(ordering.label),
            ordering == criteria.order,
        )
        for ordering in field.meanings.values()
        if ordering not in NEEDS or getattr(criteria, NEEDS[ordering])
    ]


def _why_empty(filters: PostingFilter, reader: Reader) -> str:
    """filtered: nothing fits; hidden: this reader does not see all there may be; or nothing."""
    if filters.given:
        return "filtered"
    if isinstance(filters, NeedFilter) and not _sees_more_than_public(reader):
        return "hidden"
    return "nothing"


def _sees_more_than_public(reader: Reader) -> bool:
    if reader.is_anonymous:
        return False
    return reader.is_superuser or Organisation.objects.of_member(reader).verified().exists()
