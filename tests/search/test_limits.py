"""What one question may cost, and what people read when it costs more."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from offers.postings.models import Offer
from offers.search.criteria import Criteria
from offers.search.queries import find
from offers.words import questions
from partners import limits

DOZEN = "wohnung kurs hilfe arbeit kind schule deutsch beratung arzt verein bus sprache"
PAGES = (
    "/de/offers/",
    "/de/needs/",
    "/de/organisations/",
    "/de/search/",
    "/de/search/pages/",
)


@pytest.fixture
def impatient(monkeypatch):
    """No time at all for the database."""
    monkeypatch.setattr(limits.bounded.__wrapped__, "__defaults__", (2, 0))


def test_a_dozen_words_are_one_condition_on_the_posting(db) -> None:
    """Joined one by one, PostgreSQL plans them for seconds."""
    found = find(Criteria(q=questions.read(DOZEN)), AnonymousUser(), Offer)
    sql = str(found.query)
    assert sql.count("INTERSECT") == 11
    assert sql.count('"posting_ptr_id" IN (') == 1


def test_a_word_typed_twice_is_asked_once(db) -> None:
    found = find(Criteria(q=questions.read("kurs " * 12)), AnonymousUser(), Offer)
    assert "INTERSECT" not in str(found.query)


@pytest.mark.postgres
@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_takes_too_long_asks_for_less(client_of, db, impatient, path) -> None:
    answer = client_of(None).get(path, {"q": "helle wohnung"})
    assert answer.status_code == 503
    assert "Bitte grenzen Sie Ihre Suche ein" in answer.text
    assert 'value="helle wohnung"' in answer.text
    assert f'action="{path}"' in answer.text


@pytest.mark.postgres
def test_htmx_finds_the_message_where_the_results_were(client_of, db, impatient) -> None:
    answer = client_of(None).get("/de/offers/", {"q": "x"}, headers={"HX-Request": "true"})
    assert answer.status_code == 503
    assert 'id="results"' in answer.text
    assert '{"code": "503", "swap": true' in answer.text


@pytest.mark.postgres
def test_suggestions_that_take_too_long_are_none(client_of, db, impatient) -> None:
    answer = client_of(None).get("/de/search/suggest/", {"q": "wohnung", "box": "find"})
    assert answer.status_code == 503
    assert 'id="find-suggestions"' in answer.text
    assert "<li" not in answer.text


@pytest.mark.postgres
def test_a_place_that_takes_too_long_asks_for_more_of_its_name(client_of, db, impatient) -> None:
    answer = client_of(None).get("/de/places/", {"q": "helle", "name": "seat"})
    assert answer.status_code == 503
    assert "Bitte grenzen Sie Ihre Suche ein" in answer.text
    assert 'id="seat-places"' in answer.text


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["offers", "needs", "events", "organisations", "territories"])
def test_a_program_is_told_so_too(client_of, db, impatient, name) -> None:
    answer = client_of(None).get(f"/api/v1/{name}/", {"q": "helle"})
    assert answer.status_code == 503
    assert "grenzen Sie Ihre Suche ein" in answer.json()["detail"]


@pytest.mark.postgres
def test_many_short_statements_are_ended_too(db) -> None:
    def many() -> None:
        with limits.bounded(1, 0.2), connection.cursor() as cursor:
            for _turn in range(20):
                cursor.execute("SELECT pg_sleep(0.05)")

    with pytest.raises(limits.TooExpensive):
        many()
    assert not Offer.objects.exists()
