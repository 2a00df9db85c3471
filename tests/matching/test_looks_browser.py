"""The pages about matches in a real browser: accessible, narrow, without a script, by keyboard."""

import pytest
from django.utils import translation
from playwright.sync_api import expect

from offers.matching import expansion, links
from offers.matching.models import Match
from offers.postings.enums import State
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import need, offer
from tests.support.browser import LivePages, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def played(company: Organisation, owner: User, other_company: User) -> Match:
    """A match with an answer, and an offer that nearly fits."""
    joinery = other_company.organisations.get()
    need(company, State.PUBLISHED, title="Fünf Wohnungen", audiences=["employees"])
    offer(joinery, State.PUBLISHED, title="Werkswohnung", kind="housing")
    offer(joinery, State.PUBLISHED, title="Haus in Weida", kind="housing", place="16076079")
    expansion.expand_due()
    match = Match.objects.get()
    match.answers.create(side="supply", state="interested", note="Ab Januar frei.")
    return match


def paths(match: Match) -> list[str]:
    with translation.override("de"):
        by_link = links.page_url(match.supply)
    return [
        by_link,
        f"/de/matches/{match.pk}/",
        f"/de/postings/{match.need_id}/matches/?q=Haus",
        "/de/organisations/klinikum-musterstadt/matches/",
        f"/de/matches/why/{match.need_id}/{match.supply_id}/",
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_they_are_accessible_and_fit(
    live_page: LivePages, played: Match, owner: User, scheme: str, width: int
) -> None:
    page = live_page("/de/cockpit/", user=owner, colour_scheme=scheme, width=width)
    for path in paths(played):
        page.goto(path)
        assert faults(page) == [], path


def test_a_contact_answers_without_a_script_on_a_phone(live_page: LivePages, played: Match) -> None:
    page = live_page(paths(played)[0], javascript=False, width=360)
    page.get_by_label("Es passt nicht").check()
    page.get_by_label("Nachricht an die andere Seite").fill("Leider schon vermietet.")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator(".kern-error").first).to_contain_text("Bitte sagen Sie, warum")
    expect(page.get_by_label("Nachricht an die andere Seite")).to_have_value(
        "Leider schon vermietet."
    )
    page.get_by_label("Warum passt es nicht?").select_option(label="Schon vergeben oder besetzt")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_text("Geantwortet.", exact=False).first).to_be_visible()
    assert Match.objects.get().state == "declined"


def test_the_reason_is_asked_only_of_whoever_declines(
    live_page: LivePages, played: Match, owner: User
) -> None:
    page = live_page(f"/de/matches/{played.pk}/", user=owner)
    reason = page.get_by_label("Warum passt es nicht?")
    expect(reason).to_be_hidden()
    page.get_by_label("Es passt nicht").check()
    expect(reason).to_be_visible()
    page.get_by_label("Wir haben Interesse").check()
    expect(reason).to_be_hidden()


def test_it_is_answered_by_keyboard_alone(live_page: LivePages, played: Match, owner: User) -> None:
    page = live_page(f"/de/matches/{played.pk}/", user=owner)
    page.locator(f"#match-{played.pk}-state_0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Bis Montag!")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".portal-history")).to_contain_text("Bis Montag!")
    assert Match.objects.get().state == "in_progress"
