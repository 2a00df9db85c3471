"""Choosing a place in a browser: as one types, by keyboard, and without JavaScript."""

import re

import pytest
from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Page, expect

from partners.territories.actions import load_demo_region
from partners.territories.forms import PlaceField
from portal.urls import urlpatterns as portal_urls
from tests.support.browser import LivePages

PAGE = engines["django"].from_string(
    "{% extends 'base.html' %}{% block title %}Sitz{% endblock %}{% block content %}"
    "<p id='chosen'>{{ chosen }}</p>{% form seat_form 'Speichern' %}{% endblock %}"
)


class SeatForm(forms.Form):
    seat = PlaceField(label="Sitz")


def choose_seat(request: HttpRequest) -> HttpResponse:
    form = SeatForm(request.POST or None)
    chosen = form.cleaned_data["seat"].ags if form.is_bound and form.is_valid() else ""
    return HttpResponse(PAGE.render({"seat_form": form, "chosen": chosen}, request))


urlpatterns = [*i18n_patterns(path("seat/", choose_seat)), *portal_urls]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls(__name__),
]


@pytest.fixture(autouse=True)
def _region(transactional_db: None) -> None:
    load_demo_region()


def radios(page: Page) -> list[str]:
    return [label.strip() for label in page.locator("#seat-places label").all_inner_texts()]


def test_candidates_appear_as_one_types_and_are_chosen_by_keyboard(live_page: LivePages) -> None:
    page = live_page("/de/seat/")
    page.get_by_label("Sitz").press_sequentially("0462", delay=20)
    expect(page.locator("#seat-places label")).to_have_count(3)
    expect(page.locator("#seat-status")).to_have_text(re.compile("^3 "))
    assert radios(page)[0] == "Schmölln (Altenburger Land)"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_have_text("16077026")


def test_the_status_stays_the_same_element_for_screen_readers(live_page: LivePages) -> None:
    page = live_page("/de/seat/")
    status = page.locator("#seat-status").element_handle()
    assert status
    page.get_by_label("Sitz").press_sequentially("gera", delay=20)
    expect(page.locator("#seat-status")).to_have_text(re.compile("^1 "))
    assert status.evaluate("element => element.isConnected")
    assert page.locator("#seat-status").count() == 1
    assert page.locator("#seat-places").count() == 1


def test_a_list_follows_what_is_typed_next(live_page: LivePages) -> None:
    page = live_page("/de/seat/")
    page.get_by_label("Sitz").fill("04626")
    expect(page.locator("#seat-places label")).to_have_count(3)
    page.get_by_label("Sitz").fill("Gera")
    expect(page.locator("#seat-places label")).to_have_text(["Gera"])
    page.get_by_label("Sitz").fill("")
    expect(page.locator("#seat-places label")).to_have_count(0)


def test_without_javascript_the_form_comes_back_with_the_candidates(live_page: LivePages) -> None:
    page = live_page("/de/seat/", javascript=False)
    page.get_by_label("Sitz").fill("04626")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_label("Sitz").first).to_have_value("04626")
    page.get_by_label("Posterstein (Altenburger Land)").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#chosen")).to_have_text("16077041")
