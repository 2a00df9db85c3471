"""Six clicks on Register at the same moment, and six people with the same name for theirs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from partners.organisations import actions
from partners.organisations.models import Organisation
from partners.taxonomy.models import Term
from tests.cast import person, territory

CLICKS = 6


def at_once(do: Callable[[int], object]) -> None:
    gate = Barrier(CLICKS)

    def one(number: int) -> None:
        gate.wait(timeout=60)
        try:
            do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        list(pool.map(one, range(CLICKS)))


@pytest.fixture
def details(transactional_db: None) -> dict[str, object]:
    return {
        "name": "Klinikum Musterstadt",
        "kind": Term.objects.get(vocabulary="organisation_kind", slug="club"),
        "seat": territory("16077001"),
        "contact_name": "Kim Muster",
        "contact_email": "kontakt@example.org",
    }


def test_one_person_registers_one_organisation(details):
    nina = person("Nina")
    at_once(lambda _number: actions.register(nina, dict(details)))
    assert Organisation.objects.count() == 1


def test_six_people_register_six(details):
    people = [person(f"Nina{number}") for number in range(CLICKS)]
    at_once(lambda number: actions.register(people[number], dict(details)))
    assert Organisation.objects.values("slug").distinct().count() == CLICKS
