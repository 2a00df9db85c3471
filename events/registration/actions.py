"""What people do with their registrations. Every function is one transaction.

Each begins with the lock of the occurrence, so that all of it happens one after the other: five
hundred who register at once for fifty seats are a queue. The caller checks who may.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language

from events.events.models import Occurrence
from events.registration import notifications, seats, telling
from events.registration.entries import Entry
from events.registration.enums import State
from events.registration.exceptions import (
    NoSeats,
    NotOpen,
    NotPossibleNow,
    OfferOver,
    TooManyMails,
)
from events.registration.models import HELD_FOR, Answer, Participant, Registration
from partners.accounts.models import User
from partners.deliveries.models import Delivery

# Nobody's mailbox is to be filled by somebody who types a foreign address again and again.
MOST_MAILS_A_DAY = 3
# Any number, the same for all processes on this database.
_LOCK = 720_576


@transaction.atomic
def register(occurrence: Occurrence, entry: Entry, user: User | None = None) -> Registration:
    """Registers a group, as a whole.

    Whoever is logged in with the address has a seat at once, or is on the waiting list. Any other
    address has to be confirmed; for an hour it keeps the seats that were free. Where it is
    registered already, its mailbox is told so, and nobody else is: what is returned then is the
    registration that stands.

    Raises:
        NotOpen: it is too early, too late, or cancelled.
        TooManyMails: the address has got its mails of today.
    """
    known = user is not None and user.has_verified(entry.email)
    if not known:
        wait_for_address(entry.email)
    row = _locked(occurrence.pk)
    if not seats.setup_of(row).is_open(row):
        raise NotOpen
    if not known:
        _spare_mailbox(entry.email)
    standing = Registration.objects.filter(occurrence=row, email=entry.email).open().first()
    if standing is not None:
        if standing.state != State.UNCONFIRMED:
            return standing if known else _remind_of(standing)
        # Whoever typed it first has not shown that the address is hers.
        _end(standing, State.EXPIRED)
    registration = _create(row, entry)
    _seat(row, registration) if known else _hold(row, registration)
    seats.note_down(row)
    return registration


@transaction.atomic
def confirm(registration: Registration) -> Registration:
    """The address is hers: a seat, or a place on the waiting list. A second time changes nothing.

    Raises:
        NotPossibleNow: it was cancelled, or nobody confirmed it in time.
    """
    row, stored = _both(registration)
    if stored.state == State.UNCONFIRMED:
        _seat(row, stored)
        seats.note_down(row)
    elif not stored.is_open:
        raise NotPossibleNow
    return stored


@transaction.atomic
def change(registration: Registration, entry: Entry) -> Registration:
    """Other people, seats and answers; address and kind stay. Who waits keeps the place.

    Raises:
        NotOpen: one can no longer register, so only cancel.
        NotPossibleNow: it does not stand any more.
        NoSeats: more are wanted than are free; nothing has changed.
    """
    row, stored = _both(registration)
    if not stored.is_open:
        raise NotPossibleNow
    if not seats.setup_of(row).is_open(row):
        raise NotOpen
    keeps = stored.state in (State.CONFIRMED, State.OFFERED) or stored.hold_until is not None
    if keeps and not seats.fits(entry.wanted, seats.free(row, but=stored)):
        raise NoSeats
    _write(stored, entry)
    seats.settle(row)
    return stored


@transaction.atomic
def cancel(registration: Registration) -> None:
    """Gives the seats back; the next on the waiting list is offered them.

    Raises:
        NotPossibleNow: it does not stand any more.
    """
    row, stored = _both(registration)
    if not stored.is_open:
        raise NotPossibleNow
    _end(stored, State.CANCELLED)
    seats.settle(row)


@transaction.atomic
def accept_offer(registration: Registration) -> None:
    """
    Raises:
        OfferOver: it was not answered in time.
        NotPossibleNow: nothing is offered.
    """
    row, stored = _offered(registration)
    stored.state, stored.offered_until, stored.confirmed_at = State.CONFIRMED, None, timezone.now()
    stored.save(update_fields=["state", "offered_until", "confirmed_at"])
    seats.note_down(row)
    telling.tell_confirmed(stored)


@transaction.atomic
def decline_offer(registration: Registration) -> None:
    """Leaves the waiting list; the seats go to the next.

    Raises:
        OfferOver: it was not answered in time.
        NotPossibleNow: nothing is offered.
    """
    row, stored = _offered(registration)
    _end(stored, State.DECLINED)
    seats.settle(row)


@transaction.atomic
def settle(occurrence: Occurrence) -> None:
    """Ends offers that are over and moves up who waits, as after a change of what there is."""
    seats.settle(seats.lock(occurrence.pk))


def _locked(pk: int) -> Occurrence:
    """Behind the lock; what was over before is over now, and the waiting list has moved up."""
    row = seats.lock(pk)
    seats.catch_up(row)
    return row


def _both(registration: Registration) -> tuple[Occurrence, Registration]:
    row = _locked(registration.occurrence_id)
    stored = Registration.objects.get(pk=registration.pk)
    stored.occurrence = row
    return row, stored


def _offered(registration: Registration) -> tuple[Occurrence, Registration]:
    row, stored = _both(registration)
    if stored.state == State.EXPIRED:
        raise OfferOver
    if stored.state != State.OFFERED:
        raise NotPossibleNow
    return row, stored


def wait_for_address(email: str) -> None:
    """One transaction at a time writes to an address that nobody has confirmed, whatever the event.

    SQLite lets one write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, email])


