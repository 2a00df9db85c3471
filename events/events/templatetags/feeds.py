"""Addresses of calendars to subscribe to."""

from typing import NamedTuple

from django import template
from django.urls import reverse

from partners.deliveries.messages import absolute_url

register = template.Library()


class Addresses(NamedTuple):
    """The same calendar for browsers, and in the scheme that opens calendar programs."""

    web: str
    program: str


@register.simple_tag
def feed_addresses(query: str) -> Addresses:
    """Of the calendar of all events that this query finds."""
    path = reverse("events:feed")
    return addresses_of(f"{path}?{query}" if query else path)


def addresses_of(path: str) -> Addresses:
    web = absolute_url(path)
    return Addresses(web, f"webcal://{web.partition('://')[2]}")
