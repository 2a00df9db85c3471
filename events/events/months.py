"""A month as a calendar shows it: weeks of days, each with what takes place on it."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, Self

from django.utils import timezone

from events.events.models import Event, Occurrence
from events.events.recurrence import wall
from offers.postings.models import BERLIN

FARTHEST_MONTHS = 24
A_DAY = timedelta(days=1)
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Month:
    """A month of a year; one far away or not to be understood is this month."""

    year: int
    number: int

    @classmethod
    def named(cls, text: str) -> Self:
        today = timezone.localdate()
        this = cls(today.year, today.month)
        year, dash, number = text.partition("-")
        if not (dash and text.isascii() and year.isdecimal() and number.isdecimal()):
            return this
        asked = cls(int(year[:4]), int(number[:2]))
        near = abs(asked._count - this._count) <= FARTHEST_MONTHS
        return asked if 1 <= asked.number <= 12 and near else this

    @property
    def _count(self) -> int:
        return self.year * 12 + self.number

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    def by(self, months: int) -> "Month":
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    @property
    def text(self) -> str:
        """As an address names it."""
        return f"{self.year}-{self.number:02}"


class Entry(NamedTuple):
    """An occurrence on one of its days; on those after the first it `goes_on`."""

    occurrence: Occurrence
    event: Event
    goes_on: bool


@dataclass(frozen=True)
class Day:
    date: date
    is_in_month: bool
    is_today: bool
    entries: list[Entry]


@dataclass(frozen=True)
class Sheet:
    """The month that is shown, its neighbours, its weeks, and its days on which something is."""

    month: Month
    weeks: list[list[Day]]

    @property
    def previous(self) -> Month:
        return self.month.by(-1)

    @property
    def next(self) -> Month:
        return self.month.by(1)

    @property
    def busy_days(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day.entries and day.is_in_month]


def month_of(month: Month, found: Any) -> Sheet:
    """What of these events takes place in the month, in a fixed number of queries."""
    days = list(calendar.Calendar().itermonthdates(month.year, month.number))
    begin = datetime.combine(days[0], time.min, BERLIN)
    end = datetime.combine(days[-1] + A_DAY, time.min, BERLIN)
    rows = Occurrence.objects.filter(
        event__in=found.order_by().values("pk"), starts_at__lt=end, ends_at__gt=begin
    ).order_by("starts_at", "pk")
    events = {one.pk: one for one in Event.objects.filter(occurrences__in=rows).for_card()}
    by_day: dict[date, list[Entry]] = {}
    for row in rows:
        for day, goes_on in _days(row):
            by_day.setdefault(day, []).append(Entry(row, events[row.event_id], goes_on))
    today = timezone.localdate()
    shown = [Day(d, d.month == month.number, d == today, by_day.get(d, [])) for d in days]
    return Sheet(month, [shown[start : start + 7] for start in range(0, len(shown), 7)])


def _days(row: Occurrence) -> list[tuple[date, bool]]:
    first, last = wall(row.starts_at).date(), wall(row.ends_at - _A_MOMENT).date()
    return [(first + A_DAY * number, number > 0) for number in range((last - first).days + 1)]
