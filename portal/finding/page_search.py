"""Pages by Wagtail's search, asked as postings are: every word, or what stands for it."""

from collections.abc import Iterable

from django.db.models import F, Q
from modelsearch.query import And, Or, PlainText, SearchQuery
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
from wagtail.search.utils import normalise_query_string

from offers.words.folding import words_of
from offers.words.normaliser import variants
from offers.words.questions import Question, Wanted
from portal.cms.models.base import PortalPage
from portal.cms.page_texts import with_notes

MOST = 300  # pages that one question finds
MOST_PROMOTED = 3  # for one question, however many offices would like to be first


def find_pages(question: Question) -> list[Page]:
    """Published pages for everybody in the reader's language, the best fitting first.

    A page that nobody translated stands in the reader's tree as an alias of its source, so that
    looking through this one tree follows the fallback and finds nothing twice.
    """
    seen = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=1)
    found = get_search_backend().search(
        And([_asked(wanted) for wanted in question.wanted]),
        seen.select_related("locale"),
        order_by_relevance=False,
    )
    return sorted(found[:MOST], key=lambda page: (-_weight(page, question), page.title, page.pk))


def in_full(pages: Iterable[Page]) -> list[PortalPage]:
    """The same pages in the same order, with what their kind adds and a row says of them."""
    keys = [page.pk for page in pages]
    found = Page.objects.filter(pk__in=keys).specific()
    shown = ("locale", "alias_of__locale", "alias_of__alias_of__locale")
    by_key = found.prefetch_related(*shown).in_bulk()
    return with_notes(by_key[key] for key in keys)


def promoted(text: str) -> list[SearchPromotion]:
    """What editors want to be found first. Asks for their questions only, and stores nobody's.

    Each office numbers its own from 0, so the first of each come before the second of any.
    """
    picks = SearchPromotion.objects.filter(query__query_string=normalise_query_string(text))
    shown = picks.filter(Q(page=None) | Q(page__in=Page.objects.live().public()))
    in_order = shown.order_by(F("sort_order").asc(nulls_last=True), "pk")
    found = list(
        in_order.select_related("page__locale", "page__alias_of__alias_of")[:MOST_PROMOTED]
    )
    with_notes(pick.page for pick in found if pick.page)
    return found


def _asked(wanted: Wanted) -> SearchQuery:
    any_token = _any(wanted.tokens)
    if not wanted.phrases:
        return any_token
    phrases = [And([_any(word) for word in phrase]) for phrase in wanted.phrases]
    return Or([*([any_token] if wanted.tokens else []), *phrases])


def _any(tokens: frozenset[str]) -> PlainText:
    return PlainText(" ".join(sorted(tokens)), operator="or")


def _weight(page: Page, question: Question) -> int:
    """How much of the question the title says: what was typed counts more than what is akin."""
    title = frozenset[str]().union(*(variants(word) for word in words_of(page.title)))
    return 2 * len(title & question.literal) + len(title & question.akin)
