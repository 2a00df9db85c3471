"""English and German are complete, and nothing on a page is left untranslatable."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

from portal import translations
from tests.support.database import BASE_DIR

# The gallery is for those who build the portal; they read English. The page for errors of ours
# speaks both languages at once, because it must not depend on anything.
EXCEPT = {"gallery", "500.html"}
TEMPLATES = sorted(
    path for path in (BASE_DIR / "templates").rglob("*.*") if not EXCEPT & set(path.parts)
)
# Words that are the same in every language.
NAMES = {"Partnerkommune", "KERN", "HTML"}


def test_nothing_is_missing_empty_fuzzy_or_left_over() -> None:
    assert translations.faults() == []


def test_every_language_but_the_source_has_a_catalogue() -> None:
    there = {path.parts[-3] for path in translations.catalogues()}
    assert there == {code for code, _name in settings.LANGUAGES} - {"en"}


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


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(BASE_DIR)))
def test_no_word_in_a_template_escapes_translation(path: Path) -> None:
    assert loose_words(path.read_text()) == []


def test_a_loose_word_is_noticed() -> None:
    assert loose_words('<p class="big">Hello {{ name }}</p>') == ["Hello"]
    assert loose_words('<img alt="A house">') == ["house"]
    assert loose_words("<p>{% blocktranslate %}Fine{% endblocktranslate %}</p>") == []
