"""How one takes part, and how an event comes again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attendance(models.TextChoices):
    ONSITE = "onsite", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


# Where one has to be somewhere, a place is demanded.
WITH_PLACE = (Attendance.ONSITE, Attendance.HYBRID)


class Rhythm(models.TextChoices):
    """The rules that the form can write; programs may send any that `recurrence` understands."""

    ONCE = "", _("It takes place once")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY_DAY = "monthly_day", _("Every month on this date")
    MONTHLY_WEEKDAY = (
        "monthly_weekday",
        _("Every month on this weekday"),
    )
    OTHER = "other", _("As so far")