def _spare_mailbox(email: str) -> None:
    since = timezone.now() - timedelta(days=1)
    sent = Delivery.objects.filter(
        recipient=email, message__in=notifications.UNASKED, created_at__gt=since
    )
    if sent.count() >= MOST_MAILS_A_DAY:
        raise TooManyMails


def _remind_of(registration: Registration) -> Registration:
    telling.tell_registered_already(registration)
    return registration


def _create(row: Occurrence, entry: Entry) -> Registration:
    registration = Registration(
        occurrence=row,
        email=entry.email,
        kind=entry.kind,
        language=get_language() or "de",
        state=State.UNCONFIRMED,
        told_start=row.starts_at,
        told_end=row.ends_at,
    )
    _write(registration, entry)
    return registration


def _write(registration: Registration, entry: Entry) -> None:
    """Everything that can be changed afterwards, too."""
    registration.contact_name, registration.phone = entry.contact_name, entry.phone
    registration.organisation_name, registration.note = entry.organisation_name, entry.note
    registration.save()
    registration.people.all().delete()
    Participant.objects.bulk_create(
        Participant(
            registration=registration,
            seat=person.seat,
            name=person.name,
            age=person.age,
            interpretation=person.interpretation,
            access_need=person.access_need,
        )
        for person in entry.people
    )
    registration.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(registration=registration, question_id=question, text=text)
        for question, text in entry.answers.items()
        if text
    )


def _hold(row: Occurrence, registration: Registration) -> None:
    if seats.fits(registration.wanted, seats.free(row)):
        registration.hold_until = timezone.now() + HELD_FOR
        registration.save(update_fields=["hold_until"])
    telling.ask_to_confirm(registration)


def _seat(row: Occurrence, registration: Registration) -> None:
    """Whoever comes now has waited for nothing: whom the free seats fit has been offered them."""
    now = timezone.now()
    has_seat = seats.fits(registration.wanted, seats.free(row, but=registration))
    registration.state = State.CONFIRMED if has_seat else State.WAITING
    registration.confirmed_at = now if has_seat else None
    registration.hold_until = None
    registration.save(update_fields=["state", "confirmed_at", "hold_until"])
    if has_seat:
        telling.tell_confirmed(registration)
    else:
        telling.tell_waiting(registration)


def _end(registration: Registration, state: State) -> None:
    registration.state, registration.offered_until, registration.hold_until = state, None, None
    registration.save(update_fields=["state", "offered_until", "hold_until"])
