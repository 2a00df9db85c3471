"""How the whole API behaves: who asks, how often, and how much is taken.

Views of every floor get these by the settings or by the router; none of them imports this.
"""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import BaseParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

from partners.accounts.authentication import PersonalToken
from partners.accounts.models import User
from portal.access import lacks_second_factor

LARGEST_BODY = 200_000  # bytes; the longest posting in every language has a fifth of it

# --- Who asks -----------------------------------------------------------------------------


def _guarded(found: tuple[User, None] | None) -> tuple[User, None] | None:
    if found and lacks_second_factor(found[0]):
        raise exceptions.PermissionDenied(
            _("Please set up a passkey or an authenticator app first: your role demands it.")
        )
    return found


class Token(PersonalToken):
    def authenticate(self, request: Request) -> tuple[User, None] | None:
        return _guarded(super().authenticate(request))


class Session(SessionAuthentication):
    def authenticate(self, request: Request) -> tuple[User, None] | None:
        return _guarded(super().authenticate(request))


class WriteThrottle(UserRateThrottle):
    """Counts only what changes something."""

    scope = "write"

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or super().allow_request(request, view)


# --- What is taken ------------------------------------------------------------------------


class TooLarge(exceptions.APIException):
    status_code = 413
    default_detail = f"At most {LARGEST_BODY} bytes are taken."


class JsonParser(BaseParser):
    """JSON of limited size and depth, without NaN and Infinity, each name of an object once."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise TooLarge
        try:
            return json.loads(body, parse_constant=_refuse, object_pairs_hook=_each_name_once)
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError(_("This is not valid JSON.")) from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two texts in the same language one would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise exceptions.ParseError(_("“%(name)s” stands there twice.") % {"name": twice[:80]})
    return found
