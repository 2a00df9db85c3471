"""What search engines are told: every public page in each of its languages, and where not to look.

A page stands here in every language in which it can be opened. Where its text is not translated,
the one rule of fallback holds (a posting's other text, Wagtail's alias of a page): labels, facts
and the ways to get in touch are the reader's own, and the alternates tell which is which.
"""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Page as Part
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from events.events.models import Event
from offers.postings.models import Need, Offer, Posting, PostingQuerySet
from partners.organisations.models import Organisation

# Times six languages: far below the 50,000 that a file may hold, and quickly made.
ITEMS_A_FILE = 400
MAX_AGE = 3600  # seconds
NO_PLACES_FOR_ROBOTS = (
    "/admin/",
    "/api/",
    "/*/accounts/",
    "/*/cockpit/",
    "/*/places/",
    # Filters can be combined without end; all that they lead to is in the sitemap.
    "/*/offers/?",
    "/*/offers/map/",
    "/*/needs/?",
    "/*/needs/map/",
    "/*/events/?",
    "/*/events/map/",
    "/*/events/month/",
)

PostingModel = type[Offer] | type[Need] | type[Event]


class _InTheirLanguages(Paginator):
    """Cuts items as the database counts them; each page then has them once per language.

    Django would first make a list of all of them in all languages.
    """

    def __init__(self, sitemap: "Translated") -> None:
        super().__init__(cast(Any, sitemap.items()), ITEMS_A_FILE)
        self._sitemap = sitemap

    def page(self, number: int | str) -> Part:
        part = super().page(number)
        part.object_list = [
            (item, code)
            for item in part.object_list
            for code in self._sitemap.get_languages_for_item(item)
        ]
        return part


class Translated(Sitemap):
    """Pages with an address in each language; whoever has none of these gets the reader's own."""

    i18n = True
    alternates = True
    x_default = True

    @property
    def paginator(self) -> Paginator:
        return _InTheirLanguages(self)

    @cached_property
    def _paths(self) -> dict[Any, str]:
        return {}

    def location(self, item: Any) -> str:
        """Each item is asked for in every language, again and again; only the language differs."""
        if item not in self._paths:
            with override(settings.LANGUAGE_CODE):
                self._paths[item] = self.path(item)
        ours, theirs = settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE
        return self._paths[item].replace(f"/{ours}/", f"/{theirs}/", 1)

    def path(self, item: Any) -> str:
        return str(item.get_absolute_url())


class ListSitemap(Translated):
    """The pages from which the others are found."""

    def items(self) -> list[str]:
        return [
            *("postings:offers", "postings:needs", "events:events", "events:past"),
            "organisations:directory",
        ]

    def path(self, item: str) -> str:
        return reverse(item)


class PostingSitemap(Translated):
    """What is on show now, and for everybody."""

    def __init__(self, model: PostingModel) -> None:
        self.model = model

    def items(self) -> PostingQuerySet:
        shown = self.model._default_manager.published().visible_to(AnonymousUser())
        return shown.only("last_published_at").order_by("pk")

    def lastmod(self, item: Posting) -> datetime | None:
        return item.last_published_at

    def get_latest_lastmod(self) -> datetime | None:
        newest = self.items().order_by("-last_published_at")
        return newest.values_list("last_published_at", flat=True).first()


class EventSitemap(PostingSitemap):
    """Those to come, and the archive."""

    def items(self) -> PostingQuerySet:
        shown = Event.objects.shown().visible_to(AnonymousUser())
        return shown.only("last_published_at").order_by("pk")


class OrganisationSitemap(Translated):
    """The verified ones. Nothing tells when one was last changed."""

    def items(self) -> Any:
        return Organisation.objects.verified().only("slug").order_by("pk")


class PageSitemap(Translated):
    """The editors' pages: an item is a page with all its translations, by language."""

    # Without a language in it an address leads to the page of the same slug, which may be none.
    x_default = False

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def items(self) -> list[dict[str, Page]]:
        pages = Page.objects.live().public().filter(depth__gt=1).select_related("locale")
        groups: dict[object, dict[str, Page]] = {}
        for page in pages.order_by("path"):
            if page.get_url_parts(self.request):
                group = groups.setdefault(page.translation_key, {})
                group[page.locale.language_code] = page
        return list(groups.values())

    def get_languages_for_item(self, item: dict[str, Page]) -> list[str]:
        return [code for code, _name in settings.LANGUAGES if code in item]

    def location(self, item: dict[str, Page]) -> str:
        parts = item[get_language() or settings.LANGUAGE_CODE].get_url_parts(self.request)
        return str(parts[2])

    def lastmod(self, item: dict[str, Page]) -> datetime | None:
        return item[get_language() or settings.LANGUAGE_CODE].last_published_at

    def get_latest_lastmod(self) -> datetime | None:
        newest = Page.objects.live().exclude(last_published_at=None).order_by("-last_published_at")
        return newest.values_list("last_published_at", flat=True).first()


def sections(request: HttpRequest) -> dict[str, type[Sitemap] | Sitemap]:
    return {
        "pages": PageSitemap(request),
        "lists": ListSitemap(),
        "offers": PostingSitemap(Offer),
        "needs": PostingSitemap(Need),
        "events": EventSitemap(Event),
        "organisations": OrganisationSitemap(),
    }


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """All in one file; an index of several where that would grow too long."""
    parts = sections(request)
    if sum(cast(Sitemap, part).paginator.count for part in parts.values()) > ITEMS_A_FILE:
        return views.index(request, parts, sitemap_url_name="sitemap_section")
    return views.sitemap(request, parts)


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def section(request: HttpRequest, section: str) -> HttpResponse:
    return views.sitemap(request, sections(request), section)


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def robots(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in NO_PLACES_FOR_ROBOTS)]
    text = "\n".join([*lines, "", f"Sitemap: {address}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", section, name="sitemap_section"),
]
