"""Rules by which an event comes again (RFC 5545, section 3.3.10), and when it then takes place.

A rule is counted in the wall-clock time of Germany, whatever the clocks do: "Tuesdays at 18:00" is
at 18:00 in summer and in winter. Times that a clock change leaves out or has twice are read as RFC
5545 (section 3.3.5) says: with the offset from before the change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from events.events.enums import Rhythm
from offers.postings.models import BERLIN, LONGEST_LIFE

MOST_OCCURRENCES = 400  # more than daily for a year
LONGEST_RULE = 300  # characters
COARSE = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNTIL = "UNTIL"
_ENDS = (_UNTIL, "COUNT")
_KNOWN = {
    *("FREQ", "INTERVAL", "WKST", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH"),
    *("BYSETPOS", *_ENDS),
}


class BadRule(ValueError):
    """What is wrong with a rule, in words for who wrote it."""


class Span(NamedTuple):
    """From one moment to another, both in UTC."""

    starts_at: datetime
    ends_at: datetime


def wall(moment: datetime) -> datetime:
    """What clocks in Germany show at this moment."""
    return moment.astimezone(BERLIN).replace(tzinfo=None)


def at(clock: datetime) -> datetime:
    """The moment, in UTC, at which clocks in Germany show this for the first time."""
    return clock.replace(tzinfo=BERLIN, fold=0).astimezone(UTC)


def spans(first: Span, rule: str) -> list[Span]:
    """All occurrences in their order; the first one is always among them (RFC 5545, DTSTART).

    Each lasts as long by the clock as the first.

    Raises:
        BadRule: it is none, or it has no end, or too many occurrences.
    """
    return list(_spans(first, rule)) if rule.strip() else [first]


@lru_cache(maxsize=512)
def _spans(first: Span, rule: str) -> tuple[Span, ...]:
    """Counting takes milliseconds, and a page or a file asks for the same one several times."""
    start, end = wall(first.starts_at), wall(first.ends_at)
    clocks = sorted({start, *_clocks(_parts(rule), start)})
    return tuple(Span(at(clock), at(clock + (end - start))) for clock in clocks)


def _clocks(parts: dict[str, str], start: datetime) -> list[datetime]:
    """Looks no further than a posting may last, so that no rule is counted without end."""
    horizon = start + LONGEST_LIFE
    limit = _number(parts["COUNT"]) if "COUNT" in parts else MOST_OCCURRENCES + 1
    last = last_clock(parts[_UNTIL]) if _UNTIL in parts else horizon
    found = list(
        islice(_iterated(parts, start, min(last, horizon)), min(limit, MOST_OCCURRENCES + 1))
    )
    if len(found) > MOST_OCCURRENCES:
        raise BadRule(_("These are more than %d occurrences.") % MOST_OCCURRENCES)
    if last > horizon or ("COUNT" in parts and len(found) < limit):
        raise BadRule(_("The last occurrence must lie within 24 months of the first."))
    return found


def _iterated(parts: dict[str, str], start: datetime, last: datetime) -> Iterator[datetime]:
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if name not in _ENDS)
    try:
        yield from counted(rule, start, last)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise BadRule(_("This is no rule that calendars understand.")) from error


class _Counting(tuple[int, ...]):
    """Months or weekdays of a rule; dateutil asks them of each day that it looks at."""

    days_left = 0

    def __contains__(self, one: object) -> bool:
        self.days_left -= 1
        if self.days_left < 0:
            raise StopIteration
        return super().__contains__(one)


def counted(rule: str, start: datetime, last: datetime) -> Iterator[datetime]:
    """What a rule without an end names from the one time to the other.

    dateutil itself ends only where it finds something too late; for what never is, as a 30th of
    February, it would look at each day until the year 9999.

    Raises:
        ValueError, KeyError, TypeError, OverflowError: it is no rule.
    """
    found: Any = rrulestr(f"{rule};{_UNTIL}={last:%Y%m%dT%H%M%S}", dtstart=start)
    found._byweekday = _Counting(found._byweekday or range(7))
    if found._bymonth:
        found._bymonth = _Counting(found._bymonth)
    for asked in filter(None, (found._byweekday, found._bymonth)):
        asked.days_left = max(0, (last - start).days) + 2 * 366
    days = iter(found)
    while True:
        try:
            yield next(days)
        except (StopIteration, RuntimeError):  # a generator turns the one into the other
            return


def _parts(rule: str) -> dict[str, str]:
    if len(rule) > LONGEST_RULE or not rule.isascii() or not rule.isprintable():
        raise BadRule(_("This is no rule that calendars understand."))
    pairs = [part.partition("=") for part in rule.removeprefix("RRULE:").upper().split(";") if part]
    names = [name for name, _sign, _value in pairs]
    parts = {name: value for name, _sign, value in pairs}
    if len(parts) < len(names) or not _KNOWN.issuperset(names):
        raise BadRule(_("This is no rule that calendars understand."))
    if parts.get("FREQ") not in COARSE:
        raise BadRule(_("The rule must say how often: daily, weekly, monthly or yearly."))
    if (_UNTIL in parts) == ("COUNT" in parts):
        raise BadRule(_("The rule must say when it ends: by a last day, or by a number of times."))
    _number(parts.get("INTERVAL", "1"))
    return parts


def _number(digits: str) -> int:
    number = int(digits) if digits.isdecimal() and len(digits) <= 4 else 0
    if number < 1:
        raise BadRule(_("This is no rule that calendars understand."))
    return number


def last_clock(value: str) -> datetime:
    """The last moment of a rule by the clock; a day alone means all of it.

    Raises:
        BadRule: it cannot be read.
    """
    for pattern in ("%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S", "%Y%m%d"):
        try:
            found = datetime.strptime(value, pattern)
        except ValueError:
            continue
        if pattern.endswith("Z"):
            return wall(found.replace(tzinfo=UTC))
        return found if "T" in pattern else found + timedelta(days=1, seconds=-1)
    raise BadRule(_("The last day of the rule cannot be read."))


def canonical(rule: str, first: Span) -> str:
    """The same rule as calendars read it: its end, where it names a day, as a moment in UTC.

    Raises:
        BadRule: as `spans` does.
    """
    if not rule.strip():
        return ""
    spans(first, rule)
    parts = _parts(rule)
    if _UNTIL in parts:
        parts[_UNTIL] = f"{at(last_clock(parts[_UNTIL])):%Y%m%dT%H%M%SZ}"
    return ";".join(f"{name}={value}" for name, value in parts.items())


class Written(NamedTuple):
    """A rule as a calendar file states it; `names_first` says that it names the first time, too."""

    rule: str
    names_first: bool


def written(rule: str, first: Span, all_day: bool) -> Written:
    """The same rule, said so that every program finds the same times.

    An all-day event ends with a day (RFC 5545, section 3.3.10). Where the rule does not name the
    first time, programs do not agree whether that one counts: a last moment then stands for COUNT.
    """
    parts, start = _parts(rule), wall(first.starts_at)
    clocks = _clocks(parts, start)
    names_first = start in clocks
    if not names_first and "COUNT" in parts:
        del parts["COUNT"]
        parts[_UNTIL] = f"{at(clocks[-1]):%Y%m%dT%H%M%SZ}"
    if all_day and _UNTIL in parts:
        parts[_UNTIL] = f"{last_clock(parts[_UNTIL]):%Y%m%d}"
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    return Written(text, names_first)


# --- What the form writes -----------------------------------------------------------------


@dataclass(frozen=True)
class Wish:
    """A rhythm and the last day on which it may take place."""

    rhythm: Rhythm
    until: date | None


def rule_of(wish: Wish, first: Span) -> str:
    """The rule for what was chosen in the form, "" for once."""
    if wish.rhythm == Rhythm.ONCE or wish.until is None:
        return ""
    start = wall(first.starts_at)
    base = {
        Rhythm.DAILY: "FREQ=DAILY",
        Rhythm.WEEKLY: "FREQ=WEEKLY",
        Rhythm.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
        Rhythm.MONTHLY_DAY: f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
        Rhythm.MONTHLY_WEEKDAY: f"FREQ=MONTHLY;BYDAY={_nth(start)}",
    }[wish.rhythm]
    return canonical(f"{base};UNTIL={wish.until:%Y%m%d}", first)


def wish_of(rule: str, first: Span) -> Wish:
    """What the form shows of a rule; `Rhythm.OTHER` for those that it could not have written."""
    if not rule:
        return Wish(Rhythm.ONCE, None)
    parts = _parts(rule)
    until = last_clock(parts[_UNTIL]).date() if _UNTIL in parts else None
    for rhythm in Rhythm:
        if rhythm not in (Rhythm.ONCE, Rhythm.OTHER) and until:
            wish = Wish(rhythm, until)
            if rule_of(wish, first) == rule:
                return wish
    return Wish(Rhythm.OTHER, until or spans(first, rule)[-1].starts_at.astimezone(BERLIN).date())


def _nth(day: datetime) -> str:
    """The weekday and which one of its month it is; a fifth is the last."""
    number = (day.day - 1) // 7 + 1
    return f"{-1 if number == 5 else number}{WEEKDAYS[day.weekday()]}"
