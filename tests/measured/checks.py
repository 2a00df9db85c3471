"""What a page in the browser is measured for; each check returns its faults, a line each."""

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from axe_playwright_python.base import AXE_FILE_PATH
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Response

AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
LARGEST_VIEW = 150_000  # bytes over the wire
LARGEST_SHIFT = 0.02
NARROWEST = 320
PACKED = (".woff2", ".png", ".jpg", ".jpeg", ".webp", ".avif")

SHIFT = """async () => {
    await document.fonts.ready;
    let sum = 0;
    const places = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (entry.hadRecentInput) return;
        sum += entry.value;
        entry.sources.forEach(source => places.push(
            source.node && source.node.nodeType === 1 ? source.node.outerHTML.slice(0, 90) : '?'));
    })).observe({type: 'layout-shift', buffered: true});
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)));
    return [sum, places.slice(0, 3)];
}"""
BLOCKING = """() => [...document.scripts]
    .filter(one => !['application/json', 'application/ld+json'].includes(one.type))
    .filter(one => !(one.src && (one.defer || one.async || one.type === 'module')))
    .map(one => one.outerHTML.slice(0, 120))"""
# Who is wider than the window, the innermost first: whoever mends it wants to know.
TOO_WIDE = """() => {
    const wider = document.documentElement.scrollWidth - window.innerWidth;
    if (wider <= 0) return [];
    const scrolls = one => one && (getComputedStyle(one).overflowX !== 'visible'
        || scrolls(one.parentElement));
    const out = [...document.querySelectorAll('body *')].filter(one => {
        if (scrolls(one.parentElement)) return false;
        const box = one.getBoundingClientRect();
        return box.right > window.innerWidth + 1 || box.left < -1;
    });
    return [`${wider} pixels too wide: ${(out.at(-1) || document.body).outerHTML.slice(0, 120)}`];
}"""


def accessibility(page: Page, only: str | None = None) -> list[str]:
    """What axe finds; `only` is a category of its rules, as `cat.color`.

    With one more rule that editors see in Wagtail's checker, and that axe leaves off by itself.
    """
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "tag", "values": [only]}
    else:
        options["rules"] = {"p-as-heading": {"enabled": True}}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"axe: {fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


def accessibility_in_both_schemes(page: Page) -> list[str]:
    """All rules on the page as it is, and those about colours once more in the dark."""
    light = accessibility(page)
    page.emulate_media(color_scheme="dark")
    dark = accessibility(page, "cat.color")
    page.emulate_media(color_scheme="light")
    return light + [f"dark: {fault}" for fault in dark]


def layout_shift(page: Page) -> list[str]:
    shift, places = page.evaluate(SHIFT)
    return [f"layout shift of {shift:.3f}: {places}"] if shift >= LARGEST_SHIFT else []


def blocking_scripts(page: Page) -> list[str]:
    return [f"script that blocks rendering: {script}" for script in page.evaluate(BLOCKING)]


def overflow(page: Page, width: int = NARROWEST) -> list[str]:
    """Faults of the page in a window of this width; the window gets its old size back."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 900})
    faults = page.evaluate(TOO_WIDE)
    if before:
        page.set_viewport_size(before)
    return faults


class Scales:
    """Weighs what pages load as production sends it: static files by brotli, pages by gzip."""

    def __init__(self, page: Page) -> None:
        self._answers: dict[str, Response] = {}
        page.on("response", self._note)
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})

    def clear(self) -> None:
        self._answers.clear()

    def faults(self) -> list[str]:
        sizes = {path: _size(path, answer) for path, answer in self._answers.items()}
        total = sum(sizes.values())
        if total <= LARGEST_VIEW:
            return []
        heaviest = sorted(sizes.items(), key=lambda item: -item[1])[:5]
        return [f"weighs {total:,} bytes: {heaviest}"]

    def _note(self, response: Response) -> None:
        if not response.url.startswith("data:") and not 300 <= response.status < 400:
            self._answers[urlsplit(response.url).path] = response


def _size(path: str, answer: Response) -> int:
    size = _size_of_static(path) if path.startswith("/static/") else None
    if size is not None:
        return size
    body = answer.body()
    return len(body) if path.endswith(PACKED) else len(gzip.compress(body))


@cache
def _size_of_static(path: str) -> int | None:
    found = finders.find(path.removeprefix("/static/"))
    if not found:
        return None
    body = Path(str(found)).read_bytes()
    return len(body) if path.endswith(PACKED) else len(brotli.compress(body))
