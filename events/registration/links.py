"""The links by which people come back to their registration: signed, stored nowhere.

A link is bound to the registration and its address. What opens one purpose opens no other.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from events.registration.models import Registration

_own = signing.Signer(salt="registration.own")
_door = signing.Signer(salt="registration.door")


def page_url(registration: Registration) -> str:
    """The path of the page on which one sees, changes and cancels one's registration."""
    return reverse("registration:by_link", args=[token_of(registration)])


def feedback_url(registration: Registration) -> str:
    return reverse("registration:feedback", args=[token_of(registration)])


def door_url(registration: Registration) -> str:
    """The path that the code on the registration leads to: whoever holds it can do nothing.

    It is for the organiser's phone, so it is in the main language and not in the guest's.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("registration:check_in", args=[_door.sign(str(registration.pk))])


def token_of(registration: Registration) -> str:
    return _own.sign_object([registration.pk, _digest(registration)])


def registration_of(token: str) -> Registration | None:
    """The registration that the link belongs to; None for a forged one, or if it was deleted."""
    try:
        pk, digest = _own.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    found = Registration.objects.filter(pk=pk).select_related("occurrence__event").first()
    return found if found is not None and _digest(found) == digest else None


def key_at_door(token: str) -> int | None:
    """The key of the registration whose code was scanned; None for a forged one."""
    try:
        return int(_door.unsign(token))
    except signing.BadSignature:
        return None


def _digest(registration: Registration) -> str:
    """Stands for the address, which itself must not be in an address bar."""
    return salted_hmac("registration.own", registration.email).hexdigest()[:16]
