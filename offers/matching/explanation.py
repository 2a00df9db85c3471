"""Why a pair is no match: which conditions fail, in words, beside what both sides say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.matching import conditions
from offers.matching.enums import Condition
from offers.postings import facts
from offers.postings.actions import details_of
from offers.postings.models import Need, Posting
from offers.search import queries
from offers.search.filters import NeedFilter, OfferFilter
from partners.organisations.permissions import Reader

SHOWN = 5

# Those that somebody can do something about, of two that are about the same.
MENDABLE = (
    Condition.AREA,
    Condition.AUDIENCES,
    Condition.LANGUAGES,
    Condition.TIME,
)
# What is compared, and by which facts of the need and of the supply.
COMPARED: dict[Condition, tuple[str | Promise, str, str]] = {
    Condition.TOPICS: (_("Topics"), "topics", "topics"),
    Condition.AREA: (_("Place of the need, area of the offer"), "place", "reach"),
    Condition.AUDIENCES: (_("Audiences"), "audiences", "audiences"),
    Condition.LANGUAGES: (_("Languages"), "languages", "languages"),
    Condition.TIME: (_("Time: need until, offer from"), "expires_on", "starts_on"),
    Condition.NEED_PUBLISHED: (_("The need is on show"), "", ""),
    Condition.SUPPLY_PUBLISHED: (_("The offer is on show"), "", ""),
    Condition.ORGANISATION: (_("Different organisations"), "", ""),
    Condition.NEED_VISIBLE: (_("Who may see the need"), "visibility", ""),
    Condition.SUPPLY_VISIBLE: (_("Who may see the offer"), "", "visibility"),
}


class Line(NamedTuple):
    """One condition; `failing` says what is wrong, empty where it holds."""

    label: str | Promise
    need: str
    supply: str
    failing: str


@dataclass(frozen=True)
class Explained:
    need: Need
    supply: Posting
    lines: Sequence[Line]

    @property
    def failing(self) -> list[str]:
        return [line.failing for line in self.lines if line.failing]


class Missed(NamedTuple):
    """Something that is not among the matches of a posting, and why."""

    posting: Posting
    need: Posting
    supply: Posting
    failing: list[str]


def of_pair(need: Need, supply: Posting) -> Explained:
    """Every condition, with what both sides say about it."""
    said = [(type(posting), details_of(posting)) for posting in (need, supply)]
    lines = []
    for verdict in conditions.explain(need, supply):
        label, *names = COMPARED[verdict.condition]
        ours, theirs = (
            facts.text(model, details, name) if name else ""
            for (model, details), name in zip(said, names, strict=True)
        )
        failing = "" if verdict.holds else str(verdict.condition.label)
        lines.append(Line(label, ours, theirs, failing))
    return Explained(need, supply, lines)


def near_misses(posting: Posting) -> list[Missed]:
    """The newest of the other side that lack just one thing, that one may do something about."""
    found: list[Missed] = []
    for condition in MENDABLE:
        rows = conditions.near_misses(posting, condition).for_card()
        newest = rows.order_by("-first_published_at", "-pk")[: SHOWN - len(found)]
        found += [_missed(posting, other, [str(condition.label)]) for other in newest]
    return found


def of_words(posting: Posting, words: str, reader: Reader) -> list[Missed]:
    """What the reader finds on the other side by words or by its number, and what it lacks."""
    filter_class = OfferFilter if isinstance(posting, Need) else NeedFilter
    model = filter_class._meta.model
    number = words.rstrip("/").rpartition("/")[2].removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        rows = queries.visible(reader, model).published().filter(pk=number)
        others = list(rows.for_card())
    else:
        data = QueryDict(mutable=True)
        data["q"] = words
        filters = filter_class(data, reader)
        others = queries.page(filters.criteria, reader, model, SHOWN).rows
    return [_missed(posting, other, _failing(posting, other)) for other in others]


def _failing(posting: Posting, other: Posting) -> list[str]:
    pair = _pair(posting, other)
    return [str(v.condition.label) for v in conditions.explain(*pair) if not v.holds]


def _missed(posting: Posting, other: Posting, failing: list[str]) -> Missed:
    return Missed(other, *_pair(posting, other), failing)


def _pair(posting: Posting, other: Posting) -> tuple[Posting, Posting]:
    return (posting, other) if isinstance(posting, Need) else (other, posting)
