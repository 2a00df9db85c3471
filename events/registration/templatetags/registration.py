"""What templates need of registration."""

from typing import Any, NamedTuple

from django import template
from django.template import Context

from events.events.models import Event, Occurrence
from events.registration import links
from events.registration.enums import State
from events.registration.models import Registration, Setup
from offers.postings import permissions

register = template.Library()

SHOWN = 12

BADGES = {
    State.UNCONFIRMED: "neutral",
    State.CONFIRMED: "success",
    State.WAITING: "warning",
    State.OFFERED: "info",
    State.CANCELLED: "neutral",
    State.DECLINED: "neutral",
    State.EXPIRED: "neutral",
}


class Chance(NamedTuple):
    """An occurrence that one can register for, and how it looks."""

    occurrence: Occurrence
    is_open: bool

    @property
    def open_seats(self) -> int | None:
        return self.occurrence.open_seats


@register.filter
def registration_badge(state: str) -> str:
    """The kind of badge that goes with a state."""
    return BADGES[State(state)]


@register.filter
def door_path(registration: Registration) -> str:
    """Where its people are checked in."""
    return links.door_url(registration)


@register.inclusion_tag("registration/part.html", takes_context=True)
def registration_part(context: Context, posting: Event) -> dict[str, Any]:
    """The ways to register for what is still to come; nothing where one need not."""
    setup = _setup_of(posting)
    chances = [Chance(one, setup.is_open(one)) for one in posting.coming[:SHOWN]] if setup else []
    return {
        "setup": setup,
        "posting": posting,
        "chances": chances,
        "opens_at": setup.opens_at if setup and setup.is_to_open() else None,
    }


@register.inclusion_tag("registration/links.html", takes_context=True)
def registration_links(context: Context, event: Event) -> dict[str, Any]:
    """The organiser's ways to the set-up and to the lists; nothing for who only reads."""
    can_edit = permissions.can_edit(context["request"].user, event)
    setup = _setup_of(event) if can_edit else None
    return {
        "event": event,
        "can_edit": can_edit,
        "setup": setup,
        "occurrences": event.dates if setup else [],
    }


def _setup_of(event: Event) -> Setup | None:
    return Setup.objects.filter(event=event.pk).first() if event.pk and event.live else None
