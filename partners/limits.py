"""How long the database may work for one question of a reader."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import perf_counter
from typing import Any

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled
from rest_framework.exceptions import APIException

SECONDS = 2  # for one statement
SECONDS_IN_ALL = 5

View = Callable[..., HttpResponse]


class TooExpensive(Exception):
    """The database gave up: the question would have taken longer than others should wait."""


class Overloaded(APIException):
    """The same, as programs are told."""

    status_code = 503
    default_detail = _("This takes too long. Please narrow your search.")


@contextmanager
def bounded(seconds: float = SECONDS, in_all: float = SECONDS_IN_ALL) -> Iterator[None]:
    """Ends a statement within that takes too long, and begins no other once all together did.

    PostgreSQL only: SQLite knows no limit.

    Raises:
        TooExpensive: a statement was ended, or not begun.
    """
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
            with connection.execute_wrapper(_Budget(in_all)):
                yield
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooExpensive from error
        raise


class _Budget:
    """Counts the seconds that statements take; a page of many asks no more when they are spent."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        if self.left <= 0:
            raise TooExpensive
        began = perf_counter()
        try:
            return execute(*statement)
        finally:
            self.left -= perf_counter() - began


def bounded_page(view: View) -> View:
    """A page of which the database does not get done says so, and asks for less (503)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with bounded():
                return view(request, *args, **kwargs)
        except TooExpensive:
            return render(request, "503.html", {"text": request.GET.get("q", "")}, status=503)

    return answer


@contextmanager
def bounded_answer() -> Iterator[None]:
    """The same for the API.

    Raises:
        Overloaded: the database took too long.
    """
    try:
        with bounded():
            yield
    except TooExpensive as error:
        raise Overloaded from error
