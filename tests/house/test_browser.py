"""The watchful browser notices what it is there to notice."""

import pytest

from tests.support.browser import LivePages

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_the_gallery_keeps_to_the_policy(live_page: LivePages, colour_scheme: str) -> None:
    page = live_page("/de/gallery/", colour_scheme=colour_scheme)
    assert page.locator("main").count() == 1


def test_it_works_without_javascript(live_page: LivePages) -> None:
    page = live_page("/en/gallery/", javascript=False)
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_style_in_the_page_is_noticed(live_page: LivePages) -> None:
    page = live_page("/de/gallery/")
    page.evaluate("document.body.innerHTML = '<p style=\"color:red\">red</p>'")
    assert "against the policy" in live_page.faults.pop()


def test_a_request_to_another_host_is_noticed(live_page: LivePages) -> None:
    page = live_page("/de/gallery/")
    page.evaluate("location.href = 'http://127.0.0.1:9/'")
    page.wait_for_timeout(300)
    assert "left the host" in live_page.faults.pop()
