"""Calendars that come in from elsewhere, and the link by which one's own goes out."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.calendars.problems import Problem
from events.events.models import Event
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from partners.taxonomy.languages import interface_languages
from partners.taxonomy.models import Term
from partners.territories.models import Territory

LONGEST_URL = 500
LONGEST_UID = 255
EVERY = timedelta(hours=1)


class CalendarLink(models.Model):
    """The secret address of a person's own calendar; only its digest is kept. One a person."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created on"), default=timezone.now)

    class Meta:
        verbose_name = _("link to one's own calendar")
        verbose_name_plural = _("links to one's own calendar")

    def __str__(self) -> str:
        return str(self.user)


class CalendarSourceQuerySet(models.QuerySet["CalendarSource"]):
    def due(self) -> Self:
        """Those whose turn it is, the longest waiting first."""
        waited = Q(last_run_at=None) | Q(last_run_at__lte=timezone.now() - EVERY)
        verified = Q(organisation__verification=Verification.VERIFIED)
        return self.filter(waited, verified, active=True).order_by("last_run_at", "pk")


class CalendarSource(models.Model):
    """A calendar on the web from which an organisation takes over its events.

    `kind`, `topics` and `place` are those of events that do not say better. `etag` and
    `last_modified` are what its server said last. `problems` are those of the last run.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="calendar_sources",
        verbose_name=_("organisation"),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    url = models.URLField(_("address of the calendar"), max_length=LONGEST_URL)
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind"))
    topics = models.ManyToManyField(Term, related_name="+", verbose_name=_("topics"))
    place = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name=_("place"))
    language = models.CharField(
        _("language of the texts"), max_length=10, choices=interface_languages, default="de"
    )
    active = models.BooleanField(_("import every hour"), default=True)
    last_run_at = models.DateTimeField(_("last looked"), null=True, editable=False)
    last_ok_at = models.DateTimeField(_("last read"), null=True, editable=False)
    problems = models.JSONField(default=list, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=80, blank=True, editable=False)

    objects = CalendarSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar taken over")
        verbose_name_plural = _("calendars taken over")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "url"], name="calendar_source_once_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def told(self) -> list[Problem]:
        """What is wrong with it, to be read in the reader's language."""
        return [Problem(**problem) for problem in self.problems]


class CategoryMapping(models.Model):
    """What events of a category are here. Several rows of one category add up their topics."""

    source = models.ForeignKey(CalendarSource, models.CASCADE, related_name="mappings")
    category = models.CharField(_("category"), max_length=120)
    kind = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind")
    )
    topic = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.category


class ImportedEvent(models.Model):
    """Which event here is which one there.

    `uid` is that of the source; of a further date (RDATE) with the date behind it. `digest` changes
    with what it says. `exceptions` are its occurrences that are not as the rule says: by original
    start, from when to when, or nothing where it does not take place. `gone` says that it was taken
    out of the source and called off here.
    """

    source = models.ForeignKey(CalendarSource, models.CASCADE, related_name="imported")
    uid = models.CharField(max_length=LONGEST_UID)
    event = models.OneToOneField(Event, models.CASCADE, related_name="imported")
    digest = models.CharField(max_length=64)
    exceptions = models.JSONField(default=dict)
    gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("imported event")
        verbose_name_plural = _("imported events")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "uid"], name="imported_event_once_a_uid")
        ]

    def __str__(self) -> str:
        return self.uid
