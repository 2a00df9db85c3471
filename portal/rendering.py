"""What components need to know before they are drawn: fields, errors, languages, maps."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.forms import BaseForm, widgets
from django.forms.boundfield import BoundField, BoundWidget
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from partners.deliveries.messages import absolute_url

INPUT_CLASS = "kern-form-input__input"
SELECT_CLASS = "kern-form-input__select"
CHECKBOX_CLASS = "kern-form-check__checkbox"
RADIO_CLASS = "kern-form-check__radio"
# What is written from left to right in every language; other words go where their script goes.
LEFT_TO_RIGHT = (widgets.EmailInput, widgets.URLInput, widgets.PasswordInput)
ANY_DIRECTION = (widgets.TextInput, widgets.Textarea)


def field_shape(widget: widgets.Widget) -> str:
    """How a widget is laid out: hidden, check, group, parts, select, input, or own.

    Parts are several plain controls; own draws itself with a template that is not Django's.
    """
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.RadioSelect):
        return "group"
    if not getattr(widget, "template_name", "").startswith("django/forms/widgets/"):
        return "own_group" if widget.use_fieldset else "own"
    if isinstance(widget, widgets.MultiWidget | widgets.SelectDateWidget):
        return "parts"
    if isinstance(widget, widgets.Select) and not isinstance(widget, widgets.SelectMultiple):
        return "select"
    return "input"


def field_parts(bound_field: BoundField) -> dict[str, Any]:
    """The values of components/field.html. Nothing of the form or its widgets is changed."""
    shape = field_shape(bound_field.field.widget)
    described_by = bound_field.aria_describedby or ""
    return {
        "shape": shape,
        "control": _control(bound_field, shape),
        "options": list(_options(bound_field)) if shape == "group" else [],
        "label": bound_field.label,
        "label_for": bound_field.id_for_label,
        "anchor": bound_field.auto_id,
        "hint": bound_field.help_text,
        "errors": list(bound_field.errors),
        "described_by": described_by,
        "optional": not bound_field.field.required,
    }


def _control(bound_field: BoundField, shape: str) -> str:
    widget = bound_field.field.widget
    if shape == "group":
        return ""
    if shape in ("hidden", "own_group", "own"):
        return bound_field.as_widget()
    classes = {"check": CHECKBOX_CLASS, "select": SELECT_CLASS}.get(shape, INPUT_CLASS)
    # A placeholder goes away when one types and is faint before that: hints stay.
    attrs: dict[str, str | bool] = {
        "class": _classes(widget, classes, bound_field),
        "placeholder": False,
    }
    if isinstance(widget, LEFT_TO_RIGHT) or getattr(widget, "input_type", "") == "tel":
        attrs["dir"] = "ltr"
    elif isinstance(widget, ANY_DIRECTION):
        attrs["dir"] = widget.attrs.get("dir", "auto")
    return bound_field.as_widget(attrs=attrs)


def _classes(widget: widgets.Widget, base: str, bound_field: BoundField) -> str:
    error = f"{base}--error" if bound_field.errors else ""
    return " ".join(filter(None, [widget.attrs.get("class", ""), base, error]))


def _options(bound_field: BoundField) -> Iterator[BoundWidget]:
    widget = bound_field.field.widget
    # To Django a group of checkboxes is a kind of radio group.
    base = CHECKBOX_CLASS if isinstance(widget, widgets.CheckboxSelectMultiple) else RADIO_CLASS
    attrs = bound_field.build_widget_attrs(
        {"id": bound_field.auto_id, "class": _classes(widget, base, bound_field)}
    )
    attrs.pop("aria-invalid", None)  # belongs to the group; ARIA does not allow it on a radio
    for data in widget.subwidgets(bound_field.html_name, bound_field.value(), attrs):
        yield BoundWidget(widget, data, bound_field.form.renderer)


def form_errors(form: BaseForm) -> list[dict[str, str]]:
    """Every error of a form with the anchor of its field; errors of the whole form have none."""
    found = [{"text": str(text), "anchor": ""} for text in form.non_field_errors()]
    for bound_field in form:
        anchor = "" if bound_field.is_hidden else bound_field.id_for_label or bound_field.auto_id
        found += [
            {"text": f"{bound_field.label}: {text}", "anchor": anchor}
            for text in bound_field.errors
        ]
    return found


@dataclass(frozen=True)
class LanguageLink:
    """This page in one of the portal's languages, which is called by its own name."""

    code: str
    name: str
    direction: str
    url: str
    is_start_page: bool
    """The page itself is not there in this language; the link leads to the start page."""


