"""Whom the portal tells about a posting's matches."""

from collections.abc import Iterable
from typing import NamedTuple

from offers.matching.links import contact_address
from offers.postings.enums import Visibility
from offers.postings.models import Posting
from partners.accounts.models import User
from partners.organisations.enums import EDITING_ROLES
from partners.organisations.models import Membership


class Recipient(NamedTuple):
    """An address; `user` is None for a contact without an account."""

    address: str
    user: User | None
    language: str


def may_hear(membership: Membership, other: Posting) -> bool:
    """What only offices may see is for those who act for one, see `Posting.visible_to`."""
    return other.visibility != Visibility.OFFICES or membership.role in EDITING_ROLES


class Recipients:
    """The people behind many postings, in a fixed number of queries."""

    def __init__(self, postings: Iterable[Posting]) -> None:
        postings = list(postings)
        self._members: dict[int, list[Membership]] = {}
        memberships = Membership.objects.filter(
            organisation__in={posting.organisation_id for posting in postings},
            user__is_active=True,
        )
        for membership in memberships.select_related("user"):
            self._members.setdefault(membership.organisation_id, []).append(membership)
        contacts = {contact_address(posting) for posting in postings}
        accounts = User.objects.filter(email__in=contacts).values_list("email", flat=True)
        self._without_account = contacts - set(accounts) - {""}

    def of(self, posting: Posting, other: Posting) -> list[Recipient]:
        """Who hears on behalf of `posting` about `other`.

        Its organisation's members, as far as they may know of it; and its contact address, where
        that has no account and what it would be told is public.
        """
        found = [
            Recipient(membership.user.email, membership.user, membership.user.language)
            for membership in self._members.get(posting.organisation_id, ())
            if may_hear(membership, other)
        ]
        contact = contact_address(posting)
        if contact in self._without_account and other.visibility == Visibility.EVERYONE:
            found.append(Recipient(contact, None, posting.source_language))
        return found
