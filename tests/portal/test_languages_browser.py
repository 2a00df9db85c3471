"""Six languages on the smallest screen: the menu opens without JavaScript, nothing sticks out."""

import pytest
from playwright.sync_api import Page

from partners.accounts.models import User
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALLEST = 320
PATHS = [
    "/",
    "/offers/",
    "/needs/",
    "/organisations/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/cockpit/",
    "/cockpit/profile/",
    "/organisations/register/",
]


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("code", ["uk", "tr", "de-simple"])
def test_long_words_do_not_make_a_page_wider_than_the_phone(
    live_page: LivePages, newcomer: User, code: str
) -> None:
    visitor = live_page(f"/{code}/", width=SMALLEST)
    member = live_page(f"/{code}/cockpit/", user=newcomer, width=SMALLEST)
    wide = []
    for path in PATHS:
        page = member if "/cockpit/" in path or "/register/" in path else visitor
        page.goto(f"/{code}{path}")
        if overflow(page) > 0:
            wide.append(path)
    assert wide == []


@pytest.mark.parametrize("code", ["uk", "ar"])
def test_the_language_is_changed_by_keyboard_without_javascript(
    live_page: LivePages, code: str
) -> None:
    page = live_page(f"/{code}/organisations/?q=Klinik", javascript=False, width=SMALLEST)
    summary = page.locator(".portal-header .portal-languages summary")
    summary.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".portal-header .portal-languages .portal-menu__panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= SMALLEST
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/organisations/?q=Klinik")
    assert page.locator("html").get_attribute("lang") == "de"
