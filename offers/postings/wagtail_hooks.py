from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action("postings.close", _("Close"), _("Closed"))
    registry.register_action("postings.renew", _("Renew"), _("Renewed"))
