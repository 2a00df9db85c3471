"""Chromium for tests: pages that watch themselves for whatever must never happen."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from partners.accounts.models import User
from tests.support import services

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 10_000  # milliseconds


@contextmanager
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, and Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


class LivePages:
    """Opens pages of the live server; `faults` collects what none of them may do."""

    def __init__(self, browser: Browser, address: str, stack: ExitStack) -> None:
        self._browser = browser
        self._address = address
        self._stack = stack
        self.faults: list[str] = []

    def __call__(
        self,
        path: str,
        *,
        user: User | None = None,
        locale: str = "de-DE",
        colour_scheme: str = "light",
        javascript: bool = True,
        width: int = 1280,
    ) -> Page:
        """A page in a browser of its own: nothing is shared between two calls.

        `path` begins with a slash; `user` is logged in already; `colour_scheme` is light or dark.
        """
        context = self._browser.new_context(
            base_url=self._address,
            locale=locale,
            color_scheme=colour_scheme,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
        )
        self._stack.callback(context.close)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            context.add_cookies([self._session_of(user)])
        page = context.new_page()
        page.on("request", self._watch_request)
        page.on("console", self._watch_console)
        page.on("pageerror", lambda error: self.faults.append(f"script failed: {error}"))
        page.goto(path)
        return page

    def _session_of(self, user: User) -> dict[str, str]:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": self._address}

    def _watch_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(self._address).netloc:
            self.faults.append(f"left the host: {request.url}")

    def _watch_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(f"against the policy: {message.text}")


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    found = [str(fault["id"]) for fault in Axe().run(page).response["violations"]]
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{wider} pixels too wide"] if wider > 0 else [])


@contextmanager
def live_pages(browser: Browser, address: str) -> Iterator[LivePages]:
    """Fails at the end if a page did what it must not."""
    with ExitStack() as stack:
        pages = LivePages(browser, address, stack)
        yield pages
    assert not pages.faults, "\n".join(pages.faults)
