"""Refuses what no browser sends as the answer of a passkey."""

import struct
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]

# What allauth and the library below it let through of a credential that they cannot read.
UNREADABLE = (AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)


def refuse_made_up(view: View) -> View:
    """Answers 400 where a posted credential is not one, instead of breaking."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except UNREADABLE as error:
            if "credential" not in request.POST:
                raise
            raise BadRequest("This is no answer of a passkey.") from error

    return guarded
