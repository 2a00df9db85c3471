"""Registration in a real browser: accessible, on a phone, with the keyboard and without scripts."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from events.events.models import Occurrence
from events.registration import actions, links, organising
from events.registration.enums import QuestionKind
from events.registration.models import Registration
from partners.accounts.models import User
from tests.registration.builders import open_event, registered, seat
from tests.support.browser import LivePages, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 360


@pytest.fixture
def evening(company, owner) -> Occurrence:
    found = open_event(company, onsite=3)
    setup = seat(found).setup
    setup.note = "Der Aufzug ist im Hof."
    setup.save()
    setup.seats.create(name="Kinderbetreuung", capacity=5, for_children=True)
    setup.questions.create(text="Was essen Sie nicht?", required=True)
    setup.questions.create(text="Wann kommen Sie?", kind=QuestionKind.CHOICE, choices="Früh\nSpät")
    setup.questions.create(text="Kommen Sie mit dem Bus?", kind=QuestionKind.YES_NO)
    return found


@pytest.fixture
def guest(evening) -> Registration:
    mine = registered(evening, "gast@example.org", 2)
    organising.check_in(mine, [mine.people.first().pk])
    return mine


def paths(evening: Occurrence, guest: Registration) -> dict[str, tuple[str, bool]]:
    """By name: the address, and whether it is the organiser's."""
    waiting = registered(evening, "wartet@example.org", 2)
    token = links.token_of(guest)
    with translation.override("de"):
        found = {
            "event": (evening.event.get_absolute_url(), False),
            "register": (reverse("registration:register", args=[evening.pk]), False),
            "sent": (reverse("registration:sent", args=[evening.pk]), False),
            "mine": (links.page_url(guest), False),
            "waiting": (links.page_url(waiting), False),
            "change": (reverse("registration:change", args=[token]), False),
            "set_up": (reverse("registration:set_up", args=[evening.event_id]), True),
            "times": (reverse("events:times", args=[evening.event_id]), True),
            "check_in": (links.door_url(guest), True),
            "cancel": (reverse("registration:cancel", args=[guest.pk]), True),
        }
        for name in ("of_occurrence", "write", "results", "badges", "certificates"):
            found[name] = (reverse(f"registration:{name}", args=[evening.pk]), True)
    return found


def keep(page: Page, name: str) -> None:
    """A picture for whoever wants to look: LOOKS names the folder."""
    if folder := os.environ.get("LOOKS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("de", PHONE, "light"), ("de", 1280, "dark"), ("ar", PHONE, "dark"), ("ar", 1280, "light")],
)
def test_every_page_is_accessible_and_fits(
    live_page: LivePages, evening, guest, owner: User, language, width, scheme
) -> None:
    found = {}
    for name, (path, is_own) in paths(evening, guest).items():
        user = owner if is_own else None
        address = path.replace("/de/", f"/{language}/", 1)
        page = live_page(address, user=user, width=width, colour_scheme=scheme)
        keep(page, f"{name}-{language}-{width}")
        if wrong := faults(page):
            found[name] = wrong
        page.context.close()
    assert found == {}


def fill(page: Page) -> None:
    page.get_by_label("Your name").fill("Ada Gast")
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.get_by_label("Was essen Sie nicht?").fill("Nüsse")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_household_registers_by_keyboard(live_page: LivePages, evening, javascript) -> None:
    with translation.override("en"):
        path = reverse("registration:register", args=[evening.pk])
    page = live_page(path, locale="en", javascript=javascript, width=PHONE)
    page.get_by_label("As a household, with children").check()
    fill(page)
    page.get_by_role("button", name="Add a person").focus()
    page.keyboard.press("Enter")
    page.locator('[name="people-1-name"]').wait_for()
    assert page.get_by_label("Your name").input_value() == "Ada Gast"
    assert page.get_by_label("As a household, with children").is_checked()
    page.locator('[name="people-1-name"]').fill("Kind Gast")
    page.locator('[name="people-1-seat"]').select_option(label="Kinderbetreuung (5 free)")
    page.get_by_label("Your name").press("Enter")
    page.get_by_text("Say how old the child is").last.wait_for()
    assert page.locator('[name="people-1-name"]').input_value() == "Kind Gast"
    keep(page, f"errors-{javascript}")
    page.locator('[name="people-1-age"]').fill("6")
    page.get_by_label("Your name").press("Enter")
    page.get_by_text("look into your mailbox").first.wait_for()
    people = Registration.objects.get().people.values_list("name", "age")
    assert list(people) == [("Ada Gast", None), ("Kind Gast", 6)]


def test_the_name_of_the_organisation_is_asked_where_it_matters(
    live_page: LivePages, evening
) -> None:
    with translation.override("en"):
        path = reverse("registration:register", args=[evening.pk])
    page = live_page(path, locale="en")
    field = page.get_by_label("Name of the organisation")
    assert not field.is_visible()
    page.get_by_label("As an organisation, with several people").check()
    assert field.is_visible()


def test_the_phone_of_the_organiser_checks_in(live_page: LivePages, guest, colleague) -> None:
    guest.people.update(attended_at=None)
    page = live_page(links.door_url(guest), user=colleague, width=PHONE)
    page.locator("main form button").click()
    page.get_by_role("status").first.wait_for()
    assert guest.people.filter(attended_at=None).count() == 0


def test_an_offer_is_accepted_without_a_script(live_page: LivePages, evening, guest) -> None:
    waiting = registered(evening, "wartet@example.org", 2)
    actions.cancel(guest)
    with translation.override("en"):
        page = live_page(links.page_url(waiting), javascript=False, width=PHONE, locale="en")
    keep(page, "offer")
    page.get_by_role("button", name="Accept the seats").click()
    page.get_by_text("Your seats are reserved").wait_for()
