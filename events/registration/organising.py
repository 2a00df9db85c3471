"""What organisers do. Permission is checked by the caller; every function is one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone
from wagtail.log_actions import log

from events.events.models import Event, Occurrence
from events.registration import seats, telling
from events.registration.enums import State
from events.registration.exceptions import NotPossibleNow, SeatTaken
from events.registration.models import Participant, Question, Registration, SeatKind, Setup
from offers.postings.models import Posting
from partners.accounts.models import User

Row = Mapping[str, Any]
"""Fields of a kind of seat or of a question; `id` is the key of the one that is there already."""


@transaction.atomic
def set_up(
    user: User, event: Event, details: Row, kinds: Sequence[Row], questions: Sequence[Row]
) -> Setup:
    """Says how one registers from now on; who waits for seats that are more now is offered them.

    What is not among the rows is removed. Fewer seats than are taken take nobody's seat away.

    Raises:
        SeatTaken: somebody has registered for a kind of seat that was removed.
    """
    # As whatever else changes an event's times, and in the same order.
    Posting.objects.select_for_update().get(pk=event.pk)
    coming = event.occurrences.filter(ends_at__gt=timezone.now()).order_by("pk")
    keys = list(coming.select_for_update().values_list("pk", flat=True))
    setup, _created = Setup.objects.update_or_create(event=event, defaults=dict(details))
    try:
        _replace(setup.seats, kinds)
    except RestrictedError as error:
        raise SeatTaken from error
    _replace(setup.questions, questions)
    for pk in keys:
        seats.settle(seats.lock(pk))
    log(event, "registration.set_up", user=user)
    return setup


def _replace(stored: Any, rows: Sequence[Row]) -> None:
    """Makes these the rows, in their order."""
    known = {row.pk: row for row in stored.all()}
    kept = {row["id"] for row in rows if row.get("id") in known}
    stored.exclude(pk__in=kept).delete()
    for position, row in enumerate(rows):
        item: SeatKind | Question = known.get(row.get("id")) or stored.model(setup=stored.instance)
        for name, value in row.items():
            if name != "id":
                setattr(item, name, value)
        item.position = position
        item.save()


@transaction.atomic
def cancel(user: User, registration: Registration, reason: str) -> None:
    """Takes the seats away and tells them why; the next on the waiting list are offered them.

    Raises:
        NotPossibleNow: it does not stand any more.
    """
    row = seats.lock(registration.occurrence_id)
    stored = Registration.objects.get(pk=registration.pk)
    if not stored.is_open:
        raise NotPossibleNow
    was_confirmed = stored.state != State.UNCONFIRMED
    stored.state, stored.offered_until, stored.hold_until = State.CANCELLED, None, None
    stored.save(update_fields=["state", "offered_until", "hold_until"])
    if was_confirmed:
        telling.tell_cancelled(stored, reason)
    seats.settle(row)
    log(row.event, "registration.cancel", user=user)


@transaction.atomic
def write(user: User, occurrence: Occurrence, subject: str, text: str, waiting: bool) -> int:
    """A message to all who have seats, and with `waiting` to all who wait. Returns to how many."""
    states = [State.CONFIRMED, *([State.OFFERED, State.WAITING] if waiting else [])]
    rows = list(Registration.objects.filter(occurrence=occurrence, state__in=states))
    telling.write_to(rows, subject, text)
    log(occurrence.event, "registration.write", user=user)
    return len(rows)


@transaction.atomic
def check_in(registration: Registration, present: Iterable[int]) -> None:
    """Says which of the people are there; who was ticked by mistake is not there any more."""
    there = set(present)
    people = Participant.objects.filter(registration=registration)
    people.filter(pk__in=there, attended_at=None).update(attended_at=timezone.now())
    people.exclude(pk__in=there).update(attended_at=None)
