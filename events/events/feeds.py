"""Calendars that programs subscribe to: which events are in one, and what it is called."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from events.events.calendar_files import changed_at, feed_of
from events.events.filters import EventFilter
from events.events.models import Event
from offers.search import chips
from offers.search.queries import fitting

MOST_EVENTS = 500
REMEMBERED = timedelta(days=30)


def in_feeds(shown: Any) -> Any:
    """Of these the coming ones, the soonest first, then those that lately were or were cancelled.

    So programs hear of a cancellation. What was taken off show is no longer there.
    """
    now = timezone.now()
    recent = shown.filter(expire_at__gt=now - REMEMBERED)
    over = Case(When(Q(expire_at__gt=now), then=Value(0)), default=Value(1))
    return recent.with_next_start().order_by(over, "next_start", "pk")


def found_by(filters: EventFilter) -> list[Event]:
    """What everybody may see of a search, in a fixed number of queries."""
    criteria = filters.criteria
    shown = Event.objects.shown().visible_to(AnonymousUser())
    found = fitting(criteria, shown.valid_on(criteria.valid_on) if criteria.valid_on else shown)
    return list(in_feeds(found).for_card()[:MOST_EVENTS])


def name_of(filters: EventFilter) -> str:
    """The portal's name and what was chosen, as programs list the calendar."""
    chosen = ", ".join(chip.value_label for chip in chips.chips(filters))
    return f"{site_name()}: {chosen or _('Events')}"


def site_name() -> str:
    return str(import_string(settings.SITE_NAME_FROM)())


def written(events: list[Event], name: str) -> tuple[bytes, datetime]:
    """The feed, and since when it may have been so: what leaves it leaves no mark but the hour."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return feed_of(events, name), max(hour, *map(changed_at, events), hour)
