"""Walks through a page with the Tab key alone and takes down what it meets."""

from playwright.sync_api import Page

MOST = 400

# Marks whatever should be reached. Of radio buttons with one name the keyboard reaches one.
MARK = """() => {
    const seen = one => one.checkVisibility({visibilityProperty: true, opacityProperty: false})
        && !one.disabled && one.tabIndex >= 0;
    const radios = new Set();
    const wanted = [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(one => {
        if (!seen(one) || one.closest('[inert]')) return false;
        if (one.type !== 'radio') return true;
        const group = one.form ? [...one.form.elements].filter(o => o.name === one.name) : [one];
        const chosen = group.find(o => o.checked) || group.find(o => !o.disabled);
        if (radios.has(chosen)) return false;
        radios.add(chosen);
        return true;
    });
    const name = one => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
    window.walk = {met: new Set(), unseen: [], wanted, name, groups: new Set()};
    const outlined = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    document.addEventListener('focusin', event => {
        const one = event.target;
        window.walk.met.add(one);
        if (one.type === 'radio') window.walk.groups.add(one.name);
        // Cards draw the outline around all of the card, with a pseudo-element of their link.
        if (!outlined(getComputedStyle(one)) && !outlined(getComputedStyle(one, '::after')))
            window.walk.unseen.push(name(one));
    });
    return wanted.length;
}"""
FOUND = """() => ({
    missed: window.walk.wanted
        .filter(one => !window.walk.met.has(one) && one.isConnected)
        .filter(one => !(one.type === 'radio' && window.walk.groups.has(one.name)))
        .map(window.walk.name),
    unseen: window.walk.unseen,
})"""


def _press(page: Page, times: int) -> dict[str, list[str]]:
    for _ in range(times):
        page.keyboard.press("Tab")
    return page.evaluate(FOUND)


def walk(page: Page) -> list[str]:
    """What Tab does not reach, and what shows no outline when it has the focus."""
    steps = page.evaluate(MARK)
    assert steps <= MOST, f"{steps} stops are too many for anybody"
    found = _press(page, steps)
    # Dates have a stop for each of their parts, and boxes that scroll are stops of their own.
    for _ in range(4):
        if found["missed"]:
            found = _press(page, 10)
    return [f"Tab does not reach {one}" for one in found["missed"]] + [
        f"the focus is not seen on {one}" for one in found["unseen"]
    ]
