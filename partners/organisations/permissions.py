"""Who may do what with an organisation."""

from django.contrib.auth.models import AnonymousUser

from partners.accounts.models import User
from partners.organisations.enums import EDITING_ROLES, Role
from partners.organisations.models import Membership, Office, Organisation

Reader = User | AnonymousUser


def role_of(user: Reader, organisation: Organisation) -> str | None:
    """The user's role in the organisation; None for everybody who is no member."""
    if user.is_anonymous:
        return None
    return (
        Membership.objects.filter(organisation=organisation, user=user)
        .values_list("role", flat=True)
        .first()
    )


def acts_for_office(user: Reader) -> bool:
    return Office.objects.of_editor(user).exists()


def curates(user: Reader, organisation: Organisation) -> bool:
    """Whether one of the user's offices may decide about the organisation."""
    if user.is_superuser:
        return True
    mine = set(Office.objects.of_editor(user).values_list("pk", flat=True))
    return bool(mine) and any(office.pk in mine for office in organisation.offices_above())


def can_see(user: Reader, organisation: Organisation) -> bool:
    return (
        organisation.is_verified
        or role_of(user, organisation) is not None
        or curates(user, organisation)
    )


def can_edit(user: Reader, organisation: Organisation) -> bool:
    return role_of(user, organisation) in EDITING_ROLES or curates(user, organisation)


def can_see_members(user: Reader, organisation: Organisation) -> bool:
    return bool(user.is_superuser) or role_of(user, organisation) is not None


def can_manage_members(user: Reader, organisation: Organisation) -> bool:
    return bool(user.is_superuser) or role_of(user, organisation) == Role.OWNER


def can_decide(user: Reader, organisation: Organisation) -> bool:
    """Verify or refuse: administrators, and offices that the seat lies in."""
    return curates(user, organisation)


def can_trust(user: Reader, organisation: Organisation) -> bool:
    """Say whether it publishes without review: the same, once it is verified."""
    return organisation.is_verified and can_decide(user, organisation)
