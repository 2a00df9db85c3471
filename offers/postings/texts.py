"""How a posting's texts stand, and what readers are told about the one they get.

Which text that is says `Posting.text`, everywhere alike; see docs/languages.md.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from offers.postings.enums import Origin, TextState
from offers.postings.models import Posting, PostingText
from partners.taxonomy.languages import interface_languages


class Standing(NamedTuple):
    """How a posting stands in one language of the interface."""

    language: str
    state: TextState
    text: PostingText | None

    @property
    def name(self) -> str:
        """As its own speakers write it."""
        return str(get_language_info(self.language)["name_local"])


def state_of(text: PostingText, source: PostingText | None) -> TextState:
    if text.origin == Origin.SOURCE or source is None:
        return TextState.SOURCE
    return TextState.STALE if text.is_stale(source) else TextState(text.origin)


def standings(posting: Posting) -> Iterator[Standing]:
    """All languages: the source first, then the others in the order of the interface."""
    source, texts = posting.source_text, {text.language: text for text in posting.texts.all()}
    codes = [code for code, _name in interface_languages()]
    for code in sorted(codes, key=lambda code: code != posting.source_language):
        text = texts.get(code)
        yield Standing(code, state_of(text, source) if text else TextState.MISSING, text)


def with_state(texts: QuerySet[PostingText]) -> QuerySet[Any]:
    """`state_of` for the database: every row knows its `state`."""
    source = PostingText.objects.filter(
        posting=OuterRef("posting"), language=OuterRef("posting__source_language")
    )
    is_source = {"language": F("posting__source_language")}
    fits = Exists(source.filter(source_hash=OuterRef("source_hash")))
    return texts.annotate(
        state=Case(
            When(**is_source, then=Value(TextState.SOURCE)),
            When(~fits, then=Value(TextState.STALE)),
            When(origin=Origin.MACHINE, then=Value(TextState.MACHINE)),
            default=Value(TextState.HUMAN),
        )
    )


# --- What readers are told ----------------------------------------------------------------


def is_stale(posting: Posting) -> bool:
    """Whether the text that the reader gets was made of words that have changed since."""
    text, source = posting.text, posting.source_text
    return bool(text and source and text.is_stale(source))


def note(posting: Posting) -> str:
    """What the reader should know about the text she gets; empty where it is the original."""
    found = notice(posting)
    return words(found) if found else ""


def noted_title(posting: Posting) -> str:
    """The title as mails name it, with the note in brackets."""
    about = note(posting)
    return f"{posting} ({about})" if about else str(posting)


class Notice(NamedTuple):
    """What stands above the text on a posting's page; `language` where it is not the reader's."""

    language: str
    source_language: str
    is_translation: bool
    is_machine: bool
    is_stale: bool


def words(about: Notice) -> str:
    """The same in two words; empty for an original."""
    if not about.is_translation:
        return ""
    origin = Origin.MACHINE if about.is_machine else Origin.HUMAN
    return " · ".join([str(origin.label), *([_("outdated")] if about.is_stale else [])])


def notice(posting: Posting) -> Notice | None:
    text = posting.text
    if text is None:
        return None
    foreign = text.language if text.language != get_language() else ""
    return Notice(
        language=foreign,
        source_language=posting.source_language,
        is_translation=text.origin != Origin.SOURCE,
        is_machine=text.origin == Origin.MACHINE,
        is_stale=is_stale(posting),
    )
