"""What people see and can use, in a real browser.

The fixture `live_page` itself fails a test whose pages break the policy or ask another host.
"""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from partners.accounts.models import User
from portal.cms.models import HomePage
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = [
    "/de/",
    "/en/",
    "/de/accounts/login/",
    "/de/accounts/signup/",
    "/de/accounts/password/reset/",
    "/de/organisations/",
    "/de/nowhere/",
    "/de/gallery/",
]
ACCOUNT = [
    "/de/cockpit/",
    "/de/accounts/2fa/",
    "/de/accounts/email/",
    "/de/accounts/password/change/",
    "/de/accounts/2fa/webauthn/",
    "/de/accounts/logout/",
]


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds, a line each, with the first place where it is."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


def overflow(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_accessible(live_page: LivePages, path: str, scheme: str) -> None:
    assert accessibility_faults(live_page(path, colour_scheme=scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_ones_account_are_accessible(
    live_page: LivePages, newcomer: User, scheme: str
) -> None:
    page = live_page(ACCOUNT[0], user=newcomer, colour_scheme=scheme)
    for path in ACCOUNT:
        page.goto(path)
        assert accessibility_faults(page) == [], path


def test_nothing_needs_sideways_scrolling_on_the_narrowest_phone(
    live_page: LivePages, newcomer: User
) -> None:
    for user, paths in ((None, PUBLIC), (newcomer, ACCOUNT)):
        page = live_page(paths[0], user=user, width=320)
        for path in paths:
            page.goto(path)
            assert overflow(page) <= 0, path


def test_the_first_tab_leads_to_the_content(live_page: LivePages) -> None:
    page = live_page("/de/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    assert focused.bounding_box()["y"] >= 0, "the skip link shows when it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_focus_is_seen_on_everything_that_takes_it(live_page: LivePages) -> None:
    page = live_page("/de/accounts/login/")
    seen = 0
    for _ in range(14):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        width, style = page.evaluate(
            "(s => [parseFloat(s.outlineWidth), s.outlineStyle])"
            "(getComputedStyle(document.activeElement))"
        )
        assert (width >= 3, style) == (True, "solid"), page.locator(":focus").inner_html()
        seen += 1
    assert seen > 8


def test_menu_and_log_in_work_without_javascript_on_a_phone(
    live_page: LivePages, newcomer: User
) -> None:
    page = live_page("/en/", javascript=False, width=360)
    page.click(".portal-menu--nav summary")
    page.click(".portal-menu--nav a[href='/en/accounts/login/']")
    page.fill("#id_login", newcomer.email)
    page.fill("#id_password", "geheim-1234")
    page.click("main form button[type=submit]")
    page.click(".portal-menu--account summary")
    page.click(".portal-menu--account button")
    assert page.locator(".portal-menu--account").count() == 0


def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_fault(live_page: LivePages) -> None:
    page = live_page("/en/accounts/signup/")
    page.fill("#id_first_name", "Oksana")
    page.fill("#id_email", "no address")
    page.click("main form button[type=submit]")
    assert page.input_value("#id_first_name") == "Oksana"
    assert page.input_value("#id_email") == "no address"
    page.click(".portal-error-summary a[href='#id_email']")
    assert page.evaluate("document.activeElement.id") == "id_email"


def test_the_first_view_is_small(live_page: LivePages) -> None:
    """150 KB over the wire; the server of the tests does not compress, so gzip stands in."""
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        body = response.body()
        packed = response.url.endswith((".woff2", ".png", ".jpg"))
        sizes[response.url] = len(body) if packed else len(gzip.compress(body))

    page = live_page("/en/accounts/login/", width=412)
    page.context.clear_cookies()
    page.on("response", weigh)
    session = page.context.new_cdp_session(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto("/de/", wait_until="networkidle")
    assert any("kern.min.css" in url for url in sizes)
    assert sum(sizes.values()) < 150_000, sizes


def test_ones_account_in_the_admin_works(live_page: LivePages, administrator: User) -> None:
    page = live_page("/admin/", user=administrator)
    errors: list[str] = []
    page.on("console", lambda said: said.type == "error" and errors.append(said.text))
    page.goto("/admin/account/")
    page.wait_for_load_state("networkidle")
    zones = page.locator("select[name$=current_time_zone] option")
    assert zones.count() > 400
    assert zones.filter(has_text="Europe/Berlin").count() == 1
    assert errors == []


def test_the_editor_works_under_its_policy(live_page: LivePages, administrator: User) -> None:
    home = HomePage.objects.get(locale__language_code="de")
    page = live_page("/admin/", user=administrator)
    page.goto(f"/admin/pages/{home.pk}/edit/")
    page.wait_for_selector(".public-DraftEditor-content")
    page.wait_for_load_state("networkidle")
