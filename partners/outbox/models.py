"""The outbox: what has changed and is still to be carried on, written with the change itself."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def due(self, now: datetime) -> Self:
        """Those whose time has come, the oldest first."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")

    def about(self, subject: str, key: int) -> Self:
        return self.filter(subject=subject, key=key)


class OutboxRow(models.Model):
    """Says that this subject ("posting", "organisation") with this key has changed, no more.

    Whoever carries it on reads the rest afresh. `error` is the kind and place of the last failure,
    never its text, which could quote what was worked on.
    """

    subject = models.CharField(_("subject"), max_length=20)
    key = models.PositiveBigIntegerField(_("key"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of the outbox")
        verbose_name_plural = _("rows of the outbox")
        default_permissions = ()
        indexes = [
            models.Index(fields=["due_at", "id"], name="outbox_due"),
            models.Index(fields=["subject", "key"], name="outbox_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"
