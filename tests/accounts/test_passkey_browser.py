"""A passkey is added, opens the door alone, and is the second step after a password."""

import pytest
from playwright.sync_api import Page

from partners.accounts.models import User
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _plain_http(settings) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


def give_device(page: Page) -> None:
    """Plugs in an authenticator that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_in(page: Page, user: User) -> None:
    page.goto("/en/accounts/login/")
    page.fill("#id_login", user.email)
    page.fill("#id_password", "geheim-1234")
    page.click("main form button[type=submit]")


def test_a_passkey_is_added_and_used(live_page: LivePages, newcomer: User) -> None:
    page = live_page("/en/")
    give_device(page)
    log_in(page, newcomer)

    page.goto("/en/accounts/2fa/webauthn/add/")
    page.fill("#id_password", "geheim-1234")
    page.click("main form button[type=submit]")
    page.fill("#id_name", "my phone")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".portal-codes li").count() == 10
    page.goto("/en/accounts/2fa/webauthn/")
    assert "my phone" in page.inner_text("main")

    page.context.clear_cookies()
    page.goto("/en/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector(".portal-menu--account")

    page.context.clear_cookies()
    log_in(page, newcomer)
    page.wait_for_url("**/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_selector(".portal-menu--account")

    page.goto("/en/accounts/2fa/webauthn/")
    page.click("main table a >> text=Remove")
    page.fill("#id_password", "geheim-1234")
    page.click("main form button[type=submit]")
    page.click("main form button >> text=Remove")
    page.wait_for_selector("text=The passkey is removed.")
