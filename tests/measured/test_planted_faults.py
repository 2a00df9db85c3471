"""The suite can fail: of pages made for it, each with one fault, it finds the fault."""

import base64
import os
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Route
from pytest_django.live_server_helper import LiveServer

from tests.measured.keyboard import walk
from tests.measured.visitor import visitor
from tests.support.browser import LivePages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'; style-src 'self'"
)
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
.like-a-heading { font-weight: 700; font-size: 1.5rem; }
.no-focus:focus { outline: none; }
@media (prefers-color-scheme: dark) { .faint-in-the-dark { color: #ccc; } }
"""
# A box that comes late, above what somebody reads already.
SHIFTING = """addEventListener('load', () => requestAnimationFrame(() => setTimeout(() => {
    const late = document.createElement('p');
    late.className = 'tall';
    document.querySelector('main').prepend(late);
}, 30)));"""
NOISE = base64.b64encode(os.urandom(250_000)).decode()

FAULTS = {
    "a picture without words": ("", '<img src="/planted.png">', "axe: image-alt"),
    "faint text": ("", '<p class="faint">Kaum zu lesen.</p>', "axe: color-contrast"),
    "text that is faint in the dark": (
        "",
        '<p class="faint-in-the-dark">Bei Nacht kaum zu lesen.</p>',
        "dark: axe: color-contrast",
    ),
    "a paragraph that poses as a heading": (
        "",
        '<p class="like-a-heading">Wir über uns</p><p>Wir sind wir, und das schon lange.</p>',
        "axe: p-as-heading",
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
    "something heavy": (
        '<link rel="preload" as="fetch" href="/heavy.txt">',
        "<p>Da.</p>",
        "weighs",
    ),
    "another host": ("", '<img alt="Fern" src="http://127.0.0.2:9/far.png">', "left the host"),
    "markup that is not valid": ("", "<ul><p>Falsch.</p></ul>", "element-permitted-content"),
}


def serve(route: Route) -> None:
    """Everything but the pages themselves."""
    name = route.request.url.rpartition("/")[2]
    body, kind = {
        "planted.css": (STYLE, "text/css"),
        "planted.js": ("", "text/javascript"),
        "shifting.js": (SHIFTING, "text/javascript"),
        "heavy.txt": (NOISE, "text/plain"),
    }.get(name, (b"", "image/png"))
    route.fulfill(body=body, content_type=kind)


def test_each_planted_fault_is_found(
    live_server: LiveServer, chromium: Browser, tmp_path: Path
) -> None:
    def serve_page(route: Route) -> None:
        name = unquote(urlsplit(route.request.url).path.split("/")[2])
        head, body, _expected = FAULTS.get(name, ("", "<p>Alles in Ordnung.</p>", ""))
        route.fulfill(
            body=PAGE.format(head=head, body=body),
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )

    names = [*FAULTS, "nothing"]
    with visitor(chromium, live_server.url, tmp_path) as tour:
        tour.page.route("**/*", serve)
        tour.page.route("**/planted/**", serve_page)
        tour.measure({name: f"/planted/{quote(name)}/" for name in names})
    found = {name: [f for f in tour.faults if f.startswith(name)] for name in names}
    missed = [
        f"{name}: {found[name]}"
        for name, (_head, _body, expected) in FAULTS.items()
        if not any(expected in fault for fault in found[name])
    ]
    assert not missed, "\n".join(missed)
    assert found["nothing"] == []


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
