"""What organisations are told by mail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from partners.accounts.models import User
from partners.deliveries.actions import promise
from partners.deliveries.messages import Action, Content, Group, Message, absolute_url, register
from partners.organisations.enums import EDITING_ROLES, Role, Verification
from partners.organisations.models import Invitation, Office, Organisation

# Of offices and administrators; what waits of postings belongs to it too.
REVIEW = Group(
    code="review",
    label=gettext_lazy("What waits for your decision"),
    explanation=gettext_lazy(
        "Organisations and postings that wait for your office. Without these mails only your area "
        "on the portal tells you of them."
    ),
)
INVITATIONS = Group(
    code="invitations",
    label=gettext_lazy("Invitations"),
    explanation=gettext_lazy("Organisations that invite you to join them."),
)


@register
class VerificationWanted(Message):
    """To the office in charge, or to the administrators where there is none."""

    code = "organisations.verification_wanted"
    group = REVIEW

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        organisation = (
            Organisation.objects.pending().with_facts().filter(pk=payload["organisation"]).first()
        )
        if organisation is None:
            return None
        return Content(
            subject=_("Please verify: %(organisation)s") % {"organisation": organisation},
            paragraphs=[
                _(
                    "An organisation from your territory has registered or changed its details. "
                    "Please check whether it is what it says, and verify or refuse it."
                )
            ],
            facts=[
                (_("Organisation"), organisation.name),
                (_("Kind"), str(organisation.kind)),
                (_("Seat"), organisation.seat.label),
            ],
            action=Action(
                _("Check the organisation"),
                absolute_url(reverse("organisation_review:inspect", args=[organisation.pk])),
            ),
        )


@register
class Verified(Message):
    """To the owners. Nothing is sent once the decision has been overtaken."""

    code = "organisations.verified"

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        organisation = _as_decided(payload)
        if organisation is None:
            return None
        return Content(
            subject=_("%(organisation)s is verified") % {"organisation": organisation},
            paragraphs=[
                _("The office in charge has verified %(organisation)s. Everybody can see it now.")
                % {"organisation": organisation}
            ],
            action=Action(
                _("Open your organisation"), absolute_url(organisation.get_absolute_url())
            ),
        )


@register
class Refused(Message):
    """To the owners, with the office's reason. Nothing is sent once it has been overtaken."""

    code = "organisations.refused"

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        organisation = _as_decided(payload)
        if organisation is None:
            return None
        return Content(
            subject=_("%(organisation)s could not be verified") % {"organisation": organisation},
            paragraphs=[
                _("The office in charge could not verify %(organisation)s and says why:")
                % {"organisation": organisation},
                organisation.decision_reason,
                _("Mend the details and save them: the office is then asked again."),
            ],
            action=Action(
                _("Mend the details"),
                absolute_url(reverse("organisations:edit", args=[organisation.slug])),
            ),
        )


@register
class MembershipOffered(Message):
    """To the invited address."""

    code = "organisations.membership_offered"
    group = INVITATIONS

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        invitation = (
            Invitation.objects.open()
            .select_related("organisation", "invited_by")
            .filter(pk=payload["invitation"])
            .first()
        )
        if invitation is None:
            return None
        names = {"person": invitation.inviter, "organisation": invitation.organisation}
        return Content(
            subject=_("Invitation to %(organisation)s") % names,
            paragraphs=[
                _("%(person)s invites you to join %(organisation)s.") % names,
                _("The link works once and for seven days, for this e-mail address only."),
            ],
            facts=[(_("Your role"), invitation.get_role_display())],
            action=Action(
                _("See the invitation"),
                absolute_url(reverse("organisations:invitation", args=[invitation.token])),
            ),
        )


def _as_decided(payload: Mapping[str, Any]) -> Organisation | None:
    return (
        Organisation.objects.exclude(verification=Verification.PENDING)
        .filter(pk=payload["organisation"], decided_at=payload["decided_at"])
        .first()
    )


def _deciding(offices: Iterable[Office]) -> QuerySet[User]:
    """The people of the first office that has any; the administrators where none has."""
    active = User.objects.filter(is_active=True)
    for office in offices:
        people = active.filter(
            memberships__organisation=office.organisation_id, memberships__role__in=EDITING_ROLES
        )
        if people.exists():
            return people
    return active.filter(is_superuser=True)


def people_in_charge(ags: str) -> QuerySet[User]:
    """Who decides about what lies at this key."""
    return _deciding(Office.objects.up_from(ags))


def ask_for_verification(organisation: Organisation) -> None:
    """Promises a message to everybody who may decide."""
    for person in _deciding(organisation.offices_above()):
        promise(
            VerificationWanted,
            to=person.email,
            user=person,
            language=person.language,
            subject_key=f"organisation:{organisation.pk}:{organisation.version}",
            payload={"organisation": organisation.pk},
        )


def tell_decision(organisation: Organisation, decided_at: datetime) -> None:
    moment = decided_at.isoformat()
    for owner in organisation.members.filter(memberships__role=Role.OWNER, is_active=True):
        promise(
            Verified if organisation.is_verified else Refused,
            to=owner.email,
            user=owner,
            language=owner.language,
            subject_key=f"organisation:{organisation.pk}:{moment}",
            payload={"organisation": organisation.pk, "decided_at": moment},
        )


def send_invitation(invitation: Invitation) -> None:
    promise(
        MembershipOffered,
        to=invitation.email,
        language=get_language() or "de",
        subject_key=f"invitation:{invitation.pk}",
        payload={"invitation": invitation.pk},
    )
