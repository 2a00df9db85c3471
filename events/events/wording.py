"""Times in words, by the clock in Germany and in the reader's language."""

from datetime import date, datetime, timedelta
from typing import Any

from django.template import defaultfilters
from django.utils.translation import gettext as _

from events.events import recurrence
from events.events.enums import Rhythm
from events.events.models import Event
from events.events.recurrence import wall

_A_MOMENT = timedelta(microseconds=1)


def when(span: Any, event: Event) -> str:
    """From when to when, as short as it can be said: “Fri, 4 December 2026, 18:00–20:00”.

    `span` is anything with `starts_at` and `ends_at`: the event, or one of its occurrences.
    """
    start, end = wall(span.starts_at), wall(span.ends_at)
    last = (end - _A_MOMENT).date()
    if event.all_day:
        one_day = last == start.date()
        return _day(start) if one_day else f"{_day(start)} – {_day(last)}"
    if last == start.date():
        return f"{_day(start)}, {time_of(start)}–{time_of(end)}"
    return f"{_day(start)}, {time_of(start)} – {_day(end)}, {time_of(end)}"


def rhythm(event: Event) -> str:
    """How it comes again, in words; empty for what takes place once."""
    wish = recurrence.wish_of(event.recurrence, event.first)
    if wish.rhythm == Rhythm.ONCE or wish.until is None:
        return ""
    if wish.rhythm == Rhythm.OTHER:
        return _("Several times, until %(day)s") % {"day": _plain_day(wish.until)}
    words = {"rhythm": wish.rhythm.label, "day": _plain_day(wish.until)}
    return _("%(rhythm)s until %(day)s") % words


def time_of(moment: datetime) -> str:
    return str(defaultfilters.time(moment, "TIME_FORMAT"))


def _day(day: date | datetime) -> str:
    weekday = defaultfilters.date(day, "D")
    return f"{weekday}, {_plain_day(day)}"


def _plain_day(day: date | datetime) -> str:
    return str(defaultfilters.date(day, "DATE_FORMAT"))
