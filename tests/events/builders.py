"""Events for tests, in the state that the test begins with.

welcome = event(company, State.PUBLISHED, starts="2026-12-04 18:00", hours=2)
weekly = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=4")
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from events.events import recurrence
from events.events.enums import Attendance
from events.events.models import Event
from events.events.recurrence import Span, at, wall
from offers.postings.enums import State
from partners.organisations.models import Organisation
from tests.postings.builders import posting_of, term

OWN: dict[str, Any] = {
    "all_day": False,
    "attendance": Attendance.ONSITE,
    "venue": "Rathaus, Markt 1",
    "online_url": "",
    "doors_at": None,
    "price_eur": None,
    "price_note": "",
    "childcare": False,
    "wheelchair": None,
}


def moment(text: str) -> datetime:
    """What clocks in Germany show, as a moment: "2026-12-04 18:00"."""
    return at(datetime.fromisoformat(text))


def in_days(days: int, hour: int = 18) -> str:
    """So many days from today, at that hour."""
    return f"{timezone.localdate() + timedelta(days=days)} {hour:02}:00"


def span(starts: str, hours: float = 2) -> Span:
    begin = moment(starts)
    return Span(begin, at(wall(begin) + timedelta(hours=hours)))


def event(
    organisation: Organisation,
    state: str = State.DRAFT,
    title: str = "Willkommensabend",
    starts: str = "",
    hours: float = 2,
    **changes: Any,
) -> Event:
    """An event of this organisation; it begins in ten days at 18:00 unless said otherwise."""
    when = span(starts or in_days(10), hours)
    rule = recurrence.canonical(changes.pop("recurrence", ""), when)
    interpreted = [term("language", code) for code in changes.pop("interpreted", ())]
    own = OWN | {
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
        "starts_on": None,
        "recurrence": rule,
        "interpreted": interpreted,
    }
    return posting_of(Event, organisation, state, own | {"title": title} | changes)
