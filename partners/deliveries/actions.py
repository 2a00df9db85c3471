"""Promise a message, send what is due, send a failed one again."""

from datetime import timedelta
from email.utils import parseaddr
from uuid import uuid4

import idna
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.deliveries import bell
from partners.deliveries.messages import Message, Payload
from partners.deliveries.models import Delivery

GIVE_UP_AFTER = timedelta(hours=72)


def normalise_address(address: str) -> str:
    """The address in the one form in which it is compared and stored.

    Lower case throughout, as for log-ins: no relay in use tells `Ada@` from `ada@`.
    Raises ValidationError if it is no address.
    """
    address = address.strip().lower()
    validate_email(address)
    if not address.isprintable():
        raise ValidationError(_("Enter a valid email address."), code="invalid")
    if address.isascii():
        return address
    local, _at, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError as error:
        raise ValidationError(_("Enter a valid email address."), code="invalid") from error


def promise(
    message: type[Message],
    *,
    to: str,
    subject_key: str,
    payload: Payload,
    language: str,
    user: AbstractBaseUser | None = None,
) -> Delivery:
    """Writes the promise into the caller's transaction; the worker keeps it after the commit.

    The same message to the same recipient for the same occasion is promised once: asked again,
    the first promise is returned unchanged. Raises ValidationError if `to` is no address.
    """
    now = timezone.now()
    row = Delivery(
        message=message.code,
        recipient=normalise_address(to),
        subject_key=subject_key,
        user_id=user.pk if user else None,
        payload=dict(payload),
        language=language,
        message_id=_new_message_id(),
        created_at=now,
        due_at=now,
        give_up_at=now + GIVE_UP_AFTER,
    )
    Delivery.objects.bulk_create([row], ignore_conflicts=True)
    stored = Delivery.objects.get(
        message=row.message, recipient=row.recipient, subject_key=row.subject_key
    )
    if stored.message_id == row.message_id:
        transaction.on_commit(bell.ring)
    return stored


def _new_message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{uuid4()}@{domain}>"
