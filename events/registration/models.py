"""Who may register for an event, what for, and who has.

Nothing is asked that nobody needs: of people the name, of children the age, and what they need to
be able to take part. Never where somebody comes from, or by which right she is here.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.events.models import Event, Occurrence
from events.events.recurrence import at, wall
from events.registration.enums import OPEN, Kind, QuestionKind, State
from partners.taxonomy.models import Term

# An address that has yet to be confirmed keeps its seats for so long, and can be confirmed for so
# long; later it gets what is still free then.
HELD_FOR = timedelta(minutes=60)
CONFIRM_WITHIN = timedelta(hours=24)
OFFER_HOURS = 24
LONGEST_OFFER = 168  # hours
PURGE_DAYS = 30
LATEST_PURGE = 180  # days
EARLIEST_DEADLINE = 90  # days before
MOST_SEATS = 10_000
OLDEST_CHILD = 17


class Setup(models.Model):
    """How one registers for an event, for all of its occurrences.

    `deadline_days` are counted back from the beginning, by the clock; 0 means until it begins.
    `offer_hours` is how long a seat that became free is kept for whoever it was offered to.
    `purge_days` after its end everything personal about an occurrence is deleted.
    """

    event = models.OneToOneField(
        Event, models.CASCADE, related_name="registration_setup", verbose_name=_("event")
    )
    opens_at = models.DateTimeField(_("open from"), null=True, blank=True)
    deadline_days = models.PositiveSmallIntegerField(
        _("closes so many days before"),
        default=0,
        validators=[MaxValueValidator(EARLIEST_DEADLINE)],
        help_text=_("0 if one can register until it begins."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours for which an offered seat is kept"),
        default=OFFER_HOURS,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_OFFER)],
        help_text=_("Who is on the waiting list has so long to take a seat that became free."),
    )
    organisations = models.BooleanField(
        _("organisations may register several people"), default=True
    )
    households = models.BooleanField(_("households may register with children"), default=True)
    note = models.CharField(
        _("what those who register should know"),
        max_length=500,
        blank=True,
        help_text=_("For example whom to ask about access or interpreters."),
    )
    purge_days = models.PositiveSmallIntegerField(
        _("delete personal data so many days after"),
        default=PURGE_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(LATEST_PURGE)],
    )

    class Meta:
        verbose_name = _("registration of an event")
        verbose_name_plural = _("registrations of events")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(purge_days__gte=1, purge_days__lte=LATEST_PURGE),
                name="registration_purged_in_time",
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, offer_hours__lte=LONGEST_OFFER),
                name="registration_offer_of_some_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}"

    def closes_at(self, occurrence: Occurrence) -> datetime:
        """The last moment at which one can register."""
        if not self.deadline_days:
            return occurrence.starts_at
        return at(wall(occurrence.starts_at) - timedelta(days=self.deadline_days))

    def is_open(self, occurrence: Occurrence) -> bool:
        """Whether one can register for this occurrence now."""
        now = timezone.now()
        began = self.opens_at is None or self.opens_at <= now
        return began and occurrence.cancelled_at is None and now < self.closes_at(occurrence)

    def is_to_open(self) -> bool:
        """Whether the time from which on one can register has yet to come."""
        return self.opens_at is not None and self.opens_at > timezone.now()

    def purged_on(self, occurrence: Occurrence) -> date:
        """The day by which nothing personal about it is left."""
        return wall(occurrence.ends_at + timedelta(days=self.purge_days)).date()

    @property
    def kinds(self) -> list[Kind]:
        """As what one can register."""
        barred = {
            Kind.ORGANISATION: not self.organisations,
            Kind.HOUSEHOLD: not self.households,
        }
        return [kind for kind in Kind if not barred.get(kind)]


class SeatKind(models.Model):
    """Seats of one kind at each occurrence; without `capacity` there are as many as one likes.

    `for_children` are places in the childcare: the child's age is asked, and they are no free seats
    to those who look for an event.
    """

    setup = models.ForeignKey(Setup, models.CASCADE, related_name="seats")
    name = models.CharField(_("kind of seat"), max_length=60)
    capacity = models.PositiveIntegerField(
        _("how many"), null=True, blank=True, validators=[MaxValueValidator(MOST_SEATS)]
    )
    for_children = models.BooleanField(_("place in the childcare"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("kind of seat")
        verbose_name_plural = _("kinds of seats")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["setup", "name"], name="seat_kind_once_per_event"),
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """What the organiser asks besides; `choices` has an answer on each line."""

    setup = models.ForeignKey(Setup, models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=200)
    kind = models.CharField(
        _("kind of answer"),
        max_length=10,
        choices=QuestionKind.choices,
        default=QuestionKind.TEXT,
    )
    choices = models.TextField(_("answers to choose from"), max_length=1000, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        default_permissions = ()
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def open(self) -> Self:
        """Those that still stand."""
        return self.filter(state__in=OPEN)

    def outdated(self, now: datetime) -> Self:
        """Those that nobody has confirmed in time."""
        return self.filter(state=State.UNCONFIRMED, created_at__lte=now - CONFIRM_WITHIN)

    def with_people(self) -> Self:
        return self.prefetch_related("people__seat", "people__interpretation__names")


def holding(prefix: str, now: datetime) -> Q:
    """Says that a registration keeps its seats; `prefix` leads to it ("registration__")."""
    kept = Q(**{f"{prefix}state__in": (State.CONFIRMED, State.OFFERED)})
    held = {f"{prefix}state": State.UNCONFIRMED, f"{prefix}hold_until__gt": now}
    return kept | Q(**held)


class Registration(models.Model):
    """People who want to come together, and whom to write to about it.

    They are taken as a whole or wait as a whole. The order of the waiting list is that of the
    keys, which are given under the lock of the occurrence. `hold_until` keeps seats for an address
    that has yet to confirm. `told_start` and `told_end` are the time that they know of.
    """

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="registrations")
    kind = models.CharField(_("registered as"), max_length=12, choices=Kind.choices)
    contact_name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    language = models.CharField(_("language"), max_length=10)
    note = models.CharField(_("what the organiser should know"), max_length=500, blank=True)
    state = models.CharField(_("how it stands"), max_length=12, choices=State.choices)
    created_at = models.DateTimeField(_("registered on"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True)
    hold_until = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(_("offered until"), null=True)
    told_start = models.DateTimeField()
    told_end = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    gave_feedback = models.BooleanField(default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "email"],
                condition=Q(state__in=OPEN),
                name="registration_open_once_per_address",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OFFERED, offered_until__isnull=False)
                | (~Q(state=State.OFFERED) & Q(offered_until=None)),
                name="registration_offered_until_some_time",
            ),
            models.CheckConstraint(
                condition=Q(hold_until=None) | Q(state=State.UNCONFIRMED),
                name="registration_held_until_confirmed",
            ),
            models.CheckConstraint(
                condition=(Q(kind=Kind.ORGANISATION) & ~Q(organisation_name=""))
                | (~Q(kind=Kind.ORGANISATION) & Q(organisation_name="")),
                name="registration_names_its_organisation",
            ),
        ]
        indexes = [
            models.Index(fields=["occurrence", "state"], name="registration_by_state"),
            models.Index(
                fields=["offered_until"],
                condition=Q(state=State.OFFERED),
                name="registration_offers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def wanted(self) -> Counter[int]:
        """How many seats of which kind, by its key."""
        return Counter(person.seat_id for person in self.people.all())

    @property
    def has_attended(self) -> bool:
        return any(person.attended_at for person in self.people.all())


class Participant(models.Model):
    """One person who wants to come. Only of children the age is known."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="people")
    seat = models.ForeignKey(SeatKind, models.RESTRICT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    interpretation = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("interpreter")
    )
    access_need = models.CharField(_("needs for access"), max_length=200, blank=True)
    attended_at = models.DateTimeField(_("checked in"), null=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(age=None) | Q(age__lte=OLDEST_CHILD),
                name="participant_age_of_children_only",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """To a question of the organiser's own."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="answer_once_per_question"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Feedback(models.Model):
    """What somebody said afterwards. Nothing leads from here to who that was."""

    RATINGS: ClassVar = range(1, 6)

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="feedback")
    rating = models.PositiveSmallIntegerField(_("rating"))
    good = models.TextField(_("what was good"), max_length=1000, blank=True)
    missing = models.TextField(_("what was missing"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5), name="feedback_rating_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.rating}"


class Turnout(models.Model):
    """What is left of the registrations of an occurrence once they are deleted: numbers."""

    occurrence = models.OneToOneField(Occurrence, models.CASCADE, related_name="turnout")
    registrations = models.PositiveIntegerField(_("registrations"))
    people = models.PositiveIntegerField(_("people"))
    children = models.PositiveIntegerField(_("of whom children"))
    attended = models.PositiveIntegerField(_("came"))
    waiting = models.PositiveIntegerField(_("on the waiting list"))

    class Meta:
        verbose_name = _("turnout")
        verbose_name_plural = _("turnouts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.people}"
