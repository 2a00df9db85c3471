"""Registering: with a log-in at once, without one by a mail; a whole group or nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.events import actions as events
from events.events.models import Occurrence
from events.registration import actions
from events.registration.entries import Person
from events.registration.enums import State
from events.registration.exceptions import NotOpen, NotPossibleNow, TooManyMails
from events.registration.models import HELD_FOR, Participant, Registration
from tests.registration.builders import (
    group,
    mails,
    open_event,
    open_seats,
    registered,
    seat,
    state,
    states,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(company) -> Occurrence:
    return open_event(company, onsite=2)


def test_who_is_logged_in_has_a_seat_at_once(evening, newcomer) -> None:
    mine = actions.register(evening, group(evening, newcomer.email), newcomer)
    assert state(mine) == State.CONFIRMED
    assert mails(newcomer.email) == ["confirmed"]
    assert open_seats(evening) == 1


def test_a_log_in_proves_no_other_address(evening, newcomer) -> None:
    mine = actions.register(evening, group(evening, "ada@example.org"), newcomer)
    assert state(mine) == State.UNCONFIRMED
    assert mails("ada@example.org") == ["please_confirm"]


def test_without_one_the_address_confirms_it(evening) -> None:
    mine = actions.register(evening, group(evening, "ada@example.org"))
    assert state(mine) == State.UNCONFIRMED
    assert open_seats(evening) == 1
    actions.confirm(mine)
    actions.confirm(mine)
    assert state(mine) == State.CONFIRMED
    assert mails("ada@example.org") == ["please_confirm", "confirmed"]


def test_seats_are_kept_for_an_hour_until_it_is_confirmed(evening) -> None:
    late = actions.register(evening, group(evening, "ada@example.org", 2))
    assert open_seats(evening) == 0
    with time_machine.travel(timezone.now() + HELD_FOR + timedelta(minutes=1)):
        assert state(registered(evening, "bo@example.org")) == State.CONFIRMED
        assert state(actions.confirm(late)) == State.WAITING


def test_what_nobody_confirms_within_a_day_is_over(evening) -> None:
    late = actions.register(evening, group(evening, "ada@example.org"))
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(NotPossibleNow):
        actions.confirm(late)


def test_a_group_has_seats_for_all_or_waits_as_a_whole(evening) -> None:
    assert state(registered(evening, "ada@example.org")) == State.CONFIRMED
    assert state(registered(evening, "bo@example.org", 2)) == State.WAITING
    assert mails("bo@example.org") == ["please_confirm", "waiting"]
    assert state(registered(evening, "cem@example.org")) == State.CONFIRMED


def test_each_kind_of_seat_has_its_own_number(evening) -> None:
    setup = seat(evening).setup
    online = setup.seats.create(name="Online", capacity=None)
    for number in range(5):
        people = (Person("Gast", online),)
        registered(evening, f"gast{number}@example.org", people=people)
    assert set(states(evening)) == {State.CONFIRMED}
    assert open_seats(evening) is None
    registered(evening, "ada@example.org", 2)
    assert state(registered(evening, "bo@example.org")) == State.WAITING


def test_a_place_in_the_childcare_is_no_free_seat(evening) -> None:
    seat(evening).setup.seats.create(name="Kinderbetreuung", capacity=5, for_children=True)
    registered(evening, "ada@example.org")
    assert open_seats(evening) == 1


def test_the_same_address_stands_once(evening, newcomer) -> None:
    mine = registered(evening, newcomer.email)
    assert actions.register(evening, group(evening, newcomer.email, 2), newcomer) == mine
    assert actions.register(evening, group(evening, newcomer.email, 2)) == mine
    assert mails(newcomer.email)[-1] == "registered_already"
    assert Participant.objects.count() == 1


def test_the_database_itself_keeps_to_it(evening) -> None:
    mine = registered(evening, "ada@example.org")
    with pytest.raises(IntegrityError, match=r"open_once|UNIQUE"), transaction.atomic():
        Registration.objects.create(
            occurrence=evening,
            email=mine.email,
            kind="person",
            state=State.WAITING,
            told_start=evening.starts_at,
            told_end=evening.ends_at,
        )


def test_who_confirms_is_registered_with_what_she_typed_herself(evening) -> None:
    somebody = actions.register(evening, group(evening, "ada@example.org", 2))
    mine = actions.register(evening, group(evening, "ada@example.org"))
    assert state(somebody) == State.EXPIRED
    assert state(actions.confirm(mine)) == State.CONFIRMED
    assert open_seats(evening) == 1


def test_who_has_cancelled_may_come_again(evening) -> None:
    actions.cancel(registered(evening, "ada@example.org"))
    assert state(registered(evening, "ada@example.org")) == State.CONFIRMED
    assert states(evening) == [State.CANCELLED, State.CONFIRMED]


def test_nobody_fills_a_foreign_mailbox(evening) -> None:
    for _number in range(3):
        actions.register(evening, group(evening, "ada@example.org"))
    with pytest.raises(TooManyMails):
        actions.register(evening, group(evening, "ada@example.org"))
    assert mails("ada@example.org") == ["please_confirm"] * 3
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        actions.register(evening, group(evening, "ada@example.org"))


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"opens_at": timezone.now() + timedelta(days=400)}, 0),
        ({"deadline_days": 3}, 8),
        ({}, 11),
    ],
    ids=["too early", "after the deadline", "it has begun"],
)
def test_one_registers_in_time(company, changes, days) -> None:
    evening = open_event(company, **changes)
    with time_machine.travel(timezone.now() + timedelta(days=days)), pytest.raises(NotOpen):
        actions.register(evening, group(evening, "ada@example.org"))


def test_for_what_is_cancelled_nobody_registers(evening, owner) -> None:
    events.cancel(owner, evening, "")
    with pytest.raises(NotOpen):
        actions.register(evening, group(evening, "ada@example.org"))
