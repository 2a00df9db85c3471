"""Every chip and option leads to the same list with one thing changed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from offers.postings.enums import State
from offers.search import chips
from offers.search.filters import OfferFilter
from offers.search.queries import facets
from tests.cast import territory
from tests.postings.builders import offer

pytestmark = pytest.mark.django_db


def asked(query: str) -> OfferFilter:
    return OfferFilter(QueryDict(query), AnonymousUser())


@pytest.fixture(autouse=True)
def altenburg(db: None) -> None:
    territory("16077001")


def test_what_is_not_understood_is_as_if_it_were_not_there() -> None:
    filters = asked(
        "utm_source=mail&topic=housing&topic=homes&level=B9&page_size=1000&radius=5&q=?"
    )
    assert filters.query == "topic=housing"
    assert filters.page_size_or_usual == 20


def test_a_chip_takes_one_value_away() -> None:
    found = chips.chips(asked("topic=housing&topic=language&remote=false&cursor=x"))
    assert [(chip.name, chip.value, chip.query) for chip in found] == [
        ("topic", "housing", "topic=language&remote=false"),
        ("topic", "language", "topic=housing&remote=false"),
        ("remote", "false", "topic=housing&topic=language"),
    ]


@pytest.mark.parametrize(
    ("query", "gone", "left"),
    [
        ("near=16077001&radius=25&ordering=distance&topic=housing", "near", "topic=housing"),
        ("near=16077001&radius=25&ordering=newest", "near", "ordering=newest"),
        ("near=16077001&radius=25", "radius", "near=16077001"),
        ("q=Wohnung&ordering=relevance", "q", ""),
    ],
)
def test_what_makes_no_sense_alone_goes_with_it(query: str, gone: str, left: str) -> None:
    (chip,) = (chip for chip in chips.chips(asked(query)) if chip.name == gone)
    assert chip.query == left


def test_the_ordering_is_no_chip() -> None:
    assert chips.chips(asked("ordering=expires")) == []


def test_a_page_takes_the_name_of_a_place() -> None:
    (chip,) = chips.chips(asked("near=Altenburg"))
    assert chip.value_label == "Altenburg (Altenburger Land)"


def test_an_option_switches_its_value_on_or_off(company) -> None:
    offer(company, State.PUBLISHED, topics=["housing", "health"])
    filters = asked("topic=housing&topic=family")
    counts = facets(filters.criteria, AnonymousUser(), filters.model)
    topic = chips.facet_options(filters, counts)[0]
    shown = {option.value: (option.number, option.chosen, option.query) for option in topic.options}
    assert shown == {
        "housing": (1, True, "topic=family"),
        "health": (1, False, "topic=housing&topic=family&topic=health"),
        "family": (0, True, "topic=housing"),
    }
