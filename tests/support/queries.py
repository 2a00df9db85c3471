"""Counts what something asks of the database."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

AROUND = ("SAVEPOINT", "RELEASE SAVEPOINT", "SET LOCAL")


def counted(doing: Callable[[], object]) -> int:
    """How many questions; what only PostgreSQL is told around them (limits of time) is none."""
    with CaptureQueriesContext(connection) as queries:
        doing()
    return sum(not query["sql"].startswith(AROUND) for query in queries.captured_queries)
