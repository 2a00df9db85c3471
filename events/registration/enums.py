"""States of a registration, and named groups of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PERSON = "person", _("For myself")
    ORGANISATION = "organisation", _("As an organisation, with several people")
    HOUSEHOLD = "household", _("As a household, with children")


class State(models.TextChoices):
    """Expired is what nobody confirmed, and an offered seat that nobody took in time."""

    UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    CANCELLED = "cancelled", _("Cancelled")
    DECLINED = "declined", _("Offer declined")
    EXPIRED = "expired", _("Expired")


# An address has at most one of these for an occurrence.
OPEN = (State.UNCONFIRMED, State.CONFIRMED, State.WAITING, State.OFFERED)


class QuestionKind(models.TextChoices):
    TEXT = "text", _("Text")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several answers")
