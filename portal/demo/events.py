"""What an entry of events.toml says of time, and what happened to it since."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from events.events import actions, notifications, recurrence
from events.events.enums import Attendance
from events.events.models import Event
from events.events.recurrence import WEEKDAYS, Span, at, wall
from events.registration import organising
from partners.accounts.models import User

AN_HOUR = timedelta(hours=1)
Entry = dict[str, Any]


def own_details(entry: Entry) -> dict[str, Any]:
    """What events have besides, but for the languages of interpreters."""
    span = _span(entry)
    return {
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        "all_day": entry.get("all_day", False),
        "recurrence": recurrence.canonical(entry.get("repeats", ""), span),
        "attendance": entry.get("attendance", Attendance.ONSITE),
        "venue": entry.get("venue", ""),
        "online_url": entry.get("online", ""),
        "doors_at": time.fromisoformat(entry["doors"]) if "doors" in entry else None,
        "price_eur": Decimal(entry["price"]) if "price" in entry else None,
        "price_note": entry.get("price_note", ""),
        "childcare": entry.get("childcare", False),
        "wheelchair": entry.get("wheelchair"),
        "starts_on": None,
    }


def carry_on(author: User, event: Event, entry: Entry) -> None:
    """Moves, calls off and documents what the entry says."""
    event = Event.objects.get(pk=event.pk)
    if "moved" in entry:
        second = event.dates[1]
        begin = datetime.combine(wall(second.starts_at).date(), time.fromisoformat(entry["moved"]))
        lasting = second.ends_at - second.starts_at
        span = Span(at(begin), at(begin) + lasting)
        actions.move(author, second, span, entry["moved_note"])
    if "called_off" in entry:
        actions.cancel_all(author, event, entry["called_off"])
    if "seats" in entry:
        _let_register(author, event, entry)
    # Nobody has heard of it yet, so nobody is told.
    notifications.announce(event.pk)
    if "came_of_it" in entry:
        report, materials = entry["came_of_it"].strip(), entry.get("materials", "")
        actions.document(author, event, report, materials, "")


def _let_register(author: User, event: Event, entry: Entry) -> None:
    kinds = [
        {"name": name, "capacity": number, "for_children": name == entry.get("childcare_seats")}
        for name, number in entry["seats"].items()
    ]
    questions = [{"text": text} for text in entry.get("asks", ())]
    organising.set_up(author, event, {"note": entry.get("seats_note", "")}, kinds, questions)


def _span(entry: Entry) -> Span:
    day = _day(entry)
    if entry.get("all_day"):
        begin = datetime.combine(day, time.min)
        return Span(at(begin), at(begin + timedelta(days=entry["days"])))
    begin = datetime.combine(day, time.fromisoformat(entry["at"]))
    return Span(at(begin), at(begin + entry["hours"] * AN_HOUR))


def _day(entry: Entry) -> date:
    """That weekday of the week that begins tomorrow, or of one so many weeks later."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    number = WEEKDAYS.index(entry["day"][:2].upper())
    return tomorrow + timedelta(days=(number - tomorrow.weekday()) % 7, weeks=entry["weeks"])
