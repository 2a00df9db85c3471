"""Every language of the settings is complete, and nothing on a page is left untranslatable.

English is the source. What is missing in any other language fails here, because it would not show
as English: Django would put German, the portal's main language, into a Ukrainian page.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_info, to_locale
from pytest_django import Settings

from portal import translations
from tests.support.database import BASE_DIR

pytestmark = pytest.mark.once

# The gallery is for those who build the portal; they read English. The page for errors of ours
# speaks both languages at once, because it must not depend on anything.
EXCEPT = {"gallery", "500.html"}
TEMPLATES = sorted(
    path
    for path in (BASE_DIR / "templates").rglob("*.*")
    if not EXCEPT & set(path.parts) and path.suffix != ".css"
)
# Words that are the same in every language.
NAMES = {"Partnerkommune", "KERN", "HTML"}


def test_nothing_is_missing_empty_fuzzy_or_left_over() -> None:
    assert translations.faults() == []


def test_every_language_but_the_source_has_a_catalogue() -> None:
    there = {path.parts[-3] for path in translations.catalogues()}
    assert there == {to_locale(code) for code, _name in settings.LANGUAGES} - {"en"}
    assert "de_Simple" in there


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_a_language_is_called_by_its_name_in_itself_and_in_every_other(code: str) -> None:
    """The switch shows the first, notes on texts in other languages the second."""
    info = get_language_info(code)
    assert info["name_local"]
    for reader, _name in settings.LANGUAGES:
        with translation.override(reader):
            named = str(get_language_info(code)["name_translated"])
        assert (named == info["name"]) == (reader == "en"), f"{code} in {reader}: {named}"


@cache
def texts() -> Catalog:
    """All that there is to translate. Nothing changes it, and looking for it takes seconds."""
    return translations.extract()


@pytest.fixture
def with_french(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portal whose settings have just got one language more; its catalogue is not there yet."""
    found = texts()
    monkeypatch.setattr(translations, "extract", lambda: found)
    settings.LANGUAGES = [("en", "English"), ("fr", "French")]
    monkeypatch.setattr(translations, "LOCALE_DIR", tmp_path)
    return tmp_path / "fr/LC_MESSAGES/django.po"


def test_a_new_language_gets_its_catalogue_by_one_step(with_french: Path) -> None:
    assert translations.faults() == ["fr: has no catalogue"]
    translations.update()
    assert with_french.read_text().startswith("# French texts of the portal.")
    wanted = {m.id for m in texts() if m.id}
    assert len(wanted) > 1000
    assert len(translations.faults()) == len(wanted)
    assert all(fault.startswith("fr: not translated: ") for fault in translations.faults())


def test_updating_keeps_what_is_translated(with_french: Path) -> None:
    translations.update()
    (begun,) = translations.catalogues().values()
    begun["Log in"].string = "Se connecter"
    translations.write(begun, with_french)
    translations.update()
    (updated,) = translations.catalogues().values()
    assert updated["Log in"].string == "Se connecter"
    assert not updated.fuzzy


def test_a_catalogue_of_a_language_that_is_not_in_the_settings_is_noticed(
    with_french: Path, settings: Settings
) -> None:
    translations.update()
    settings.LANGUAGES = [("en", "English")]
    assert "fr: not in LANGUAGES" in translations.faults()


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        ("Welcome", "", "not translated"),
        ("%(count)s offers", "viele Angebote", "placeholders differ"),
        ("Hello {name}", "Hallo {nane}", "placeholders differ"),
    ],
)
def test_a_faulty_translation_is_noticed(source: str, text: str, fault: str) -> None:
    made = Catalog(locale="de")
    message = made.add(source, text)
    assert fault in next(translations._faults_of(message))


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('{% translate "Log in" %}', "Log in"),
        ('{% button _("Save") %}', "Save"),
        ('{{ _("Hello") }} {{ x|default:_("none") }}', "Hello|none"),
        ("{% blocktranslate with a=b %}To {{ a }}{% endblocktranslate %}", "To %(a)s"),
        (
            "<p>\n{% blocktranslate trimmed %}\n  One\n  two\n{% endblocktranslate %}",
            "One two",
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} mail{% plural %}{{ n }} mails"
            "{% endblocktranslate %}",
            "('%(n)s mail', '%(n)s mails')",
        ),
        ('{% translate "May" context "month" %}', "('month', 'May')"),
    ],
)
def test_texts_are_found_in_templates(template: str, found: str) -> None:
    texts = translations.extract_template(BytesIO(template.encode()))
    assert "|".join(str(message) for _line, _function, message, _comments in texts) == found


def loose_words(source: str) -> list[str]:
    """Words that a template shows to people without asking for their translation."""
    source = re.sub(r"{#.*?#}|<!--.*?-->", "", source, flags=re.DOTALL)
    source = re.sub(r"{% block main_class %}.*?{% endblock", "{% endblock", source)
    source = re.sub(
        r"{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}", "", source, flags=re.DOTALL
    )
    source = re.sub(r"<(code|svg|script|style)\b.*?</\1>", "", source, flags=re.DOTALL)
    source = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    shown = re.findall(r"""\b(?:title|alt|aria-label|placeholder)=["']([^"']*)["']""", source)
    shown.append(re.sub(r"<[^>]*>", " ", source, flags=re.DOTALL))
    shown = [re.sub(r"&\w+;", " ", text) for text in shown]
    return [w for text in shown for w in re.findall(r"[^\W\d_]{2,}", text) if w not in NAMES]


def test_no_word_in_a_template_escapes_translation() -> None:
    found = [(str(path), word) for path in TEMPLATES for word in loose_words(path.read_text())]
    assert found == []


def test_a_loose_word_is_noticed() -> None:
    assert loose_words('<p class="big">Hello {{ name }}</p>') == ["Hello"]
    assert loose_words('<img alt="A house">') == ["house"]
    assert loose_words("<p>{% blocktranslate %}Fine{% endblocktranslate %}</p>") == []
