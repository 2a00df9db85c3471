"""The contact finder: from a place to those who answer, and always to somebody."""

import pytest
from django.core.exceptions import ValidationError

from partners.organisations.models import Office
from partners.territories.models import Postcode
from tests.cast import organisation, territory
from tests.cms import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client_of):
    page = make.finder()

    def of(place: str, **more: str):
        return client_of(None).get(page.url, {"place": place} | more)

    return of


def names(answer) -> list[str]:
    return [office.organisation.name for office in answer.context["offices"]]


def test_the_nearest_office_comes_first(ask, office) -> None:
    town = organisation("Stadt Altenburg", "municipality", "16077001")
    Office.objects.create(organisation=town, territory=territory("16077001"))
    answer = ask("Altenburg")
    assert names(answer) == ["Stadt Altenburg", "Amt Altenburger Land"]
    assert "kontakt@example.org" in answer.text


def test_a_postcode_leads_there_too(ask, office) -> None:
    Postcode.objects.create(code="04600", territory=territory("16077001"))
    assert names(ask("04600")) == ["Amt Altenburger Land"]


def test_a_postcode_of_several_places_asks_which(ask, office, office_elsewhere) -> None:
    for ags in ("16077001", "16077032"):
        Postcode.objects.create(code="04600", territory=territory(ags))
    answer = ask("04600")
    assert names(answer) == []
    assert 'value="16077032"' in answer.text
    assert names(ask("04600", **{"place-choice": "16077032"})) == ["Amt Altenburger Land"]


def test_the_advice_network_of_the_state_is_there(ask, office) -> None:
    network = organisation("Netz des Landes", "advice_network", "16076079")
    organisation("Netz ungeprüft", "advice_network", "16076079", "pending")
    assert ask("Altenburg").context["networks"] == [network]


@pytest.mark.parametrize("place", ["Altenburg", "Nirgendheim", "", "\x00", "x" * 500])
def test_somebody_always_answers(ask, db, place: str) -> None:
    territory("16077001")
    answer = ask(place)
    assert answer.status_code == 200
    assert "hilfe@example.org" in answer.text


def test_without_a_question_there_is_no_error(client_of) -> None:
    page = make.finder()
    answer = client_of(None).get(page.url)
    assert "portal-error-summary" not in answer.text
    assert "/de/organisations/" in answer.text


@pytest.mark.parametrize("missing", ["fallback_name", "fallback_email"])
def test_somebody_must_be_named_who_always_answers(db, missing: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make.finder(**{missing: ""})
    assert missing in refused.value.message_dict


def test_a_phone_will_do(db) -> None:
    assert make.finder(fallback_email="", fallback_phone="+49 361 1").live
