"""What can go wrong with an organisation, in words for the person who did it."""

from django.utils.translation import gettext_lazy as _


class OrganisationError(Exception):
    """Base of all; `message` is a sentence in the reader's language."""

    message = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class EditConflict(OrganisationError):
    message = _("A colleague has saved changes in the meantime.")


class Overtaken(OrganisationError):
    message = _("This was changed or decided in the meantime. Please look at it again.")


class LastOwner(OrganisationError):
    message = _("An organisation needs at least one owner. Make somebody else an owner first.")


class AlreadyMember(OrganisationError):
    message = _("This person is a member already.")


class AlreadyInvited(OrganisationError):
    message = _("This address has an open invitation already.")


class TooManyInvitations(OrganisationError):
    message = _("That is enough invitations for today. Please go on tomorrow.")


class InvitationUnusable(OrganisationError):
    message = _("This invitation has been used, was withdrawn or has expired.")


class InvitationForSomebodyElse(OrganisationError):
    message = _("This invitation was sent to another e-mail address.")
