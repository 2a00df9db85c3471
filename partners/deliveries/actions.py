"""Promise a message, send what is due, send a failed one again; stop mails of a kind."""

import logging
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from functools import partial
from typing import Any
from uuid import uuid4

import idna
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.deliveries import messages
from partners.deliveries.messages import Group, Message, Payload
from partners.deliveries.models import Delivery, DeliveryQuerySet, RefusedAddress, Stop
from partners.deliveries.rendering import render
from partners.deliveries.smtp import Deferred, NobodyThere, Refused, Relay, RelayUnavailable
from partners.outbox import bell
from partners.outbox.actions import kind_and_place

logger = logging.getLogger(__name__)

# Of the schedule: what the worker does with deliveries.
ENTRY = "send-due"
GIVE_UP_AFTER = timedelta(hours=72)
# A run ends after this many seconds even if more is due: other tasks get their turn, and a worker
# that is asked to stop does so soon.
RUN_SECONDS = 5.0
BATCH = 100
FIRST_RETRY = 30  # seconds
LONGEST_RETRY = 600  # seconds: after an outage everything is out within a quarter of an hour


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
    row = promised(
        message, to=to, subject_key=subject_key, payload=payload, language=language, user=user
    )
    Delivery.objects.bulk_create([row], ignore_conflicts=True)
    stored = Delivery.objects.get(
        message=row.message, recipient=row.recipient, subject_key=row.subject_key
    )
    if stored.message_id == row.message_id:
        transaction.on_commit(partial(bell.ring, ENTRY))
    return stored


def promise_many(rows: Iterable[Delivery]) -> None:
    """The same for many that `promised` has made, without telling which of them stood already."""
    made = Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if made:
        transaction.on_commit(partial(bell.ring, ENTRY))


def promised(
    message: type[Message],
    *,
    to: str,
    subject_key: str,
    payload: Payload,
    language: str,
    user: AbstractBaseUser | None = None,
) -> Delivery:
    """A promise that is not written yet. Raises ValidationError if `to` is no address."""
    now = timezone.now()
    return Delivery(
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


def send_due() -> int:
    """Sends what is due, for a few seconds at most. Returns how many mails went out.

    Any number of workers may do this at once. While the relay cannot be used, a run stops at the
    first delivery and postpones only that one, so that all others go out when it returns.
    """
    sent = 0
    with Relay(settings.SMTP_URL) as relay:
        for key in _due_keys(time.monotonic() + RUN_SECONDS):
            try:
                # Before the claim, so that the lease need only cover the handing over.
                relay.connect()
            except RelayUnavailable as error:
                if delivery := _claim(key):
                    _postpone(delivery, str(error))
                break
            if delivery := _claim(key):
                sent += _attempt(delivery, relay)
    return sent


def send_again(delivery: Delivery) -> bool:
    """Makes a failed delivery due again, under its old Message-ID and for another 72 hours.

    Its address is taken for a good one again. Returns whether it was a failed one.
    """
    return _make_due_again(Delivery.objects.filter(pk=delivery.pk)) == 1


def send_all_again() -> int:
    """The same for all that failed, as after a long outage. Returns how many there were."""
    return _make_due_again(Delivery.objects.all())


def stop(recipient: str, group: Group) -> None:
    """The recipient gets no more mails of the group, nor those that wait already.

    Raises ValidationError if `recipient` is no address.
    """
    Stop.objects.get_or_create(recipient=normalise_address(recipient), group=group.code)


def resume(recipient: str, group: Group) -> None:
    """Takes a stop back. Raises ValidationError if `recipient` is no address."""
    Stop.objects.of(normalise_address(recipient)).filter(group=group.code).delete()


@transaction.atomic
def choose(recipient: str, wanted: Mapping[Group, bool]) -> None:
    """Stops or resumes each of these groups; others stay as they are.

    Raises ValidationError if `recipient` is no address.
    """
    for group, is_wanted in wanted.items():
        (resume if is_wanted else stop)(recipient, group)


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after the given number of attempts (at least 1).

    Doubles up to ten minutes; a random half is taken off so that retries spread out.
    """
    longest = min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY)
    return timedelta(seconds=longest * random.uniform(0.5, 1))


@transaction.atomic
def _make_due_again(deliveries: DeliveryQuerySet) -> int:
    now = timezone.now()
    failed = deliveries.failed()
    RefusedAddress.objects.filter(recipient__in=failed.values("recipient")).delete()
    changed = failed.update(
        failed_at=None, error="", attempts=0, due_at=now, give_up_at=now + GIVE_UP_AFTER
    )
    if changed:
        transaction.on_commit(partial(bell.ring, ENTRY))
    return changed


def _new_message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{uuid4()}@{domain}>"


def _due_keys(deadline: float) -> Iterator[int]:
    while True:
        due = Delivery.objects.due(timezone.now()).order_by("due_at", "pk")
        keys = list(due.values_list("pk", flat=True)[:BATCH])
        for key in keys:
            if time.monotonic() >= deadline:
                return
            yield key
        if len(keys) < BATCH:
            return


def _claim(key: int) -> Delivery | None:
    """Takes the delivery into this worker's hands, unless another one was faster."""
    now = timezone.now()
    lease = timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)
    mine = (
        Delivery.objects.due(now)
        .filter(pk=key)
        .update(claimed_until=now + lease, attempts=F("attempts") + 1)
    )
    return Delivery.objects.filter(pk=key).first() if mine else None


