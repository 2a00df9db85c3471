"""The closed set of components that pages are built from.

Every tag renders one template of templates/components/; the gallery page shows them all. Tags have
defaults, so that a page names only what it needs and no template meets an unknown variable.
"""

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language

from partners.deliveries.messages import absolute_url
from portal.rendering import codes, embedded, fields, languages, maps

register = template.Library()

ALERT_OF_MESSAGE = {
    "debug": "info",
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}


def _render(component: str, **values: Any) -> SafeString:
    return render_to_string(f"components/{component}.html", values)


# --- Actions ------------------------------------------------------------------------------


@register.simple_tag
def button(
    label: str,
    kind: str = "primary",
    icon: str = "",
    type: str = "submit",  # noqa: A002 - named as the attribute it sets
    name: str = "",
    value: str = "",
    form: str = "",
    id: str = "",  # noqa: A002 - likewise
    disabled: bool = False,
) -> SafeString:
    """A button; `kind` is primary, secondary or tertiary."""
    return _render("button", label=label, kind=kind, icon=icon, href="", type=type, name=name,
                   value=value, form=form, id=id, disabled=disabled)  # fmt: skip


@register.simple_tag
def link_button(label: str, href: str, kind: str = "primary", icon: str = "") -> SafeString:
    """A link that looks like a button, for the one or two main ways on from a page."""
    return _render("button", label=label, kind=kind, icon=icon, href=href, type="", name="",
                   value="", form="", id="", disabled=False)  # fmt: skip


@register.simple_block_tag
def actions(content: str) -> SafeString:
    """A row of buttons that wraps on small screens."""
    return _render("actions", content=content)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    title: str,
    submit: str,
    cancel: str,
    action: str = "",
) -> SafeString:
    """Asks before something is done: text, a button that posts and a link `cancel` back."""
    token = context.get("csrf_token", "")
    return _render("confirm", content=content, title=title, submit=submit, cancel=cancel,
                   action=action, csrf_token=token)  # fmt: skip


# --- Texts --------------------------------------------------------------------------------


@register.simple_tag
def page_header(title: str, intro: str = "", preline: str = "") -> SafeString:
    """The first heading of a page with a line above and a sentence below."""
    return _render("page_header", title=title, intro=intro, preline=preline)


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A notice; `kind` is info, success, warning or danger. Without a title the text is one."""
    return _render("alert", content=content if content.strip() else "", kind=kind,
                   title=title)  # fmt: skip


@register.simple_tag
def message_alert(message: Any) -> SafeString:
    """A message of django.contrib.messages as an alert."""
    kind = ALERT_OF_MESSAGE.get(message.level_tag, "info")
    return _render("alert", content=message, kind=kind, title="")


@register.simple_tag
def badge(label: str, kind: str = "info", icon: str = "") -> SafeString:
    """A short state; `kind` is info, success, warning, danger or neutral."""
    return _render("badge", label=label, kind=kind, icon=icon)


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    href: str = "",
    preline: str = "",
    image: str = "",
    footer: str = "",
    level: int = 3,
) -> SafeString:
    """A box of a list; with `href` all of it is one link. `image` is a static path, decorative."""
    return _render("card", content=content, title=title, href=href, preline=preline, image=image,
                   footer=footer, level=level)  # fmt: skip


@register.simple_block_tag
def cards(content: str) -> SafeString:
    """A grid of cards: as many columns as fit."""
    return _render("cards", content=content)


@register.simple_block_tag
def empty_state(content: str, title: str, image: str = "img/empty.svg") -> SafeString:
    """What a list shows instead of nothing: why it is empty and the way on."""
    return _render("empty_state", content=content, title=title, image=image)


@register.simple_block_tag
def description_list(content: str) -> SafeString:
    """Facts as pairs; holds `description` blocks."""
    return _render("description_list", content=content)


@register.simple_block_tag
def description(content: str, key: str) -> SafeString:
    """One pair of a description list: a key and, as the block, its value."""
    return _render("description", content=content, key=key)


@register.simple_block_tag
def table(content: str, caption: str) -> SafeString:
    """A table that scrolls within itself; the block holds thead and tbody without classes."""
    return _render("table", content=content, caption=caption, anchor=slugify(caption))


@register.simple_block_tag
def accordion(content: str, title: str, is_open: bool = False) -> SafeString:
    """More for whoever wants it, behind its title."""
    return _render("accordion", content=content, title=title, is_open=is_open)


@register.simple_tag
def results_map(label: str, url: str = "", source: str = "") -> SafeString:
    """A map of what lies where; nothing at all without JavaScript.

    `url` answers with GeoJSON as `offers.postings.map_views` does (add the query string of a list
    to narrow it). Or `source` is the selector of an element on the page whose data-map-url holds
    that address and changes with htmx. `label` names the map to screen readers. The page loads
    css/map.css in its block `styles` and, deferred, js/map.js in its block `scripts`.
    """
    options = maps.map_options(url)
    data = embedded.data_block(options, "application/json", "map-options")
    return _render("map", label=label, source=source, options=data, tiles=options["tiles"])


# --- Ways through the site ----------------------------------------------------------------


@register.simple_tag
def breadcrumb(*parts: str) -> SafeString:
    """The way to this page: label and address in turn, last the label of the page itself.

    Search engines are told the same way, in the words of schema.org.
    """
    links = [{"label": parts[i], "url": parts[i + 1]} for i in range(0, len(parts) - 1, 2)]
    way = embedded.breadcrumb_list(links, parts[-1])
    return _render("breadcrumb", links=links, here=parts[-1], structured=structured_data(way))


@register.simple_tag
def structured_data(value: dict[str, Any] | None) -> SafeString:
    """What the page is about, in the words of schema.org (JSON-LD); nothing for None."""
    return embedded.data_block(value, "application/ld+json") if value else SafeString()


@register.simple_tag
def absolute(path: str) -> str:
    """The public address of a page of ours, for those who read it elsewhere."""
    return absolute_url(path)


@register.simple_tag
def qr_code(path: str) -> SafeString:
    """The public address of a page of ours as a picture for cameras."""
    return _render("qr_code", code=codes.qr_code(absolute_url(path)))


@register.simple_tag
def share(path: str, title: str) -> SafeString:
    """Ways to hand on a page: its address, a button, a QR code.

    The page loads css/posting.css in its block `styles` and, deferred, js/share.js in its block
    `scripts`; without either the address is there to be copied.
    """
    return _render("share", path=path, url=absolute_url(path), title=title)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page_obj: Page) -> SafeString:
    """Ways to the other pages of a list; keeps the rest of the query string."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    prefix = f"?{query.urlencode()}&page=" if query else "?page="
    numbers = list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1))
    return _render("pagination", page_obj=page_obj, prefix=prefix, numbers=numbers,
                   ellipsis=page_obj.paginator.ELLIPSIS)  # fmt: skip


