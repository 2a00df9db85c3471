"""What the search page and a suggestion cost, beside the list that asks for one plain word.

Not collected by itself, because it is timed by a clock: pytest tests/benchmarks/one_search.py -s
"""

from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client

from offers.postings.generator import generate
from portal.finding import vocabulary
from tests.cast import territory

pytestmark = pytest.mark.django_db

POSTINGS = 20_000
ROUNDS = 7
LIST = "/de/offers/?q=balkon"
AT_MOST = {
    "/de/search/suggest/?q=wohn": 1.0,
    "/de/search/?q=balkon": 2.0,
    "/de/search/?q=flat": 2.0,
    "/de/search/?q=deutschkurs": 2.0,
    "/de/search/?q=Deutshckurs": 2.0,
}


def cost(client: Client, address: str) -> float:
    """Median of some rounds, in seconds, after one that warms up."""
    took = []
    for _round in range(ROUNDS + 1):
        begin = perf_counter()
        assert client.get(address).status_code == 200
        took.append(perf_counter() - begin)
    return median(took[1:])


def test_searching_everything_costs_about_what_a_list_costs() -> None:
    for ags in ("16077001", "16077032", "16076079"):
        territory(ags)
    generate(POSTINGS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while
    begin = perf_counter()
    words = vocabulary.renew()
    print(f"\n{words} known words in {perf_counter() - begin:.1f} s")  # noqa: T201
    client = Client()
    plain = cost(client, LIST)
    print(f"{LIST}: {plain * 1000:.0f} ms")  # noqa: T201
    costs = {address: cost(client, address) for address in AT_MOST}
    for address, took in costs.items():
        print(f"{address}: {took * 1000:.0f} ms")  # noqa: T201
    assert all(costs[address] <= AT_MOST[address] * plain for address in AT_MOST)
