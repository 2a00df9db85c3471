"""What happens to organisations and to membership in them.

Permission is checked by the caller; every function is one transaction.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from wagtail.log_actions import log

from partners.accounts.models import User
from partners.organisations import notifications
from partners.organisations.enums import Role, Verification
from partners.organisations.exceptions import (
    AlreadyInvited,
    AlreadyMember,
    EditConflict,
    InvitationForSomebodyElse,
    InvitationUnusable,
    LastOwner,
    Overtaken,
    TooManyInvitations,
)
from partners.organisations.models import Invitation, Membership, Organisation
from partners.outbox import actions as outbox
from partners.territories.words import fold

# The portal must not be used to pester people; withdrawn invitations count too.
MOST_INVITATIONS_A_DAY = 20
MOST_TO_AN_ADDRESS_A_DAY = 3

# Words that the addresses of organisations' pages use themselves.
RESERVED_SLUGS = frozenset({"register", "invitation"})

# Who an organisation is: a change of these must be verified anew.
IDENTITY = ("name", "kind", "seat")

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


@transaction.atomic
def register(user: User, data: dict[str, Any]) -> Organisation:
    """Registers an organisation; the user becomes its owner, the office in charge is told.

    A second click on the button is no second organisation: the first one is returned.
    """
    User.objects.select_for_update().get(pk=user.pk)
    same = Organisation.objects.of_member(user).filter(name=data["name"], seat=data["seat"])
    if organisation := same.first():
        return organisation
    languages = data.pop("languages", [])
    organisation = _create(data)
    organisation.languages.set(languages)
    Membership.objects.create(organisation=organisation, user=user, role=Role.OWNER)
    log(organisation, "organisations.register", user=user)
    notifications.ask_for_verification(organisation)
    return organisation


@transaction.atomic
def update(
    user: User, organisation: Organisation, data: dict[str, Any], version: int
) -> Organisation:
    """Saves an edit that was begun on `version`.

    A changed identity, and any mended refusal, goes back to the office for verification.

    Raises:
        EditConflict: somebody else saved since `version` was read; nothing is changed.
    """
    languages = data.pop("languages")
    taken = Organisation.objects.filter(pk=organisation.pk, version=version)
    if not taken.update(version=F("version") + 1):
        raise EditConflict
    stored = Organisation.objects.get(pk=organisation.pk)
    anew = stored.verification == Verification.REFUSED or (
        stored.is_verified and any(getattr(stored, name) != data[name] for name in IDENTITY)
    )
    moved = stored.seat != data["seat"]
    for name, value in data.items():
        setattr(stored, name, value)
    stored.folded_name = fold(stored.name)
    if anew:
        stored.verification = Verification.PENDING
        stored.decision_reason = ""
    stored.save()
    stored.languages.set(languages)
    log(stored, "wagtail.edit", user=user)
    if anew or moved:
        notifications.ask_for_verification(stored)
        standing_changed([stored.pk])
    return stored


def verify(user: User, organisation: Organisation) -> None:
    """The office vouches for the organisation; its owners are told.

    Raises:
        Overtaken: the organisation is no longer as it was seen.
    """
    _decide(user, organisation, Verification.VERIFIED, reason="")


def refuse(user: User, organisation: Organisation, reason: str) -> None:
    """The office refuses, with a reason that the owners read.

    Raises:
        Overtaken: the organisation is no longer as it was seen.
    """
    _decide(user, organisation, Verification.REFUSED, reason)


@transaction.atomic
def trust(user: User, organisation: Organisation, at_once: bool) -> None:
    """The office lets an organisation publish without review, or asks to see everything again."""
    changed = Organisation.objects.filter(pk=organisation.pk).exclude(publishes_at_once=at_once)
    if changed.update(publishes_at_once=at_once):
        log(organisation, "organisations.trust" if at_once else "organisations.distrust", user=user)


@transaction.atomic
def _decide(user: User, organisation: Organisation, verdict: Verification, reason: str) -> None:
    now = timezone.now()
    as_seen = Organisation.objects.filter(
        pk=organisation.pk, version=organisation.version, verification=organisation.verification
    ).exclude(verification=verdict)
    if not as_seen.update(verification=verdict, decision_reason=reason, decided_at=now):
        raise Overtaken
    if verdict == Verification.REFUSED:
        trust(user, organisation, at_once=False)
    organisation.refresh_from_db()
    log(organisation, f"organisations.{verdict.value}", user=user, data={"reason": reason})
    notifications.tell_decision(organisation, now)
    standing_changed([organisation.pk])


def standing_changed(organisations: Iterable[int]) -> None:
    """Notes that these are verified, or an office, where they were not before, or the reverse.

    What they may see, and who may see theirs, follows from it.
    """
    outbox.write_many("organisation", organisations)


def _create(data: dict[str, Any]) -> Organisation:
    """Under the address that its name gives; under a longer one where that is taken."""
    slug = slugify(data["name"].translate(UMLAUTS))[:70] or "organisation"
    fields = data | {"folded_name": fold(data["name"])}
    if slug not in RESERVED_SLUGS:
        try:
            with transaction.atomic():
                return Organisation.objects.create(slug=slug, **fields)
        except IntegrityError:
            pass
    more = get_random_string(6, "abcdefghijkmnpqrstuvwxyz23456789")
    return Organisation.objects.create(slug=f"{slug}-{more}", **fields)


@transaction.atomic
def invite(user: User, organisation: Organisation, email: str, role: str) -> Invitation:
    """Invites an address to become a member.

    Raises:
        AlreadyMember, AlreadyInvited, TooManyInvitations
    """
    email = email.strip().lower()
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.members.filter(email=email).exists():
        raise AlreadyMember
    if organisation.invitations.open().filter(email=email).exists():
        raise AlreadyInvited
    today = Invitation.objects.filter(created_at__gt=timezone.now() - timedelta(days=1))
    if (
        today.filter(organisation=organisation).count() >= MOST_INVITATIONS_A_DAY
        or today.filter(email=email).count() >= MOST_TO_AN_ADDRESS_A_DAY
    ):
        raise TooManyInvitations
    invitation = organisation.invitations.create(email=email, role=role, invited_by=user)
    log(organisation, "organisations.invite", user=user, data={"role": role})
    notifications.send_invitation(invitation)
    return invitation


@transaction.atomic
def revoke(user: User, invitation: Invitation) -> None:
    """Withdraws an invitation; one that is used or withdrawn stays as it is."""
    if Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        log(invitation.organisation, "organisations.revoke", user=user)


@transaction.atomic
def accept(user: User, invitation: Invitation) -> Membership:
    """Makes the user a member. One conditional update decides who comes first.

    Raises:
        InvitationForSomebodyElse: the user has not verified the invited address as her own.
        InvitationUnusable: used, withdrawn or expired.
    """
    if not user.has_verified(invitation.email):
        raise InvitationForSomebodyElse
    usable = Invitation.objects.open().filter(pk=invitation.pk)
    if not usable.update(accepted_at=timezone.now()):
        raise InvitationUnusable
    membership, created = Membership.objects.get_or_create(
        organisation=invitation.organisation, user=user, defaults={"role": invitation.role}
    )
    if created:
        log(invitation.organisation, "organisations.join", user=user)
    return membership


@transaction.atomic
def change_role(user: User, membership: Membership, role: str) -> None:
    """Raises LastOwner where nobody would be left to manage the organisation."""
    if role != Role.OWNER:
        _keep_an_owner(membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    log(membership.organisation, "organisations.change_role", user=user, data={"role": role})


@transaction.atomic
def remove(user: User, membership: Membership) -> None:
    """Ends a membership, another's or one's own.

    Raises:
        LastOwner: nobody would be left to manage the organisation.
    """
    _keep_an_owner(membership)
    membership.delete()
    log(membership.organisation, "organisations.leave", user=user)


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.select_for_update().filter(
        organisation=membership.organisation_id, role=Role.OWNER
    )
    if [owner.pk for owner in owners] == [membership.pk]:
        raise LastOwner
