"""What can go wrong with a posting, in words for the person who did it."""

from django.utils.translation import gettext_lazy as _


class PostingError(Exception):
    """Base of all; `message` is a sentence in the reader's language."""

    message = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class EditConflict(PostingError):
    message = _("A colleague has saved changes in the meantime.")


class UnderReview(PostingError):
    message = _("The office is reviewing this posting. Withdraw it first if you want to change it.")


class NotWithdrawable(PostingError):
    message = _("Only a posting that waits for review can be withdrawn.")


class NotSubmittable(PostingError):
    message = _("Only a draft, a returned or a changed posting can be submitted.")


class MachineFailed(PostingError):
    message = _(
        "The machine gave no translation. Try again later, or translate it yourself. Nothing you "
        "typed is lost."
    )


class TooManyDrafts(PostingError):
    message = _("That were many drafts. Please go on in an hour.")


class NotClosable(PostingError):
    message = _("Only a published posting can be closed.")


class NotRenewable(PostingError):
    message = _("Only a published, expired or closed posting can be renewed.")