def _attempt(delivery: Delivery, relay: Relay) -> bool:
    """Sends one claimed delivery and records what came of it. Returns whether it went out."""
    try:
        mail = None if _is_stopped(delivery) else render(delivery)
    except (OperationalError, InterfaceError):
        raise  # the database is ill, not the message
    except Exception as error:
        # The text of an error may quote the message, so only its kind and place are kept.
        _postpone(delivery, kind_and_place(error))
        return False
    if mail is None:
        _settle(delivery, obsolete_at=timezone.now(), payload={}, error="")
        return False
    if refused := _known_as_refused(delivery):
        _fail(delivery, _("Not tried: nobody is at this address (%s).") % refused.answer)
        return False
    return _hand_over(delivery, mail, relay)


def _is_stopped(delivery: Delivery) -> bool:
    """Asked when it is sent, so that a stop also holds for what was promised before."""
    group = messages.get(delivery.message).group
    if group is None:
        return False
    return Stop.objects.of(delivery.recipient).filter(group=group.code).exists()


def _known_as_refused(delivery: Delivery) -> RefusedAddress | None:
    """What was asked for is tried even so: the person may have set up the address meanwhile."""
    if messages.get(delivery.message).group is None:
        return None
    return RefusedAddress.objects.filter(recipient=delivery.recipient).first()


def _hand_over(delivery: Delivery, mail: EmailMessage, relay: Relay) -> bool:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    try:
        proof = relay.send(mail, sender=sender, recipient=delivery.recipient)
    except NobodyThere as error:
        _record_refused(delivery, str(error))
    except Refused as error:
        _fail(delivery, str(error))
    except Deferred as error:
        _postpone(delivery, str(error))
    else:
        _record_sent(delivery, proof)
        return True
    return False


@transaction.atomic
def _record_refused(delivery: Delivery, answer: str) -> None:
    RefusedAddress.objects.update_or_create(
        recipient=delivery.recipient, defaults={"answer": answer, "refused_at": timezone.now()}
    )
    _fail(delivery, answer)


@transaction.atomic
def _record_sent(delivery: Delivery, proof: str) -> None:
    """The mail is out, so this holds even if the lease has run out meanwhile."""
    Delivery.objects.waiting().filter(pk=delivery.pk).update(
        sent_at=timezone.now(), proof=proof, payload={}, error="", claimed_until=None
    )
    RefusedAddress.objects.filter(recipient=delivery.recipient).delete()


def _postpone(delivery: Delivery, error: str) -> None:
    now = timezone.now()
    if now >= delivery.give_up_at:
        _fail(delivery, error)
        return
    due_at = min(now + retry_delay(delivery.attempts), delivery.give_up_at)
    _settle(delivery, due_at=due_at, error=error)
    logger.warning("Delivery %s postponed after attempt %s", delivery.pk, delivery.attempts)


def _fail(delivery: Delivery, error: str) -> None:
    _settle(delivery, failed_at=timezone.now(), error=error)
    logger.error("Delivery %s failed after attempt %s", delivery.pk, delivery.attempts)


def _settle(delivery: Delivery, **fields: Any) -> None:
    """Writes the outcome and lets go, unless the lease ran out and the row is another's."""
    Delivery.objects.waiting().filter(pk=delivery.pk, claimed_until=delivery.claimed_until).update(
        claimed_until=None, **fields
    )
