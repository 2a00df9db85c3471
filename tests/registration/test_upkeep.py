"""What happens by itself: people hear of changes, are reminded and asked; data is deleted."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.events import actions as events
from events.events.models import Event, Occurrence
from events.registration import actions, organising, upkeep
from events.registration.enums import State
from events.registration.models import Feedback, Participant, Registration, Turnout
from offers.postings import actions as postings
from offers.postings.enums import State as PostingState
from partners.deliveries.models import Delivery
from tests.events.builders import event, in_days, span
from tests.events.test_publish import edit
from tests.registration.builders import (
    group,
    mails,
    open_event,
    registered,
    state,
    with_setup,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(company) -> Occurrence:
    return open_event(company, onsite=1)


@pytest.fixture
def ada(evening) -> Registration:
    return registered(evening, "ada@example.org")


@pytest.fixture
def waiting(evening, ada) -> Registration:
    return registered(evening, "bo@example.org")


def after(occurrence: Occurrence, **later: int) -> time_machine.travel:
    return time_machine.travel(occurrence.ends_at + timedelta(**later), tick=False)


# --- What changes -------------------------------------------------------------------------


def test_who_is_registered_hears_once_that_it_was_moved(evening, ada, waiting, owner) -> None:
    unconfirmed = actions.register(evening, group(evening, "cem@example.org"))
    events.move(owner, evening, span(in_days(12)), "Der Saal war belegt.")
    upkeep.tell_participants()
    upkeep.tell_participants()
    assert mails("ada@example.org")[-1] == mails("bo@example.org")[-1] == "event_moved"
    assert mails("cem@example.org") == ["please_confirm"]
    assert Delivery.objects.filter(message="registration.event_moved").count() == 2
    assert (state(ada), state(unconfirmed)) == (State.CONFIRMED, State.UNCONFIRMED)


def test_each_move_is_told_also_there_and_back_and_there(evening, ada, owner) -> None:
    for days in (12, 13, 12):
        row = Occurrence.objects.get(pk=evening.pk)
        events.move(owner, row, span(in_days(days)), "")
        upkeep.tell_participants()
    assert mails("ada@example.org").count("event_moved") == 3


def test_what_was_moved_back_before_anybody_heard_of_it_is_not_told(evening, ada, owner) -> None:
    for days in (12, 10):
        row = Occurrence.objects.get(pk=evening.pk)
        events.move(owner, row, span(in_days(days)), "")
    upkeep.tell_participants()
    assert mails("ada@example.org")[-1] == "confirmed"


def test_nobody_is_told_that_nothing_has_changed(ada) -> None:
    upkeep.tell_participants()
    assert mails("ada@example.org")[-1] == "confirmed"


def test_with_the_event_its_registrations_are_cancelled(evening, ada, waiting, owner) -> None:
    events.cancel(owner, evening, "Krank.")
    upkeep.tell_participants()
    upkeep.tell_participants()
    assert state(ada) == state(waiting) == State.CANCELLED
    assert mails("ada@example.org")[-1] == mails("bo@example.org")[-1] == "event_cancelled"


def test_who_is_registered_hears_that_an_event_was_closed(evening, ada, owner) -> None:
    postings.close(owner, evening.event)
    upkeep.tell_participants()
    assert state(ada) == State.CANCELLED
    assert mails("ada@example.org")[-1] == "event_cancelled"


def test_an_edit_that_drops_a_time_cancels_it_for_those_who_registered(company, owner) -> None:
    weekly = event(company, PostingState.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")
    with_setup(weekly)
    last = weekly.occurrences.last()
    ada = registered(last, "ada@example.org")
    edited = edit(weekly, owner, recurrence="FREQ=WEEKLY;COUNT=1")
    assert edited.occurrences.count() == 2
    upkeep.tell_participants()
    assert state(ada) == State.CANCELLED
    assert mails("ada@example.org")[-1] == "event_cancelled"


def test_a_time_that_is_new_has_its_seats_counted(company, owner) -> None:
    weekly = event(company, PostingState.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=1")
    with_setup(weekly, onsite=4)
    edited = edit(weekly, owner, recurrence="FREQ=WEEKLY;COUNT=2")
    upkeep.count_new()
    assert list(edited.occurrences.values_list("open_seats", flat=True)) == [4, 4]


def test_an_edit_that_moves_all_is_told_too(evening, ada, owner) -> None:
    later = span(in_days(10, 19))
    edit(
        Event.objects.get(pk=evening.event_id),
        owner,
        starts_at=later.starts_at,
        ends_at=later.ends_at,
    )
    upkeep.tell_participants()
    assert mails("ada@example.org")[-1] == "event_moved"


# --- Before and after -----------------------------------------------------------------------


def test_the_day_before_those_with_a_seat_are_reminded_once(evening, ada, waiting) -> None:
    with time_machine.travel(evening.starts_at - timedelta(hours=25)):
        upkeep.remind()
        assert mails("ada@example.org")[-1] == "confirmed"
    with time_machine.travel(evening.starts_at - timedelta(hours=23)):
        upkeep.remind()
        upkeep.remind()
    assert mails("ada@example.org")[-2:] == ["confirmed", "reminder"]
    assert mails("bo@example.org")[-1] == "waiting"


def test_who_registers_on_the_day_before_is_not_reminded(evening) -> None:
    with time_machine.travel(evening.starts_at - timedelta(hours=20)):
        registered(evening, "ada@example.org")
        upkeep.remind()
    assert mails("ada@example.org")[-1] == "confirmed"


def test_afterwards_who_had_a_seat_is_asked_once_how_it_was(evening, ada, waiting) -> None:
    with after(evening, hours=13):
        upkeep.ask_for_feedback()
        upkeep.ask_for_feedback()
    assert mails("ada@example.org")[-2:] == ["confirmed", "feedback_wanted"]
    assert mails("bo@example.org")[-1] == "waiting"


def test_where_people_were_checked_in_only_those_are_asked(company) -> None:
    evening = open_event(company, onsite=5)
    came, stayed_away = (registered(evening, f"{name}@example.org") for name in ("ada", "bo"))
    organising.check_in(came, came.people.values_list("pk", flat=True))
    with after(evening, hours=13):
        upkeep.ask_for_feedback()
    assert mails(came.email)[-1] == "feedback_wanted"
    assert mails(stayed_away.email)[-1] == "confirmed"


# --- Forgetting ------------------------------------------------------------------------------


def test_after_the_set_days_nothing_personal_is_left_but_numbers(company) -> None:
    evening = open_event(company, onsite=3, purge_days=7)
    ada = registered(evening, "ada@example.org", 2)
    registered(evening, "bo@example.org", 2)
    organising.check_in(ada, ada.people.values_list("pk", flat=True)[:1])
    Feedback.objects.create(occurrence=evening, rating=4, good="Frau Muster war nett.")
    with after(evening, days=6):
        upkeep.forget()
        assert Registration.objects.count() == 2
    with after(evening, days=7, minutes=1):
        upkeep.forget()
        upkeep.forget()
    assert not Registration.objects.exists()
    assert not Participant.objects.exists()
    assert not Delivery.objects.filter(recipient__in=["ada@example.org", "bo@example.org"]).exists()
    left = Turnout.objects.get()
    assert (left.registrations, left.people, left.attended, left.waiting) == (1, 2, 1, 1)
    assert Feedback.objects.values_list("rating", "good").get() == (4, "")


def test_mails_about_other_events_stay(company, owner, evening, ada) -> None:
    other = open_event(company, starts=in_days(20))
    registered(other, "ada@example.org")
    with after(evening, days=30, minutes=1):
        upkeep.forget()
        assert Registration.objects.filter(occurrence=evening).count() == 0
    assert mails("ada@example.org") == ["please_confirm", "confirmed"]


def test_each_event_has_days_of_its_own(company, owner) -> None:
    soon = open_event(company, purge_days=1)
    late = open_event(company, purge_days=180)
    registered(soon, "ada@example.org")
    registered(late, "ada@example.org")
    with after(soon, days=30):
        upkeep.forget()
    assert list(Registration.objects.values_list("occurrence", flat=True)) == [late.pk]
    assert timezone.now() < late.ends_at