def language_links(request: HttpRequest, page: Any) -> list[LanguageLink]:
    """This page's address in each language of the portal.

    A page that is not translated stands in the tree of its language as Wagtail's alias, and is
    there as such.
    """
    urls = _translated_urls(request, page) if isinstance(page, Page) else _other_urls(request)
    links = []
    for code, _name in settings.LANGUAGES:
        info, url = get_language_info(code), urls.get(code)
        direction = "rtl" if info["bidi"] else "ltr"
        links.append(
            LanguageLink(code, info["name_local"], direction, url or f"/{code}/", url is None)
        )
    return links


def alternates(request: HttpRequest, page: Any) -> list[tuple[str, str]]:
    """Language and whole address of every form of a public page, for search engines.

    Public is what somebody who is not logged in gets by just asking for it. Who reads none of our
    languages is best served in English, as everywhere.
    """
    user = getattr(request, "user", None)
    if request.method not in ("GET", "HEAD") or user is None or user.is_authenticated:
        return []
    found = [
        (link.code, request.build_absolute_uri(link.url))
        for link in language_links(request, page)
        if not link.is_start_page
    ]
    return [*found, *(("x-default", url) for code, url in found if code == "en")]


def _translated_urls(request: HttpRequest, page: Page) -> dict[str, str | None]:
    translations = page.get_translations(inclusive=True).live().select_related("locale")
    return {found.locale.language_code: found.get_url(request) for found in translations}


def _other_urls(request: HttpRequest) -> dict[str, str | None]:
    """Addresses without a language in them, which no switch can translate, are left out."""
    path = request.get_full_path()
    urls = {code: _in_language(path, code) for code, _name in settings.LANGUAGES}
    return {code: url for code, url in urls.items() if url.startswith(f"/{code}/")}


def _in_language(path: str, code: str) -> str:
    """Where one goes on to after the log-in (`next`) is in that language as well."""
    address, _mark, query = path.partition("?")
    values = QueryDict(query, mutable=True)
    onward = values.get("next", "")
    if not onward.startswith("/") or onward.startswith("//"):
        return translate_url(path, code)
    values["next"] = translate_url(onward, code)
    return f"{translate_url(address, code)}?{values.urlencode(safe='/')}"


# As in Django's json_script: nothing in the text can end the element or begin a comment.
_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&"}


def data_block(value: Any, media_type: str, name: str = "") -> SafeString:
    """Data within a page, which no browser runs; `name` marks it for our scripts."""
    text = json.dumps(value, ensure_ascii=False).translate(_IN_SCRIPT)
    mark = format_html(" data-{}", name) if name else ""
    return format_html(
        '<script type="{}"{}>{}</script>',
        media_type,
        mark,
        mark_safe(text),  # noqa: S308 - escaped above
    )


def breadcrumb_list(links: list[dict[str, str]], here: str) -> dict[str, Any]:
    """The way to a page in the words of schema.org; the page itself needs no address."""
    steps = [{"name": str(link["label"]), "item": absolute_url(link["url"])} for link in links]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number} | step
            for number, step in enumerate([*steps, {"name": str(here)}], start=1)
        ],
    }


def qr_code(address: str) -> SafeString:
    """An SVG without styles of its own; dark on light in every colour scheme, for cameras."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass=None)
    return mark_safe(svg)  # noqa: S308 - nothing but a drawing


def map_options(url: str) -> dict[str, Any]:
    """What static/js/map.js must be told."""
    return {
        "url": url,
        "boundaries": reverse("territories:boundaries"),
        "tiles": settings.MAP_TILES_URL,
        "tilesCredit": settings.MAP_TILES_ATTRIBUTION if settings.MAP_TILES_URL else "",
        "files": {
            "styles": [
                static("vendor/leaflet/MarkerCluster.css"),
                static("vendor/leaflet/leaflet.css"),
            ],
            "scripts": [
                static("vendor/leaflet/leaflet.js"),
                static("vendor/leaflet/leaflet.markercluster.js"),
            ],
        },
        "texts": {
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "cluster": _("Around {place}: {number}. Zoom in"),
            "all": _("Show all here ({label})"),
            "failed": _("The map cannot be shown right now. The list has everything."),
        },
    }
