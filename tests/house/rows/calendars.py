"""Rows of calendars: feeds to subscribe to, and those that an organisation takes over."""

from tests.house.matrix import Row, everyone

ROWS = [
    Row("events:feed", everyone(200)),
]
