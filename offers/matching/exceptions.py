"""Why an answer cannot be taken, in words for the person who gave it."""

from django.utils.translation import gettext_lazy as _

from offers.postings.exceptions import PostingError


class NoLongerFits(PostingError):
    message = _("This match no longer fits: one of the two has changed or is no longer on show.")


class Overtaken(PostingError):
    message = _("The other side or a colleague has answered in the meantime. Please look again.")


class TooManyAnswers(PostingError):
    message = _("You have answered this often today. Write to the other side, or wait a day.")


class NotAnAnswer(PostingError):
    message = _("This cannot be answered now.")
