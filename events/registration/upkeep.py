"""What happens by itself: offers end, changes are told, people are reminded, data is deleted.

Everything here may run twice, or in two workers at once: what was done is not done again.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from events.events.models import Occurrence
from events.registration import seats, telling
from events.registration.enums import State
from events.registration.models import (
    Feedback,
    Participant,
    Registration,
    RegistrationQuerySet,
    SeatKind,
    Setup,
    Turnout,
)
from events.registration.notifications import OWN
from partners.deliveries.models import Delivery

REMINDED = timedelta(days=1)  # before it begins
ASKED_AFTER = timedelta(hours=12)
ASKED_FOR = timedelta(days=7)  # after which nobody is asked any more
BATCH = 500


def look_after() -> None:
    """All of it but the deleting."""
    end_what_is_over()
    count_new()
    tell_participants()
    remind()
    ask_for_feedback()


def end_what_is_over() -> None:
    """Offers that nobody took, and addresses that nobody confirmed; the next ones move up."""
    now = timezone.now()
    rows = Registration.objects.filter(
        Q(state=State.OFFERED, offered_until__lte=now)
        | Q(state=State.UNCONFIRMED, hold_until__lte=now)
        | Q(pk__in=Registration.objects.outdated(now).values("pk"))
    )
    for pk in _occurrences_of(rows):
        with transaction.atomic():
            seats.settle(seats.lock(pk))


def count_new() -> None:
    """Occurrences that have come since one registers for the event: how many seats they have."""
    limited = SeatKind.objects.filter(for_children=False, capacity__isnull=False)
    unlimited = SeatKind.objects.filter(for_children=False, capacity=None)
    new = Occurrence.objects.filter(
        ends_at__gt=timezone.now(),
        open_seats=None,
        event__registration_setup__in=limited.values("setup"),
    )
    for occurrence in new.exclude(event__registration_setup__in=unlimited.values("setup")):
        with transaction.atomic():
            seats.settle(seats.lock(occurrence.pk))


def tell_participants() -> None:
    """Tells of events that were moved or cancelled, whoever did it and by which way.

    Each registration knows which time its people were told of; whatever differs from it is told,
    once. Registrations for what is cancelled end with it.
    """
    same = {"told_start": F("occurrence__starts_at"), "told_end": F("occurrence__ends_at")}
    moved = Q(pk__in=Registration.objects.open().exclude(**same).values("pk"))
    rows = Registration.objects.open().filter(moved | Q(occurrence__cancelled_at__isnull=False))
    for pk in _occurrences_of(rows):
        with transaction.atomic():
            _tell_of(seats.lock(pk))


def _tell_of(occurrence: Occurrence) -> None:
    for registration in Registration.objects.filter(occurrence=occurrence).open():
        registration.occurrence = occurrence
        if occurrence.cancelled_at:
            _end_with_event(registration)
        else:
            _take_over(registration)
    seats.settle(occurrence)


def _end_with_event(registration: Registration) -> None:
    was_confirmed = registration.state != State.UNCONFIRMED
    registration.state = State.CANCELLED
    registration.offered_until = registration.hold_until = None
    registration.save(update_fields=["state", "offered_until", "hold_until"])
    if was_confirmed:
        telling.tell_event_cancelled(registration)


def _take_over(registration: Registration) -> None:
    start, end = registration.occurrence.starts_at, registration.occurrence.ends_at
    if (registration.told_start, registration.told_end) == (start, end):
        return
    if registration.state != State.UNCONFIRMED:
        telling.tell_moved(registration)
    registration.told_start, registration.told_end, registration.reminded_at = start, end, None
    registration.save(update_fields=["told_start", "told_end", "reminded_at"])


@transaction.atomic
def remind() -> None:
    """The day before, but not those who registered on that day."""
    now = timezone.now()
    rows = Registration.objects.filter(
        state=State.CONFIRMED,
        reminded_at=None,
        occurrence__cancelled_at=None,
        occurrence__starts_at__gt=now,
        occurrence__starts_at__lte=now + REMINDED,
        confirmed_at__lte=F("occurrence__starts_at") - REMINDED,
    )
    found = list(rows.select_related("occurrence")[:BATCH])
    telling.remind(found)
    Registration.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=now)


@transaction.atomic
def ask_for_feedback() -> None:
    """Those who came; where nobody was checked in, all who had a seat."""
    now = timezone.now()
    checked = Participant.objects.filter(attended_at__isnull=False)
    rows = Registration.objects.filter(
        state=State.CONFIRMED,
        asked_at=None,
        occurrence__cancelled_at=None,
        occurrence__ends_at__lte=now - ASKED_AFTER,
        occurrence__ends_at__gt=now - ASKED_FOR,
    )
    unchecked = ~Q(occurrence__in=checked.values("registration__occurrence"))
    came = Q(pk__in=checked.values("registration"))
    found = list(rows.filter(unchecked | came)[:BATCH])
    telling.ask_for_feedback(found)
    Registration.objects.filter(pk__in=[one.pk for one in found]).update(asked_at=now)


def forget() -> None:
    """Deletes everything personal once its time is over, mails about it too; keeps numbers."""
    now = timezone.now()
    for days in Setup.objects.order_by().values_list("purge_days", flat=True).distinct():
        due = Occurrence.objects.filter(
            event__registration_setup__purge_days=days,
            ends_at__lte=now - timedelta(days=days),
            registrations__isnull=False,
        )
        for occurrence in due.distinct():
            _forget(occurrence)


@transaction.atomic
def _forget(occurrence: Occurrence) -> None:
    rows = Registration.objects.filter(occurrence=occurrence)
    _count(occurrence, rows)
    for registration in rows:
        Delivery.objects.filter(
            recipient=registration.email,
            message__in=OWN,
            subject_key__startswith=telling.subject_key(registration),
        ).delete()
    rows.delete()
    Feedback.objects.filter(occurrence=occurrence).update(good="", missing="")
    Occurrence.objects.filter(pk=occurrence.pk).update(booked=0)


def _count(occurrence: Occurrence, rows: RegistrationQuerySet) -> None:
    confirmed = rows.filter(state=State.CONFIRMED)
    people = Participant.objects.filter(registration__in=confirmed.values("pk"))
    numbers = people.aggregate(people=Count("pk"), children=Count("age"), came=Count("attended_at"))
    Turnout.objects.get_or_create(
        occurrence=occurrence,
        defaults={
            "registrations": confirmed.count(),
            "people": numbers["people"],
            "children": numbers["children"],
            "attended": numbers["came"],
            "waiting": rows.filter(state=State.WAITING).count(),
        },
    )


def _occurrences_of(rows: RegistrationQuerySet) -> list[int]:
    return list(rows.order_by().values_list("occurrence", flat=True).distinct())
