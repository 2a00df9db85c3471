"""Events are found by how many seats are free."""

from typing import Any

import pytest
from django.test import Client

from events.events import actions as events
from events.events.models import Event, Occurrence
from tests.events.builders import event, in_days, span
from tests.registration.builders import open_event, registered, with_setup

pytestmark = pytest.mark.django_db


def ask(client: Client, **query: object) -> dict[str, Any]:
    """The free seats by title."""
    answer = client.get("/api/v1/events/", query)
    assert answer.status_code == 200, answer.content
    return {row["title"]: row["open_seats"] for row in answer.json()["results"]}


@pytest.fixture
def three(company, owner) -> dict[str, Any]:
    few = event(company, "published", "Wenige", starts=in_days(3))
    with_setup(few, onsite=2)
    many = event(company, "published", "Viele", starts=in_days(4))
    with_setup(many, onsite=None)
    return {"few": few, "many": many, "free": event(company, "published", "Frei")}


def test_results_say_how_many_are_free(client, three) -> None:
    registered(three["few"].occurrences.get(), "ada@example.org")
    assert ask(client) == {"Wenige": 1, "Viele": None, "Frei": None}


def test_so_many_are_free_or_there_is_no_limit(client, three) -> None:
    assert set(ask(client, open_seats=2)) == {"Wenige", "Viele", "Frei"}
    assert set(ask(client, open_seats=3)) == {"Viele", "Frei"}
    registered(three["few"].occurrences.get(), "ada@example.org", 2)
    assert set(ask(client, open_seats=1)) == {"Viele", "Frei"}


def test_they_are_free_at_the_time_that_is_asked_for(client, company, owner) -> None:
    weekly = event(company, "published", recurrence="FREQ=WEEKLY;COUNT=2")
    with_setup(weekly, onsite=1)
    first, second = weekly.occurrences.all()
    registered(first, "ada@example.org")
    day = str(first.starts_at.date())
    assert ask(client, open_seats=1, starts_after=day, starts_before=day) == {}
    assert len(ask(client, open_seats=1)) == 1
    events.cancel(owner, second, "")
    assert ask(client, open_seats=1) == {}


def test_the_page_of_one_event_says_it_of_each_time(client, company, owner) -> None:
    evening = open_event(company, onsite=4)
    answer = client.get(f"/api/v1/events/{evening.event_id}/").json()
    assert [one["open_seats"] for one in answer["occurrences"]] == [4]


@pytest.mark.parametrize("change", ["move", "cancel"])
def test_who_registers_while_it_is_changed_is_counted(
    company, owner, change, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = open_event(company, onsite=4)
    locked = events._locked

    def meanwhile(occurrence: Occurrence) -> tuple[Event, Occurrence]:
        found = locked(occurrence)
        registered(evening, "ada@example.org")
        return found

    monkeypatch.setattr(events, "_locked", meanwhile)
    if change == "move":
        events.move(owner, evening, span(in_days(12)), "")
    else:
        events.cancel(owner, evening, "")
    evening.refresh_from_db()
    assert (evening.open_seats, evening.booked) == (3, 1)


@pytest.mark.parametrize("value", ["0", "-1", "viele", "10001"])
def test_what_is_no_number_of_seats_is_told(client, value) -> None:
    answer = client.get("/api/v1/events/", {"open_seats": value})
    assert (answer.status_code, set(answer.json())) == (400, {"open_seats"})
