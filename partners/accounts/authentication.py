"""Knows who asks the API by a personal token."""

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from partners.accounts.models import User
from partners.accounts.tokens import bearer_of

SCHEMES = ("token", "bearer")


class PersonalToken(BaseAuthentication):
    """`Authorization: Token …`, or Bearer; a wrong token is refused, not overlooked."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in SCHEMES:
            return None
        user = bearer_of(secret.strip())
        if user is None:
            raise exceptions.AuthenticationFailed(_("This token is not valid."))
        return user, None

    def authenticate_header(self, request: Request) -> str:
        return "Token"
