"""The pages of postings are accessible, fit the narrowest phone, and keep the policy."""

import pytest
from playwright.sync_api import Page, expect

from offers.postings.enums import State
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.measured.checks import accessibility, accessibility_in_both_schemes
from tests.postings.builders import need, offer
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswohnungsgenossenschaft"

# The list of distances where it is too narrow for the longest of its choices.
CUT = """() => [...document.querySelectorAll('#radius')].filter(one => {
    const style = getComputedStyle(one);
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = style.font;
    const longest = Math.max(...[...one.options].map(o => pen.measureText(o.text.trim()).width));
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    return longest > one.clientWidth - padding;
}).map(one => `${innerWidth}: ${one.id}`)"""
# Whether the sign of who is verified stands on a line of the name.
BESIDE = """() => {
    const box = part => document.querySelector(`.portal-posting footer ${part}`)
        .getBoundingClientRect();
    const [name, sign] = [box('bdi'), box('.kern-icon')];
    return sign.top >= name.top && sign.bottom <= name.bottom;
}"""


@pytest.fixture
def public(company: Organisation, owner: User) -> list[str]:
    """Public pages with something on them, and the empty ones."""
    shown = offer(
        company,
        State.PUBLISHED,
        kind="housing",
        title=f"Wohnung der {LONG}",
        summary=f"Bei der {LONG}.",
        rooms=3,
        languages=["de", ("en", "B1")],
        audiences=["women", "families_partners"],
        link=f"https://example.org/{LONG.lower().replace('ä', 'ae')}",
        contact_phone="+49 3447 1",
    )
    asked = need(company, State.PUBLISHED, headcount=5)
    offer(company, State.PUBLISHED, title="Noch eine Wohnung")
    return [
        "/de/offers/",
        "/de/offers/?topic=housing&near=Altenburg&radius=25&q=wohnung",
        "/de/offers/?topic=health",
        "/de/offers/?near=Quatschhausen",
        "/de/needs/",
        f"/de/offers/{shown.pk}/",
        f"/en/needs/{asked.pk}/",
    ]


@pytest.fixture
def own(company: Organisation, owner: User, office: User) -> list[str]:
    """Pages that only the organisation sees."""
    posted = [offer(company, state, kind="course") for state in State]
    base = f"/de/organisations/{company.slug}/postings/"
    last = f"/de/postings/{posted[3].pk}/"
    return [
        base,
        f"{base}new/offer/",
        f"{base}new/offer/?kind=housing",
        f"{base}new/need/",
        *[f"/de/postings/{posting.pk}/" for posting in posted],
        *[f"{last}{name}/" for name in ("edit", "preview", "renew", "close")],
        f"/de/organisations/{company.slug}/",
    ]


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("language", ["de", "uk", "tr"])
def test_no_distance_is_cut(live_page: LivePages, public: list[str], language: str) -> None:
    page = live_page(f"/{language}/offers/")
    cut = []
    for width in (320, 360, 480, 700, 900, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        cut += page.evaluate(CUT)
    assert cut == []


def test_the_sign_of_the_verified_stays_beside_the_name(
    live_page: LivePages, company: Organisation, public: list[str]
) -> None:
    Organisation.objects.filter(pk=company.pk).update(name="Klinikum Musterstadt und Umland gGmbH")
    assert live_page("/de/offers/", width=360).evaluate(BESIDE)


def test_public_pages_are_accessible(live_page: LivePages, public: list[str]) -> None:
    page = live_page("/de/")
    for path in public:
        page.goto(path)
        assert accessibility_in_both_schemes(page) == [], path


def test_ones_own_pages_are_accessible(live_page: LivePages, own: list[str], owner: User) -> None:
    page = live_page("/de/", user=owner)
    for path in own:
        page.goto(path)
        assert accessibility_in_both_schemes(page) == [], path


def test_a_form_with_faults_is_accessible(
    live_page: LivePages, own: list[str], owner: User
) -> None:
    page = live_page(own[2], user=owner)
    page.locator("[name=reach][value=territories]").check()
    page.get_by_role("button", name="Speichern und Vorschau").click()
    expect(page.locator(".portal-error-summary")).to_be_visible()
    assert accessibility(page) == []


def test_nothing_needs_sideways_scrolling_on_the_narrowest_phone(
    live_page: LivePages, public: list[str], own: list[str], owner: User
) -> None:
    page = live_page("/de/", user=owner, width=320)
    for path in public + own:
        page.goto(path)
        assert overflow(page) <= 0, path


def test_the_kind_brings_its_fields_and_keeps_what_was_typed(
    live_page: LivePages, own: list[str], owner: User
) -> None:
    page = live_page(own[2].replace("housing", "course"), user=owner)
    page.get_by_label("Plätze").fill("12")
    page.get_by_label("Titel").first.fill("Bleibt stehen")
    page.get_by_label("Art", exact=True).focus()
    page.get_by_label("Art", exact=True).select_option(label="Wohnung")
    expect(page.get_by_label("Zimmer")).to_be_visible()
    expect(page.get_by_label("Plätze")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "id_kind"
    page.get_by_label("Art", exact=True).select_option(label="Kurs")
    expect(page.get_by_label("Plätze")).to_have_value("12")
    expect(page.get_by_label("Titel").first).to_have_value("Bleibt stehen")


def test_only_what_the_chosen_area_needs_is_asked(
    live_page: LivePages, own: list[str], owner: User
) -> None:
    page = live_page(own[3], user=owner)
    expect(page.locator("#id_radius_km")).to_be_hidden()
    page.locator("[name=reach][value=radius]").check()
    expect(page.locator("#id_radius_km")).to_be_visible()
    page.locator("[name=reach][value=territories]").check()
    page.get_by_label("Stadt oder Gemeinde hinzufügen").fill("Altenburg")
    page.get_by_role("button", name="Diesen Ort hinzufügen").click()
    expect(page.locator("[name=territories][value='16077001']")).to_be_checked()


def test_enter_in_a_field_saves_and_does_not_press_another_button(
    live_page: LivePages, own: list[str], owner: User
) -> None:
    page = live_page(own[2], user=owner)
    page.get_by_label("Titel").first.fill("Nur ein Titel")
    page.get_by_label("Titel").first.press("Enter")
    expect(page.locator(".portal-error-summary")).to_be_visible()
