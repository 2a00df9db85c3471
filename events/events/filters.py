"""The filter of events: that of all postings, and what is about time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from events.events.enums import Attendance
from events.events.models import Event
from offers.postings.models import BERLIN
from offers.search.criteria import Criteria, Ordering
from offers.search.fields import ChoiceParameter, PlainParameter
from offers.search.filters import PostingFilter, number, ordering, parameter, terms
from partners.taxonomy.enums import Vocabulary

Moment = date | datetime
MOST_SEATS = 10_000


@dataclass(frozen=True)
class EventCriteria(Criteria):
    """`starts_after` and `starts_before` are moments, or days in Germany, both inclusive.

    `open_seats` is how many seats are free at least, or there is no limit. An event fits when one
    of its occurrences does, in all of this.
    """

    starts_after: Moment | None = None
    starts_before: Moment | None = None
    attendance: tuple[Attendance, ...] = ()
    open_seats: int | None = None

    usual_order: ClassVar = Ordering.STARTS

    def narrow(self, found: Any) -> Any:
        if self.attendance:
            found = found.filter(attendance__in=self.attendance)
        if self.open_seats:
            return found.with_seats(self.open_seats, *self.window)
        if self.starts_after or self.starts_before:
            found = found.starting(*self.window)
        return found

    @property
    def window(self) -> tuple[datetime | None, datetime | None]:
        """From the first moment on, and until just before the second."""
        return _begin(self.starts_after), _end(self.starts_before)

    def arrange(self, found: Any) -> Any:
        return found.with_next_start(*self.window)

    def own_facets(self, base: Any) -> dict[str, dict[str, int]]:
        rows = base("attendance").order_by().values_list("attendance")
        return {"attendance": dict(rows.annotate(number=Count("pk")).order_by())}


def _begin(moment: Moment | None) -> datetime | None:
    if moment is None or isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.min, BERLIN)


def _end(moment: Moment | None) -> datetime | None:
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return moment + timedelta(microseconds=1)
    return datetime.combine(moment + timedelta(days=1), time.min, BERLIN)


class MomentField(forms.Field):
    """A day (2026-12-24), or a moment with its offset (2026-12-24T18:00:00+01:00)."""

    default_error_messages = {
        "invalid": gettext_lazy(
            "Give a day such as 2026-12-24, or a moment such as 2026-12-24T18:00:00+01:00."
        )
    }

    def to_python(self, value: Any) -> Moment | None:
        if value in self.empty_values:
            return None
        try:
            if len(value) == len("2026-12-24"):
                return date.fromisoformat(value)
            moment = parse_datetime(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or not 1 < moment.year < 9999:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


def moment(label: Any, meaning: str) -> Any:
    return parameter(PlainParameter, label, plain=MomentField(required=False), help_text=meaning)


class EventFilter(PostingFilter):
    kind = terms(gettext_lazy("Kind"), Vocabulary.EVENT_KIND)
    starts_after = moment(
        gettext_lazy("From this day"),
        "It begins on this day (Europe/Berlin) or at this moment, or later.",
    )
    starts_before = moment(
        gettext_lazy("Until this day"), "It begins on this day or at this moment, or earlier."
    )
    attendance = parameter(
        ChoiceParameter,
        gettext_lazy("Attendance"),
        meanings={value.value: value for value in Attendance},
        several=True,
        help_text="How one takes part.",
    )
    open_seats = number(gettext_lazy("Free seats"), 1, MOST_SEATS)

    ordering = ordering(Ordering.STARTS, Ordering.NEWEST, Ordering.DISTANCE, Ordering.RELEVANCE)

    criteria_class = EventCriteria

    class Meta(PostingFilter.Meta):
        model = Event
        fields: list[str] = []
