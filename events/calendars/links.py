"""The secret address of a person's own calendar: made, used, revoked.

Calendar programs cannot log in, so whoever holds the address reads the calendar. It is shown once
and kept nowhere; what lies in the database is its digest.
"""

from hashlib import sha256
from secrets import token_urlsafe

from django.utils import timezone

from events.calendars.models import CalendarLink
from partners.accounts.models import User

_BYTES = 32


def make(user: User) -> str:
    """A new secret; the one before opens nothing any more."""
    secret = token_urlsafe(_BYTES)
    new = {"digest": _digest(secret), "created_at": timezone.now()}
    CalendarLink.objects.update_or_create(user=user, defaults=new)
    return secret


def revoke(user: User) -> None:
    """For good; a second time changes nothing."""
    CalendarLink.objects.filter(user=user).delete()


def holder_of(secret: str) -> User | None:
    """Whose calendar this opens; None for what is revoked, unknown or of somebody shut out."""
    link = CalendarLink.objects.select_related("user").filter(digest=_digest(secret)).first()
    return link.user if link and link.user.is_active else None


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
