"""The waiting list moves up by itself, and offers only what fits the whole group."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.events.models import Occurrence
from events.registration import actions, upkeep
from events.registration.enums import State
from events.registration.exceptions import NoSeats, NotPossibleNow, OfferOver
from partners.deliveries.models import Delivery
from tests.registration.builders import (
    group,
    mails,
    open_event,
    open_seats,
    registered,
    seat,
    state,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(company) -> Occurrence:
    """Two seats, one of them for each of the first two."""
    return open_event(company, onsite=2)


@pytest.fixture
def ada(evening):
    return registered(evening, "ada@example.org")


@pytest.fixture
def bo(evening, ada):
    return registered(evening, "bo@example.org")


@pytest.fixture
def couple(evening, bo):
    return registered(evening, "couple@example.org", 2)


@pytest.fixture
def single(evening, couple):
    return registered(evening, "single@example.org")


def test_a_seat_that_becomes_free_is_offered_in_the_order_of_the_list(
    evening, ada, bo, single
) -> None:
    last = registered(evening, "last@example.org")
    actions.cancel(ada)
    assert (state(single), state(last)) == (State.OFFERED, State.WAITING)
    assert mails("single@example.org")[-1] == "offered"


def test_a_group_is_offered_seats_for_all_or_none(evening, ada, bo, couple) -> None:
    actions.cancel(ada)
    assert state(couple) == State.WAITING
    actions.cancel(bo)
    assert state(couple) == State.OFFERED


def test_whoever_fits_behind_it_goes_first_and_the_group_keeps_its_place(
    evening, ada, bo, couple, single
) -> None:
    actions.cancel(ada)
    assert (state(couple), state(single)) == (State.WAITING, State.OFFERED)
    actions.decline_offer(single)
    actions.cancel(bo)
    assert state(couple) == State.OFFERED


def test_an_offered_seat_is_nobody_elses(evening, ada, single) -> None:
    actions.cancel(ada)
    assert open_seats(evening) == 0
    assert state(registered(evening, "new@example.org")) == State.WAITING


def test_the_offer_is_accepted(ada, single) -> None:
    actions.cancel(ada)
    actions.accept_offer(single)
    assert state(single) == State.CONFIRMED
    assert mails("single@example.org")[-1] == "confirmed"
    with pytest.raises(NotPossibleNow):
        actions.accept_offer(single)


def test_what_is_declined_goes_on_to_the_next(evening, ada, single) -> None:
    last = registered(evening, "last@example.org")
    actions.cancel(ada)
    actions.decline_offer(single)
    assert (state(single), state(last)) == (State.DECLINED, State.OFFERED)


def test_an_offer_ends_by_itself_and_goes_on_to_the_next(evening, ada, single) -> None:
    last = registered(evening, "last@example.org")
    actions.cancel(ada)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        upkeep.end_what_is_over()
        upkeep.end_what_is_over()
    assert (state(single), state(last)) == (State.EXPIRED, State.OFFERED)
    assert mails("single@example.org")[-1] == "offer_over"
    assert Delivery.objects.filter(message="registration.offered").count() == 2


def test_too_late_is_too_late_even_before_anybody_looked(ada, single) -> None:
    actions.cancel(ada)
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(OfferOver):
        actions.accept_offer(single)


def test_no_offer_lasts_longer_than_until_it_begins(evening, ada, single) -> None:
    with time_machine.travel(evening.starts_at - timedelta(hours=3)):
        actions.cancel(ada)
        single.refresh_from_db()
        assert single.offered_until == evening.starts_at


def test_once_it_has_begun_nothing_is_offered(evening, ada, single) -> None:
    with time_machine.travel(evening.starts_at + timedelta(minutes=1)):
        actions.cancel(ada)
        assert state(single) == State.WAITING


def test_more_seats_are_offered_at_once(evening, couple, single) -> None:
    seat(evening).setup.seats.update(capacity=5)
    actions.settle(evening)
    assert (state(couple), state(single)) == (State.OFFERED, State.OFFERED)
    assert open_seats(evening) == 0


def test_unlimited_seats_are_offered_to_all(evening, couple, single) -> None:
    seat(evening).setup.seats.update(capacity=None)
    actions.settle(evening)
    assert (state(couple), state(single)) == (State.OFFERED, State.OFFERED)


def test_fewer_people_give_seats_back(evening, couple) -> None:
    actions.cancel(evening.registrations.first())
    actions.change(couple, group(evening, "couple@example.org", 1))
    assert state(couple) == State.OFFERED


def test_more_people_than_seats_change_nothing(evening, ada, bo) -> None:
    with pytest.raises(NoSeats):
        actions.change(ada, group(evening, "ada@example.org", 2))
    assert ada.people.count() == 1


def test_who_waits_may_change_the_group_and_keeps_the_place(evening, ada, couple, single) -> None:
    actions.change(couple, group(evening, "couple@example.org", 1))
    actions.cancel(ada)
    assert (state(couple), state(single)) == (State.OFFERED, State.WAITING)


def test_what_is_cancelled_is_not_cancelled_again(ada) -> None:
    actions.cancel(ada)
    with pytest.raises(NotPossibleNow):
        actions.cancel(ada)