@register.simple_tag(takes_context=True)
def language_switch(context: Context, name: str = "") -> SafeString:
    """A menu of this very page in the portal's languages; `name` tells a second one apart."""
    links = languages.language_links(context["request"], context.get("page"))
    current = next((link for link in links if link.code == get_language()), None)
    return _render("language_switch", links=links, current=current, name=name)


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> SafeString:
    """Tells search engines where a public page is in the other languages."""
    links = languages.alternates(context["request"], context.get("page"))
    return format_html_join("\n  ", '<link rel="alternate" hreflang="{}" href="{}">', links)


@register.simple_tag
def search_box(text: str = "", id: str = "search", label: str = "") -> SafeString:  # noqa: A002
    """The one search, with suggestions below it as one types; `id` tells two on a page apart."""
    return _render("search_box", text=text, id=id, label=label)


# --- Forms --------------------------------------------------------------------------------


@register.simple_tag
def field(bound_field: BoundField, *, says_optional: bool = True) -> SafeString:
    """A form field with label, hint and errors; whatever its widget, it gets its KERN classes.

    In a filter everything may stay empty, and no field need say so.
    """
    parts = fields.field_parts(bound_field)
    return _render("field", **parts | {"optional": parts["optional"] and says_optional})


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """All that is wrong with a form, each line a link to the field it speaks of."""
    return _render("error_summary", errors=fields.form_errors(form))


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """Error summary and all fields of a form, for pages that write the form tag themselves."""
    return _render("form_fields", form=form)


@register.simple_tag(takes_context=True)
def form(
    context: Context,
    form: BaseForm,
    submit: str,
    cancel: str = "",
    action: str = "",
    kind: str = "primary",
) -> SafeString:
    """A whole form that posts: errors, fields, the button and, with `cancel`, the way back."""
    return _render("form", form=form, submit=submit, cancel=cancel, action=action, kind=kind,
                   csrf_token=context.get("csrf_token", ""))  # fmt: skip


@register.filter
def has_prefix(path: str, prefix: str) -> bool:
    """Whether a path lies at or below another; marks where one is in the navigation."""
    return path.startswith(prefix)
