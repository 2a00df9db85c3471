"""Right to left: sides are logical, and what is inserted into a sentence stays whole."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from babel.messages.catalog import Catalog
from django import forms
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import ngettext, override

from portal import translations
from portal.rendering.fields import field_parts
from tests.support.database import BASE_DIR

STYLED = sorted(
    file
    for folder in ("static/css", "templates")
    for file in (BASE_DIR / folder).rglob("*.*")
    if file.suffix in (".css", ".html")
)
# A side of the design system that is undone ("right: auto") is no side of ours.
SIDE = re.compile(
    r"""(?<=[{;\s"'])(?:[a-z-]+-)?(?:left|right)(?:-(?:width|style|color|radius))?\s*:(?!\s*auto)"""
    r"|(?:text-align|float|clear|caption-side|(?:background|object)-position|transform-origin)"
    r"\s*:[^;}]*\b(?:left|right)\b"
)
SHORTHAND = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-width)\s*:\s*([^;}]+)")
VALUE = re.compile(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+")


def sides(css: str) -> Iterator[str]:
    """What names left or right, or gives them different measures."""
    css = re.sub(r"(?s)/\*.*?\*/", "", css)
    yield from (found[0] for found in SIDE.finditer(css))
    for found in SHORTHAND.finditer(css):
        values = VALUE.findall(found[1])
        if len(values) == 4 and values[1] != values[3]:
            yield found[0]


def test_styles_name_the_beginning_and_the_end_of_a_line_not_left_and_right() -> None:
    found = [(str(file), side) for file in STYLED for side in sides(file.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1rem }",
        "a{color:red;left:0}",
        '<p style="float: right">',
        "a { border-top-left-radius: 0 }",
        "a { text-align: left; }",
        "a { padding: var(--a, 1px) 2px var(--a, 1px) 0 }",
    ],
)
def test_a_side_is_noticed(css: str) -> None:
    assert list(sides(css))


def test_what_has_no_side_is_left_alone() -> None:
    css = ".x-left:hover { padding: 0 1px 2px 1px; margin-inline-start: 0; right: auto; }"
    assert not list(sides(css))


# --- Sentences ------------------------------------------------------------------------------


def test_what_is_inserted_into_an_arabic_sentence_is_kept_apart() -> None:
    catalogue = Catalog(locale="ar")
    catalogue.add("%(name)s has %(count)d at {place}", "لدى %(name)s عدد %(count)d عند {place}")
    catalogue.add(('<a href="%(url)s">%s</a>', "%s"), ('<a href="%(url)s">%s</a>', *["%s"] * 5))
    translations.isolate(catalogue)
    one, several = (message.string for message in catalogue if message.id)
    assert one == "لدى \u2068%(name)s\u2069 عدد %(count)d عند \u2068{place}\u2069"
    assert several == ('<a href="%(url)s">\u2068%s\u2069</a>', *["\u200f\u2068%s\u2069"] * 5)


def test_only_languages_from_right_to_left_need_it() -> None:
    written = {
        path.parts[-3]: "\u2068".encode() in path.with_suffix(".mo").read_bytes()
        for path in translations.catalogues()
    }
    assert {language for language, isolated in written.items() if isolated} == {"ar"}


# --- Pages ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "direction", "font"),
    [
        ("ar", "rtl", "noto-sans-arabic"),
        ("uk", "ltr", "fira-sans-regular-cyrillic"),
        ("tr", "ltr", "fira-sans-regular-latin"),
        ("de-simple", "ltr", "fira-sans-regular-latin"),
    ],
)
def test_a_page_turns_with_its_language_and_fetches_its_letters_first(
    client: Client, language: str, direction: str, font: str
) -> None:
    page = client.get(f"/{language}/offers/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert ("css/rtl" in page) == (direction == "rtl")
    preloaded = re.findall(r'rel="preload" href="[^"]*/fonts/([\w-]+)\.', page)
    assert preloaded[0] == font
    assert ("arabic" in "".join(preloaded)) == (direction == "rtl")


class Everything(forms.Form):
    name = forms.CharField()
    about = forms.CharField(widget=forms.Textarea)
    email = forms.EmailField()
    website = forms.URLField()
    seats = forms.IntegerField()


def test_fields_follow_the_script_of_their_words_and_addresses_do_not() -> None:
    form = Everything()
    found = {
        field.name: re.findall(r'dir="(\w+)"', field_parts(field)["control"]) for field in form
    }
    assert found == {
        "name": ["auto"],
        "about": ["auto"],
        "email": ["ltr"],
        "website": ["ltr"],
        "seats": [],
    }


def test_arabic_counts_in_six_forms_in_the_order_of_the_standard() -> None:
    with override("ar"):
        texts = [
            ngettext("%(number)s offer", "%(number)s offers", n) for n in (0, 1, 2, 3, 11, 100)
        ]
    assert len(set(texts)) == 6
    assert [text.split()[-1] for text in texts] == ["عروض", "واحد", "عرضان", "عروض", "عرضًا", "عرض"]


def test_an_arabic_date_names_the_day_first_and_24_hours() -> None:
    with override("ar"):
        moment = datetime(2026, 11, 4, 15, 18)
        assert (
            date_format(moment, "SHORT_DATETIME_FORMAT").replace("\u200f", "")
            == "04/11/2026، 15:18"
        )
        assert date_format(moment) == "4 نوفمبر 2026"
