"""Organisations, their members, and which of them is the office of a territory."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models.functions import Length, Replace
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.organisations.enums import EDITING_ROLES, Role, Size, Verification
from partners.taxonomy.models import Term
from partners.territories import keys
from partners.territories.models import Territory
from partners.territories.words import fold

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partners.accounts.models import User

INVITATION_LIFETIME = timedelta(days=7)
UMLAUTS = ("ae", "oe", "ue")  # as folded names write them
MOST_WORDS = 12  # of a name that is looked for

_signer = signing.Signer(salt="organisations.invitation")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def verified(self) -> "OrganisationQuerySet":
        return self.filter(verification=Verification.VERIFIED)

    def pending(self) -> "OrganisationQuerySet":
        return self.filter(verification=Verification.PENDING)

    def of_member(self, user: "User") -> "OrganisationQuerySet":
        return self.filter(memberships__user=user)

    def named(self, name: str) -> "OrganisationQuerySet":
        """Those of this very name, however its letters are written."""
        return self.filter(folded_name=fold(name))

    def matching(self, words: str) -> "OrganisationQuerySet":
        """Those with each of these words in their name, whole or not, umlauts either way."""
        typed = fold(words).split()[:MOST_WORDS]
        plain: Any = models.F("folded_name")
        for spelled in UMLAUTS:
            plain = Replace(plain, models.Value(spelled), models.Value(spelled[0]))
        found = self.alias(plain_name=plain) if typed else self.none()
        for word in typed:
            for spelled in UMLAUTS:
                word = word.replace(spelled, spelled[0])
            found = found.filter(plain_name__contains=word)
        return found

    def for_office(self, user: "User") -> "OrganisationQuerySet":
        """Those seated in a territory that an office of this user curates; administrators: all."""
        if user.is_superuser:
            return self
        inside = models.Q(pk__in=[])
        for ags in Office.objects.of_editor(user).values_list("territory__ags", flat=True):
            inside |= keys.inside("seat__ags", ags) & models.Q(seat__successor=None)
            inside |= keys.inside("seat__successor__ags", ags)
        return self.filter(inside)

    def visible_to(self, user: "User | AnonymousUser") -> "OrganisationQuerySet":
        """The verified ones, one's own, and those an office of this user curates."""
        if user.is_anonymous:
            return self.verified()
        own = Organisation.objects.of_member(user).values("pk")
        curated = Organisation.objects.for_office(user).values("pk")
        return self.filter(
            models.Q(verification=Verification.VERIFIED)
            | models.Q(pk__in=own)
            | models.Q(pk__in=curated)
        )

    def with_facts(self) -> "OrganisationQuerySet":
        """Everything a card or a row shows, in a fixed number of queries."""
        return self.select_related("kind", "sector", "seat").prefetch_related(
            "kind__names", "sector__names"
        )


class Organisation(models.Model):
    """Whoever takes part: a company, a municipality, a school, an association …

    The office in charge of the seat verifies it; `decision_reason` says why it was refused.
    `version` counts the saved edits, so that nobody overwrites a colleague unawares.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160)
    folded_name = models.CharField(max_length=320, editable=False)
    kind = models.ForeignKey(
        Term, models.PROTECT, verbose_name=_("kind of organisation"), related_name="+"
    )
    seat = models.ForeignKey(
        Territory, models.PROTECT, verbose_name=_("seat"), related_name="seated_organisations"
    )
    sector = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, verbose_name=_("sector"), related_name="+"
    )
    size = models.CharField(_("size"), max_length=10, choices=Size.choices, blank=True)
    languages = models.ManyToManyField(
        Term, blank=True, verbose_name=_("languages spoken"), related_name="+"
    )
    about = models.TextField(_("about the organisation"), max_length=2000, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120)
    contact_email = models.EmailField(_("contact e-mail"))
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    verification = models.CharField(
        _("verification"),
        max_length=10,
        choices=Verification.choices,
        default=Verification.PENDING,
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, editable=False)
    decision_reason = models.TextField(_("reason"), blank=True, editable=False)
    publishes_at_once = models.BooleanField(
        _("publishes without review"), default=False, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("registered on"), auto_now_add=True)

    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="organisations"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:detail", args=[self.slug])

    @property
    def state_token(self) -> str:
        """What a decision was made on: changes with every edit and every decision."""
        return f"{self.version}-{self.verification}"

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED

    def offices_above(self) -> list["Office"]:
        """The offices that may decide about this organisation, the nearest first.

        No office decides about itself, nor about one whose territory its own lies in: a town's
        office has no say over the county's, even if that has its seat in the town.
        """
        own = tuple(self.offices.values_list("territory__ags", flat=True))
        offices = Office.objects.up_from(self.seat.current_ags).exclude(organisation=self)
        return [office for office in offices if not office.territory.ags.startswith(own)]

    @property
    def office_in_charge(self) -> "Organisation | None":
        """The nearest office above; None means the administrator decides."""
        above = self.offices_above()
        return above[0].organisation if above else None


class OfficeQuerySet(models.QuerySet["Office"]):
    def of_editor(self, user: "User | AnonymousUser") -> "OfficeQuerySet":
        """Offices that this user acts for: verified, and as owner or editor."""
        return self.filter(
            organisation__verification=Verification.VERIFIED,
            organisation__memberships__user_id=user.pk,
            organisation__memberships__role__in=EDITING_ROLES,
        )

    def up_from(self, ags: str) -> "OfficeQuerySet":
        """Offices whose territory contains the key, the nearest first."""
        return (
            self.filter(
                territory__ags__in=keys.prefixes(ags),
                organisation__verification=Verification.VERIFIED,
            )
            .select_related("organisation", "territory")
            .order_by(Length("territory__ags").desc())
        )


class Office(models.Model):
    """Says that an organisation curates a territory. A territory has at most one office."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="offices", verbose_name=_("organisation")
    )
    territory = models.OneToOneField(
        Territory, models.PROTECT, related_name="office", verbose_name=_("territory")
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["territory__ags"]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.territory}"


class Membership(models.Model):
    """A person's role in an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    since = models.DateTimeField(_("member since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], name="membership_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Those that can still be accepted."""
        return self.filter(
            accepted_at=None,
            revoked_at=None,
            created_at__gt=timezone.now() - INVITATION_LIFETIME,
        )

    def proven_by(self, token: str) -> "InvitationQuerySet":
        """The invitation whose mail carried the token, used or not; nothing for a forged one."""
        try:
            pk, email = _signer.unsign_object(token)
        except (signing.BadSignature, ValueError):
            return self.none()
        return self.filter(pk=pk, email=email)


class Invitation(models.Model):
    """An offer of membership, bound to one address, good for one use within seven days."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.EDITOR)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation}"

    @property
    def inviter(self) -> str:
        """Who invites: the person, or the organisation once she has left the portal."""
        return str(self.invited_by or self.organisation)

    @property
    def expires_at(self) -> datetime:
        return self.created_at + INVITATION_LIFETIME

    @property
    def token(self) -> str:
        """What the link in the mail carries. It is signed, bound to the address, stored nowhere."""
        return _signer.sign_object([self.pk, self.email])
