"""What every page's template may use."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from portal.appearance.current import Look, current


def portal(request: HttpRequest) -> dict[str, object]:
    language = get_language() or settings.LANGUAGE_CODE
    look = SimpleLazyObject(partial(_look_of, request))
    return {
        "look": look,
        "footer_text": SimpleLazyObject(lambda: look.text(language)),
        "site_name": SimpleLazyObject(lambda: look.name),
        "start_url": f"/{language}/",
    }


def _look_of(request: HttpRequest) -> Look:
    """Asked for once a request, however many templates it takes."""
    if not hasattr(request, "look"):
        request.look = current()  # type: ignore[attr-defined]
    return request.look  # type: ignore[attr-defined]
