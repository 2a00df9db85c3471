from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from partners.organisations.admin import OrganisationViewSet

LOGGED = {
    "register": (_("Register"), _("Registered")),
    "verified": (_("Verify"), _("Verified")),
    "refused": (_("Refuse"), _("Refused")),
    "trust": (_("Publish without review"), _("Publishes without review from now on")),
    "distrust": (_("Publish after review"), _("Publishes after review from now on")),
    "invite": (_("Invite"), _("Invited somebody")),
    "revoke": (_("Withdraw an invitation"), _("Withdrew an invitation")),
    "join": (_("Join"), _("Joined")),
    "change_role": (_("Change a role"), _("Changed a role")),
    "leave": (_("End a membership"), _("Ended a membership")),
}


@hooks.register("register_admin_viewset")
def register_viewset() -> ViewSet:
    return OrganisationViewSet()


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    for action, (label, message) in LOGGED.items():
        registry.register_action(f"organisations.{action}", label, message)
