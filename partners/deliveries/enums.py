"""The states of a delivery. They follow from its fields; none is stored."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeliveryState(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    OBSOLETE = "obsolete", _("No longer needed")
