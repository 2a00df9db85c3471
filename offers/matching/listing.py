"""Matches as pages show them: seen from one side, with reasons in words and the history."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, Prefetch, Value, When

from offers.matching.enums import MatchState, Side
from offers.matching.models import Answer, Match, MatchQuerySet
from offers.matching.reasons import Line, Words
from offers.postings.models import Posting
from partners.accounts.models import User
from partners.organisations.models import Organisation


class Step(NamedTuple):
    """A line of the history. `who` is a person of the reader's own organisation, else empty."""

    when: datetime
    organisation: Organisation
    what: str
    reason: str
    note: str
    who: str


@dataclass(frozen=True)
class Row:
    """A match as one side sees it: `own` is the reader's posting, `other` what fits to it."""

    match: Match
    side: Side
    own: Posting
    other: Posting
    why: Sequence[Line]
    history: Sequence[Step]

    @property
    def is_shown(self) -> bool:
        """Whether the other posting may be read: edits of what has expired are still drafts."""
        return self.other.is_published


def waiting_by_organisation(user: User) -> list[tuple[Organisation, int]]:
    """The person's organisations that have new matches, and how many."""
    own = {organisation.pk: organisation for organisation in Organisation.objects.of_member(user)}
    waiting = Match.objects.current().of_organisations(own.values()).filter(state=MatchState.OPEN)
    sides = visible_to(user, waiting).values_list("need__organisation", "supply__organisation")
    counts = Counter(key for pair in sides for key in pair if key in own)
    return [(own[key], number) for key, number in counts.most_common()]


def visible_to(user: User, matches: MatchQuerySet) -> MatchQuerySet:
    """Those of which this person may know both sides."""
    seen = Posting.objects.visible_to(user)
    sides = (Exists(seen.filter(pk=OuterRef(f"{side}_id"))) for side in ("need", "supply"))
    return matches.filter(*sides)


def waiting_first(matches: MatchQuerySet) -> MatchQuerySet:
    """New ones first, then what goes on, at the end what was declined or solved; best first."""
    turn = Case(
        When(state=MatchState.OPEN, then=Value(0)),
        When(state__in=(MatchState.INTERESTED, MatchState.IN_PROGRESS), then=Value(1)),
        default=Value(2),
    )
    best = matches.best_first().query.order_by
    return matches.order_by(turn, *best)


def rows(
    matches: Iterable[Match], organisation: Organisation, with_names: bool = True
) -> list[Row]:
    """The matches as this organisation sees them; ask `for_rows` before, for few queries.

    `with_names` says which of its own people have answered.
    """
    found = list(matches)
    words = Words(match.reasons for match in found)
    members = organisation.members.all() if with_names else ()
    people = {person.pk: str(person) for person in members}
    return [_row(match, organisation, words, people) for match in found]


def for_rows(matches: MatchQuerySet) -> MatchQuerySet:
    return matches.with_postings().prefetch_related(
        Prefetch("answers", Answer.objects.order_by("answered_at", "pk"))
    )


def _row(match: Match, organisation: Organisation, words: Words, people: dict[int, str]) -> Row:
    ours = match.need.organisation_id == organisation.pk
    side = Side.NEED if ours else Side.SUPPLY
    return Row(
        match=match,
        side=side,
        own=match.posting_of(side),
        other=match.posting_of(side.other),
        why=words.lines(match.reasons),
        history=[_step(match, answer, people) for answer in match.answers.all()],
    )


def _step(match: Match, answer: Answer, people: dict[int, str]) -> Step:
    return Step(
        when=answer.answered_at,
        organisation=match.posting_of(answer.side).organisation,
        what=answer.get_state_display(),
        reason=answer.get_reason_display(),
        note=answer.note,
        who=people.get(answer.person_id or 0, ""),
    )
