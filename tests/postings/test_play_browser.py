"""The story in a real browser: a need is written, returned, mended, approved, found and shared."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from offers.postings.enums import State
from offers.postings.models import Need
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import need, offer
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REASON = "Bitte sagen Sie, wie groß die Wohnungen sein sollen."


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = False


def write(page: Page) -> None:
    page.goto("/de/postings/new/need/")
    page.get_by_label("Art", exact=True).select_option(label="Wohnraum")
    page.get_by_label("Anzahl der Personen").fill("5")
    page.get_by_label("Wohnen und Wohnumfeld").check()
    page.get_by_label("Titel").first.fill("Fünf Wohnungen für Pflegekräfte")
    page.get_by_label("In Kürze").first.fill("Ab Oktober, gern nahe am Klinikum.")
    page.get_by_role("button", name="Speichern und Vorschau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fünf Wohnungen für Pflegekräfte")
    page.get_by_role("button", name="Zur Prüfung einreichen").click()
    expect(page.get_by_text("Eingereicht.", exact=False).first).to_be_visible()


def open_waiting(page: Page) -> None:
    page.goto("/admin/review/needs/")
    page.get_by_role("link", name="Fünf Wohnungen für Pflegekräfte").click()
    page.wait_for_load_state("networkidle")


def send_back(page: Page) -> None:
    open_waiting(page)
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Mit Begründung zurückgeben").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("textarea").fill(REASON)
    dialog.locator("[type=submit]").click()
    page.wait_for_url(re.compile("/review/needs/$"))


def mend(page: Page) -> None:
    page.reload()
    expect(page.get_by_text(REASON, exact=True).first).to_be_visible()
    page.get_by_role("link", name="Bearbeiten").click()
    expect(page.get_by_text(REASON, exact=True).first).to_be_visible()
    page.get_by_label("In Kürze").first.fill("Ab Oktober, je 40 Quadratmeter.")
    page.get_by_role("button", name="Speichern und Vorschau").click()
    page.get_by_role("button", name="Zur Prüfung einreichen").click()
    expect(page.get_by_text("Eingereicht.", exact=False).first).to_be_visible()


def approve(page: Page) -> None:
    open_waiting(page)
    page.get_by_role("button", name="Freigeben").first.click()
    page.wait_for_url(re.compile("/review/needs/$"))


def find(page: Page) -> str:
    """Looks for it as a visitor; returns the address of the list that shows it."""
    page.get_by_label("Was suchen Sie?").fill("Pflegekräfte")
    page.get_by_label("Was suchen Sie?").press("Enter")
    page.wait_for_url("**/needs/?q=**")
    page.locator("#facets").get_by_label(re.compile("Wohnen und Wohnumfeld")).check()
    page.wait_for_url("**topic=housing**")
    expect(page.locator("#results article")).to_have_count(1)
    return page.url


def test_a_need_is_written_returned_mended_approved_found_and_shared(
    live_page: LivePages, company: Organisation, owner: User, office: User
) -> None:
    need(company, State.PUBLISHED, title="Deutschkurs nach der Schicht", topics=["language"])
    hr, desk = live_page("/de/", user=owner), live_page("/admin/", user=office)
    write(hr)
    send_back(desk)
    mend(hr)
    approve(desk)
    assert Need.objects.filter(live=True).count() == 2
    address = find(live_page("/de/needs/"))
    somebody_else = live_page(address)
    expect(somebody_else.locator("#results article")).to_have_count(1)
    somebody_else.get_by_role("link", name="Fünf Wohnungen").click()
    expect(somebody_else.get_by_text("je 40 Quadratmeter", exact=False)).to_be_visible()
    expect(somebody_else.get_by_role("link", name="E-Mail schreiben")).to_be_visible()


def test_the_same_works_without_javascript_on_a_phone(
    live_page: LivePages, company: Organisation, owner: User
) -> None:
    page = live_page("/de/postings/new/offer/", user=owner, javascript=False, width=360)
    page.get_by_role("link", name="Kurs", exact=True).click()
    page.get_by_label("Titel").first.fill("Deutsch am Abend")
    page.get_by_label("Plätze").fill("12")
    page.get_by_label("Art", exact=True).select_option(label="Wohnung")
    page.get_by_role("button", name="Felder dieser Art zeigen").click()
    page.get_by_label("Zimmer").fill("2")
    page.get_by_label("Art", exact=True).select_option(label="Kurs")
    page.get_by_role("button", name="Speichern und Vorschau").click()
    expect(page.locator(".portal-error-summary")).to_contain_text("Sie haben die Art geändert")
    expect(page.get_by_label("Plätze")).to_have_value("12")
    page.locator("#id_languages").get_by_role("button", name="Weitere Sprache").click()
    page.get_by_label("Sprache 1", exact=True).select_option(label="Deutsch")
    page.get_by_role("checkbox", name="Sprache", exact=True).check()
    page.get_by_label("In Kürze").first.fill("Zweimal in der Woche.")
    page.get_by_role("button", name="Speichern und Vorschau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deutsch am Abend")


def test_the_list_is_filtered_without_javascript(
    live_page: LivePages, company: Organisation, owner: User
) -> None:
    offer(company, State.PUBLISHED, title="Kurs am Abend", topics=["language"])
    offer(company, State.PUBLISHED, title="Haus am Park", topics=["housing"])
    page = live_page("/de/offers/", javascript=False, width=360)
    expect(page.locator("#results article")).to_have_count(2)
    page.locator(".portal-filter__summary").click()
    page.locator("#facets").get_by_label(re.compile("^Sprache")).check()
    page.get_by_role("button", name="Ergebnisse zeigen").click()
    expect(page.locator("#results article")).to_have_count(1)
    page.get_by_role("link", name="Handlungsfeld: Sprache").click()
    expect(page.locator("#results article")).to_have_count(2)


def test_going_back_shows_the_list_before(
    live_page: LivePages, company: Organisation, owner: User
) -> None:
    offer(company, State.PUBLISHED, topics=["language"])
    offer(company, State.PUBLISHED, topics=["housing"])
    page = live_page("/de/offers/")
    page.locator("#facets").get_by_label(re.compile("^Sprache")).check()
    expect(page.locator("#results article")).to_have_count(1)
    expect(page.locator("#announced")).to_have_text("1 Angebot")
    assert page.evaluate("document.activeElement.id") == "topic-language"
    page.go_back()
    expect(page.locator("#results article")).to_have_count(2)
    expect(page.locator("html")).to_have_attribute("lang", "de")
