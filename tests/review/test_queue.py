"""What waits for the office stands first, and nothing from beyond the border stands there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.models import Offer
from offers.review.queue import in_order, waiting_for
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import details, need, offer
from tests.review.editor import APPROVE, press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

URL = reverse("offer_review:list")


def titles(page: Any) -> list[str]:
    return [row.latest_revision.object_str for row in page.context["object_list"]]


def test_what_waits_comes_first_and_longest_first(desk: Client, company: Organisation) -> None:
    for title, state in (
        ("Erste", State.SUBMITTED),
        ("Zweite", State.SUBMITTED),
        ("Gezeigt", State.PUBLISHED),
        ("Entwurf", State.DRAFT),
    ):
        offer(company, state, title=title)
    assert titles(desk.get(URL)) == ["Erste", "Zweite", "Entwurf", "Gezeigt"]


def test_nothing_from_beyond_the_border(
    desk: Client, company: Organisation, foreign_company: Organisation
) -> None:
    offer(company, State.SUBMITTED, title="Hier")
    offer(foreign_company, State.SUBMITTED, title="Drüben", place="16076079")
    for parameters in ({}, {"q": "r"}, {"stage": "submitted"}):
        page = desk.get(URL, parameters)
        assert titles(page) == ["Hier"]
        assert "Drüben" not in page.text


def test_the_place_decides_not_the_seat(
    desk: Client, company: Organisation, foreign_company: Organisation
) -> None:
    offer(company, State.SUBMITTED, title="Wir drüben", place="16076079")
    offer(foreign_company, State.SUBMITTED, title="Die hier", place="16077032")
    offer(company, State.SUBMITTED, title="Ohne Ort", place=None)
    assert titles(desk.get(URL)) == ["Die hier", "Ohne Ort"]


def test_an_edit_that_moves_a_posting_goes_to_the_office_of_the_new_place(
    desk: Client, company: Organisation, owner: User, office_elsewhere: User, client_of
) -> None:
    posting = offer(company, State.PUBLISHED, title="Umzug")
    moved = details(Offer, title="Umzug", place="16076079")
    actions.save(owner, posting, moved, posting.version)
    assert titles(desk.get(URL)) == ["Umzug"]
    actions.submit(owner, posting)
    assert titles(desk.get(URL)) == []
    there = client_of(office_elsewhere)
    assert titles(there.get(URL)) == ["Umzug"]
    assert press(there, Offer.objects.get(), APPROVE).status_code == 302
    assert Offer.objects.get().place.ags == "16076079"


@pytest.mark.parametrize("state", list(State))
def test_the_list_knows_every_state(company: Organisation, state: str) -> None:
    """The database's answer is the model's."""
    offer(company, state)
    assert in_order(Offer.objects.all()).get().stage == state


def test_it_narrows_by_state_and_kind(desk: Client, company: Organisation) -> None:
    offer(company, State.SUBMITTED, title="Wohnung", kind="housing")
    offer(company, State.SUBMITTED, title="Kurs", kind="course")
    offer(company, State.RETURNED, title="Zurück", kind="course")
    course = Offer.objects.filter(kind__slug="course").first().kind_id
    assert titles(desk.get(URL, {"kind": course})) == ["Kurs", "Zurück"]
    assert titles(desk.get(URL, {"kind": course, "stage": "returned"})) == ["Zurück"]
    assert titles(desk.get(URL, {"q": "wohn"})) == ["Wohnung"]


def test_the_start_page_counts_what_waits(
    desk: Client, company: Organisation, foreign_company: Organisation
) -> None:
    offer(company, State.SUBMITTED)
    need(company, State.SUBMITTED)
    need(company, State.RETURNED)
    need(foreign_company, State.SUBMITTED, place="16076079", title="Fremder Bedarf")
    page = desk.get(reverse("wagtailadmin_home"))
    panel = next(panel for panel in page.context["panels"] if panel.name == "posting_queue")
    assert "2 " in panel.render_html(page.context)
    assert "Fremder Bedarf" not in page.text


def test_an_administrator_has_no_border(
    administrator: User, company: Organisation, foreign_company: Organisation
) -> None:
    offer(company, State.SUBMITTED)
    need(foreign_company, State.SUBMITTED, place="16076079")
    assert waiting_for(administrator).count() == 2


def test_the_number_of_queries_does_not_grow(
    desk: Client, company: Organisation, django_assert_max_num_queries
) -> None:
    for number in range(12):
        offer(company, State.SUBMITTED if number % 2 else State.DRAFT)
    desk.get(URL)
    with django_assert_max_num_queries(35):
        desk.get(URL)
