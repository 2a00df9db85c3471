"""What the people of the story do in the browser, an action each."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.story.people import PASSWORD

NEED = "Fünf Wohnungen und ein Deutschkurs"
LATER = "Möbliertes Zimmer ab sofort"


def open_browser(browser: Browser, address: str) -> Page:
    """A browser of its own for each person."""
    context = browser.new_context(base_url=address, locale="de-DE")
    context.set_default_timeout(20_000)
    return context.new_page()


def sign_up(page: Page, email: str) -> None:
    page.goto("/de/accounts/signup/")
    page.fill("[name=email]", email)
    page.fill("[name=first_name]", "Hanna")
    page.fill("[name=last_name]", "Habicht")
    page.fill("[name=password1]", PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


def confirm(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Ja, bestätigen").click()
    page.wait_for_load_state()


def log_in(page: Page, email: str) -> None:
    page.goto("/de/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Guten Tag")


def register_hospital(page: Page, name: str, place: str) -> None:
    page.goto("/de/organisations/register/")
    page.fill("[name=name]", name)
    page.locator("[name=kind]").select_option(label="Unternehmen")
    page.locator("[name=sector]").select_option(index=1)
    page.locator("input[name=seat]:not([type=radio])").fill(place)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def verify(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("button[name=verify]").click()
    page.wait_for_load_state()


def post_need(page: Page, contact: str) -> None:
    page.goto("/de/postings/new/need/")
    page.get_by_label("Art", exact=True).select_option(label="Wohnraum")
    page.get_by_label("Anzahl der Personen").fill("5")
    page.get_by_label("Wohnen und Wohnumfeld").check()
    page.get_by_role("checkbox", name="Sprache", exact=True).check()
    page.get_by_label("Titel").first.fill(NEED)
    page.get_by_label("In Kürze").first.fill("Für neue Pflegekräfte, ab Oktober.")
    page.locator("[name=contact_email]").fill(contact)
    _save_and_submit(page, "Zur Prüfung einreichen")


def post_offer(page: Page) -> None:
    """By an organisation that publishes without review."""
    page.goto("/de/postings/new/offer/")
    page.get_by_role("link", name="Wohnung", exact=True).click()
    page.get_by_label("Wohnen und Wohnumfeld").check()
    page.get_by_label("Titel").first.fill(LATER)
    page.get_by_label("In Kürze").first.fill("Bei freundlichen Leuten.")
    _save_and_submit(page, "Veröffentlichen")


def _save_and_submit(page: Page, button: str) -> None:
    page.get_by_role("button", name="Speichern und Vorschau").click()
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()
    expect(page.locator(".portal-messages")).to_be_visible()


def approve(page: Page, link: str) -> None:
    page.goto(link)
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Freigeben").first.click()
    page.wait_for_url(re.compile("/review/needs/$"))


def answer(page: Page, label: str, note: str = "") -> None:
    """On a page with one match."""
    page.get_by_label(label).check()
    page.get_by_label("Nachricht an die andere Seite").fill(note)
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_text("Geantwortet.", exact=False).first).to_be_visible()
