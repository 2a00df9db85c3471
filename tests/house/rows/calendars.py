"""Rows of calendars: feeds to subscribe to, and those that an organisation takes over."""

from events.calendars import links
from tests.house.matrix import LOG_IN, Arguments, Fixtures, Row, everyone


def secret(get: Fixtures) -> Arguments:
    """The address of somebody's own calendar: whoever has it is let in."""
    return {"token": links.make(get("owner"))}


def made_up(_get: Fixtures) -> Arguments:
    return {"token": "x" * 43}


ROWS = [
    Row("events:feed", everyone(200)),
    Row("calendars:mine", everyone(200, visitor=LOG_IN)),
    Row("calendars:mine", everyone(200, visitor=LOG_IN), "post"),
    Row("calendars:revoke", everyone(302, visitor=LOG_IN), "post"),
    Row("calendars:feed", everyone(200), of=secret),
    Row("calendars:feed", everyone(404), of=made_up),
]
