"""Personal tokens: how programs of a person ask the API in her name.

The secret is shown once and kept nowhere; what lies in the database is its digest. The secret is
long and random, so one round of SHA-256 suffices (unlike for passwords, there is nothing to guess).
"""

from hashlib import sha256
from secrets import token_urlsafe

from django.db.models import Q
from django.utils import timezone

from partners.accounts.models import ApiToken, User

PREFIX = "pk_"  # so that people and scanners recognise a secret that got out
_BYTES = 32
MOST_TOKENS = 20  # that a person can have at a time


def create(user: User, name: str) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can ask for again."""
    secret = PREFIX + token_urlsafe(_BYTES)
    return ApiToken.objects.create(user=user, name=name, digest=_digest(secret)), secret


def revoke(token: ApiToken) -> None:
    """For good; a second time changes nothing."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def bearer_of(secret: str) -> User | None:
    """Whose token this is; None for a revoked or unknown one, or a person who was shut out."""
    token = (
        ApiToken.objects.valid()
        .select_related("user")
        .filter(digest=_digest(secret), user__is_active=True)
        .first()
    )
    if token is None:
        return None
    today = timezone.localdate()
    if token.last_used_on != today:
        unused = Q(last_used_on=None) | Q(last_used_on__lt=today)
        ApiToken.objects.filter(unused, pk=token.pk).update(last_used_on=today)
    return token.user


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
