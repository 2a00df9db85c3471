"""The search in a real browser: as one types, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = ".portal-searchbox__list"


def test_suggestions_are_walked_by_arrows_and_closed_by_escape(live_page, region) -> None:
    page = live_page("/de/search/", width=360)
    page.get_by_role("searchbox").press_sequentially("mietwo")
    expect(page.locator(LIST)).to_contain_text("Helle Mietwohnung im Zentrum")
    expect(page.locator("#find-status")).to_contain_text("2")
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{LIST} a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/search/?q=mietwo")


def test_without_javascript_the_form_is_sent_and_a_slip_leads_on(live_page, region) -> None:
    page = live_page("/de/search/", javascript=False)
    page.get_by_role("searchbox").fill("Detuschkurs")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Deutschkurs").click()
    page.get_by_role("link", name="Deutschkurs am Abend").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Deutschkurs am Abend")
