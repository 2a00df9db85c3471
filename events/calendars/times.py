"""Days, times and zones of a calendar file, as moments."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from icalendar import Timezone, vDuration
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from events.calendars.lines import Block, Line
from events.calendars.problems import SourceError
from events.events.recurrence import Span, at
from offers.postings.models import BERLIN

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
LONGEST_EVENT = timedelta(days=31)
_DAY = re.compile(r"\d{8}")
_TIME = re.compile(r"\d{8}T\d{6}Z?")


class Clock(NamedTuple):
    """What a clock shows, and the zone in which it stands; `zone` None: a day without a time."""

    shown: datetime
    zone: tzinfo | None

    @property
    def is_day(self) -> bool:
        return self.zone is None

    @property
    def moment(self) -> datetime:
        """In UTC; days begin at midnight in Germany."""
        return moment_of(self.shown, self.zone)


def moment_of(shown: datetime, zone: tzinfo | None) -> datetime:
    if zone is None or zone is BERLIN:
        return at(shown)
    return shown.replace(tzinfo=zone, fold=0).astimezone(UTC)


class Zones:
    """The zones that a file names: by their common name, by that of Windows, or by its own rules.

    Times without a zone are those of Germany.
    """

    def __init__(self, blocks: list[Block]) -> None:
        self.known: dict[str, tzinfo] = {}
        self.own = {block.text("TZID"): block for block in blocks}

    def named(self, name: str, line: Line) -> tzinfo:
        """
        Raises:
            SourceError: nobody knows the zone.
        """
        if name not in self.known:
            found = _by_name(name) or self._by_rules(name)
            if found is None:
                raise SourceError("zone", value=name, property=line.name)
            self.known[name] = found
        return self.known[name]

    def _by_rules(self, name: str) -> tzinfo | None:
        block = self.own.get(name)
        if block is None:
            return None
        try:
            rules: Any = Timezone.from_ical("\r\n".join([*block.raw, ""]))
            return cast(tzinfo, rules.to_tz(lookup_tzid=False))
        except Exception:  # of many kinds, and all say the same: these are no rules
            return None

    def clock(self, line: Line, value: str = "") -> Clock:
        """What the property says, or one of the values of its list.

        Raises:
            SourceError: it is no time, or nobody knows its zone.
        """
        value = (value or line.value).strip()
        try:
            if not 1900 < int(value[:4]) < 2200:
                raise line.unreadable()
            if _DAY.fullmatch(value):
                return Clock(datetime.combine(_day(value), time.min), None)
            if _TIME.fullmatch(value):
                shown = datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S")
                if value.endswith("Z"):
                    return Clock(shown, UTC)
                zone = line.parameters.get("TZID", "")
                return Clock(shown, self.named(zone, line) if zone else BERLIN)
        except ValueError as error:
            raise line.unreadable() from error
        raise line.unreadable()

    def clocks(self, lines: list[Line]) -> list[Clock]:
        """All values of these lists; of periods their beginning."""
        values = [(line, one) for line in lines for one in line.value.split(",") if one.strip()]
        return [self.clock(line, one.partition("/")[0]) for line, one in values]


def _day(value: str) -> date:
    return datetime.strptime(value, "%Y%m%d").date()


def _by_name(name: str) -> tzinfo | None:
    """Some programs put a slash or a path before it."""
    for candidate in (WINDOWS_TO_OLSON.get(name, name), "/".join(name.split("/")[-2:])):
        try:
            zone = ZoneInfo(candidate)
        except (ValueError, OSError, KeyError):
            continue
        return BERLIN if candidate == BERLIN.key else zone
    return None


class When(NamedTuple):
    """The first time of an event: its clock, and how long it lasts by the clock."""

    start: Clock
    lasts: timedelta

    def span(self, shown: datetime) -> Span:
        zone = self.start.zone
        return Span(moment_of(shown, zone), moment_of(shown + self.lasts, zone))


def when(block: Block, zones: Zones) -> When:
    """
    Raises:
        SourceError: it says no beginning, or an end that does not fit it.
    """
    line = block.one("DTSTART")
    if line is None:
        raise SourceError("no_start")
    start = zones.clock(line)
    lasts = _lasts(block, start, zones) or (A_DAY if start.is_day else AN_HOUR)
    if lasts < timedelta(0):
        raise SourceError("ends_early")
    if lasts > LONGEST_EVENT:
        raise SourceError("long")
    return When(start, lasts)


def _lasts(block: Block, start: Clock, zones: Zones) -> timedelta:
    """As long as DTEND or DURATION says; nothing for a point of time."""
    if line := block.one("DTEND"):
        end = zones.clock(line)
        if end.is_day != start.is_day:
            raise SourceError("kinds_of_time")
        if end.zone == start.zone:
            return end.shown - start.shown
        return end.moment - start.moment
    if line := block.one("DURATION"):
        try:
            return vDuration.from_ical(line.value.strip())
        except ValueError as error:
            raise line.unreadable() from error
    return timedelta(0)
