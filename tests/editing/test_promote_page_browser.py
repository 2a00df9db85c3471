"""Rows of promoted results are added and taken away in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partners.accounts.models import User
from tests.editing.conftest import equipped
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_row_is_added_and_taken_away(live_page: LivePages, office: User) -> None:
    equipped("16077")
    form = live_page(reverse("wagtailsearchpromotions:add"), user=office)
    rows = form.locator("textarea[name^=editors_picks-][name$=-description]:visible")
    expect(rows).to_have_count(1)
    form.locator("#id_editors_picks-ADD").click()
    expect(rows).to_have_count(2)
    form.locator("#id_editors_picks-1-DELETE-button").click()
    expect(rows).to_have_count(1)
