"""A page is translated to the end in a real browser: open, write, save, publish."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Locale
from wagtail_localize.operations import translate_object

from partners.accounts.models import User
from portal.cms.models import RegionPage
from tests.editing.conftest import equipped
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDIT = re.compile("^(Bearbeiten|Übersetzen)$")


@pytest.fixture
def english(office: User) -> RegionPage:
    """Begun: the words are German still."""
    page = equipped("16077")
    page.promise = "Wir helfen Ihnen."
    page.save_revision().publish()
    translate_object(page, [Locale.objects.get(language_code="en")], user=office)
    return RegionPage.objects.get(territory__ags="16077", locale__language_code="en")


def test_a_page_is_translated_to_the_end(
    live_page: LivePages, office: User, english: RegionPage
) -> None:
    editor = live_page(reverse("wagtailadmin_pages:edit", args=[english.pk]), user=office)
    for german, words in (
        ("Altenburger Land", "Altenburg County"),
        ("Wir helfen Ihnen.", "We help you."),
    ):
        editor.locator("li").filter(has_text=german).last.get_by_text(EDIT).click()
        editor.locator("textarea:visible").fill(words)
        with editor.expect_response("**/edit/") as saved:
            editor.get_by_role("button", name="Speichern", exact=True).click()
        assert saved.value.ok
        expect(editor.get_by_text(words)).to_be_visible()
    editor.get_by_role("button", name="Veröffentlichen in Englisch").click()
    expect(editor.get_by_role("main").get_by_role("status")).to_contain_text("veröffentlicht")

    text = live_page(english.url).inner_text("main")
    assert "Altenburg County" in text
    assert "We help you." in text
