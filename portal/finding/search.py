"""The one search: what everything that can be found answers to the same words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Locale

from events.events.filters import EventFilter
from offers.postings import texts
from offers.postings.models import Posting
from offers.search.filters import NeedFilter, OfferFilter, PostingFilter
from offers.search.queries import page
from offers.words.questions import Question
from partners.organisations.models import Organisation
from partners.territories.models import Territory
from portal.cms.models import RegionPage
from portal.cms.models.base import PortalPage
from portal.finding.page_search import find_pages, in_full, promoted

SHOWN = 5  # of each kind
FEW = 3  # results in all, with which other spellings are suggested


class Result(NamedTuple):
    """What a list shows of one thing.

    `language` is that of its texts where it may be another, `note` whether they are a translation.
    """

    title: str
    url: str
    text: str = ""
    kind: str = ""
    place: str = ""
    language: str = ""
    note: str = ""

    @classmethod
    def of_page(cls, page: PortalPage, request: HttpRequest) -> Self:
        url = page.get_url(request) or ""
        text, language = page.meta_description, page.text_language
        return cls(page.title, url, text, language=language, note=page.text_note)

    @classmethod
    def of_posting(cls, posting: Posting) -> Self:
        text, place = posting.text, posting.place
        facts = (posting.kind.name, place.label if place else "")
        url = posting.get_absolute_url()
        if text is None:
            return cls(str(posting), url, "", *facts)
        return cls(text.title, url, text.summary, *facts, text.language, texts.note(posting))

    @classmethod
    def of_organisation(cls, one: Organisation) -> Self:
        return cls(one.name, one.get_absolute_url(), "", one.kind.name, one.seat.label)


@dataclass(frozen=True)
class Group:
    """Results of one kind: the first of them, how many there are, and where all are listed."""

    name: str
    title: str
    rows: list[Result]
    count: int
    url: str = ""

    @property
    def more(self) -> bool:
        return bool(self.url) and self.count > len(self.rows)


def find(request: HttpRequest, question: Question) -> list[Group]:
    """All kinds that have something to show, in the order in which people need them."""
    groups = (
        _offers(request, question),
        _events(request, question),
        _pages(request, question),
        _organisations(question),
        _needs(request, question),
        _places(question),
    )
    return [group for group in groups if group.count]


def recommended(request: HttpRequest, text: str) -> list[Result]:
    """What editors want to be found first for just this question."""
    kind = _("Recommended")
    return [
        Result(
            pick.page.title,
            pick.page.get_url(request) or "",
            pick.description,
            kind,
            note=pick.page.text_note,
        )
        if pick.page
        else Result(pick.external_link_text or "", pick.external_link_url, pick.description, kind)
        for pick in promoted(text)
    ]


def _offers(request: HttpRequest, question: Question) -> Group:
    filters = OfferFilter(_only(question), request.user)
    return _postings("offers", _("Offers"), filters, "postings:offers")


def _events(request: HttpRequest, question: Question) -> Group:
    filters = EventFilter(_only(question), request.user)
    return _postings("events", _("Events"), filters, "events:events")


def _needs(request: HttpRequest, question: Question) -> Group:
    filters = NeedFilter(_only(question), request.user)
    return _postings("needs", _("Needs"), filters, "postings:needs")


def _postings(name: str, title: str, filters: PostingFilter, route: str) -> Group:
    found = page(filters.criteria, filters.reader, filters.model, SHOWN)
    shown = [Result.of_posting(posting) for posting in found.rows]
    return Group(name, title, shown, found.count, f"{reverse(route)}?{filters.query}")


def _pages(request: HttpRequest, question: Question) -> Group:
    found = find_pages(question)
    shown = [Result.of_page(page, request) for page in in_full(found[:SHOWN])]
    return Group("pages", _("Pages"), shown, len(found), address("finding:pages", question))


def _organisations(question: Question) -> Group:
    found = Organisation.objects.verified().matching(question.text)
    rows = [Result.of_organisation(one) for one in found.with_facts()[:SHOWN]]
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
    shown = [Result(place.label, url) for place, url in with_addresses(places)]
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
