"""The ledger, and what stands against sending: stops of recipients, addresses that are dead."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.deliveries.enums import DeliveryState

_WAITING = Q(sent_at__isnull=True, failed_at__isnull=True, obsolete_at__isnull=True)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> Self:
        return self.filter(_WAITING)

    def due(self, now: datetime) -> Self:
        """Waiting, its time come, and in no worker's hands."""
        unclaimed = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
        return self.waiting().filter(unclaimed, due_at__lte=now)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def failed(self) -> Self:
        return self.filter(failed_at__isnull=False)

    def obsolete(self) -> Self:
        return self.filter(obsolete_at__isnull=False)

    def to_refused_addresses(self) -> Self:
        return self.filter(recipient__in=RefusedAddress.objects.values("recipient"))

    def in_state(self, state: DeliveryState) -> Self:
        phrases = {
            DeliveryState.WAITING: self.waiting,
            DeliveryState.SENT: self.sent,
            DeliveryState.FAILED: self.failed,
            DeliveryState.OBSOLETE: self.obsolete,
        }
        return phrases[state]()


class Delivery(models.Model):
    """One message to one recipient for one occasion.

    `recipient` is a normalised address, `message` a registered code, `subject_key` names the
    occasion ("verification:17"). `payload` is what the message needs to be written; it is emptied
    as soon as nobody needs it any more. `message_id` never changes, so that a repeated mail can
    be recognised as the same. `proof` is the relay's own answer to the mail.
    """

    message = models.CharField(_("message"), max_length=64)
    recipient = models.EmailField(_("recipient"))
    subject_key = models.CharField(_("occasion"), max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deliveries",
    )
    payload = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("language"), max_length=10)
    message_id = models.CharField("Message-ID", max_length=255, unique=True)
    created_at = models.DateTimeField(_("promised"), default=timezone.now, db_index=True)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    give_up_at = models.DateTimeField(_("given up after"))
    claimed_until = models.DateTimeField(_("in a worker's hands until"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    proof = models.TextField(_("answer of the relay"), blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    obsolete_at = models.DateTimeField(_("no longer needed since"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()  # administrators only: nobody can be granted anything
        constraints = [
            models.UniqueConstraint(
                fields=["message", "recipient", "subject_key"], name="delivery_once_per_occasion"
            ),
            models.CheckConstraint(
                name="delivery_settled_one_way",
                condition=Q(sent_at__isnull=True, failed_at__isnull=True)
                | Q(sent_at__isnull=True, obsolete_at__isnull=True)
                | Q(failed_at__isnull=True, obsolete_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=_WAITING, name="delivery_due"),
            models.Index(
                fields=["failed_at"],
                condition=Q(failed_at__isnull=False),
                name="delivery_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} → {self.recipient}"

    @property
    def state(self) -> DeliveryState:
        if self.sent_at:
            return DeliveryState.SENT
        if self.failed_at:
            return DeliveryState.FAILED
        if self.obsolete_at:
            return DeliveryState.OBSOLETE
        return DeliveryState.WAITING


class StopQuerySet(models.QuerySet["Stop"]):
    def of(self, recipient: str) -> Self:
        """Of this normalised address."""
        return self.filter(recipient=recipient)


class Stop(models.Model):
    """A recipient wants no more mails of a group, named by its code."""

    recipient = models.EmailField(_("recipient"))
    group = models.CharField(_("kind of mail"), max_length=64)
    created_at = models.DateTimeField(_("stopped"), default=timezone.now)

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["recipient", "group"], name="stop_once_per_group"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} ✕ {self.group}"


class RefusedAddress(models.Model):
    """An address of which the relay has said that nobody is there; `answer` is its own."""

    recipient = models.EmailField(_("recipient"), unique=True)
    answer = models.TextField(_("answer of the relay"))
    refused_at = models.DateTimeField(_("refused"), default=timezone.now)

    class Meta:
        verbose_name = _("refused address")
        verbose_name_plural = _("refused addresses")
        default_permissions = ()

    def __str__(self) -> str:
        return self.recipient
