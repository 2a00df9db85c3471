"""A page deep in the list must cost about what the first one costs.

Not collected by itself, because it is timed by a clock: pytest tests/benchmarks/deep_page.py -s
"""

from statistics import median
from time import perf_counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict

from offers.postings.generator import generate
from offers.search.filters import LARGEST_PAGE, OfferFilter
from offers.search.queries import page
from tests.cast import territory

pytestmark = pytest.mark.django_db

POSTINGS = 20_000
SIZE = 10
AT_MOST = 2.0  # times the first page
ROUNDS = 15


def cost(filters: OfferFilter, cursor: str | None) -> float:
    """Median of some rounds, in seconds."""
    took = []
    for _round in range(ROUNDS):
        begin = perf_counter()
        page(filters.criteria, AnonymousUser(), filters.model, SIZE, cursor)
        took.append(perf_counter() - begin)
    return median(took)


def deepest(filters: OfferFilter) -> str | None:
    """Walks on as long as there is a further page but one."""
    cursor, onward = None, None
    while True:
        found = page(filters.criteria, AnonymousUser(), filters.model, LARGEST_PAGE, onward)
        if found.next is None:
            return cursor
        cursor, onward = onward, found.next


@pytest.mark.parametrize("query", ["", "ordering=expires", "topic=housing"])
def test_a_deep_page_costs_what_the_first_does(query: str) -> None:
    for ags in ("16077001", "16077032", "16076079"):
        territory(ags)
    generate(POSTINGS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while
    filters = OfferFilter(QueryDict(query), AnonymousUser())
    first, later = cost(filters, None), cost(filters, deepest(filters))
    print(f"{query or 'newest'}: first {first * 1000:.1f} ms, deep {later * 1000:.1f} ms")  # noqa: T201
    assert later <= AT_MOST * first
