"""One query finds a posting's matches; against asking pair by pair, with the same answer.

Not collected by itself, because it is timed by a clock: pytest tests/benchmarks/find_matches.py -s
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
from django.db import connection

from offers.matching import conditions
from offers.postings.generator import generate
from offers.postings.models import Need, Offer, Posting
from tests.cast import territory

pytestmark = pytest.mark.django_db

POSTINGS = 20_000
PAIRS = 200  # asked one by one; all of them would take hours
ASKING = 20  # postings of each side
AT_LEAST = 50.0  # times faster than the loop over all of the other side


def timed(work: Callable[[], set[int]]) -> tuple[float, set[int]]:
    begin = perf_counter()
    found = work()
    return perf_counter() - begin, found


def all_at_once(posting: Posting) -> set[int]:
    return set(conditions.matching(posting).values_list("pk", flat=True))


def one_by_one(posting: Posting, others: list[Posting]) -> set[int]:
    pairs = [
        (posting, other) if isinstance(posting, Need) else (other, posting) for other in others
    ]
    return {other.pk for other, pair in zip(others, pairs, strict=True) if conditions.fits(*pair)}


@pytest.mark.parametrize("model", [Need, Offer])
def test_one_query_finds_what_a_loop_finds(model: type[Posting]) -> None:
    for ags in ("16077001", "16077032", "16076079"):
        territory(ags)
    generate(POSTINGS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while
    other_model = Offer if model is Need else Need
    others = list(other_model._default_manager.published()[:PAIRS])
    asked = {other.pk for other in others}
    ratios, query_times, matches = [], [], []
    for posting in model._default_manager.published()[:ASKING]:
        query_time, found = timed(lambda posting=posting: all_at_once(posting))
        loop_time, looped = timed(lambda posting=posting: one_by_one(posting, others))
        assert found & asked == looped
        per_pair = loop_time / len(others)
        ratios.append(per_pair * other_model._default_manager.count() / query_time)
        query_times.append(query_time)
        matches.append(len(found))
    typical, worst = median(query_times) * 1000, max(query_times) * 1000
    told = (
        f"{model.__name__}: {typical:.0f} ms, worst {worst:.0f} ms, {median(matches):.0f} matches"
    )
    print(f"{told}; a loop would take {median(ratios):,.0f} times as long")  # noqa: T201
    assert median(ratios) >= AT_LEAST
