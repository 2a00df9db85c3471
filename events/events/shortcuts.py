"""Times that people ask for by a word: today, this weekend, next week."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from events.events.filters import EventFilter

SATURDAY = 5


class Shortcut(NamedTuple):
    """`query` asks for these days, or for any time where they hold already."""

    label: str
    query: str
    holds: bool


def shortcuts(filters: EventFilter) -> list[Shortcut]:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    saturday = max(today, monday + timedelta(days=SATURDAY))
    sunday = monday + timedelta(days=6)
    return [
        _shortcut(filters, _("Today"), today, today),
        _shortcut(filters, _("This weekend"), saturday, sunday),
        _shortcut(filters, _("Next week"), sunday + timedelta(days=1), sunday + timedelta(days=7)),
        _shortcut(filters, _("Next 30 days"), today, today + timedelta(days=30)),
    ]


def _shortcut(filters: EventFilter, label: str, first: date, last: date) -> Shortcut:
    asked = [("starts_after", first.isoformat()), ("starts_before", last.isoformat())]
    names = [name for name, _value in asked]
    rest = [pair for pair in filters.given if pair[0] not in names]
    holds = set(asked) <= set(filters.given)
    return Shortcut(label, urlencode(rest if holds else [*rest, *asked]), holds)
