"""A page in the other languages: for the switch and for search engines."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import translate_url
from django.utils.translation import get_language_info
from wagtail.models import Page


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
