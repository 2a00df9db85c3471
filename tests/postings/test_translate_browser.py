"""Writing a translation, and the board of languages, in a real browser: accessible, and by hand."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django import Settings

from offers.postings import actions
from offers.postings.enums import Origin, State
from offers.postings.models import Offer
from partners.accounts.models import User
from partners.organisations.models import Organisation
from portal.settings.translator import machine_translator
from tests.postings.builders import details, offer
from tests.support.browser import LivePages
from tests.support.libretranslate import serving, turned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARABIC = {"title": "شقة", "summary": "ثلاث غرف.", "body": "", "origin": Origin.MACHINE}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswohnungsgenossenschaft"


@pytest.fixture
def posting(company: Organisation, owner: User, office: User) -> Offer:
    """On show, with an Arabic text that an edit has made outdated."""
    shown = offer(company, State.PUBLISHED, title=LONG, texts={"ar": ARABIC, "en": "A flat"})
    words = {name: word for name, word in ARABIC.items() if name != "origin"}
    changed = details(Offer, title=f"{LONG} 2", texts={"ar": words, "en": "A flat"})
    actions.save(owner, shown, changed, shown.version)
    return Offer.objects.get()


def test_the_pages_are_accessible(
    live_page: LivePages, posting: Offer, owner: User, office: User, settings: Settings
) -> None:
    with serving() as server:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "libretranslate", server.url, ""
        )
        own = f"postings/{posting.pk}/"
        looked_at = [
            (f"/de/{own}", owner, "light"),
            (f"/de/{own}languages/ar/", owner, "dark"),
            (f"/ar/{own}languages/uk/", owner, "light"),
            (f"/ar/{own}languages/ar/remove/", owner, "light"),
            ("/de/cockpit/languages/?language=ar&state=machine", office, "dark"),
            ("/ar/cockpit/languages/", office, "light"),
            (f"/ar/offers/{posting.pk}/", None, "dark"),
        ]
        faults = {}
        for path, user, scheme in looked_at:
            page = live_page(path, user=user, colour_scheme=scheme)
            found = [fault["id"] for fault in Axe().run(page).response["violations"]]
            too_wide = page.evaluate(
                "() => { const wide = document.querySelector('main').getBoundingClientRect();"
                " return Math.round(wide.width) > window.innerWidth }"
            )
            if found or too_wide:
                faults[path] = [*found, *(["too wide"] if too_wide else [])]
        assert faults == {}
        assert server.asked == []


def test_a_draft_is_asked_for_and_saved_without_javascript(
    live_page: LivePages, posting: Offer, owner: User, settings: Settings
) -> None:
    with serving() as server:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "libretranslate", server.url, ""
        )
        address = f"/de/postings/{posting.pk}/languages/tr/"
        page = live_page(address, user=owner, javascript=False, width=320)
        page.locator("[value=draft]").click()
        assert page.locator("#id_body").input_value() == turned("Ausführlich erzählt.")
        page.locator("#id_title").fill("Daire")
        page.locator("form.portal-translate .kern-btn--primary").click()
        assert urlsplit(page.url).path == f"/de/postings/{posting.pk}/"
    draft = Offer.objects.get().get_latest_revision_as_object()
    text = next(text for text in draft.texts.all() if text.language == "tr")
    assert (text.title, text.origin) == ("Daire", Origin.HUMAN)
