"""All register at the same moment: as many as there are seats have one, the rest waits in order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, local

import pytest
from django.db import connection

from events.events.models import Occurrence
from events.registration import actions, seats
from events.registration.enums import State
from events.registration.exceptions import TooManyMails
from events.registration.models import Participant, Registration, holding
from offers.postings.enums import State as PostingState
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from tests.cast import person
from tests.events.builders import event
from tests.registration.builders import group, open_event, open_seats, states, with_setup
from tests.support.scale import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

AT_ONCE = 40  # connections; a server has a hundred for everybody
SEATS = size(10, 50)
WANTED = size(100, 500)


@pytest.fixture
def evening(company) -> Occurrence:
    return open_event(company, onsite=SEATS)


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that the lock prevents: all count before anybody has written."""
    rows = Occurrence.objects.select_related("event__registration_setup")
    monkeypatch.setattr(seats, "lock", lambda pk: rows.get(pk=pk))


def at_once(work: Callable[[int], object], number: int) -> None:
    """Calls this with each number; as many side by side as there are connections."""
    beside = min(number, AT_ONCE)
    gate, thread = Barrier(beside), local()

    def one(turn: int) -> None:
        if not hasattr(thread, "waited"):
            thread.waited = True
            gate.wait(timeout=120)
        try:
            work(turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(beside) as pool:
        list(pool.map(one, range(number)))


def people() -> list[User]:
    return [person(f"Gast{number}") for number in range(WANTED)]


def taken(evening: Occurrence) -> int:
    """Seats that somebody has or is offered."""
    rows = Registration.objects.filter(holding("", evening.starts_at), occurrence=evening)
    return Participant.objects.filter(registration__in=rows).count()


def all_register(evening: Occurrence, groups: Callable[[int], int] = lambda _turn: 1) -> None:
    """Each has a log-in; `groups` says how many come along, by the number of the guest."""
    guests = people()
    at_once(
        lambda turn: actions.register(
            evening, group(evening, guests[turn].email, groups(turn)), guests[turn]
        ),
        WANTED,
    )


def test_as_many_as_there_are_seats_have_one_and_the_rest_waits_in_order(evening) -> None:
    all_register(evening)
    waiting = WANTED - SEATS
    assert states(evening) == [State.CONFIRMED] * SEATS + [State.WAITING] * waiting
    assert open_seats(evening) == 0
    assert Delivery.objects.filter(message="registration.confirmed").count() == SEATS
    assert Delivery.objects.filter(message="registration.waiting").count() == waiting


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_there_are_more_than_seats(evening) -> None:
    all_register(evening)
    assert taken(evening) > SEATS


def test_groups_are_never_torn_apart_and_leave_no_seat_to_two(evening) -> None:
    all_register(evening, lambda turn: turn % 4 + 1)
    assert taken(evening) == SEATS
    left = Registration.objects.filter(occurrence=evening, state=State.WAITING)
    assert left.count() == WANTED - Registration.objects.filter(state=State.CONFIRMED).count()


def test_all_who_cancel_at_once_make_room_for_as_many_in_order(evening) -> None:
    all_register(evening)
    have_seats = list(Registration.objects.filter(state=State.CONFIRMED))
    at_once(lambda turn: actions.cancel(have_seats[turn]), SEATS)
    offered = [State.OFFERED] * SEATS
    rest = [State.WAITING] * (WANTED - 2 * SEATS)
    assert states(evening) == [State.CANCELLED] * SEATS + offered + rest


def test_a_click_that_comes_twice_is_one_registration(evening) -> None:
    guest = person("Nina")
    at_once(lambda _turn: actions.register(evening, group(evening, guest.email), guest), AT_ONCE)
    assert states(evening) == [State.CONFIRMED]


def test_seats_are_kept_for_no_more_addresses_than_there_are(evening) -> None:
    at_once(
        lambda turn: actions.register(evening, group(evening, f"gast{turn}@example.org")), WANTED
    )
    assert Registration.objects.filter(hold_until__isnull=False).count() == SEATS
    assert taken(evening) == 0  # once they have to be confirmed


def write_to_one_address(company: Organisation) -> int:
    """All type the same address, each for another time of an event; returns how many mails it got.

    So no lock of one time keeps them apart.
    """
    weekly = event(company, PostingState.PUBLISHED, recurrence=f"FREQ=DAILY;COUNT={AT_ONCE}")
    with_setup(weekly)
    times = list(weekly.occurrences.all())

    def one(turn: int) -> None:
        with suppress(TooManyMails):
            actions.register(times[turn], group(times[turn], "ada@example.org"))

    at_once(one, AT_ONCE)
    return Delivery.objects.count()


def test_nobody_fills_a_mailbox_however_many_try_at_once(company, owner) -> None:
    assert write_to_one_address(company) == actions.MOST_MAILS_A_DAY


def test_without_waiting_for_the_address_it_would_get_more(company, owner, monkeypatch) -> None:
    monkeypatch.setattr(actions, "wait_for_address", lambda _email: None)
    assert write_to_one_address(company) > actions.MOST_MAILS_A_DAY
