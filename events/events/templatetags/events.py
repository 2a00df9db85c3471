"""What templates need of events."""

from typing import Any

from django import template

from events.events import wording
from events.events.models import Event
from events.events.recurrence import wall

register = template.Library()


@register.simple_tag
def when(span: Any, event: Event) -> str:
    """From when to when; see `wording.when`."""
    return wording.when(span, event)


@register.simple_tag
def clock(span: Any) -> str:
    """The time of day at which it begins."""
    return wording.time_of(wall(span.starts_at))


@register.simple_tag
def rhythm(event: Event) -> str:
    """How it comes again, in words; empty for what takes place once."""
    return wording.rhythm(event)
