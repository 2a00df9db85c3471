"""Postings: what organisations publish. Offers and needs here; events plug in from above."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SpecificMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.query import SpecificQuerySetMixin

from offers.postings.areas import Area
from offers.postings.enums import Level, Origin, Reach, State, Visibility
from offers.postings.tokens import PostingToken, index
from partners.organisations.models import Office, Organisation
from partners.outbox import actions as outbox
from partners.taxonomy.languages import fallback_chain, interface_languages
from partners.taxonomy.models import Term
from partners.territories import keys
from partners.territories.models import Territory, current_key

if TYPE_CHECKING:
    from partners.accounts.models import User

BERLIN = ZoneInfo("Europe/Berlin")
USUAL_LIFE = timedelta(days=183)
LONGEST_LIFE = timedelta(days=731)


def last_moment(day: date) -> datetime:
    """The end of a day in Germany: dates are inclusive."""
    return datetime.combine(day + timedelta(days=1), time.min, BERLIN)


def on_show(path: str = "") -> Q:
    """Condition that the posting found at `path` ("need__") is on show at this moment.

    Compares the dates itself and waits for no command.
    """
    ends = f"{path}expire_at"
    valid = Q(**{ends: None}) | Q(**{f"{ends}__gt": timezone.now()})
    return valid & Q(**{f"{path}live": True, f"{path}closed_at": None})


class PostingQuerySet(SpecificQuerySetMixin, models.QuerySet["Posting"]):
    def published(self) -> Self:
        """On show at this moment."""
        return self.filter(on_show())

    def valid_on(self, day: date) -> Self:
        """Published, and still valid on this day (Europe/Berlin, inclusive)."""
        noon = datetime.combine(day, time(12), BERLIN)
        return self.published().filter(Q(expire_at=None) | Q(expire_at__gt=noon))

    def visible_to(self, user: Any) -> Self:
        """Those that this reader may know of, published or not is another question."""
        if user.is_superuser:
            return self
        seen = Q(visibility=Visibility.EVERYONE)
        if user.is_authenticated:
            own = Organisation.objects.of_member(user)
            seen |= Q(organisation__in=own)
            if own.verified().exists():
                seen |= Q(visibility=Visibility.VERIFIED)
            for ags in Office.objects.of_editor(user).values_list("territory__ags", flat=True):
                seen |= keys.inside("curated_ags", ags)
        return self.filter(seen)

    def for_office(self, user: "User") -> Self:
        """Those that an office of this user curates; administrators: all."""
        if user.is_superuser:
            return self
        inside = Q(pk__in=[])
        for ags in Office.objects.of_editor(user).values_list("territory__ags", flat=True):
            inside |= keys.inside("curated_ags", ags)
        return self.filter(inside)

    def for_card(self) -> Self:
        """Everything that a card or a result shows, in a fixed number of queries."""
        return self.select_related("kind", "place", "organisation").prefetch_related(
            "kind__names",
            "topics__names",
            "audiences__names",
            "texts",
            "spoken__language__names",
        )


class Posting(
    SpecificMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """What an organisation publishes: the parent of Offer and Need, and of Event above.

    Facets, texts and the life cycle are here. `place` is the municipality where it is, `area` what
    it serves. `curated_ags` is the key that decides which office is in charge: that of the place,
    else that of the organisation's seat; after a merger that of the new municipality.
    `starts_on` is the first day of what it is about, where its kind has one. `closed_at` is the
    only state of our own.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT, editable=False, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="postings", verbose_name=_("organisation")
    )
    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("kind"))
    topics = ParentalManyToManyField(Term, related_name="+", verbose_name=_("topics"))
    audiences = ParentalManyToManyField(
        Term, related_name="+", blank=True, verbose_name=_("audiences")
    )
    place = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    reach = models.CharField(_("area"), max_length=12, choices=Reach.choices, default=Reach.PLACE)
    radius_km = models.PositiveSmallIntegerField(_("radius in km"), null=True, blank=True)
    territories = ParentalManyToManyField(
        Territory, related_name="+", blank=True, verbose_name=_("territories")
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, editable=False, related_name="+")
    curated_ags = models.CharField(max_length=8, editable=False, db_index=True)
    visibility = models.CharField(
        _("visible to"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.EVERYONE,
    )
    source_language = models.CharField(
        _("language of the text"), max_length=10, choices=interface_languages, default="de"
    )
    link = models.URLField(_("link"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120)
    contact_email = models.EmailField(_("contact e-mail"))
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed on"), null=True, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [
            models.Index(fields=["live", "-first_published_at", "-id"], name="posting_newest"),
            models.Index(fields=["live", "expire_at", "id"], name="posting_expires"),
        ]

    def __str__(self) -> str:
        text = self.text
        return text.title if text else f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse(f"postings:{self.page_name}", args=[self.pk])

    @property
    def review_url(self) -> str:
        """Where the office edits and decides, in the Wagtail admin."""
        return reverse(f"{self.page_name}_review:edit", args=[self.pk])

    @property
    def page_name(self) -> str:
        """Which of the public pages shows this kind of posting: offer, need or event."""
        return str(self.cached_content_type.model)

    # --- Life cycle ---------------------------------------------------------------------

    @property
    def is_published(self) -> bool:
        over = self.expire_at is not None and self.expire_at <= timezone.now()
        return self.live and self.closed_at is None and not over

    @property
    def state(self) -> State:
        """Where it stands. A published one may have an edit in review besides."""
        if self.closed_at:
            return State.CLOSED
        if self.is_published:
            return State.PUBLISHED
        if self.live or self.expired:
            return State.EXPIRED
        return self.review_state or State.DRAFT

    @property
    def review_state(self) -> State | None:
        """What became of the newest edit in review; None where none waits or was returned."""
        review = self.current_workflow_state
        if review is None:
            return None
        returned = review.status == WorkflowState.STATUS_NEEDS_CHANGES
        return State.RETURNED if returned else State.SUBMITTED

    @property
    def expires_on(self) -> date | None:
        """The last day on which it is valid, in Germany."""
        if self.expire_at is None:
            return None
        return (self.expire_at - timedelta(microseconds=1)).astimezone(BERLIN).date()

    @property
    def version(self) -> int:
        """The token that a form carries: the number of the latest revision, 0 before the first."""
        return self.latest_revision_id or 0

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **options: Any) -> None:
        """The one door in: whatever puts a version on show comes through here."""
        super().publish(revision, user=user, **options)
        stored = Posting.objects.get(pk=self.pk)
        if stored.live:
            Posting.objects.filter(pk=self.pk).update(closed_at=None)
            index(stored)
            outbox.write("posting", self.pk)

    @transaction.atomic
    def unpublish(self, *args: Any, **options: Any) -> None:
        """The one door out."""
        super().unpublish(*args, **options)
        PostingToken.objects.filter(posting=self.pk).delete()
        outbox.write("posting", self.pk)

    def with_content_json(self, content: Any) -> Self:
        """Closing and expiring happen to the posting, whichever version one looks at.

        Mergers of municipalities do, too: a version from before must not bring the old key back.
        """
        version = super().with_content_json(content)
        version.closed_at, version.expired = self.closed_at, self.expired
        version.curated_ags = current_key(version.curated_ags)
        return version

    # --- Texts --------------------------------------------------------------------------

    @property
    def text(self) -> "PostingText | None":
        """The text for the reader, by the one fallback rule."""
        texts = {text.language: text for text in self.texts.all()}
        chain = fallback_chain(get_language() or "de", self.source_language)
        found = next((texts[language] for language in chain if language in texts), None)
        return found or next(iter(texts.values()), None)

    @property
    def source_text(self) -> "PostingText | None":
        """What it said first, and the translations are made of."""
        return next((t for t in self.texts.all() if t.language == self.source_language), None)


