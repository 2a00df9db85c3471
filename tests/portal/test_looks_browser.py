"""What people see and can use, in a real browser.

The fixture `live_page` itself fails a test whose pages break the policy or ask another host. What
holds for every page is measured in tests/measured.
"""

import pytest

from partners.accounts.models import User
from portal.cms.models import HomePage
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_first_tab_leads_to_the_content(live_page: LivePages) -> None:
    page = live_page("/de/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    assert focused.bounding_box()["y"] >= 0, "the skip link shows when it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


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
