"""List and map side by side in a real browser: the same results, by keyboard, from where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

from offers.postings.enums import State
from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.territories.models import Boundary, Territory
from tests.cast import territory
from tests.measured.checks import layout_shift
from tests.postings.builders import offer
from tests.support.browser import LivePages, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POINTS = {"16077001": (50.99, 12.43), "16077032": (51.04, 12.29), "16076079": (50.77, 12.06)}
COUNTY = {
    "type": "Polygon",
    "coordinates": [[[12.1, 50.9], [12.6, 50.9], [12.6, 51.1], [12.1, 50.9]]],
}
LANGUAGE_COURSE = re.compile("^Sprache")


@pytest.fixture(autouse=True)
def region(company: Organisation, owner: User) -> None:
    for ags, (lat, lon) in POINTS.items():
        territory(ags)
        Territory.objects.filter(ags=ags).update(lat=lat, lon=lon)
    Boundary.objects.create(
        territory=territory("16077"),
        geometry=COUNTY,
        attribution="© Vermessung <b>Beispiel</b>",
        licence_url="https://example.org/licence",
    )
    for place, topic, title in (
        ("16077001", "housing", "Wohnung am Teich"),
        ("16077001", "language", "Deutsch am Abend"),
        ("16077032", "housing", "Haus mit Garten"),
        ("16076079", "language", "Deutsch am Morgen"),
    ):
        offer(company, State.PUBLISHED, place=place, topics=[topic], title=title)
    offer(company, State.PUBLISHED, place=None, reach="everywhere", title="Von überall")


def both_show(page: Page, number: int) -> None:
    expect(page.locator("#results-title")).to_contain_text(str(number))
    expect(page.locator(f"[data-map][data-count='{number}']")).to_be_visible()


def with_map(page: Page) -> Page:
    page.mouse.wheel(0, 20)
    return page


def test_the_list_comes_first_and_the_map_when_somebody_asks(live_page: LivePages) -> None:
    page = live_page("/de/offers/")
    ask = page.locator(".portal-map__ask")
    expect(ask).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("typeof L") == "undefined"
    ask.evaluate("one => one.focus({preventScroll: true})")
    page.keyboard.press("Enter")
    both_show(page, 5)
    expect(ask).to_have_count(0)
    expect(page.locator(".portal-map__canvas")).to_be_focused()
    assert layout_shift(page) == []


def test_whoever_scrolls_has_the_map_unasked(live_page: LivePages) -> None:
    page = live_page("/de/offers/")
    expect(page.locator(".portal-map__ask")).to_be_visible()
    with_map(page)
    both_show(page, 5)


def test_a_map_that_comes_into_view_needs_no_asking(live_page: LivePages) -> None:
    page = live_page("/de/offers/", width=360)
    page.locator(".portal-beside__summary").click()
    both_show(page, 5)


def test_of_two_steps_back_in_a_hurry_the_last_one_counts(live_page: LivePages) -> None:
    page = with_map(live_page("/de/offers/"))
    page.locator("#topic-language").check()
    page.wait_for_url("**/offers/?topic=language")
    page.locator("#ordering").select_option("expires")
    page.wait_for_url("**/offers/?topic=language&ordering=expires")
    # The answer to the first step would come after that to the second.
    page.route("**/offers/?topic=language", lambda route: None)
    with page.expect_event("requestfailed") as given_up:
        page.go_back()
        page.wait_for_url("**/offers/?topic=language")
        page.go_back()
    assert given_up.value.url.endswith("?topic=language")
    both_show(page, 5)
    expect(page.locator("#topic-language")).not_to_be_checked()


def test_what_is_chosen_after_going_back_is_what_one_gets(live_page: LivePages) -> None:
    page = with_map(live_page("/de/offers/"))
    page.locator("#topic-language").check()
    page.wait_for_url("**/offers/?topic=language")
    page.route("**/offers/", lambda route: None)
    with page.expect_event("requestfailed"):
        page.go_back()
        page.locator("#topic-housing").check()
    page.wait_for_url("**/offers/?topic=*&topic=*")
    for topic in ("language", "housing"):
        expect(page.locator(f"#topic-{topic}")).to_be_checked()


def test_list_and_map_stay_together_back_and_forward(live_page: LivePages) -> None:
    page = with_map(live_page("/de/offers/"))
    both_show(page, 5)
    expect(page.locator(".portal-map__outline")).to_have_count(1)
    expect(page.locator(".portal-map__credit")).to_have_text("© Vermessung <b>Beispiel</b>")
    page.locator("#topic-language").check()
    page.wait_for_url("**/offers/?topic=language")
    both_show(page, 2)
    page.locator("#ordering").select_option("expires")
    page.wait_for_url("**/offers/?topic=language&ordering=expires")
    page.go_back()
    page.wait_for_url("**/offers/?topic=language")
    both_show(page, 2)
    expect(page.locator("#topic-language")).to_be_checked()
    page.go_back()
    both_show(page, 5)
    expect(page.locator("#topic-language")).not_to_be_checked()
    page.go_forward()
    both_show(page, 2)
    page.get_by_role("link", name="diesen Filter entfernen").click()
    both_show(page, 5)


def test_the_map_is_used_with_the_keyboard(live_page: LivePages) -> None:
    page = with_map(live_page("/de/offers/"))
    both_show(page, 5)
    marker = page.get_by_role("button", name="Altenburg (Altenburger Land): 2 Angebote")
    marker.focus()
    page.keyboard.press("Enter")
    first = page.get_by_role("dialog").get_by_role("link", name="Deutsch am Abend")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(marker).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/de/offers/\d+/$"))


def test_what_lies_close_together_comes_apart_by_keyboard(live_page: LivePages) -> None:
    Territory.objects.filter(ags="16077032").update(lat=50.985, lon=12.44)
    page = with_map(live_page("/de/offers/"))
    both_show(page, 5)
    several = page.locator(".portal-map__marker--several")
    expect(several).to_have_text(["3"])
    several.focus()
    page.keyboard.press("Enter")
    expect(several).to_have_count(0)
    expect(page.locator(".portal-map__marker:focus")).to_have_count(1)


def test_where_the_device_is_becomes_the_place_of_the_search(live_page: LivePages) -> None:
    page = live_page("/de/offers/?topic=housing")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 51.0412345, "longitude": 12.2912345})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-locate]").click()
    page.wait_for_url("**/offers/?topic=housing&near=16077032")
    expect(page.locator("#near")).to_have_value("Meuselwitz (Altenburger Land)")
    expect(page.locator("#results article").first).to_contain_text("Haus mit Garten")
    (told,) = (url for url in asked if "nearest" in url)
    assert told.endswith("/de/places/nearest/?lat=51.04&lon=12.29")
    assert (
        page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") < 99
    )


def test_a_device_that_does_not_tell_is_no_dead_end(live_page: LivePages) -> None:
    page = live_page("/en/offers/", locale="en-GB")
    page.locator("[data-locate]").click()
    expect(page.locator("#locate-said")).to_contain_text("type your town or postcode")
    assert page.url.endswith("/en/offers/")


def test_without_javascript_there_is_the_list_and_no_empty_box(live_page: LivePages) -> None:
    page = live_page("/de/offers/", javascript=False)
    expect(page.locator("#results article")).to_have_count(5)
    for part in (".portal-beside", ".portal-map__canvas", "[data-locate]"):
        expect(page.locator(part)).to_be_hidden()
    page.locator("#topic-language").check()
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("#results article")).to_have_count(2)


@pytest.mark.parametrize(
    ("path", "width", "scheme"), [("/de/offers/", 1280, "light"), ("/ar/offers/", 320, "dark")]
)
def test_the_map_is_accessible(live_page: LivePages, path: str, width: int, scheme: str) -> None:
    page = live_page(path, width=width, colour_scheme=scheme)
    if width < 1152:
        page.locator(".portal-beside__summary").click()
    else:
        with_map(page)
    both_show(page, 5)
    page.locator(".portal-map__marker").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.locator(".portal-map__list summary").click()
    assert faults(page) == []
