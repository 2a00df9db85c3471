"""What follows from a change: which pairs fit now, and who is to be told of the new ones."""

from collections.abc import Callable, Iterable

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from offers.matching import conditions, notifications
from offers.matching.models import Match
from offers.matching.reasons import reasons, score
from offers.postings.models import Need, Posting, PostingQuerySet
from partners.outbox import actions as outbox

# A run ends after so long even if more is due: other tasks get their turn.
RUN_SECONDS = 5.0
BATCH = 500
# What the reasons of a pair are made of.
FACETS = ("topics", "audiences", "spoken__language", "territories")


def expand_due(seconds: float = RUN_SECONDS) -> int:
    """Carries on what stands in the outbox, for so long at most; returns how many subjects."""
    return outbox.carry_on(expand, seconds)


def expand(subject: str, key: int) -> None:
    """Makes matches and promises follow a change. To be called in a transaction; repeatable.

    Raises:
        LookupError: nobody knows this kind of subject.
    """
    if subject not in CARRIERS:
        raise LookupError(f"The outbox holds {subject!r}, which nobody carries on.")
    CARRIERS[subject](key)


def _expand_organisation(key: int) -> None:
    outbox.write_many("posting", _concerned(Posting.objects.filter(organisation=key)))


def expand_everything() -> int:
    """Has all pairs looked at anew, as after an import of territories; returns how many postings.

    Every pair has a need, so it is enough to start from those.
    """
    needs = list(_concerned(Posting.objects.filter(content_type=Need.get_content_type())))
    outbox.write_many("posting", needs)
    return len(needs)


def _concerned(postings: PostingQuerySet) -> Iterable[int]:
    """Those on show, and those that have matches which may have to lapse."""
    having = Match.objects.fitting()
    matched = Q(pk__in=having.values("need")) | Q(pk__in=having.values("supply"))
    shown = Q(pk__in=postings.published().values("pk"))
    return postings.filter(shown | matched).order_by("pk").values_list("pk", flat=True)


def _expand_posting(key: int) -> None:
    row = Posting.objects.filter(pk=key).first()
    if row is None:
        return
    posting = row.specific
    prefetch_related_objects([posting], *FACETS)
    lapsed = _keep(posting, list(_with_facets(conditions.matching(posting))))
    fresh = Match.objects.about(posting).fitting().filter(announced_at=None)
    notifications.announce(fresh.select_related("need", "supply"))
    fresh.update(announced_at=timezone.now())
    notifications.tell_unmet([posting.pk] if isinstance(posting, Need) else lapsed)


def _keep(posting: Posting, found: list[Posting]) -> list[int]:
    """Makes these the matches of the posting; returns keys of the others that fit no longer."""
    lapsed = _lapse(posting, {other.pk for other in found})
    pairs = [(posting, other) if isinstance(posting, Need) else (other, posting) for other in found]
    Match.objects.bulk_create(
        [_match(need, supply) for need, supply in pairs],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["need", "supply"],
        update_fields=["score", "reasons", "lapsed_at"],
    )
    return lapsed


def _lapse(posting: Posting, found: set[int]) -> list[int]:
    other = "supply_id" if isinstance(posting, Need) else "need_id"
    before = Match.objects.about(posting).fitting().values_list("pk", other)
    gone = [(pk, other_pk) for pk, other_pk in before if other_pk not in found]
    for start in range(0, len(gone), BATCH):
        keys = [pk for pk, _other_pk in gone[start : start + BATCH]]
        Match.objects.filter(pk__in=keys).update(lapsed_at=timezone.now())
    return [other_pk for _pk, other_pk in gone]


def _match(need: Posting, supply: Posting) -> Match:
    why = reasons(need, supply)
    return Match(need_id=need.pk, supply_id=supply.pk, reasons=why, score=score(why))


def _with_facets(postings: PostingQuerySet) -> PostingQuerySet:
    return postings.select_related("place").prefetch_related(*FACETS)


# What carries on a kind of subject; a floor above adds its own.
CARRIERS: dict[str, Callable[[int], None]] = {
    "posting": _expand_posting,
    "organisation": _expand_organisation,
}
