"""All register at the same moment: as many as there are seats have one, the rest waits in order."""

import os
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from events.events.models import Occurrence
from events.registration import actions, seats
from events.registration.enums import State
from events.registration.models import Registration
from tests.cast import person
from tests.registration.builders import group, open_event, seat, states
from tests.support.scale import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

AT_ONCE = 40  # connections; a server has a hundred
SEATS = size(10, 50)
WANTED = size(100, 500)


@pytest.fixture
def evening(company) -> Occurrence:
    return open_event(company, onsite=SEATS)


def all_at_once(work: Callable[[int], object], number: int) -> list[object]:
    """The results of so many calls, as many of them side by side as there are connections."""
    gate = threading.Barrier(min(number, AT_ONCE))
    first = threading.local()

    def one(turn: int) -> object:
        if not hasattr(first, "passed"):
            first.passed = True
            gate.wait(timeout=120)
        try:
            return work(turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(min(number, AT_ONCE)) as pool:
        return list(pool.map(one, range(number)))


def come(evening: Occurrence, size_of: Callable[[int], int] = lambda _turn: 1) -> None:
    """So many people with a log-in register, each with a group of this size."""
    people = [person(f"Gast{number}") for number in range(WANTED)]
    seat(evening)  # read once before, as every request would
    all_at_once(
        lambda turn: actions.register(
            evening, group(evening, people[turn].email, size_of(turn)), people[turn]
        ),
        WANTED,
    )
