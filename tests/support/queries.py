"""Counts what something asks of the database."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def counted(doing: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        doing()
    return len(queries)
