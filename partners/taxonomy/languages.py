"""Which language a reader gets when a text is not there in hers: one rule for everything."""

from django.conf import settings
from django.utils.functional import Promise

EASY_GERMAN = "de-simple"


def fallback_chain(language: str, source: str | None = None) -> list[str]:
    """Languages to try in order: the reader's, German for easy German, English, the source's.

    `source` is the language a text was written in, None where that is unknown.
    """
    chain = [language]
    if language == EASY_GERMAN:
        chain.append("de")
    chain.append("en")
    if source:
        chain.append(source)
    return list(dict.fromkeys(chain))


def interface_languages() -> list[tuple[str, "str | Promise"]]:
    """The languages the portal itself speaks: pairs of code and name."""
    return [*settings.LANGUAGES]
