"""The operator switches machine translation on by the environment, or it is off."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from wagtail.models import Locale
from wagtail_localize.strings import StringValue

from offers.postings.translators import DeepL, LibreTranslate
from portal.settings import safety
from portal.settings.translator import machine_translator
from tests.portal.test_production import manage
from tests.support.libretranslate import serving, turned


def reasons(provider: str, url: str = "", key: str = "") -> list[str]:
    return list(safety.of_translator(machine_translator(provider, url, key)))


def test_it_is_off_unless_named() -> None:
    assert machine_translator("", "https://translate.example.org", "key") is None
    assert reasons("") == []


@pytest.mark.parametrize(
    ("provider", "url", "key"),
    [
        ("libretranslate", "https://translate.example.org", ""),
        ("libretranslate", "https://translate.example.org:5000/base/", "key"),
        ("libretranslate", "http://127.0.0.1:5000", ""),
        ("libretranslate", "http://localhost:5000", "key"),
        ("deepl", "", "key:fx"),
    ],
)
def test_what_is_safe_is_taken(provider: str, url: str, key: str) -> None:
    assert reasons(provider, url, key) == []


@pytest.mark.parametrize(
    ("provider", "url", "key", "named"),
    [
        ("libretranslate", "", "", "MACHINE_TRANSLATOR_URL"),
        ("libretranslate", "translate.example.org", "", "MACHINE_TRANSLATOR_URL"),
        ("libretranslate", "file:///etc/passwd", "", "MACHINE_TRANSLATOR_URL"),
        ("libretranslate", "http://translate.example.org", "", "unencrypted"),
        ("deepl", "", "", "MACHINE_TRANSLATOR_KEY"),
    ],
)
def test_what_is_unsafe_or_incomplete_is_named(
    provider: str, url: str, key: str, named: str
) -> None:
    (reason,) = reasons(provider, url, key)
    assert named in reason


def test_an_unknown_provider_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="libretranslate, deepl or empty"):
        machine_translator("babelfish", "", "")


@pytest.mark.parametrize("provider", ["libretranslate", "deepl"])
def test_both_know_our_languages_but_easy_german(provider: str) -> None:
    setting = machine_translator(provider, "https://translate.example.org", "key")
    translator = import_string(setting["CLASS"])(setting["OPTIONS"])
    locales = [Locale(language_code=code) for code, _name in settings.LANGUAGES]
    refused = {
        (source.language_code, target.language_code)
        for source in locales
        for target in locales
        if source != target and not translator.can_translate(source, target)
    }
    assert refused == {("de-simple", "de")} | {
        (locale.language_code, "de-simple")
        for locale in locales
        if locale.language_code != "de-simple"
    }


@pytest.mark.parametrize("translator", [LibreTranslate({}), DeepL({})])
@pytest.mark.parametrize(("source", "target"), [("de", "hsb"), ("hsb", "de"), ("de", "kmr-latn")])
def test_no_other_language_is_sent(translator, source: str, target: str) -> None:
    pair = Locale(language_code=source), Locale(language_code=target)
    assert not translator.can_translate(*pair)


@pytest.mark.parametrize(
    ("texts", "requests"),
    [
        (["eins"], 1),
        ([f"Text {number}" for number in range(50)], 1),
        ([f"Text {number}" for number in range(120)], 3),
        ([f"{number} {'Wort ' * 1500}".strip() for number in range(5)], 3),
        (["lang " * 9000, "kurz"], 2),
    ],
)
def test_much_is_sent_in_portions(texts: list[str], requests: int) -> None:
    """A page with more than a provider takes at once is drafted all the same."""
    strings = [StringValue(text) for text in texts]
    pair = Locale(language_code="de"), Locale(language_code="en")
    with serving() as server:
        answer = LibreTranslate({"LIBRETRANSLATE_URL": server.url, "API_KEY": ""}).translate(
            *pair, strings
        )
    assert len(server.asked) == requests
    assert max(len(asked["q"]) for asked in server.asked) <= 50
    assert [answer[string].data for string in strings] == [turned(text) for text in texts]


@pytest.mark.once
def test_a_public_portal_does_not_start_with_an_unsafe_one() -> None:
    refused = manage(
        "check",
        MACHINE_TRANSLATOR="libretranslate",
        MACHINE_TRANSLATOR_URL="http://translate.example.org",
    )
    assert refused.returncode != 0
    assert "MACHINE_TRANSLATOR_URL" in refused.stderr
    assert "Traceback" not in refused.stderr
