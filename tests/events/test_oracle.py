"""Lists of events by time against a look at every date of every event."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.events import actions
from events.events.models import Event
from events.events.recurrence import wall
from offers.postings.enums import Reach, State
from tests.events.builders import event, in_days
from tests.support.scale import size

pytestmark = pytest.mark.django_db

RULES = ("", "", "FREQ=DAILY;COUNT=4", "FREQ=WEEKLY;COUNT=6", "FREQ=MONTHLY;COUNT=3")
DAYS = range(1, 60)


@pytest.fixture
def many(company, owner) -> list[Event]:
    rng = Random(7)
    made = [_one(rng, company, number) for number in range(size(14, 60))]
    for shown in rng.sample(made, 6):
        actions.cancel(owner, rng.choice(shown.coming), "")
    for shown in rng.sample([e for e in made if Event.objects.get(pk=e.pk).is_published], 3):
        row = rng.choice(Event.objects.get(pk=shown.pk).coming)
        later = timedelta(days=rng.choice((1, 9)))
        actions.move(owner, row, type(shown.first)(row.starts_at + later, row.ends_at + later), "")
    return list(Event.objects.all())


def _one(rng: Random, company: Any, number: int) -> Event:
    attendance = rng.choice(["onsite", "online", "hybrid"])
    where = {"place": None, "reach": Reach.EVERYWHERE} if attendance == "online" else {}
    starts = in_days(rng.choice(DAYS), rng.choice((0, 9, 18, 23)))
    return event(
        company,
        State.PUBLISHED,
        f"Treffen {number}",
        starts=starts,
        hours=rng.choice((1, 5, 30)),
        recurrence=rng.choice(RULES),
        attendance=attendance,
        **where,
    )


def _expected(events: list[Event], after: Any, before: Any, attendance: list[str]) -> list[int]:
    """Looks at each date by the clock, and orders by the first that fits and is not over."""
    found = []
    for one in events:
        dates = [
            row
            for row in one.occurrences.all()
            if not row.cancelled_at and _fits(row.starts_at, after, before)
        ]
        asked = after or before
        if not one.is_published or (asked and not dates):
            continue
        if attendance and one.attendance not in attendance:
            continue
        coming = [row.starts_at for row in dates if row.ends_at > timezone.now()]
        found.append((min(coming, default=one.starts_at), one.pk))
    return [pk for _start, pk in sorted(found)]


def _fits(start: datetime, after: Any, before: Any) -> bool:
    day = wall(start).date()
    begin, end = (start if isinstance(limit, datetime) else day for limit in (after, before))
    return (after is None or begin >= after) and (before is None or end <= before)


def _window(rng: Random, events: list[Event]) -> tuple[Any, Any]:
    """Often just one of the dates there are: its day, or its moment."""
    row = rng.choice([row for one in events for row in one.occurrences.all()])
    day = wall(row.starts_at).date()
    some_days = timedelta(days=rng.choice((0, 0, 3, 30)))
    first, last = rng.choice([day, row.starts_at, None]), rng.choice([day, row.starts_at, None])
    return first, last + some_days if last else None


def test_every_list_is_what_a_look_at_every_date_finds(client: Client, many: list[Event]) -> None:
    rng = Random(11)
    for _turn in range(size(40, 400)):
        after, before = _window(rng, many)
        attendance = rng.sample(["onsite", "online", "hybrid"], rng.choice((0, 0, 1, 2)))
        query: dict[str, Any] = {"page_size": 100, "attendance": attendance}
        if after:
            query["starts_after"] = after.isoformat()
        if before:
            query["starts_before"] = before.isoformat()
        answer = client.get("/api/v1/events/", query).json()
        expected = _expected(many, after, before, attendance)
        assert [row["id"] for row in answer["results"]] == expected, query
        assert answer["count"] == len(expected)
