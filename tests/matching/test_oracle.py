"""Whatever happens, the pairs that match are those that brute force finds, each announced once."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from offers.matching.expansion import expand_due
from offers.matching.models import Match
from partners.outbox.actions import write_many
from partners.outbox.models import OutboxRow
from tests.matching.history import HAPPENINGS, History
from tests.matching.oracle import Oracle
from tests.matching.world import Country, all_terms
from tests.search.world import NOW

SEED = 20260701
POSTINGS = 2000
PARTS = 3  # so that they can run side by side
BATCHES = 8
CHANGES = 50  # in a batch
FEWEST_PAIRS = 2000

Pairs = dict[tuple[int, int], datetime]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("part", range(PARTS))
def test_a_history(db: None, clock: time_machine.Traveller, part: int) -> None:
    rng = Random(SEED + part)
    country = Country(rng, all_terms(), POSTINGS)
    country.save()
    write_many("posting", [made["id"] for made in country.world["postings"]])
    announced: Pairs = {}
    _compare(country.world, announced)
    assert len(announced) > FEWEST_PAIRS
    history = History(rng, country, clock)
    at_first = set(announced)
    for _batch in range(BATCHES):
        history.go_on(CHANGES)
        _compare(country.world, announced)
    assert set(history.happened) == set(HAPPENINGS)
    assert len(announced) > len(at_first)


def _compare(world: dict[str, Any], announced: Pairs) -> None:
    """After an expansion; adds to `announced` the pairs that fit for the first time."""
    expand_due(seconds=3600)
    assert not OutboxRow.objects.exists()
    oracle = Oracle(world, timezone.localdate())
    expected = oracle.pairs()
    found = set(Match.objects.current().values_list("need_id", "supply_id"))
    assert found == expected, _about(oracle, found, expected)
    rows = list(Match.objects.values_list("need_id", "supply_id", "announced_at"))
    told = {(need, supply): moment for need, supply, moment in rows}
    assert len(told) == len(rows), "a pair has two rows"
    assert told.keys() == announced.keys() | expected
    assert None not in told.values()
    assert {pair: told[pair] for pair in announced} == announced, "announced again"
    announced |= told


def _about(oracle: Oracle, found: set[tuple[int, int]], expected: set[tuple[int, int]]) -> str:
    """A few of the pairs in question, as the oracle knows them."""
    made = {it["id"]: it for it in oracle.world["postings"]}
    lines = [f"{len(found - expected)} too many, {len(expected - found)} missing"]
    for need, supply in sorted(found ^ expected)[:3]:
        failing = oracle.failing(made[need], made[supply])
        lines += [f"failing: {sorted(failing)}", f"  {made[need]}", f"  {made[supply]}"]
    return "\n".join(lines)
