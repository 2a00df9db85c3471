"""Passing a posting on, in a real browser and on paper."""

import re

import pytest
from playwright.sync_api import expect

from offers.postings.enums import State
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import offer
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def path(company: Organisation, owner: User) -> str:
    for title in ("Wohnung am Teich", "Noch eine"):
        shown = offer(company, State.PUBLISHED, title=title, contact_phone="+49 3447 1")
    return f"/en/offers/{shown.pk}/"


def test_the_address_is_copied(live_page: LivePages, path: str) -> None:
    page = live_page(path, locale="en-GB")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-share]").click()
    expect(page.locator(".portal-share__said")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(path)


def test_where_the_device_can_share_it_is_asked(live_page: LivePages, path: str) -> None:
    page = live_page("/en/", locale="en-GB")
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(path)
    page.get_by_role("button", name="Share").click()
    assert page.evaluate("window.shared.url").endswith(path)


def test_it_prints_on_one_page_with_all_that_counts(live_page: LivePages, path: str) -> None:
    page = live_page(path, javascript=False)
    page.emulate_media(media="print")
    for part in ("h1", ".portal-contact", ".portal-qr--page", ".portal-share__address"):
        expect(page.locator(part)).to_be_visible()
    for part in ("header.portal-header", "footer.portal-footer", ".portal-further", "[data-share]"):
        expect(page.locator(part).first).to_be_hidden()
    pages = re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))
    assert len(pages) == 1
