"""Whose turn it is: the office does not write in what is with the organisation, nor the reverse."""

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock

from offers.postings.enums import State
from offers.postings.models import Posting
from partners.accounts.models import User


def is_with_office(posting: Posting) -> bool:
    """It waits for review, or is on show and nobody has begun to change it.

    Args:
        posting: the stored one, not a revision.
    """
    if posting.review_state == State.SUBMITTED:
        return True
    return posting.is_published and not posting.has_unpublished_changes


class WithOrganisation(BaseLock):
    """Holds for everybody at the office until the organisation submits."""

    def for_user(self, user: User) -> bool:
        return True

    def get_message(self, user: User) -> str:
        return _("The organisation is working on this. You can decide once it has submitted it.")

    def get_locked_by(self, user: User) -> str:
        return _("With the organisation")

    def get_description(self, user: User) -> str:
        return self.get_message(user)
