"""Territories, organisations, topics and audiences."""

import pytest
from django.conf import settings

from partners.organisations.enums import Verification
from partners.territories.models import Postcode
from tests.api.conftest import Program
from tests.cast import organisation, territory

pytestmark = pytest.mark.django_db


def names(answer: dict) -> list[str]:
    return [result["name"] for result in answer["results"]]


@pytest.fixture
def thuringia(db: None) -> None:
    for ags in ("16", "16076079", "16077001", "16077032"):
        territory(ags)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Thüringen", "Greiz", "Weida", "Altenburger Land", "Altenburg", "Meuselwitz"]),
        ({"level": "county"}, ["Greiz", "Altenburger Land"]),
        ({"inside": "16077", "level": "municipality"}, ["Altenburg", "Meuselwitz"]),
        ({"q": "meusel"}, ["Meuselwitz"]),
        ({"q": "04610"}, ["Meuselwitz"]),
    ],
)
def test_territories_are_found(program: Program, thuringia, asked: dict, found: list) -> None:
    Postcode.objects.create(code="04610", territory=territory("16077032"))
    assert names(program.ask("territories/", **asked)) == found


def test_a_territory_says_where_it_lies(program: Program, thuringia) -> None:
    found = program.ask("territories/16077001/")
    assert found["level"] == "municipality"
    assert found["county"] == "Altenburger Land"


@pytest.mark.parametrize("query", ["level=planet", "inside=x", "inside=1"])
def test_nonsense_is_refused(program: Program, query: str) -> None:
    assert program.get(f"/api/v1/territories/?{query}").status_code == 400


def test_organisations_are_listed_once_verified(program: Program, program_of, company, owner):
    organisation("Verein in Prüfung", "club", "16077001", Verification.PENDING)
    assert names(program.ask("organisations/")) == ["Klinikum Musterstadt"]
    company.verification = Verification.PENDING
    company.save()
    assert names(program.ask("organisations/")) == []
    assert names(program_of(owner).ask("organisations/")) == ["Klinikum Musterstadt"]


def test_topics_come_in_the_readers_language(program: Program) -> None:
    answer = program.ask("topics/")
    assert answer["count"] == 14
    assert program.ask("topics/housing/", lang="de")["name"] == "Wohnen und Wohnumfeld"
    assert program.ask("audiences/women/", lang="uk")["name"] == "Жінки"
    women = program.ask("audiences/women/")["names"]
    assert women.keys() == dict(settings.LANGUAGES).keys()
    assert (women["de"], women["en"]) == ("Frauen", "Women")


def test_lists_are_paged(program: Program) -> None:
    first = program.ask("topics/", page_size=10)
    second = program.get(first["next"]).json()
    assert len({*names(first), *names(second)}) == 14
    assert second["next"] is None
    assert program.get(second["previous"]).json()["results"] == first["results"]
