"""Which pages the header and the footer lead to."""

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from portal.cms.models import ContactFinderPage, LegalPage


class Link(NamedTuple):
    """`is_here` holds on the page itself and on all below it."""

    label: str
    url: str
    is_here: bool


def menu(request: HttpRequest) -> list[Link]:
    """The pages below the start page in the reader's language that are to stand in menus."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    starts = Page.objects.filter(
        translation_key=site.root_page.translation_key, locale__language_code=get_language()
    )
    start = starts.first()
    if start is None:
        return []
    pages = Page.objects.child_of(start).live().in_menu().not_type(LegalPage)
    return _links(request, pages)


def legal(request: HttpRequest) -> list[Link]:
    """Whom to ask, imprint, privacy notice and their like, for the footer."""
    pages = Page.objects.live().filter(locale__language_code=get_language())
    return _links(request, pages.type(ContactFinderPage, LegalPage))


def _links(request: HttpRequest, pages: PageQuerySet) -> list[Link]:
    return [
        Link(page.title, url, request.path.startswith(url))
        for page in pages.order_by("path")
        if (url := page.get_url(request))
    ]
