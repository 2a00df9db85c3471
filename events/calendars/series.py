"""How an event elsewhere comes again, in the words of the portal: a rule, and what differs from it.

The portal counts every rule by the clock of Germany and for two years at most. What has no end, or
a later one, is taken over for twelve months, counted from the beginning of the quarter in which we
are, so that it does not become another event with each day that goes by.
"""

from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendars.lines import Block
from events.calendars.problems import SourceError
from events.calendars.times import When, Zones
from events.events import recurrence
from events.events.recurrence import MOST_OCCURRENCES, BadRule, Span
from offers.postings.models import LONGEST_LIFE

WINDOW = timedelta(days=365)
MOST_COUNTED = 20_000  # occurrences looked at, from a beginning long ago
MOST_YEARS = 20  # since it began
MOST_DATES = 12  # RDATE
_UNTIL, _COUNT = "UNTIL", "COUNT"
# A rule by another clock than ours may be off by an hour when the two are changed at other times.
_NEAR = timedelta(hours=2)

# By original start: the time at which it takes place instead, or None where it does not.
Exceptions = dict[datetime, Span | None]


class Series(NamedTuple):
    """The first time, the rule ("" for once), what differs from it, and further single dates.

    `orphans` are original starts of which something is said, and which neither of them names.
    """

    first: Span
    rule: str
    exceptions: Exceptions
    dates: list[Span]
    orphans: list[datetime]


def of(block: Block, times: When, zones: Zones, others: Exceptions) -> Series:
    """What the event says; `others` are what events with RECURRENCE-ID say of its occurrences.

    Raises:
        SourceError: the portal cannot say it so.
    """
    if block.all("EXRULE"):
        raise SourceError("exrule")
    rules = block.all("RRULE")
    if len(rules) > 1:
        raise SourceError("rules")
    dates = [times.span(clock.shown) for clock in zones.clocks(block.all("RDATE"))]
    first = times.span(times.start.shown)
    if rules:
        try:
            series = _by_rule(rules[0].value.strip(), times)
        except BadRule as error:
            raise SourceError("rule", value=rules[0].value, reason=error) from error
    else:
        series = Series(first, "", {}, [], [])
    return _with_exceptions(series, _excluded(block, zones, series), dates, others)


def _by_rule(text: str, times: When) -> Series:
    """
    Raises:
        BadRule, SourceError: it is none, or none that can be counted by the clock of Germany.
    """
    parts = _parts(text)
    starts = _starts(parts, times)
    if _is_too_long(parts, starts):
        starts = _in_window(starts)
        parts.pop(_COUNT, None)
        parts[_UNTIL] = f"{starts[-1]:%Y%m%dT%H%M%S}"
    spans = [times.span(start) for start in starts]
    if _UNTIL in parts:
        parts[_UNTIL] = f"{recurrence.wall(spans[-1].starts_at):%Y%m%dT%H%M%S}"
    rule = recurrence.canonical(";".join(f"{n}={v}" for n, v in parts.items()), spans[0])
    off = _off_the_clock(spans, recurrence.spans(spans[0], rule))
    return Series(spans[0], rule, off, [], [])


def _parts(text: str) -> dict[str, str]:
    """
    Raises:
        BadRule: it comes again by the hour or faster, which would be counted without end.
    """
    pairs = [part.partition("=") for part in text.upper().split(";") if part]
    parts = {name.strip(): value.strip() for name, _sign, value in pairs}
    if parts.get("FREQ") not in recurrence.COARSE:
        raise BadRule(_("The rule must say how often: daily, weekly, monthly or yearly."))
    return parts


def _starts(parts: dict[str, str], times: When) -> list[datetime]:
    """When it begins, by its own clock, as far as the portal looks."""
    start = times.start.shown
    now = timezone.now().replace(tzinfo=None)
    if start.year < now.year - MOST_YEARS:
        raise SourceError("old", value=MOST_YEARS)
    last = now + 2 * LONGEST_LIFE
    if _UNTIL in parts:
        last = min(last, _until(parts[_UNTIL], times))
    rule = {name: value for name, value in parts.items() if name not in (_UNTIL, _COUNT)}
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    try:
        most = min(MOST_COUNTED, int(parts.get(_COUNT, MOST_COUNTED)))
        return sorted({start, *islice(recurrence.counted(text, start, last), most)})
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise SourceError("unreadable", property="RRULE", value=text) from error


def _until(value: str, times: When) -> datetime:
    """The last moment by the clock of the event; a day alone means all of it."""
    moment = recurrence.last_clock(value)
    if value.endswith("Z") and times.start.zone:
        aware = recurrence.at(moment).astimezone(times.start.zone)
        return aware.replace(tzinfo=None)
    return moment


def _is_too_long(parts: dict[str, str], starts: list[datetime]) -> bool:
    endless = _UNTIL not in parts and _COUNT not in parts
    return endless or starts[-1] - starts[0] >= LONGEST_LIFE or len(starts) > MOST_OCCURRENCES


def _in_window(starts: list[datetime]) -> list[datetime]:
    """Those of twelve months; where all are over, the last one."""
    today = timezone.localdate()
    quarter = datetime(today.year, today.month - (today.month - 1) % 3, 1)
    begin = max(starts[0], quarter)
    kept = [one for one in starts if begin <= one < begin + WINDOW]
    return kept[:MOST_OCCURRENCES] or starts[-1:]


def _off_the_clock(theirs: list[Span], ours: list[Span]) -> Exceptions:
    """Where the same rule by our clock gives another time."""
    if len(theirs) != len(ours) or any(
        abs(there.starts_at - here.starts_at) > _NEAR
        for there, here in zip(theirs, ours, strict=True)
    ):
        raise SourceError("foreign_rule")
    pairs = zip(theirs, ours, strict=True)
    return {here.starts_at: there for there, here in pairs if there != here}


# --- What differs from the rule -----------------------------------------------------------


def _excluded(block: Block, zones: Zones, series: Series) -> set[datetime]:
    """Original starts that EXDATE names; a day alone means all that begins on it."""
    spans = recurrence.spans(series.first, series.rule)
    actual = {_actual(series, span).starts_at: span.starts_at for span in spans}
    found = set()
    for clock in zones.clocks(block.all("EXDATE")):
        if clock.is_day:
            day = clock.shown.date()
            found |= {own for at, own in actual.items() if recurrence.wall(at).date() == day}
        elif clock.moment in actual:
            found.add(actual[clock.moment])
    return found


def _actual(series: Series, span: Span) -> Span:
    return series.exceptions.get(span.starts_at) or span


def _with_exceptions(
    series: Series, excluded: set[datetime], dates: list[Span], others: Exceptions
) -> Series:
    usual = {span.starts_at: span for span in recurrence.spans(series.first, series.rule)}
    own = {_actual(series, span).starts_at: start for start, span in usual.items()}
    exceptions = series.exceptions | dict.fromkeys(excluded, None)
    further: Exceptions = {span.starts_at: span for span in dates if span.starts_at not in own}
    orphans = []
    now = timezone.now()
    for start, span in others.items():
        if start in own:
            exceptions[own[start]] = span
        elif start in further:
            further[start] = span
        elif start > now:
            orphans.append(start)
    exceptions = {start: span for start, span in exceptions.items() if span != usual[start]}
    coming = sorted(span for span in further.values() if span is not None and span.ends_at > now)
    if len(coming) > MOST_DATES:
        raise SourceError("dates", value=MOST_DATES)
    return series._replace(exceptions=exceptions, dates=coming, orphans=orphans)
