"""The suite can fail: of pages made for it, each with one fault, it finds the fault."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route
from pytest_django.live_server_helper import LiveServer

from tests.measured.keyboard import walk
from tests.measured.visitor import visitor
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
PAGE = """<!doctype html>
<html lang="de" dir="ltr">
<head><meta charset="utf-8"><title>Planted</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/planted.css">{head}</head>
<body><main><h1>Planted</h1>{body}</main></body>
</html>
"""
STYLE = """
body { background: white; color: black; overflow-wrap: break-word; }
.faint { color: #bbb; }
.wide { inline-size: 900px; }
.tall { min-block-size: 400px; }
.no-focus:focus { outline: none; }
@media (prefers-color-scheme: dark) { .faint-in-the-dark { color: #ccc; } }
"""
# A box that comes late, above what somebody reads already.
SHIFTING = """addEventListener('load', () => setTimeout(() => {
    const late = document.createElement('p');
    late.className = 'tall';
    document.querySelector('main').prepend(late);
}, 0));"""
NOISE = os.urandom(200_000)

FAULTS = {
    "a picture without words": ("", '<img src="/planted.png">', "axe: image-alt"),
    "faint text": ("", '<p class="faint">Kaum zu lesen.</p>', "axe: color-contrast"),
    "text that is faint in the dark": (
        "",
        '<p class="faint-in-the-dark">Bei Nacht kaum zu lesen.</p>',
        "dark: axe: color-contrast",
    ),
    "a style in the page": ("", '<p style="color: red">Rot.</p>', "against the policy"),
    "a script in the page": ("<script>let a = 1;</script>", "<p>Da.</p>", "against the policy"),
    "a script that blocks": (
        '<script src="/planted.js"></script>',
        "<p>Da.</p>",
        "script that blocks rendering",
    ),
    "something that comes late": (
        '<script src="/shifting.js" defer></script>',
        "<p>Hier liest jemand.</p><p>Und liest.</p>",
        "layout shift",
    ),
    "something wide": ("", '<p class="wide">Zu breit.</p>', "pixels too wide"),
    "something heavy": ("", '<img alt="Rauschen" src="/heavy.png">', "weighs"),
    "another host": ("", '<img alt="Fern" src="http://127.0.0.2:9/far.png">', "left the host"),
    "markup that is not valid": ("", "<ul><p>Falsch.</p></ul>", "element-permitted-content"),
}


def serve(route: Route) -> None:
    """Everything but the page itself."""
    name = route.request.url.rpartition("/")[2]
    body, kind = {
        "planted.css": (STYLE, "text/css"),
        "planted.js": ("", "text/javascript"),
        "shifting.js": (SHIFTING, "text/javascript"),
        "heavy.png": (NOISE, "image/png"),
    }.get(name, (b"", "image/png"))
    route.fulfill(body=body, content_type=kind)


def measured(chromium: Browser, address: str, folder: Path, head: str, body: str) -> list[str]:
    page = PAGE.format(head=head, body=body)
    with visitor(chromium, address, folder) as tour:
        tour.page.route("**/*", serve)
        tour.page.route(
            "**/planted/",
            lambda route: route.fulfill(
                body=page,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY},
            ),
        )
        tour.measure({"planted": "/planted/"})
        return tour.faults


def test_a_page_without_fault_has_none(
    live_server: LiveServer, chromium: Browser, tmp_path: Path
) -> None:
    body = "<p>Alles in Ordnung.</p>"
    assert measured(chromium, live_server.url, tmp_path, "", body) == []


def test_each_planted_fault_is_found(
    live_server: LiveServer, chromium: Browser, tmp_path: Path
) -> None:
    missed = []
    for number, (name, (head, body, expected)) in enumerate(FAULTS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        faults = measured(chromium, live_server.url, folder, head, body)
        if not any(expected in fault for fault in faults):
            missed.append(f"{name}: {faults}")
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a href="/">Start</a><button class="no-focus">Weiter</button>', "the focus is not seen"),
        ('<a href="/">Start</a><button id="trap">Gefangen</button><a href="/b">B</a>', "not reach"),
    ],
)
def test_the_walk_by_keyboard_finds_what_it_should(
    live_page: LivePages, body: str, expected: str
) -> None:
    page = live_page("/health/live")
    page.route("**/planted.css", serve)
    page.set_content(PAGE.format(head="", body=body))
    page.evaluate(
        """() => document.querySelector('#trap')?.addEventListener('keydown', event =>
            event.preventDefault())"""
    )
    assert [fault for fault in walk(page) if expected in fault]
