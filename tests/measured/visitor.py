"""A visitor of the portal in Chromium who goes from page to page and takes down what is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Response

from partners.accounts.models import User
from tests.measured import checks
from tests.measured.markup import invalid_markup
from tests.support.browser import live_pages

# The first visit of a page makes its pictures in all sizes and formats; in milliseconds.
PICTURES_ARE_MADE = 60_000

Samples = dict[str, str]
"""Name of a page → its address."""


class Visitor:
    """Measures pages one after another in one tab; `faults` is what was found."""

    def __init__(self, page: Page, broken_rules: list[str], folder: Path) -> None:
        self.page = page
        self.faults: list[str] = []
        self._broken_rules = broken_rules
        self._folder = folder
        self._scales = checks.Scales(page)

    def measure(self, samples: Samples) -> None:
        for name, path in samples.items():
            self.faults += [f"{name} ({path}): {fault}" for fault in self._measure(name, path)]
        self.faults += invalid_markup(self._folder)

    def weigh(self, samples: Samples) -> None:
        """Only what differs most between languages: what a page weighs, and whether it moves."""
        for name, path in samples.items():
            self._open(path)
            found = checks.layout_shift(self.page) + self._scales.faults()
            self.faults += [f"{name} ({path}): {fault}" for fault in found]

    def _open(self, path: str) -> Response:
        # What the page before still fetches ends here, and is not taken for the next one's.
        self.page.goto("about:blank")
        self._scales.clear()
        self._broken_rules.clear()
        response = self.page.goto(path, wait_until="load")
        assert response is not None, path
        return response

    def _measure(self, name: str, path: str) -> list[str]:
        response = self._open(path)
        (self._folder / f"{name.replace(':', '-')}.html").write_bytes(response.body())
        faults = checks.layout_shift(self.page)
        faults += checks.blocking_scripts(self.page)
        faults += checks.accessibility_in_both_schemes(self.page)
        # What scripts fetch by themselves has come by now, and nobody has scrolled yet.
        faults += self._scales.faults()
        faults += checks.overflow(self.page)
        faults += self._broken_rules
        self._broken_rules.clear()
        return faults


@contextmanager
def visitor(
    browser: Browser, address: str, folder: Path, *, user: User | None = None, locale: str = "de"
) -> Iterator[Visitor]:
    with live_pages(browser, address) as pages:
        page = pages("/health/live", user=user, locale=locale)
        page.set_default_navigation_timeout(PICTURES_ARE_MADE)
        yield Visitor(page, pages.faults, folder)
