"""Events: postings that take place at a time, once or again and again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalManyToManyField

from events.events import recurrence
from events.events.enums import Attendance
from events.events.recurrence import LONGEST_RULE, Span
from offers.postings.models import BERLIN, Posting, PostingQuerySet, price_in_euros
from partners.taxonomy.models import Term

_MOMENT = timedelta(microseconds=1)


class EventQuerySet(PostingQuerySet):
    def for_card(self) -> Self:
        dates = Occurrence.objects.order_by("starts_at", "pk")
        return super().for_card().prefetch_related(Prefetch("occurrences", dates))

    def with_next_start(
        self, after: datetime | None = None, before: datetime | None = None
    ) -> Self:
        """Adds `next_start`: when the first occurrence begins that is asked for and not over."""
        rows = _held(after, before).filter(ends_at__gt=timezone.now()).order_by()
        first = rows.values("event").annotate(moment=Min("starts_at")).values("moment")
        return self.annotate(next_start=Coalesce(Subquery(first), F("starts_at")))

    def starting(self, after: datetime | None, before: datetime | None) -> Self:
        """Those with an occurrence that begins from the one moment on and before the other."""
        return self.filter(Exists(_held(after, before)))

    def with_seats(self, number: int, after: datetime | None, before: datetime | None) -> Self:
        """Those with an occurrence then, still to come, that has so many free seats or no limit."""
        enough = Q(open_seats=None) | Q(open_seats__gte=number)
        held = _held(after, before).filter(enough, starts_at__gt=timezone.now())
        return self.filter(Exists(held))

    def shown(self) -> Self:
        """What has a page: what is on show, and the archive."""
        return self.published() | self.over()

    def over(self) -> Self:
        """They were on show until they were over or cancelled, and nobody took them off."""
        over = Q(expire_at__lte=timezone.now()) & (Q(live=True) | Q(expired=True))
        return self.filter(over, closed_at=None, first_published_at__isnull=False)

    def past(self) -> Self:
        """The archive: what is over and did take place."""
        return self.over().starting(None, None)


def _held(after: datetime | None, before: datetime | None) -> Any:
    """Occurrences of the outer event that begin then and are not cancelled."""
    rows = Occurrence.objects.filter(event=OuterRef("pk"), cancelled_at=None)
    if after:
        rows = rows.filter(starts_at__gte=after)
    return rows.filter(starts_at__lt=before) if before else rows


class Event(Posting):
    """A posting with a time. `starts_at` and `ends_at` are those of the first occurrence.

    `recurrence` is a rule of RFC 5545, see `recurrence.py`; its occurrences are rows, kept in step
    at each publication. Clocks are those of Germany. `doors_at` is the time on the day at which one
    is let in. An all-day event lasts from midnight to midnight. `sequence` counts the changes that
    calendars must take over (RFC 5545, section 3.8.7.4).
    """

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    all_day = models.BooleanField(_("all day"), default=False)
    recurrence = models.CharField(_("comes again"), max_length=LONGEST_RULE, blank=True)
    attendance = models.CharField(
        _("attendance"), max_length=8, choices=Attendance.choices, default=Attendance.ONSITE
    )
    venue = models.CharField(
        _("venue"),
        max_length=200,
        blank=True,
        help_text=_("Building, street and number, room, how to get there."),
    )
    online_url = models.URLField(
        _("address online"), blank=True, help_text=_("For example https://www.example.org")
    )
    doors_at = models.TimeField(_("doors open"), null=True, blank=True)
    price_eur = price_in_euros()
    price_note = models.CharField(
        _("about the price"),
        max_length=120,
        blank=True,
        help_text=_("For example: free for children."),
    )
    interpreted = ParentalManyToManyField(
        Term, related_name="+", blank=True, verbose_name=_("interpreted into")
    )
    childcare = models.BooleanField(_("childcare on site"), default=False)
    wheelchair = models.BooleanField(_("wheelchair access"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    report = models.TextField(_("what came of it"), max_length=8000, blank=True, editable=False)
    materials_url = models.URLField(_("materials"), blank=True, editable=False)
    recording_url = models.URLField(_("recording"), blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    other_facts: ClassVar = ("starts_at", "ends_at", "all_day", "recurrence", "doors_at")
    page_facts: ClassVar = (
        "attendance",
        "venue",
        "online_url",
        "price_eur",
        "price_note",
        "interpreted",
        "childcare",
        "wheelchair",
        "reach",
        "languages",
        "audiences",
    )
    page_part: ClassVar = "events/times.html"
    card_part: ClassVar = "events/card_times.html"
    mine_part: ClassVar = "events/mine_part.html"
    is_renewable: ClassVar = False

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @classmethod
    def counted(cls, number: int) -> str:
        words = ngettext("%(number)s event", "%(number)s events", number)
        return words % {"number": number_format(number, force_grouping=True)}

    def with_content_json(self, content: Any) -> Self:
        """What happens to the event itself is the same whichever version one looks at."""
        version = super().with_content_json(content)
        for name in ("sequence", "report", "materials_url", "recording_url"):
            setattr(version, name, getattr(self, name))
        return version

    @property
    def ics_path(self) -> str:
        """Where its calendar file is."""
        return reverse("events:ics", args=[self.pk])

    @property
    def first(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def spans(self) -> list[Span]:
        """When it takes place by its rule; changed and cancelled occurrences are rows."""
        return recurrence.spans(self.first, self.recurrence)

    def clean(self) -> None:
        """
        Raises:
            ValidationError: it ends before it begins, or its rule is none.
        """
        super().clean()
        if not self.starts_at or not self.ends_at:
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It would end before it begins.")})
        try:
            self.recurrence = recurrence.canonical(self.recurrence, self.first)
        except recurrence.BadRule as error:
            raise ValidationError({"recurrence": str(error)}) from error

    def first_day(self) -> date:
        return recurrence.wall(self.starts_at).date()

    def usual_end(self) -> date:
        """The day on which the last occurrence ends."""
        return recurrence.wall(max(span.ends_at for span in self.spans) - _MOMENT).date()

    def follow_publication(self) -> None:
        from events.events import occurrences

        occurrences.follow(self)

    def follow_closing(self) -> None:
        """What was still to come does not take place."""
        self.occurrences.coming().update(cancelled_at=timezone.now(), is_told=False)

    @cached_property
    def dates(self) -> Sequence["Occurrence"]:
        """All occurrences in their order, the cancelled ones among them."""
        return sorted(self.occurrences.all(), key=lambda one: (one.starts_at, one.pk))

    @property
    def coming(self) -> list["Occurrence"]:
        """Those that are not over and not cancelled."""
        now = timezone.now()
        return [one for one in self.dates if one.ends_at > now and not one.cancelled_at]

    @property
    def next(self) -> "Occurrence | None":
        """The next one; where all are over, the last that was held."""
        held = [one for one in self.dates if not one.cancelled_at]
        return next(iter(self.coming), None) or next(reversed(held), None)

    @property
    def is_cancelled(self) -> bool:
        """Whether all that was still to come has been cancelled."""
        now = timezone.now()
        return (
            bool(self.dates)
            and not self.coming
            and any(one.cancelled_at for one in self.dates if one.ends_at > now)
        )


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def coming(self) -> Self:
        """Those that are not over and not cancelled."""
        return self.filter(cancelled_at=None, ends_at__gt=timezone.now())

    def to_announce(self) -> Self:
        """Those to come of whose change nobody was told."""
        return self.filter(is_told=False, ends_at__gt=timezone.now())


class Occurrence(models.Model):
    """One time at which a published event takes place.

    `original_start` says which one of the rule's it is (RFC 5545, RECURRENCE-ID), also when it was
    moved. `note` is what the organiser says of a change. `told_start` is when it began
    as far as people were told; `is_told` is false as long as a change has not been announced.
    Kept by those who let people register: `open_seats` is how many are free, None without a limit;
    `booked` is how many registrations stand, for whose sake it does not vanish.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="occurrences", verbose_name=_("event")
    )
    original_start = models.DateTimeField(editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed on"), null=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    told_start = models.DateTimeField(editable=False)
    is_told = models.BooleanField(default=True, editable=False)
    open_seats = models.PositiveIntegerField(_("free seats"), null=True, editable=False)
    booked = models.PositiveIntegerField(_("registrations"), default=0, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "original_start"], name="occurrence_once_per_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="occurrence_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="occurrence_by_time")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.starts_at.astimezone(BERLIN):%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it is still to come, or goes on."""
        return self.cancelled_at is None and not self.is_over

    @property
    def is_moved(self) -> bool:
        """Whether it takes place at another time than the rule says."""
        return self.changed_at is not None
