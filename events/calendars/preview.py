"""What the next look at a calendar would do, without doing it."""

from typing import NamedTuple, cast

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from events.calendars import fetching, importing
from events.calendars.models import CalendarSource, ImportedEvent
from events.calendars.problems import Problem, SourceError
from events.calendars.understanding import Found, understand
from events.events.models import Event
from events.events.recurrence import Span

MOST_ROWS = 200


class Row(NamedTuple):
    """An event: what would happen with it, and what it would be here; `span` is its next time."""

    state: str
    title: str
    span: Span
    all_day: bool
    comes_again: bool
    kind: str


class Preview(NamedTuple):
    rows: list[Row]
    problems: list[Problem]
    number: int


def preview(source: CalendarSource) -> Preview:
    """Reads the calendar, whatever was read before; a calendar that cannot be read is a problem."""
    try:
        understood = understand(fetching.fetch(source.url).content or b"")
    except SourceError as error:
        return Preview([], [error.at()], 0)
    problems = list(understood.problems)
    if importing.is_suspicious(source, understood):
        return Preview([], [*problems, SourceError("empty").at()], 0)
    changes = importing.changes(source, understood)
    shown = changes[:MOST_ROWS]
    gone = [change.known.event for change in shown if change.known and not change.found]
    prefetch_related_objects(gone, "texts", "kind__names")
    return Preview([_row(change) for change in shown], problems, len(changes))


def _row(change: importing.Change) -> Row:
    if change.found is not None:
        return _there(change, change.found)
    return _gone(cast(ImportedEvent, change.known).event)


def _there(change: importing.Change, found: Found) -> Row:
    known = _("unchanged") if change.is_same else _("changed")
    state = known if change.known else _("new")
    kind = str(change.details["kind"])
    span, again = found.next or found.first, bool(found.rule)
    return Row(state, found.title, span, found.all_day, again, kind)


def _gone(event: Event) -> Row:
    again, kind = bool(event.recurrence), str(event.kind)
    return Row(_("will be cancelled"), str(event), event.first, event.all_day, again, kind)
