"""The one search: what everything that can be found answers to the same words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Locale

from offers.search.filters import NeedFilter, OfferFilter, PostingFilter
from offers.search.queries import page
from offers.words.questions import Question
from partners.organisations.models import Organisation
from partners.territories.models import Territory
from portal.cms.models import RegionPage
from portal.finding.page_search import find_pages

SHOWN = 5  # of each kind
FEW = 3  # results in all, with which other spellings are suggested


@dataclass(frozen=True)
class Group:
    """Results of one kind: the first of them, how many there are, and where all are listed.

    `name` says which template draws its rows.
    """

    name: str
    title: str
    rows: list[Any]
    count: int
    url: str = ""

    @property
    def more(self) -> bool:
        return bool(self.url) and self.count > len(self.rows)


def find(request: HttpRequest, question: Question) -> list[Group]:
    """All kinds that have something to show, in the order in which people need them."""
    groups = (
        _offers(request, question),
        _pages(request, question),
        _organisations(question),
        _needs(request, question),
        _places(question),
    )
    return [group for group in groups if group.count]


def _offers(request: HttpRequest, question: Question) -> Group:
    filters = OfferFilter(_only(question), request.user)
    return _postings("offers", _("Offers"), filters, "postings:offers")


def _needs(request: HttpRequest, question: Question) -> Group:
    filters = NeedFilter(_only(question), request.user)
    return _postings("needs", _("Needs"), filters, "postings:needs")


def _postings(name: str, title: str, filters: PostingFilter, route: str) -> Group:
    found = page(filters.criteria, filters.reader, filters.model, SHOWN)
    return Group(name, title, found.rows, found.count, f"{reverse(route)}?{filters.query}")


def _pages(request: HttpRequest, question: Question) -> Group:
    found = find_pages(question)
    shown = [{"title": page.title, "url": page.get_url(request),
              "text": page.search_description} for page in found[:SHOWN]]  # fmt: skip
    return Group("pages", _("Pages"), shown, len(found), address("finding:pages", question))


def _organisations(question: Question) -> Group:
    found = Organisation.objects.verified().matching(question.text)
    rows = list(found.with_facts()[:SHOWN])
    return Group(
        "organisations",
        _("Organisations"),
        rows,
        found.count(),
        address("organisations:directory", question),
    )


def _places(question: Question) -> Group:
    found = Territory.objects.open().matching(question.text)
    places = list(found[:SHOWN])
    shown = [{"title": place.label, "url": url} for place, url in with_addresses(places)]
    return Group("places", _("Places"), shown, len(shown))


def with_addresses(places: Iterable[Territory]) -> list[tuple[Territory, str]]:
    """Each place with the page of its region, or else with the offers for it."""
    places = list(places)
    regions = RegionPage.objects.live().public().filter(locale=Locale.get_active())
    own = {
        region.territory_id: region.get_url()
        for region in regions.filter(territory__in=places).select_related("locale")
    }
    offers = reverse("postings:offers")
    return [
        (place, own.get(place.pk) or f"{offers}?{urlencode({'territory': place.ags})}")
        for place in places
    ]


def address(route: str, question: Question) -> str:
    return f"{reverse(route)}?{urlencode({'q': question.text})}"


def _only(question: Question) -> QueryDict:
    data = QueryDict(mutable=True)
    data["q"] = question.text
    return data
