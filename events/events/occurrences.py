"""Keeps the rows of occurrences in step with what an event's rule says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Max
from django.utils import timezone

from events.events.models import Event, Occurrence
from events.events.recurrence import Span, wall
from offers.postings.models import Posting, last_moment
from partners.outbox import actions as outbox

# Of the outbox: an event of which some time may have changed.
SUBJECT = "event_times"

# By original start: when it takes place instead, or None where it does not.
Exceptions = Mapping[datetime, Span | None]
# Whatever knows more of an event's times than its rule says is asked here at each publication; it
# adds itself in its `ready()`.
KNOWN_EXCEPTIONS: list[Callable[[Event], Exceptions]] = []


def follow(event: Event) -> None:
    """Makes rows for the version on show, and notes which of them now take place at another time.

    An occurrence that stays on its day, or the one whose turn it is when all were moved, stays the
    same row: who has signed up for it has signed up for it still. What is over is left as it was,
    and so is what was cancelled: a new time instead of it is a new row.
    """
    rows = list(event.occurrences.select_for_update().order_by("original_start"))
    wanted = {span.starts_at: span for span in event.spans}
    kept = [row for row in rows if row.original_start in wanted]
    left = [row for row in rows if row.original_start not in wanted and row.is_open]
    free = [span for start, span in wanted.items() if start not in {r.original_start for r in kept}]
    pairs = _pairs(left, free, all_moved=not kept)
    for row in kept:
        _last(row, wanted[row.original_start])
    for row, span in pairs:
        _move(row, span)
    paired = {row.pk for row, _span in pairs}
    _drop([row for row in left if row.pk not in paired])
    taken = {span.starts_at for _row, span in pairs}
    Occurrence.objects.bulk_create(
        Occurrence(
            event=event,
            original_start=span.starts_at,
            told_start=span.starts_at,
            **span._asdict(),
        )
        for span in free
        if span.starts_at not in taken
    )
    for exceptions_of in KNOWN_EXCEPTIONS:
        adjust(event, exceptions_of(event))
    settle(event)
    outbox.write(SUBJECT, event.pk)


def _drop(rows: Sequence[Occurrence]) -> None:
    """What the rule has no more goes; what people have registered for is cancelled, so that they
    hear of it.
    """
    gone = Occurrence.objects.filter(pk__in=[row.pk for row in rows])
    gone.filter(booked=0).delete()
    booked = gone.filter(booked__gt=0, cancelled_at=None)
    booked.update(cancelled_at=timezone.now(), is_told=False)


def adjust(event: Event, wanted: Exceptions) -> bool:
    """Puts occurrences at other times, calls them off or on again; returns whether any changed.

    What is over is left as it was.
    """
    usual = {span.starts_at: span for span in event.spans}
    rows = event.occurrences.filter(original_start__in=list(wanted))
    changed = False
    for row in rows:
        start = row.original_start
        changed |= not row.is_over and _adjusted(row, wanted[start], usual.get(start))
    return changed


def _adjusted(row: Occurrence, span: Span | None, usual: Span | None) -> bool:
    now = timezone.now()
    if span is None:
        if row.cancelled_at:
            return False
        row.cancelled_at = now
    else:
        if (row.starts_at, row.ends_at) == span and not row.cancelled_at:
            return False
        row.starts_at, row.ends_at = span
        row.cancelled_at, row.note = None, ""
        row.changed_at = None if span == usual else now
    row.is_told = False
    # Not what is kept here of registrations: somebody may be registering now.
    row.save(
        update_fields=["starts_at", "ends_at", "cancelled_at", "note", "changed_at", "is_told"]
    )
    return True


def settle(event: Event) -> None:
    """After a change of any occurrence: when the event is over, and that calendars take it over."""
    held = Occurrence.objects.filter(event=event.pk, cancelled_at=None)
    last: datetime | None = held.aggregate(last=Max("ends_at"))["last"]
    if last is not None:
        # Midnight belongs to the day before.
        ends = last_moment(wall(last - timedelta(microseconds=1)).date())
        Posting.objects.filter(pk=event.pk).update(expire_at=ends)
    Event.objects.filter(pk=event.pk).update(sequence=F("sequence") + 1)


def _pairs(
    rows: Sequence[Occurrence], spans: Iterable[Span], all_moved: bool
) -> list[tuple[Occurrence, Span]]:
    """Which row becomes which new time: by its day; where all were moved, by their order."""
    by_day = {wall(span.starts_at).date(): span for span in spans}
    found = [
        (row, by_day.pop(day)) for row in rows if (day := wall(row.original_start).date()) in by_day
    ]
    rest = [row for row in rows if row not in {row for row, _span in found}]
    if all_moved and len(rest) == len(by_day):
        found += zip(rest, by_day.values(), strict=True)
    return found


def _last(row: Occurrence, span: Span) -> None:
    """Takes over a new end."""
    if not row.is_moved and not row.is_over and row.ends_at != span.ends_at:
        row.ends_at, row.is_told = span.ends_at, False
        row.save()


def _move(row: Occurrence, span: Span) -> None:
    """Becomes the occurrence at that time, unless the organiser has moved it herself."""
    row.original_start = span.starts_at
    if not row.is_moved:
        row.starts_at, row.ends_at = span
        row.is_told = False
    row.save()
