"""How many seats are free, and who gets them. Everything here wants the lock of the occurrence."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from events.events.models import Occurrence
from events.registration import telling
from events.registration.enums import State
from events.registration.models import (
    Participant,
    Registration,
    SeatKind,
    Setup,
    holding,
)

Free = dict[int, int | None]
"""By the key of the kind of seat: how many are free, None for as many as one likes."""


def lock(pk: int) -> Occurrence:
    """The occurrence as the database has it; until the transaction ends it is nobody else's.

    Whoever counts seats counts them behind this line, so that no two give away the same one.
    """
    Occurrence.objects.select_for_update().get(pk=pk)
    return Occurrence.objects.select_related("event__registration_setup").get(pk=pk)


def setup_of(occurrence: Occurrence) -> Setup:
    setup: Setup = occurrence.event.registration_setup
    return setup


def free(occurrence: Occurrence, but: Registration | None = None) -> Free:
    """What is free, not counting what one registration holds itself."""
    given = taken(occurrence, but)
    kinds = SeatKind.objects.filter(setup=setup_of(occurrence))
    return {
        kind.pk: None if kind.capacity is None else kind.capacity - given[kind.pk] for kind in kinds
    }


def fits(wanted: Mapping[int, int], free_seats: Free) -> bool:
    """Whether all of them find a seat; a group is never torn apart."""
    return all(
        (left := free_seats.get(kind, 0)) is None or left >= number
        for kind, number in wanted.items()
    )


def catch_up(occurrence: Occurrence) -> None:
    """Ends what is over, and offers what became free."""
    _expire(occurrence)
    move_up(occurrence)


def settle(occurrence: Occurrence) -> None:
    """The same, and writes down how it stands now: what every change ends with."""
    catch_up(occurrence)
    note_down(occurrence)


def move_up(occurrence: Occurrence) -> None:
    """Offers free seats to the waiting list, in its order, and each only to a group that fits.

    A group for which there are too few seats is passed over and keeps its place; a smaller one
    behind it is offered them. So no seat stays empty while somebody waits who could have it; the
    price is that a large group waits longer. An offer ends when the occurrence begins.
    """
    now = timezone.now()
    if occurrence.cancelled_at or occurrence.starts_at <= now:
        return
    groups = _waiting_groups(occurrence)
    if not groups:
        return
    left = free(occurrence)
    until = min(now + timedelta(hours=setup_of(occurrence).offer_hours), occurrence.starts_at)
    for key, wanted in groups.items():
        if fits(wanted, left):
            left = _less(left, wanted)
            _offer(Registration.objects.get(pk=key), until)


def note_down(occurrence: Occurrence) -> None:
    """Keeps on the occurrence what lists want to know of it."""
    kinds = SeatKind.objects.filter(setup=setup_of(occurrence), for_children=False)
    usual, left = set(kinds.values_list("pk", flat=True)), free(occurrence)
    numbers = [number for kind, number in left.items() if kind in usual]
    limited = [max(number, 0) for number in numbers if number is not None]
    registrations = Registration.objects.filter(occurrence=occurrence)
    Occurrence.objects.filter(pk=occurrence.pk).update(
        open_seats=sum(limited) if limited and len(limited) == len(numbers) else None,
        booked=registrations.open().count(),
    )


def _waiting_groups(occurrence: Occurrence) -> dict[int, Counter[int]]:
    """What each registration on the waiting list wants, in its order."""
    people = Participant.objects.filter(
        registration__occurrence=occurrence, registration__state=State.WAITING
    )
    groups: dict[int, Counter[int]] = defaultdict(Counter)
    for key, seat in people.order_by("registration").values_list("registration", "seat"):
        groups[key][seat] += 1
    return groups


def _offer(registration: Registration, until: datetime) -> None:
    registration.state, registration.offered_until = State.OFFERED, until
    registration.save(update_fields=["state", "offered_until"])
    telling.tell_offered(registration)


def taken(occurrence: Occurrence, but: Registration | None = None) -> Counter[int]:
    """How many seats of each kind somebody has, is offered or has yet to confirm, by its key."""
    people = Participant.objects.filter(
        holding("registration__", timezone.now()), registration__occurrence=occurrence
    )
    if but:
        people = people.exclude(registration=but)
    return Counter(dict(people.order_by().values_list("seat").annotate(number=Count("pk"))))


def _expire(occurrence: Occurrence) -> None:
    now = timezone.now()
    rows = Registration.objects.filter(occurrence=occurrence)
    for registration in rows.filter(state=State.OFFERED, offered_until__lte=now):
        registration.state, registration.offered_until = State.EXPIRED, None
        registration.save(update_fields=["state", "offered_until"])
        telling.tell_offer_over(registration)
    rows.outdated(now).update(state=State.EXPIRED, hold_until=None)
    rows.filter(state=State.UNCONFIRMED, hold_until__lte=now).update(hold_until=None)


def _less(left: Free, wanted: Mapping[int, int]) -> Free:
    return {
        kind: number if number is None else number - wanted.get(kind, 0)
        for kind, number in left.items()
    }
