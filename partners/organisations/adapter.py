"""What an invitation proves to allauth: whoever has its link reads that mailbox."""

from django.http import HttpRequest

from partners.accounts.adapter import AccountAdapter
from partners.organisations.models import Invitation

SESSION_KEY = "opened_invitation"


def remember(request: HttpRequest, invitation: Invitation) -> None:
    """Notes that this browser came by the link in the invitation's mail."""
    request.session[SESSION_KEY] = invitation.pk


class InvitedAccountAdapter(AccountAdapter):
    """Asks for no second confirmation of the very address that was invited.

    allauth's own means, `stash_verified_email`, is no choice: it gives the invited address to
    whoever registers next in that browser, so that the inviter could later ask for a new password.
    """

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        invitations = Invitation.objects.open().filter(email=email.lower())
        return invitations.filter(pk=request.session.get(SESSION_KEY, 0)).exists()
