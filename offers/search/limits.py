"""How long the database may work for one question of a reader."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

SECONDS = 2


class TooExpensive(Exception):
    """The database gave up: the question would have taken longer than others should wait."""


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Ends each statement within that would take longer. PostgreSQL only: SQLite knows no limit.

    Raises:
        TooExpensive: a statement was ended.
    """
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
            yield
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooExpensive from error
        raise
