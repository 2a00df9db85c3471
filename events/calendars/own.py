"""Which events are in a person's own calendar."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from events.events.feeds import MOST_EVENTS, in_feeds
from events.events.models import Event
from partners.accounts.models import User
from partners.organisations.models import Organisation


def of_own_organisations(user: User) -> Q:
    return Q(organisation__in=Organisation.objects.of_member(user).values("pk"))


# Each says which events belong there. What knows of further ones adds itself in its `ready()`.
REASONS: list[Callable[[User], Q]] = [of_own_organisations]


def events_of(user: User) -> list[Event]:
    """Those on show that belong to the person for any reason, in a fixed number of queries."""
    belong = reduce(or_, (reason(user) for reason in REASONS))
    shown = Event.objects.shown().visible_to(user).filter(belong)
    return list(in_feeds(shown).for_card()[:MOST_EVENTS])
