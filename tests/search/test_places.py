"""Where results lie on the map: the same results as in the list, each of them once."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from offers.postings.enums import State
from offers.search import places
from offers.search.filters import OfferFilter
from offers.search.places import FIRST_SHOWN, spread
from offers.search.queries import page
from partners.territories.models import Territory
from tests.cast import territory
from tests.postings.builders import offer
from tests.search.oracle import Oracle
from tests.search.test_oracle import (
    FILTERS,
    SEED,
    TODAY,
    Stage,
    address,
    random_query,
    stage,  # noqa: F401 - a fixture
)
from tests.support.scale import size

QUERIES = size(30, 300)


def on_the_map(world: dict[str, Any], found: list[dict[str, Any]]) -> tuple[dict[str, int], int]:
    """By brute force: how many lie in each municipality with a point, and how many elsewhere."""
    points = {key: made.get("point") for key, made in world["territories"].items()}
    keys = [posting["place"] if points.get(posting["place"]) else None for posting in found]
    numbers = Counter(keys)
    return {key: number for key, number in numbers.items() if key}, numbers[None]


def test_every_result_lies_where_brute_force_finds_it(stage: Stage) -> None:  # noqa: F811
    rng = Random(SEED)
    for number in range(QUERIES):
        model = rng.choice(["offer", "need"])
        person, facts = stage.readers[number % len(stage.readers)]
        reader = person or AnonymousUser()
        query = random_query(rng, stage, model)
        filters = FILTERS[model](address(query), reader, strict=True)
        found = spread(filters.criteria, reader, filters.model)
        expected = Oracle(stage.world, model, facts, TODAY).find(query)
        spots = {spot.place.ags: spot.count for spot in found.spots}
        assert (spots, found.unplaced) == on_the_map(stage.world, expected), (number, query)
        listed = page(filters.criteria, reader, filters.model, 1).count
        assert found.count == listed == len(expected), (number, query)
        for spot in found.spots:
            assert len(spot.first) == min(spot.count, FIRST_SHOWN)
            newest = sorted(
                (posting for posting in expected if posting["place"] == spot.place.ags),
                key=lambda posting: (posting["published"], posting["id"]),
                reverse=True,
            )
            named = [posting.pk for posting in spot.first]
            assert named == [posting["id"] for posting in newest[:FIRST_SHOWN]]


@pytest.fixture
def two_towns(owner: Any) -> None:
    for ags, lat, lon in (("16077001", 50.99, 12.43), ("16077032", 51.04, 12.29)):
        territory(ags)
        Territory.objects.filter(ags=ags).update(lat=lat, lon=lon)


def asked(query: str = "") -> places.Spread:
    filters = OfferFilter(QueryDict(query), AnonymousUser())
    return spread(filters.criteria, AnonymousUser(), filters.model)


@pytest.mark.usefixtures("two_towns")
def test_beyond_the_limit_the_places_with_most_remain(company, monkeypatch) -> None:
    monkeypatch.setattr(places, "MOST_PLACES", 1)
    offer(company, State.PUBLISHED, place="16077001")
    for _ in range(2):
        offer(company, State.PUBLISHED, place="16077032")
    found = asked()
    assert [(spot.place.ags, spot.count) for spot in found.spots] == [("16077032", 2)]
    assert (found.beyond, found.unplaced, found.count) == (1, 0, 3)


@pytest.mark.usefixtures("two_towns")
def test_a_map_costs_the_same_whatever_is_found(company) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert all(str(posting) for spot in asked().spots for posting in spot.first)
        return len(queries)

    offer(company, State.PUBLISHED, place="16077001")
    few = cost()
    for place in ("16077001", "16077032"):
        for _ in range(5):
            offer(company, State.PUBLISHED, place=place)
    assert cost() == few <= 6
