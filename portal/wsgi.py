"""Where a web server enters. Requests that Django cannot even construct are refused here."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def speaks_utf_8(content_type: str) -> bool:
    """Whether a request of this type can be read: every page of ours is written in UTF-8."""
    try:
        _name, parameters = parse_header_parameters(content_type)
    except ValueError:
        return False
    return parameters.get("charset", "utf-8").lower() == "utf-8"


def utf_8_only(inner: Application) -> Application:
    """Answers 400 to other charsets.

    Django would decode with whatever Python knows by that name, be it an encoding of text or not,
    and it does so before any middleware can step in.
    """

    def outer(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if speaks_utf_8(request.get("CONTENT_TYPE", "")):
            return inner(request, start_response)
        start_response("400 Bad Request", [("Content-Type", "text/plain")])
        return [b"The charset must be UTF-8."]

    return outer


application = utf_8_only(get_wsgi_application())
