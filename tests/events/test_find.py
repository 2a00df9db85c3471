"""The list of events by time and attendance: page, API, counts and order agree."""

from typing import Any

import pytest
from django.test import Client

from events.events import actions
from offers.postings.enums import Reach, State
from tests.events.builders import event, in_days
from tests.postings.builders import offer
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(company, owner) -> dict[str, Any]:
    return {
        "soon": event(company, State.PUBLISHED, "Bald", starts=in_days(3)),
        "weekly": event(
            company,
            State.PUBLISHED,
            "Wöchentlich",
            starts=in_days(5),
            recurrence="FREQ=WEEKLY;COUNT=9",
        ),
        "online": event(
            company,
            State.PUBLISHED,
            "Online",
            starts=in_days(40),
            attendance="online",
            place=None,
            reach=Reach.EVERYWHERE,
        ),
    }


def ask(client: Client, **query: str) -> list[str]:
    answer = client.get("/api/v1/events/", query)
    assert answer.status_code == 200, answer.content
    return [row["title"] for row in answer.json()["results"]]


def test_the_soonest_comes_first(client, three) -> None:
    assert ask(client) == ["Bald", "Wöchentlich", "Online"]


def test_one_that_comes_again_is_found_at_each_of_its_times(client, three) -> None:
    day = in_days(26)[:10]
    assert ask(client, starts_after=day, starts_before=day) == ["Wöchentlich"]
    assert ask(client, starts_after=in_days(6)[:10], starts_before=in_days(11)[:10]) == []
    assert ask(client, starts_after=in_days(30)[:10]) == ["Wöchentlich", "Online"]


def test_a_moment_is_as_good_as_a_day(client, three) -> None:
    begins = three["soon"].starts_at.isoformat()
    assert ask(client, starts_after=begins, starts_before=begins) == ["Bald"]


def test_a_cancelled_time_is_not_found(client, three, owner) -> None:
    day = in_days(26)[:10]
    row = three["weekly"].occurrences.get(starts_at__date=day)
    actions.cancel(owner, row, "")
    assert ask(client, starts_after=day, starts_before=day) == []
    assert "Wöchentlich" in ask(client)


def test_by_attendance_with_counts(client, three) -> None:
    assert ask(client, attendance="online") == ["Online"]
    answer = client.get("/api/v1/events/", {"facets": "true", "attendance": "online"}).json()
    assert answer["facets"]["attendance"] == {"onsite": 2, "online": 1}


def test_it_says_when_and_where_the_calendar_file_is(client, three) -> None:
    row = client.get("/api/v1/events/").json()["results"][0]
    assert row["starts_at"] < row["ends_at"]
    assert row["attendance"] == "onsite"
    assert client.get(row["ics"]).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"starts_after": "tomorrow"},
        {"starts_before": "2026-13-01"},
        {"starts_after": "2026-12-24T18:00"},
        {"starts_after": "0001-01-01T00:00+10:00"},
        {"attendance": "onside"},
        {"ordering": "expires"},
        {"starts": "2026-12-24"},
    ],
)
def test_what_it_does_not_understand_is_told(client, three, query) -> None:
    answer = client.get("/api/v1/events/", query)
    assert answer.status_code == 400
    assert set(answer.json()) == set(query)


def test_pages_are_read_on_by_cursor(client, three) -> None:
    first = client.get("/api/v1/events/", {"page_size": 2}).json()
    second = client.get(first["next"]).json()
    assert [r["title"] for r in first["results"] + second["results"]] == ask(client)
    assert client.get(second["previous"]).json()["results"] == first["results"]


def test_the_page_shows_the_same(client, three) -> None:
    html = client.get("/de/events/", {"attendance": "online"}).text
    assert "Online" in html
    assert "Bald" not in html


def test_the_page_forgives(client, three) -> None:
    assert (
        client.get("/de/events/", {"starts_after": "morgen", "attendance": "x"}).status_code == 200
    )


def test_this_weekend_is_a_link(client, three) -> None:
    html = client.get("/en/events/").text
    assert "This weekend" in html


def test_a_list_costs_the_same_however_long(client, three, company) -> None:
    few = counted(lambda: client.get("/de/events/"))
    for number in range(6):
        event(company, State.PUBLISHED, f"Treffen {number}", recurrence="FREQ=DAILY;COUNT=5")
    assert counted(lambda: client.get("/de/events/")) == few


def test_offers_are_no_events(client, three, company) -> None:
    offer(company, State.PUBLISHED)
    assert len(ask(client)) == 3
    assert client.get("/api/v1/offers/").json()["count"] == 1
