"""Rows of events and of what their organisations do with their times."""

from tests.house.matrix import (
    TEAM,
    WRITE,
    Row,
    event_draft,
    everyone,
    occurrence,
    only,
    public_event,
)

ROWS = [
    Row("events:events", everyone(200)),
    Row("events:events_map", everyone(200)),
    Row("events:month", everyone(200)),
    Row("events:past", everyone(200)),
    Row("events:event", everyone(200), of=public_event),
    Row("events:event", everyone(404) | dict.fromkeys(TEAM, 302), of=event_draft),
    Row("events:ics", everyone(200), of=public_event),
    Row("events:ics", everyone(404), of=event_draft),
    Row("events:times", only(200, *TEAM), of=public_event),
    Row("events:move", WRITE, of=occurrence),
    Row("events:move", WRITE, "post", of=occurrence),
    Row("events:cancel", WRITE, of=occurrence),
    Row("events:cancel", WRITE, "post", of=occurrence),
    Row("events:cancel_all", WRITE, of=public_event),
    Row("events:cancel_all", WRITE, "post", of=public_event),
    Row("events:record", WRITE, of=public_event),
    Row("events:record", WRITE, "post", of=public_event),
]
