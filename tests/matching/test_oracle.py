"""Whatever happens, the pairs that match are those that brute force finds, each announced once."""

from collections.abc import Iterator
from random import Random

import pytest
import time_machine
from django.utils import timezone

from offers.matching.expansion import expand_due, expand_everything
from offers.matching.models import Match
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from partners.outbox.actions import write_many
from partners.outbox.models import OutboxRow
from tests.cast import member
from tests.matching.history import ROUND, History
from tests.matching.oracle import Oracle
from tests.matching.world import Country, all_terms
from tests.search.world import NOW
from tests.support.scale import size

SEED = 20260701
POSTINGS = size(240, 2000)
ROUNDS = 3  # each tries every kind of event
FEWEST_PAIRS = POSTINGS // 4
# Organisations with somebody to be told.
WITH_MEMBERS = ("haus-1", "haus-4", "haus-8")

Pair = tuple[int, int]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_history(db: None, clock: time_machine.Traveller) -> None:
    rng = Random(SEED)
    country = Country(rng, all_terms(), POSTINGS)
    country.save()
    history, check = History(rng, country, clock), Check(country)
    # In any order, so that pairs are found from either side and met again from the other.
    write_many("posting", rng.sample([made["id"] for made in country.world["postings"]], POSTINGS))
    check.now()
    assert len(check.announced) > FEWEST_PAIRS
    at_first = len(check.announced)
    for _round in range(ROUNDS):
        history.go_on()
        check.now()
    assert all(history.happened[name] for name in ROUND), history.happened
    assert len(check.announced) > at_first
    check.mails()


def test_a_new_register_moves_places(db: None, clock: time_machine.Traveller) -> None:
    """Other points and mergers, in the midst of what happens otherwise."""
    country = Country(Random(SEED), all_terms(), size(200, 1000))
    country.save()
    history, check = History(country.rng, country, clock), Check(country)
    expand_everything()
    history.go_on()
    check.now()
    before = Oracle(country.world, timezone.localdate()).pairs()
    history.survey()
    for _number in range(3):
        history.merge()
    history.follow()
    after = Oracle(country.world, timezone.localdate()).pairs()
    assert before - after
    assert after - before
    check.now()
    history.go_on()
    check.now()


class Check:
    """Compares what the portal knows with what brute force finds."""

    def __init__(self, country: Country) -> None:
        self.world = country.world
        self.announced: dict[Pair, object] = {}
        self.members: dict[str, User] = {
            slug: member(Organisation.objects.get(slug=slug), f"Mia-{slug}")
            for slug in WITH_MEMBERS
        }

    def now(self) -> None:
        expand_due(seconds=3600)
        assert not OutboxRow.objects.exists()
        oracle = Oracle(self.world, timezone.localdate())
        expected = oracle.pairs()
        found = set(Match.objects.current().values_list("need_id", "supply_id"))
        assert found == expected, _about(oracle, found, expected)
        self._announcements(expected)
        self._lapsed(oracle, expected)

    def _announcements(self, expected: set[Pair]) -> None:
        rows = list(Match.objects.values_list("need_id", "supply_id", "announced_at"))
        told = {(need, supply): moment for need, supply, moment in rows}
        assert len(told) == len(rows), "a pair has two rows"
        assert told.keys() == self.announced.keys() | expected
        assert None not in told.values()
        assert {pair: told[pair] for pair in self.announced} == self.announced, "announced again"
        self.announced = told

    def _lapsed(self, oracle: Oracle, expected: set[Pair]) -> None:
        """What does not fit has lapsed, except where nothing happened but that time went by."""
        made = {it["id"]: it for it in self.world["postings"]}
        fitting = set(Match.objects.fitting().values_list("need_id", "supply_id"))
        for need, supply in fitting - expected:
            sides = made[need], made[supply]
            assert oracle.failing(*sides) <= {"need_published", "supply_published"}
            assert all(it["live"] and not it["closed"] for it in sides)

    def mails(self) -> None:
        """Each pair stood in just one mail to everybody of either organisation."""
        for slug, person in self.members.items():
            mails = Delivery.objects.filter(message="matching.found", user=person)
            told = sorted(pk for mail in mails for pk, _side in mail.payload["matches"])
            organisation = Organisation.objects.get(slug=slug)
            mine = Match.objects.of_organisations([organisation]).order_by("pk")
            assert told == list(mine.values_list("pk", flat=True))
            assert told


def _about(oracle: Oracle, found: set[Pair], expected: set[Pair]) -> str:
    """A few of the pairs in question, as the oracle knows them."""
    made = {it["id"]: it for it in oracle.world["postings"]}
    lines = [f"{len(found - expected)} too many, {len(expected - found)} missing"]
    for need, supply in sorted(found ^ expected)[:3]:
        failing = oracle.failing(made[need], made[supply])
        lines += [f"failing: {sorted(failing)}", f"  {made[need]}", f"  {made[supply]}"]
    return "\n".join(lines)
