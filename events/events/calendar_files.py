"""Events as calendar programs read them (RFC 5545, 5546 and 7986).

A single event is one VEVENT. One that comes again has its rule in the first VEVENT, and one more
with RECURRENCE-ID for each occurrence that is not as the rule says. Times stand with the zone of
Germany, so that a rule keeps to the clock. UID never changes; SEQUENCE grows with each change, by
which programs know that theirs is older. Files only depend on what is stored: the same event gives
the same bytes, until something changes.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Timezone, vCalAddress, vRecur, vText
from icalendar import Event as Entry

from events.events import recurrence
from events.events.enums import Attendance
from events.events.models import Event, Occurrence
from events.events.recurrence import wall
from offers.postings.models import BERLIN
from partners.deliveries.messages import absolute_url

PRODUCT = "-//Partnerkommune//Events//DE"
REFRESH = timedelta(hours=1)  # how often programs may look whether a feed has changed
A_DAY = timedelta(days=1)
LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
# The same zone in the words that all programs understand: two rules, those of the European Union.
# The list of dates that icalendar makes is more than Outlook reads, and begins summer an hour late.
ZONE = b"""BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def file_of(event: Event) -> bytes:
    """A file to be opened once; that of a cancelled event takes it out of the calendar."""
    return _written([event], _calendar("CANCEL" if _is_off(event) else "PUBLISH"))


def feed_of(events: Iterable[Event], name: str) -> bytes:
    """A calendar to subscribe to; `name` is what programs call it."""
    calendar = _calendar("PUBLISH")
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", vText(_line(name)))
    calendar.add("x-wr-timezone", BERLIN.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    return _written(events, calendar)


def changed_at(event: Event) -> datetime:
    """When something last changed that calendars must take over."""
    marks = [event.last_published_at or event.starts_at]
    for row in event.dates:
        marks += [moment for moment in (row.changed_at, row.cancelled_at) if moment]
    return max(marks)


def uid(event: Event) -> str:
    """The same for ever, and nowhere else in the world (RFC 7986, section 5.3)."""
    return f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(ZONE))
    return calendar


def _written(events: Iterable[Event], calendar: Calendar) -> bytes:
    for event in events:
        for entry in _entries(event):
            calendar.add_component(entry)
    return bytes(calendar.to_ical())


# --- What an event consists of ------------------------------------------------------------


def _entries(event: Event) -> list[Entry]:
    """The VEVENTs of an event. What was held before its rule was changed is not among them."""
    rows = {row.original_start: row for row in event.dates}
    if not event.recurrence:
        return [_entry(event, rows.get(event.starts_at))]
    if _is_off(event):
        return [_series(event)]
    usual = {span.starts_at: span for span in event.spans}
    apart = [row for start, row in rows.items() if start in usual and _differs(event, row)]
    return [_series(event), *(_exception(event, row) for row in apart)]


def _is_off(event: Event) -> bool:
    """Whether none of it takes place, and none has."""
    return bool(event.dates) and all(row.cancelled_at for row in event.dates)


def _differs(event: Event, row: Occurrence) -> bool:
    """Cancelled, moved, or a night with a clock change: programs count its hours as they pass."""
    if row.cancelled_at or row.is_moved:
        return True
    usual = event.ends_at - event.starts_at
    return not event.all_day and row.ends_at - row.starts_at != usual


def _series(event: Event) -> Entry:
    entry = _entry(event, None)
    rule = recurrence.written(event.recurrence, event.first, event.all_day)
    entry.add("rrule", vRecur.from_ical(rule.rule))
    if not rule.names_first:
        start = _value(event.starts_at, event.all_day, by_clock=True)
        entry.add("rdate", start, parameters={"VALUE": "DATE"} if event.all_day else {})
    return entry


def _exception(event: Event, row: Occurrence) -> Entry:
    entry = _entry(event, row)
    entry.add("recurrence-id", _value(row.original_start, event.all_day))
    return entry


def _entry(event: Event, row: Occurrence | None) -> Entry:
    """One VEVENT: of an occurrence, or, for None, of the series or an event without a row."""
    is_off = row.cancelled_at is not None if row else _is_off(event)
    text, changed = event.text, changed_at(event)
    entry = Entry()
    entry.add("uid", uid(event))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    if event.first_published_at:
        entry.add("created", event.first_published_at)
    _add_span(entry, event, row)
    entry.add("summary", _summary(event, is_off), parameters=_language(text))
    entry.add("description", _description(event, row), parameters=_language(text))
    if where := _where(event):
        entry.add("location", where)
    if event.place and event.place.lat is not None and event.place.lon is not None:
        entry.add("geo", (event.place.lat, event.place.lon))
    entry.add("url", absolute_url(event.get_absolute_url()))
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if is_off or event.all_day else "OPAQUE")
    entry.add("organizer", _organiser(event))
    entry.add("categories", [_line(event.kind.name)])
    return entry


# --- When ---------------------------------------------------------------------------------


def _add_span(entry: Component, event: Event, row: Occurrence | None) -> None:
    """From when, and until when it no longer takes place. A series is counted by the clock."""
    span: Any = row or event
    start = _value(span.starts_at, event.all_day, by_clock=row is None)
    end = _value(span.ends_at, event.all_day, by_clock=row is None)
    if event.all_day:
        end = max(_day_after(span.ends_at), start + A_DAY)
    entry.add("dtstart", start)
    entry.add("dtend", end)


def _value(moment: datetime, all_day: bool, by_clock: bool = False) -> Any:
    """A day or a time in Germany; in UTC where clocks show it a second time, unless `by_clock`."""
    if all_day:
        return wall(moment).date()
    clock = moment.astimezone(BERLIN)
    if by_clock:
        return clock.replace(fold=0)
    return moment.astimezone(recurrence.UTC) if clock.fold else clock


def _day_after(end: datetime) -> date:
    """The day after the last one; an end at midnight belongs to the day before."""
    return wall(end - timedelta(microseconds=1)).date() + A_DAY


# --- In words -----------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Line ends of one kind, and no characters that steer whoever reads the file."""
    for end, plain in LINE_ENDS.items():
        text = text.replace(end, plain)
    return "".join(x for x in text if x in "\n\t" or category(x) not in ("Cc", "Cs"))


def _line(text: str) -> str:
    return " ".join(_plain(text).split())


def _language(text: Any) -> dict[str, str]:
    """`de-simple` is our own: programs know it as German."""
    language = text.language if text else get_language() or "de"
    return {"LANGUAGE": language.removesuffix("-simple")}


def _summary(event: Event, is_off: bool) -> str:
    """Programs that overlook STATUS read in the title that it is cancelled."""
    title = _line(event.text.title) if event.text else ""
    return _("Cancelled: %(title)s") % {"title": title} if is_off else title


def _description(event: Event, row: Occurrence | None) -> str:
    text, notes = event.text, [one.note for one in event.dates if one.note]
    note = row.note if row else notes[-1] if notes and _is_off(event) else ""
    parts = [note, text.summary if text else "", text.body if text else ""]
    parts.append(absolute_url(event.get_absolute_url()))
    return "\n\n".join(_plain(part) for part in parts if part)


def _where(event: Event) -> str:
    place = event.place.label if event.place else ""
    online = event.online_url if event.attendance != Attendance.ONSITE else ""
    return ", ".join(_line(part) for part in (event.venue, place, online) if part)


def _organiser(event: Event) -> vCalAddress:
    """Outlook reads no quotation marks within a name."""
    address = vCalAddress(f"mailto:{_line(event.contact_email)}")
    address.params["CN"] = vText(_line(event.organisation.name).replace('"', "'"))
    return address