class PostingText(models.Model):
    """What a posting says in one language. A translation is stale once its source has changed.

    `source_hash` is the digest of the source that it was made of; the source has its own.
    """

    posting = ParentalKey(Posting, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=interface_languages)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=300)
    body = models.TextField(_("text"), max_length=8000, blank=True)
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin.choices, default=Origin.SOURCE
    )
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("text of a posting")
        verbose_name_plural = _("texts of postings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "language"], name="posting_says_it_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def digest(self) -> str:
        """Changes with the words, for telling whether a translation still fits."""
        words = "\x1f".join(map(str, (self.title, self.summary, self.body)))
        return sha256(words.encode()).hexdigest()

    def is_stale(self, source: "PostingText") -> bool:
        return self.origin != Origin.SOURCE and self.source_hash != source.digest


class PostingLanguage(models.Model):
    """A language that an offer is given in or a need asks for, with a level where one applies."""

    posting = ParentalKey(Posting, on_delete=models.CASCADE, related_name="spoken")
    language = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("language"))
    level = models.CharField(_("level"), max_length=2, choices=Level.choices, blank=True)

    class Meta:
        verbose_name = _("language of a posting")
        verbose_name_plural = _("languages of postings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "language", "level"], name="posting_language_level_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}".strip()


class Offer(Posting):
    """Support, a job, a flat, a course … Fields that only some kinds have are null elsewhere."""

    seats = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    hours_per_week = models.DecimalField(
        _("hours a week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(80)],
    )
    schedule = models.CharField(_("times"), max_length=200, blank=True)
    price_eur = models.DecimalField(
        _("price in euros"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("0 if it is free."),
    )
    rooms = models.DecimalField(
        _("rooms"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    living_area_m2 = models.PositiveSmallIntegerField(_("living area in m²"), null=True, blank=True)
    rent_eur = models.DecimalField(
        _("rent with utilities in euros a month"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    furnished = models.BooleanField(_("furnished"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    @property
    def page_name(self) -> str:
        return "offer"


class Need(Posting):
    """What an organisation asks the region for."""

    headcount = models.PositiveSmallIntegerField(
        _("number of people"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    @property
    def page_name(self) -> str:
        return "need"


# How much a word counts for the order by relevance; the best place where it stands decides.
