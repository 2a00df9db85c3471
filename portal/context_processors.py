"""What every page's template may use."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from portal.appearance.current import current
from portal.cms import navigation

Answer = TypeVar("Answer")


def portal(request: HttpRequest) -> dict[str, object]:
    language = get_language() or settings.LANGUAGE_CODE
    look = SimpleLazyObject(partial(_once, request, "look", lambda _request: current()))
    return {
        "look": look,
        "footer_text": SimpleLazyObject(lambda: look.text(language)),
        "site_name": SimpleLazyObject(lambda: look.name),
        "start_url": f"/{language}/",
        "menu_pages": SimpleLazyObject(partial(_once, request, "menu_pages", navigation.menu)),
        "legal_pages": SimpleLazyObject(partial(_once, request, "legal_pages", navigation.legal)),
    }


def _once(request: HttpRequest, name: str, ask: Callable[[HttpRequest], Answer]) -> Answer:
    """Asked for once a request, however many templates it takes."""
    if not hasattr(request, name):
        setattr(request, name, ask(request))
    return getattr(request, name)
