"""The machine translator that the environment names, as wagtail-localize takes it."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

SECONDS = 10  # that a person waits for a draft; there is a worker of the site behind each
CLASSES = "offers.postings.translators"


def machine_translator(provider: str, url: str, key: str) -> dict[str, Any] | None:
    """None where no provider is named.

    Raises:
        ImproperlyConfigured: there is no such provider.
    """
    match provider:
        case "":
            return None
        case "libretranslate":
            name = "LibreTranslate"
            options = {"LIBRETRANSLATE_URL": url.rstrip("/"), "API_KEY": key}
        case "deepl":
            name, options = "DeepL", {"AUTH_KEY": key}
        case _:
            raise ImproperlyConfigured(
                "MACHINE_TRANSLATOR must be libretranslate, deepl or empty (off)."
            )
    return {"CLASS": f"{CLASSES}.{name}", "OPTIONS": options | {"TIMEOUT": SECONDS}}
