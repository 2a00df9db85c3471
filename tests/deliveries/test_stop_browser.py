"""The pages about mails, as people see and use them."""

import pytest

from partners.accounts.models import User
from partners.deliveries.models import Stop
from partners.deliveries.stop_links import token_of
from tests.deliveries.letters import promise_news
from tests.support.browser import LivePages, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def path() -> str:
    return f"/de/mails/{token_of(promise_news())}/stop/"


@pytest.mark.parametrize("javascript", [True, False])
def test_stopped_by_one_click_and_taken_back_by_another(
    live_page: LivePages, path: str, javascript: bool
) -> None:
    page = live_page(path, javascript=javascript)
    page.get_by_role("button", name="Diese Mails abbestellen").click()
    assert page.get_by_text("p…@example.org bekommt keine solchen Mails mehr.").is_visible()
    assert Stop.objects.count() == 1
    page.get_by_role("button", name="Diese Mails wieder bekommen").click()
    assert page.get_by_text("Sie bekommen diese Mails wieder.").is_visible()
    assert Stop.objects.count() == 0


def test_kinds_are_chosen_without_a_script(live_page: LivePages, office: User) -> None:
    page = live_page("/de/cockpit/mails/", user=office, javascript=False)
    page.get_by_label("Einladungen").uncheck()
    page.get_by_role("button", name="Speichern").click()
    assert page.get_by_text("Gespeichert.").is_visible()
    assert not page.get_by_label("Einladungen").is_checked()
    assert page.get_by_label("Was auf Ihre Entscheidung wartet").is_checked()
    assert list(Stop.objects.values_list("recipient", "group")) == [(office.email, "invitations")]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_are_accessible_and_fit(
    live_page: LivePages, path: str, newcomer: User, scheme: str, width: int
) -> None:
    page = live_page(path, colour_scheme=scheme, width=width)
    assert faults(page) == []
    page.get_by_role("button", name="Diese Mails abbestellen").click()
    assert faults(page) == []
    page = live_page("/de/cockpit/mails/", user=newcomer, colour_scheme=scheme, width=width)
    assert faults(page) == []
