"""What can go wrong with an occurrence, in words for the person who did it."""

from django.utils.translation import gettext_lazy as _

from offers.postings.exceptions import PostingError


class NotChangeable(PostingError):
    message = _("This occurrence is over or cancelled: nothing can be changed any more.")


class AlreadyThere(PostingError):
    message = _("The event takes place at this time already.")
