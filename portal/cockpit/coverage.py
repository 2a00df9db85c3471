"""How far the postings of an office's territory, and the pages it edits, are translated."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from django.db.models import Count, QuerySet
from django.utils.translation import get_language_info
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from offers.postings.enums import TextState
from offers.postings.models import Posting, PostingQuerySet, PostingText
from offers.postings.texts import with_state
from partners.accounts.models import User
from partners.taxonomy.languages import interface_languages
from portal.cms import page_texts


class Row(NamedTuple):
    """A language, and how many stand how in it, in the order of `TextState`."""

    language: str
    counts: list[tuple[TextState, int]]

    @property
    def name(self) -> str:
        return str(get_language_info(self.language)["name_local"])


def _rows(found: Iterable[tuple[str, str, int]]) -> list[Row]:
    counts = {(language, state): number for language, state, number in found}
    return [
        Row(code, [(state, counts.get((code, state), 0)) for state in TextState])
        for code, _name in interface_languages()
    ]


# --- Postings -----------------------------------------------------------------------------


def _on_show(user: User) -> PostingQuerySet:
    return Posting.objects.published().for_office(user)


def of_postings(user: User) -> list[Row]:
    """Every posting on show counts once in each language."""
    shown = _on_show(user)
    texts = with_state(PostingText.objects.filter(posting__in=shown.values("pk")))
    found = list(texts.order_by().values_list("language", "state").annotate(number=Count("pk")))
    total = shown.count()
    for code, _name in interface_languages():
        there = sum(number for language, _state, number in found if language == code)
        found.append((code, TextState.MISSING, total - there))
    return _rows(found)


def postings(user: User, language: str, state: TextState) -> PostingQuerySet:
    """Those that stand so in this language, the newest first."""
    texts = PostingText.objects.filter(language=language)
    if state == TextState.MISSING:
        found = _on_show(user).exclude(pk__in=texts.values("posting"))
    else:
        standing = with_state(texts).filter(state=state)
        found = _on_show(user).filter(pk__in=standing.values("posting"))
    return found.order_by("-first_published_at", "-pk")


# --- Pages --------------------------------------------------------------------------------


def _pages(user: User) -> QuerySet[Any]:
    """All language versions of the public pages that the person may edit, each with its `state`.

    What wagtail-localize made of another page and nobody translates is an alias of it.
    """
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    works = mine.filter(depth__gt=1, live=True).order_by()
    versions = Page.objects.filter(depth__gt=1, translation_key__in=works.values("translation_key"))
    return page_texts.with_state(versions)


def of_pages(user: User) -> list[Row]:
    found = _pages(user).order_by().values_list("locale__language_code", "state")
    return _rows(found.annotate(number=Count("pk")))


def pages(user: User, language: str, state: TextState) -> QuerySet[Any]:
    """Those that stand so in this language, in the order of the tree."""
    found = _pages(user).filter(locale__language_code=language, state=state)
    return found.select_related("locale").order_by("path")


def originals(user: User, versions: Iterable[Page]) -> dict[Any, Page]:
    """By translation key the page that each of these was made of."""
    keys = [page.translation_key for page in versions]
    found = _pages(user).filter(translation_key__in=keys, state=TextState.SOURCE)
    return {page.translation_key: cast(Page, page) for page in found.select_related("locale")}
