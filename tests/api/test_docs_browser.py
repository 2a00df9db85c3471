"""The page where programmers try the API: keeps to the strict policy, asks nobody else."""

import pytest

from tests.support.browser import LivePages

pytestmark = pytest.mark.browser


def test_swagger_shows_the_paths_and_keeps_the_policy(live_page: LivePages) -> None:
    page = live_page("/api/v1/docs/")
    page.locator("#operations-offers-offers_list").wait_for()
    assert page.locator(".opblock").count() >= 20


def test_a_question_can_be_tried_out(live_page: LivePages) -> None:
    page = live_page("/api/v1/docs/")
    page.locator("#operations-topics-topics_list .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
