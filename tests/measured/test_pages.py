"""Every kind of public page: what must never be, and every way of using it.

All in one module, for the site is built once a module.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.measured import world
from tests.measured.keyboard import walk
from tests.measured.visitor import visitor
from tests.support.browser import live_pages

pytestmark = pytest.mark.browser

# What a map shows stands in the list beside it.
LINKS = """() => [...document.querySelectorAll('main a[href]')]
    .filter(one => !one.closest('[data-map]')).map(one => one.getAttribute('href'))
    .filter(to => !to.startsWith('#'))"""
# A form that nobody can send without a script has no button that sends it.
DEAD_FORMS = """() => [...document.querySelectorAll('form')].filter(form =>
    ![...form.elements].some(one => ['submit', 'image'].includes(one.type)))
    .map(form => form.outerHTML.slice(0, 120))"""
FORMS = "main form:not([hidden])"
# Not the button that Enter presses, which nobody sees.
SENDS = "[type=submit]:visible:not([aria-hidden])"


def test_every_kind_of_public_page_has_a_sample(site: str) -> None:
    assert world.kinds_without_sample() == set()


@pytest.mark.parametrize("language", world.LANGUAGES)
def test_public_pages(site: str, chromium: Browser, folder: Path, language: str) -> None:
    with visitor(chromium, site, folder, locale=language) as tour:
        tour.measure(world.samples(language))
    assert not tour.faults, "\n".join(tour.faults)


def test_two_scripts_in_one_page_are_not_too_heavy(
    site: str, chromium: Browser, folder: Path
) -> None:
    """Ukrainian needs two fonts more than the others, for names stay in German."""
    with visitor(chromium, site, folder, locale="uk") as tour:
        tour.weigh(world.samples("uk"))
    assert not tour.faults, "\n".join(tour.faults)


def test_the_pages_of_ones_account(site: str, chromium: Browser, folder: Path) -> None:
    with visitor(chromium, site, folder, user=world.member()) as tour:
        tour.measure(world.account_samples())
    assert not tour.faults, "\n".join(tour.faults)


def test_tab_reaches_everything_and_is_always_seen(site: str, chromium: Browser) -> None:
    faults = []
    # The order of Tab follows the markup, which is the same in all languages but for its direction.
    arabic = world.samples("ar")
    twice = {f"{name} in Arabic": arabic[name] for name in ("HomePage", "postings:offers")}
    with live_pages(chromium, site) as pages:
        page = pages("/health/live")
        for name, path in (world.samples("de") | twice).items():
            page.goto(path, wait_until="networkidle")
            faults += [f"{name} ({path}): {fault}" for fault in walk(page)]
    assert not faults, "\n".join(faults)


def test_menus_open_by_enter_and_close_by_escape(site: str, chromium: Browser) -> None:
    with live_pages(chromium, site) as pages:
        page = pages("/de/", user=world.member(), width=360)
        menus = page.locator("details.portal-menu")
        assert menus.count() >= 2
        for menu in menus.all():
            if not menu.is_visible():
                continue
            menu.locator("summary").focus()
            page.keyboard.press("Enter")
            assert menu.get_attribute("open") is not None
            page.keyboard.press("Tab")
            assert menu.evaluate("one => one.contains(document.activeElement)")
            page.keyboard.press("Escape")
            assert menu.get_attribute("open") is None
            assert menu.locator("summary").evaluate("one => one === document.activeElement")


def test_only_one_menu_is_open(site: str, chromium: Browser) -> None:
    with live_pages(chromium, site) as pages:
        page = pages("/de/", user=world.member(), width=360)
        for summary in page.locator("details.portal-menu > summary:visible").all():
            summary.click()
            assert page.locator("details.portal-menu[open]").count() == 1
        page.locator("main").click(position={"x": 5, "y": 500})
        assert page.locator("details.portal-menu[open]").count() == 0


def test_without_javascript_every_page_leads_on_and_every_form_can_be_sent(
    site: str, chromium: Browser
) -> None:
    faults = []
    with live_pages(chromium, site) as pages:
        with_it = pages("/health/live")
        without = pages("/health/live", javascript=False)
        for name, path in world.samples("de").items():
            with_it.goto(path)
            without.goto(path)
            faults += [f"{name}: {fault}" for fault in _missing(with_it, without)]
            faults += [f"{name}: {fault}" for fault in _unsent(without, path)]
    assert not faults, "\n".join(faults)


def _missing(with_it: Page, without: Page) -> list[str]:
    """What a page shows with JavaScript only."""
    faults = [f"cannot be sent: {form}" for form in without.evaluate(DEAD_FORMS)]
    if with_it.locator("h1").all_inner_texts() != without.locator("h1").all_inner_texts():
        faults.append("another heading")
    gone = set(with_it.evaluate(LINKS)) - set(without.evaluate(LINKS))
    return faults + [f"no link to {link}" for link in sorted(gone)]


def _unsent(page: Page, path: str) -> list[str]:
    """Sends each form of a page as it stands; it must be answered by a page of ours."""
    faults = []
    for number in range(page.locator(FORMS).count()):
        page.goto(path)
        button = page.locator(FORMS).nth(number).locator(SENDS).first
        if button.count() == 0:
            continue
        with page.expect_navigation() as navigation:
            button.click()
        status = navigation.value.status
        if status >= 400 or page.locator("main h1").count() == 0:
            faults.append(f"form {number} is answered with {status}")
    return faults
