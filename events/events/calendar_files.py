"""Events as calendar programs read them (RFC 5545).

A single event is one VEVENT. One that comes again has its rule in the first VEVENT, and one more
with RECURRENCE-ID for each occurrence that was moved or cancelled. Times stand with the zone of
Germany, so that a rule keeps to the clock. UID never changes; SEQUENCE grows with each change, by
which programs know that theirs is older.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Component, vCalAddress, vRecur, vText
from icalendar import Event as Entry

from events.events.enums import Attendance
from events.events.models import Event, Occurrence
from events.events.recurrence import wall
from offers.postings.models import BERLIN
from partners.deliveries.messages import absolute_url

PRODUCT = "-//Partnerkommune//Events//DE"


def calendar_of(events: Iterable[Event], name: str = "") -> bytes:
    """One file with all of them; `name` is what programs call the calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for event in events:
        for entry in entries_of(event):
            calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def uid(event: Event) -> str:
    """The same for ever, and nowhere else in the world (RFC 7986, section 5.3)."""
    return f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}"


def entries_of(event: Event) -> list[Entry]:
    """The VEVENTs of an event."""
    rows = list(event.dates)
    if not event.recurrence:
        row = rows[0] if rows else None
        return [_entry(event, row, row is not None and row.cancelled_at is not None)]
    return [_series(event), *(_exception(event, row) for row in rows if _differs(row))]


def _differs(row: Occurrence) -> bool:
    return bool(row.cancelled_at or row.is_moved)


def _series(event: Event) -> Entry:
    entry = _entry(event, None, event.is_cancelled)
    entry.add("rrule", vRecur.from_ical(event.recurrence))
    return entry


def _exception(event: Event, row: Occurrence) -> Entry:
    entry = _entry(event, row, row.cancelled_at is not None)
    _add_moment(entry, "recurrence-id", row.original_start, event.all_day)
    return entry


def _entry(event: Event, row: Occurrence | None, is_cancelled: bool) -> Entry:
    span: Any = row or event
    text = event.text
    entry = Entry()
    entry.add("uid", uid(event))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.last_published_at or event.starts_at)
    _add_moment(entry, "dtstart", span.starts_at, event.all_day)
    _add_moment(entry, "dtend", span.ends_at, event.all_day)
    entry.add("summary", text.title if text else "", parameters=_language(text))
    entry.add("description", _description(event, row), parameters=_language(text))
    if where := _where(event):
        entry.add("location", where)
    if event.place and event.place.lat is not None and event.place.lon is not None:
        entry.add("geo", (event.place.lat, event.place.lon))
    entry.add("url", absolute_url(event.get_absolute_url()))
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("organizer", _organiser(event))
    entry.add("categories", [event.kind.name])
    return entry


def _add_moment(entry: Component, name: str, moment: datetime, all_day: bool) -> None:
    entry.add(name, wall(moment).date() if all_day else moment.astimezone(BERLIN))


def _language(text: Any) -> dict[str, str]:
    """`de-simple` is our own: programs know it as German."""
    return {"LANGUAGE": text.language.removesuffix("-simple")} if text else {}


def _description(event: Event, row: Occurrence | None) -> str:
    text = event.text
    parts = [row.note if row else "", text.summary if text else "", text.body if text else ""]
    return "\n\n".join(part for part in (*parts, absolute_url(event.get_absolute_url())) if part)


def _where(event: Event) -> str:
    place = event.place.label if event.place else ""
    online = event.online_url if event.attendance != Attendance.ONSITE else ""
    return ", ".join(part for part in (event.venue, place, online) if part)


def _organiser(event: Event) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{event.contact_email}")
    address.params["cn"] = vText(event.organisation.name)
    return address
