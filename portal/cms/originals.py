"""Which of a page's language versions was written first: it leads, the others were made of it."""

from typing import Any

from wagtail.models import Page
from wagtail.query import PageQuerySet


def original(page: Any) -> Any:
    """The page that all language versions were made of, whether or not they follow it still."""
    versions = type(page).objects.filter(translation_key=page.translation_key, alias_of=None)
    return versions.order_by("pk").first() or page


def translations(page: Page) -> PageQuerySet:
    """What was translated from the page; nothing if it is a translation or an alias itself."""
    others = Page.objects.translation_of(page).filter(alias_of=None).order_by("pk")
    return others if original(page).pk == page.pk else others.none()
