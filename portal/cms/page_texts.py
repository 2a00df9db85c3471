"""How the text of a page stands in its language, for the office's board and for readers.

The words are those for postings (`offers/postings/texts.py`); wagtail-localize knows the facts.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from offers.postings.enums import TextState
from offers.postings.texts import Notice, words


def with_state(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Every page knows its `state`; outdated counts more than who translated it."""
    return pages.annotate(
        state=Case(
            When(Q(alias_of__isnull=False) | Q(live=False), then=Value(TextState.MISSING)),
            When(_is_stale(), then=Value(TextState.STALE)),
            When(_is_by_machine(), then=Value(TextState.MACHINE)),
            When(_is_translation(), then=Value(TextState.HUMAN)),
            default=Value(TextState.SOURCE),
            output_field=CharField(),
        )
    )


def _into_this() -> QuerySet[Translation]:
    """The translation that makes the page, for a query about pages."""
    return Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        target_locale_id=OuterRef("locale_id"),
        enabled=True,
    )


def _is_translation() -> Q:
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), alias_of=None, pk__lt=OuterRef("pk")
    )
    return Q(Exists(_into_this())) | Q(Exists(earlier))


def _is_stale() -> Q:
    """Its source was published since, not taken over since, or has words still to translate."""
    source = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale_id=OuterRef("source__locale_id")
    )
    published = Subquery(source.values("last_published_at")[:1])
    translations = _into_this().annotate(source_published=published)
    changed = translations.filter(source_published__gt=F("source__last_updated_at"))
    not_taken_over = _into_this().filter(source__last_updated_at__gt=OuterRef("last_published_at"))
    return Q(Exists(changed)) | Q(Exists(not_taken_over)) | Q(_has_words_to_translate())


def _translated_words() -> QuerySet[StringTranslation]:
    """The translation of a segment into the page's language, for a query about segments."""
    return StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("locale_id")),
        has_error=False,
    )


def _words() -> QuerySet[StringSegment]:
    """What the source of the page says, for a query about pages; an address may stay as it is."""
    return StringSegment.objects.exclude(context__path="slug").filter(
        source__object_id=OuterRef("translation_key"),
        source__translations__target_locale_id=OuterRef("locale_id"),
        source__translations__enabled=True,
    )


def _has_words_to_translate() -> Exists:
    return Exists(_words().filter(~Exists(_translated_words())))


def _is_by_machine() -> Q:
    by_machine = _translated_words().filter(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )
    return Q(Exists(_words().filter(Exists(by_machine))))


# --- What readers are told ----------------------------------------------------------------


def notice(page: Page) -> Notice | None:
    """How the text stands that this page shows; None for an original.

    `Notice.language` stays empty: what an alias shows is said apart.
    """
    shown = shown_by(page)
    found = _of_translations([shown.pk]).get(shown.pk)
    if found is None:
        return None
    source = original(page)
    return found._replace(source_language=source.locale.language_code if source else "")


def with_notes(pages: Iterable[Any]) -> list[Any]:
    """The same pages, each with its `text_note`: what a card or a row says of the text it shows."""
    found = list(pages)
    notices = _of_translations(shown_by(page).pk for page in found)
    for page in found:
        about = notices.get(shown_by(page).pk)
        page.text_note = words(about) if about else ""
    return found


def _of_translations(keys: Iterable[int]) -> dict[int, Notice]:
    """By the key of the page; originals are left out, and languages stay empty."""
    stands = Page.objects.filter(pk__in=list(keys)).annotate(
        is_machine=_is_by_machine(), is_stale=_is_stale(), is_translation=_is_translation()
    )
    rows = stands.filter(is_translation=True).values_list("pk", "is_machine", "is_stale")
    return {
        key: Notice("", "", is_translation=True, is_machine=is_machine, is_stale=is_stale)
        for key, is_machine, is_stale in rows
    }


def shown_by(page: Page) -> Page:
    """The page whose text stands there: an alias has none of its own."""
    while page.alias_of_id:
        page = page.alias_of
    return page


def original(page: Page) -> Page | None:
    """The page that the text was translated from, where readers still find it."""
    text = shown_by(page)
    versions = Page.objects.filter(translation_key=text.translation_key, alias_of=None, live=True)
    made = Translation.objects.filter(
        source__object_id=text.translation_key, target_locale=text.locale_id, enabled=True
    )
    if made.exists():
        versions = versions.filter(locale__in=made.values("source__locale"))
    return versions.exclude(pk=text.pk).select_related("locale").order_by("pk").first()
