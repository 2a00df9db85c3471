"""What all postings are: facets, texts, the life cycle."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
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
from offers.postings.enums import Reach, State, Visibility
from offers.postings.tokens import PostingToken, index
from partners.organisations.models import Office, Organisation
from partners.outbox import actions as outbox
from partners.taxonomy.languages import fallback_chain, interface_languages
from partners.taxonomy.models import Term
from partners.territories import keys
from partners.territories.models import Territory, current_key

if TYPE_CHECKING:
    from offers.postings.models.words import PostingText
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

    # What pages show of a child besides: facts in their order, other ones that its own template
    # says better, and such templates for a part of its page, of its card, and of the page on which
    # its organisation looks after it.
    page_facts: ClassVar[tuple[str, ...]] = ("reach", "languages", "audiences", "expires_on")
    other_facts: ClassVar[tuple[str, ...]] = ()
    page_part: ClassVar[str] = ""
    card_part: ClassVar[str] = ""
    mine_part: ClassVar[str] = ""
    is_renewable: ClassVar[bool] = True

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
        return reverse(self.child.route(), args=[self.pk])

    @property
    def review_url(self) -> str:
        """Where the office edits and decides, in the Wagtail admin."""
        return reverse(f"{self.page_name}_review:edit", args=[self.pk])

    @property
    def child(self) -> type["Posting"]:
        """Offer, Need or Event, also of a row that was read as the parent."""
        return self.specific_class if type(self) is Posting else type(self)

    @classmethod
    def children(cls) -> "list[type[Posting]]":
        """All kinds of postings, those of this floor first."""
        return list(cls.__subclasses__())

    @property
    def page_name(self) -> str:
        """Which kind of posting this is to pages and programs: offer, need or event."""
        return str(self.child._meta.model_name)

    @property
    def type_name(self) -> str:
        """What people call this kind of posting: offer, need or event."""
        return capfirst(str(self.child._meta.verbose_name))

    @classmethod
    def route(cls) -> str:
        """Name of the address of one; that of their list has an s more, that of its map s_map."""
        return cls._meta.label_lower.replace(".", ":")

    @classmethod
    def counted(cls, number: int) -> str:
        """So many of them, in words.

        Raises:
            NotImplementedError: for the parent, which is no kind of its own to be counted.
        """
        raise NotImplementedError

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

    def first_day(self) -> date | None:
        """The first day of what it is about."""
        return self.starts_on

    def usual_end(self) -> date:
        """Its last day where nobody names one."""
        return timezone.localdate() + USUAL_LIFE

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
            stored.specific.follow_publication()
            outbox.write("posting", self.pk)

    def follow_publication(self) -> None:
        """What a child keeps in step with the version on show, in the same transaction."""

    def follow_closing(self) -> None:
        """What a child ends when it is closed, in the same transaction."""

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
