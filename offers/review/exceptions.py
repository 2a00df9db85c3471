"""Why a review cannot end as wished, in words for the person at the office."""

from django.utils.translation import gettext_lazy as _

from offers.postings.exceptions import EditConflict, PostingError


class NotVerified(PostingError):
    message = _("The organisation is not verified yet. Verify it first, then approve.")


class AlreadyDecided(PostingError):
    message = _("This posting is not waiting for review any more.")


class Overtaken(EditConflict):
    message = _(
        "A colleague has saved changes in the meantime, so yours are not saved. Copy what you "
        "need from this page and open the posting again."
    )


class OriginalMissing(PostingError):
    message = _("The text in the original language must stay; the others are made from it.")


class LanguageTwice(PostingError):
    message = _("There is more than one text in the same language.")


class ReasonMissing(PostingError):
    message = _("Please say why: the organisation cannot mend what it is not told.")
