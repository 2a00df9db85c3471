"""Contacts without an account answer by the link in their mail; looking changes nothing."""

import pytest
from django.test import Client
from django.utils import translation

from offers.matching import expansion, links
from offers.matching.enums import MatchState
from offers.matching.models import Match
from offers.postings.enums import State, Visibility
from offers.postings.models import Posting
from partners.deliveries.models import Delivery
from tests.matching.test_pages import typed
from tests.postings.builders import need

pytestmark = pytest.mark.django_db


def link_of(posting: Posting) -> str:
    with translation.override("de"):
        return links.page_url(posting)


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept-language": "de"})


def test_it_shows_the_matches_of_the_posting_and_why(pair, visitor):
    page = visitor.get(link_of(pair.supply))
    assert "Fünf Wohnungen" in page.text
    assert "gemeinsam: Wohnen und Wohnumfeld" in page.text
    assert 'content="noindex"' in page.text
    assert "no-store" in page["Cache-Control"]


def test_looking_changes_nothing(pair, visitor):
    for method in (visitor.get, visitor.head):
        assert method(link_of(pair.supply)).status_code == 200
    pair.refresh_from_db()
    assert pair.state == MatchState.OPEN
    assert not pair.answers.exists()


def test_an_answer_is_taken_and_the_other_side_told(pair, owner, visitor):
    data = typed(pair, "interested", note="Gern!") | {"match": str(pair.pk)}
    page = visitor.post(link_of(pair.supply), data, follow=True)
    assert "Geantwortet." in page.text
    given = pair.answers.get()
    assert (given.side, given.state, given.note, given.person) == (
        "supply",
        "interested",
        "Gern!",
        None,
    )
    told = Delivery.objects.filter(message="matching.answered")
    assert owner.email in {delivery.recipient for delivery in told}


def test_a_browser_proves_that_it_asked(pair):
    strict = Client(enforce_csrf_checks=True)
    data = typed(pair, "interested") | {"match": str(pair.pk)}
    assert strict.post(link_of(pair.supply), data).status_code == 403
    assert not pair.answers.exists()


def test_names_of_members_are_not_for_whoever_has_the_link(pair, owner, client_of, visitor):
    client_of(owner).post(f"/de/matches/{pair.pk}/", typed(pair, "in_progress"))
    page = visitor.get(link_of(pair.need)).text
    assert "In Arbeit" in page
    assert "Olga" not in page


@pytest.mark.parametrize("token", ["nonsense", "WzEsImFiYyJd:abc", "a" * 300])
def test_a_forged_link_leads_nowhere(pair, visitor, token):
    assert visitor.get(f"/de/matches/by-link/{token}/").status_code == 404


def test_the_link_of_another_address_is_worth_nothing(pair, visitor):
    link = link_of(pair.supply)
    Posting.objects.filter(pk=pair.supply_id).update(contact_email="neu@tischlerei.example")
    assert visitor.get(link).status_code == 404
    data = typed(pair, "interested") | {"match": str(pair.pk)}
    assert visitor.post(link, data).status_code == 404


def test_only_what_is_public_is_shown_and_answered(pair, company, owner, visitor):
    hidden = need(company, State.PUBLISHED, title="Vertraulich", visibility=Visibility.VERIFIED)
    expansion.expand_due()
    match = Match.objects.get(need=hidden)
    page = visitor.get(link_of(pair.supply)).text
    assert "Fünf Wohnungen" in page
    assert "Vertraulich" not in page
    data = typed(match, "interested") | {"match": str(match.pk)}
    answer = visitor.post(link_of(pair.supply), data, follow=True)
    assert "nicht mehr veröffentlicht" in answer.text
    assert not match.answers.exists()


def test_the_matches_of_others_cannot_be_answered(pair, company, other_company, visitor):
    other = need(company, State.PUBLISHED, contact_email="zwei@klinikum.example", topics=["health"])
    data = typed(pair, "interested") | {"match": str(pair.pk)}
    visitor.post(link_of(other), data)
    assert not pair.answers.exists()


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30, "²"])
def test_odd_numbers_are_no_match(pair, visitor, number):
    data = typed(pair, "interested") | {"match": number}
    page = visitor.post(link_of(pair.supply), data, follow=True)
    assert page.status_code == 200
    assert not Match.objects.get().answers.exists()


def test_bad_input_is_said_at_the_field_and_nothing_is_lost(pair, visitor):
    data = typed(pair, "declined", note="Leider.") | {"match": str(pair.pk)}
    page = visitor.post(link_of(pair.supply), data)
    assert "Bitte sagen Sie, warum" in page.text
    assert "Leider." in page.text


def test_whoever_comes_second_is_told(pair, owner, client_of, visitor):
    late = typed(pair, "interested", note="Noch frei.") | {"match": str(pair.pk)}
    client_of(owner).post(f"/de/matches/{pair.pk}/", typed(pair, "in_progress"))
    page = visitor.post(link_of(pair.supply), late)
    assert page.status_code == 409
    assert "Noch frei." in page.text


def test_solved_is_for_the_needs_side(pair, visitor):
    data = typed(pair, "solved") | {"match": str(pair.pk)}
    visitor.post(link_of(pair.supply), data)
    assert Match.objects.get().state == MatchState.OPEN
    visitor.post(link_of(pair.need), data)
    assert Match.objects.get().state == MatchState.SOLVED


def test_where_nothing_is_left_it_says_so(pair, visitor):
    link = link_of(pair.supply)
    pair.need.unpublish()
    assert "Im Moment ist nichts zu beantworten" in visitor.get(link).text
