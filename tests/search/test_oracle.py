"""What the filter finds, counts and orders is what brute force finds, counts and orders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from offers.search.criteria import Ordering
from offers.search.filters import NeedFilter, OfferFilter
from offers.search.queries import facets, find, page
from partners.taxonomy.models import Term
from tests.search.oracle import Oracle
from tests.search.world import (
    FAMILIES,
    NOW,
    TODAY,
    make_readers,
    make_world,
    save_world,
)
from tests.support.scale import size

SEED = 20260701
POSTINGS = size(400, 2000)
QUERIES = size(60, 500)
FEW_PAGES = 3
FILTERS = {"offer": OfferFilter, "need": NeedFilter}


@dataclass
class Stage:
    world: dict[str, Any]
    terms: dict[str, list[str]]
    readers: list[tuple[Any, dict[str, Any]]]


@pytest.fixture
def stage(db: None) -> Iterator[Stage]:
    with time_machine.travel(NOW, tick=False):
        terms: dict[str, list[str]] = {}
        for term in Term.objects.all():
            terms.setdefault(term.vocabulary, []).append(term.slug)
        terms["language"] = terms["language"][:8]
        world = make_world(Random(SEED), terms, POSTINGS)
        save_world(world)
        yield Stage(world, terms, make_readers(world))


def random_query(rng: Random, stage: Stage, model: str) -> dict[str, list[str]]:
    """Few parameters at a time, else nothing would be left to find."""
    world, terms = stage.world, stage.terms
    keys = sorted(world["territories"])
    towns = [key for key in keys if len(key) == 8]
    verified = sorted(slug for slug, made in world["organisations"].items() if made["verified"])
    near = rng.choice([*towns, *world["postcodes"], *world["postcodes"]])
    draws: dict[str, Any] = {
        "topic": lambda: rng.sample(terms["topic"], rng.randrange(1, 4)),
        "kind": lambda: rng.sample(terms[f"{model}_kind"], rng.randrange(1, 4)),
        "audience": lambda: rng.sample(terms["audience"], rng.randrange(1, 4)),
        "language": lambda: rng.sample(terms["language"], rng.randrange(1, 3)),
        "level": lambda: rng.sample(["A1", "A2", "B1", "B2", "C1"], rng.randrange(1, 3)),
        "territory": lambda: rng.sample(keys, rng.choice([1, 1, 1, 2])),
        "organisation": lambda: rng.sample(verified, rng.randrange(1, 3)),
        "remote": lambda: [rng.choice(["true", "false"])],
        "valid_on": lambda: [str(TODAY + timedelta(days=rng.randrange(-3, 61)))],
        "q": lambda: [" ".join(rng.sample([*FAMILIES, "Quastenflosser"], rng.randrange(1, 3)))],
        "near": lambda: [near],
        "radius": lambda: [str(rng.choice([1, 10, 25, 60, 120]))],
        "ordering": lambda: [rng.choice(["newest", "expires"])],
    }
    chosen = rng.sample(sorted(draws), rng.randrange(5))
    if "radius" in chosen:
        chosen = [*chosen, "near"]
    return {name: draws[name]() for name in dict.fromkeys(chosen)}


def address(query: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in query.items():
        data.setlist(name, values)
    return data


def walk(filters: Any, reader: Any, size: int) -> Iterator[Any]:
    """Page after page."""
    cursor = None
    while True:
        found = page(filters.criteria, reader, filters.model, size, cursor)
        yield found
        cursor = found.next
        if cursor is None:
            return


def test_everything_agrees_with_brute_force(stage: Stage) -> None:
    rng = Random(SEED)
    found_something = 0
    for number in range(QUERIES):
        model = rng.choice(["offer", "need"])
        person, facts = stage.readers[number % len(stage.readers)]
        reader = person or AnonymousUser()
        query = random_query(rng, stage, model)
        filters = FILTERS[model](address(query), reader, strict=True)
        assert filters.is_valid(), (query, filters.errors)
        oracle = Oracle(stage.world, model, facts, TODAY)
        expected = [posting["id"] for posting in oracle.find(query)]
        about = (number, model, facts, query)
        found = find(filters.criteria, reader, filters.model)
        assert set(found.values_list("pk", flat=True)) == set(expected), about
        pages = list(islice(walk(filters, reader, rng.choice([3, 20, 100])), FEW_PAGES))
        ids = [row.pk for part in pages for row in part.rows]
        assert len(ids) == len(set(ids)), about
        if filters.criteria.order != Ordering.RELEVANCE:
            assert ids == expected[: len(ids)], about
        assert len(ids) == len(expected) or pages[-1].next, about
        assert {part.count for part in pages} == {len(expected)}, about
        assert facets(filters.criteria, reader, filters.model) == oracle.facets(query), about
        found_something += bool(expected)
    assert found_something > QUERIES / 2
