"""Calendars of others, as text, and sources that hold them.

calendar(entry("a", "Sprachcafé", DTSTART="20270305T180000"))
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.calendars.models import CalendarSource
from events.events.models import Event
from events.events.recurrence import wall
from partners.organisations.models import Organisation
from tests.cast import territory
from tests.postings.builders import author_of, term

SOON = f"{timezone.localdate() + timedelta(days=10):%Y%m%d}"


def entry(uid: str = "a@town", title: str = "Sprachcafé", *more: str, **properties: str) -> str:
    """A VEVENT; names with an underscore stand for those with a hyphen, `more` are whole lines."""
    given = {"UID": uid, "SUMMARY": title, "DTSTART": f"{SOON}T180000"} | properties
    lines = [f"{name.replace('_', '-')}:{value}" for name, value in given.items() if value]
    return "\r\n".join(["BEGIN:VEVENT", *lines, *more, "END:VEVENT"])


def calendar(*entries: str, method: str = "PUBLISH") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Town//DE", f"METHOD:{method}", *entries]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def source(organisation: Organisation, **changes: Any) -> CalendarSource:
    given = {
        "url": "https://town.example/calendar.ics",
        "kind": term("event_kind", "welcome"),
        "place": territory("16077001"),
        "added_by": author_of(organisation),
    } | changes
    made = CalendarSource.objects.create(organisation=organisation, **given)
    made.topics.set([term("topic", "language")])
    return made


def weekly(*more: str, **properties: str) -> str:
    """Four Tuesdays in January 2027; its UID is w."""
    given = {"DTSTART": "20270105T180000", "RRULE": "FREQ=WEEKLY;COUNT=4"} | properties
    return entry("w", "Café", *more, **given)


def times(event: Event) -> list[str]:
    """When it takes place."""
    rows = event.occurrences.filter(cancelled_at=None)
    return [f"{wall(row.starts_at):%m-%d %H:%M}" for row in rows]


def only() -> Event:
    """The one event that there is."""
    return Event.objects.get()
