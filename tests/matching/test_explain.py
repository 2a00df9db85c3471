"""Why a pair is no match: the explanation names just the conditions that brute force finds."""

from collections import Counter
from random import Random

import time_machine
from django.utils import timezone

from offers.matching.conditions import explain
from offers.postings.models import Need, Posting
from tests.matching.history import History
from tests.matching.oracle import CONDITIONS, Made, Oracle
from tests.matching.world import Country, all_terms
from tests.search.world import NOW
from tests.support.scale import size

SEED = 20260702
POSTINGS = size(240, 2000)
PAIRS = size(120, 1000)


def test_every_failing_condition_is_named(db: None) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        rng = Random(SEED)
        country = Country(rng, all_terms(), POSTINGS)
        country.save()
        History(rng, country, clock).go_on()
        oracle = Oracle(country.world, timezone.localdate())
        failed: Counter[str] = Counter()
        for need, supply in some_pairs(rng, oracle):
            verdicts = explain(
                Need.objects.get(pk=need["id"]), Posting.objects.get(pk=supply["id"]).specific
            )
            assert sorted(verdict.condition for verdict in verdicts) == sorted(CONDITIONS)
            failing = {verdict.condition.value for verdict in verdicts if not verdict.holds}
            assert failing == oracle.failing(need, supply), (need, supply)
            failed.update(failing or ["nothing"])
        assert failed.keys() == {*CONDITIONS, "nothing"}


def some_pairs(rng: Random, oracle: Oracle) -> list[tuple[Made, Made]]:
    """Half of them any pairs, the others such as are matches or lack little."""
    postings = oracle.world["postings"]
    needs = [made for made in postings if made["model"] == "need"]
    supplies = [made for made in postings if made["model"] != "need"]

    def draw() -> tuple[Made, Made]:
        return rng.choice(needs), rng.choice(supplies)

    close = (pair for pair in iter(draw, None) if len(oracle.failing(*pair)) < 3)
    return [draw() if number % 2 else next(close) for number in range(PAIRS)]
