"""Who may do what with a posting."""

from offers.postings.models import Posting
from partners.accounts.models import User
from partners.organisations.enums import EDITING_ROLES
from partners.organisations.models import Office
from partners.organisations.permissions import Reader, role_of


def curates(user: Reader, posting: Posting) -> bool:
    """Whether an office of this user is in charge of the posting, or of what contains it."""
    if user.is_superuser:
        return True
    offices = Office.objects.of_editor(user).values_list("territory__ags", flat=True)
    return any(posting.curated_ags.startswith(ags) for ags in offices)


def is_member(user: Reader, posting: Posting) -> bool:
    return role_of(user, posting.organisation) is not None


def can_see(user: Reader, posting: Posting) -> bool:
    """Published and visible to this reader, or the reader's own to know."""
    if posting.is_published and Posting.objects.visible_to(user).filter(pk=posting.pk).exists():
        return True
    return is_member(user, posting) or curates(user, posting)


def can_edit(user: Reader, posting: Posting) -> bool:
    """Owners and editors of the organisation; offices edit in review, in the Wagtail admin."""
    return role_of(user, posting.organisation) in EDITING_ROLES


def can_approve(user: Reader, posting: Posting) -> bool:
    """Offices approve what lies in their territory, once the organisation is verified."""
    return posting.organisation.is_verified and curates(user, posting)


def publishes_at_once(user: User, posting: Posting) -> bool:
    """Whether the organisation is trusted to publish without review."""
    return (
        posting.organisation.is_verified
        and posting.organisation.publishes_at_once
        and can_edit(user, posting)
    )
