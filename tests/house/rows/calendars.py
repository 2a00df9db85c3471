"""Rows of calendars: feeds to subscribe to, and those that an organisation takes over."""

from events.calendars import links
from tests.calendars.builders import source
from tests.house.matrix import DO, LOG_IN, WRITE, Arguments, Fixtures, Row, company, everyone


def secret(get: Fixtures) -> Arguments:
    """The address of somebody's own calendar: whoever has it is let in."""
    return {"token": links.make(get("owner"))}


def made_up(_get: Fixtures) -> Arguments:
    return {"token": "x" * 43}


def taken_over(get: Fixtures) -> Arguments:
    """A calendar of the company; its address is one that nobody asks."""
    get("owner")
    made = source(get("company"), url="https://127.0.0.1/calendar.ics")
    return {"slug": made.organisation.slug, "pk": made.pk}


def foreign(get: Fixtures) -> Arguments:
    """One of another organisation, under the address of this one."""
    made = source(get("other_company").organisations.get())
    return {"slug": get("company").slug, "pk": made.pk}


NOBODY = WRITE | {"owner": 404, "colleague": 404}

ROWS = [
    Row("events:feed", everyone(200)),
    Row("calendars:mine", everyone(200, visitor=LOG_IN)),
    Row("calendars:mine", everyone(200, visitor=LOG_IN), "post"),
    Row("calendars:revoke", everyone(302, visitor=LOG_IN), "post"),
    Row("calendars:feed", everyone(200), of=secret),
    Row("calendars:feed", everyone(404), of=made_up),
    Row("calendars:sources", WRITE, of=company),
    Row("calendars:add", WRITE, of=company),
    Row("calendars:add", WRITE, "post", of=company),
    Row("calendars:edit", WRITE, of=taken_over),
    Row("calendars:edit", WRITE, "post", of=taken_over),
    Row("calendars:edit", NOBODY, of=foreign),
    Row("calendars:preview", WRITE, of=taken_over),
    Row("calendars:preview", NOBODY, of=foreign),
    Row("calendars:now", DO, "post", of=taken_over),
    Row("calendars:now", NOBODY, "post", of=foreign),
    Row("calendars:remove", WRITE, of=taken_over),
    Row("calendars:remove", DO, "post", of=taken_over),
    Row("calendars:remove", NOBODY, "post", of=foreign),
]
