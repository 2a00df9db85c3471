from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(
        "registration.set_up", _("How one registers"), _("Said how one registers for it")
    )
    registry.register_action(
        "registration.cancel", _("Cancel a registration"), _("Cancelled a registration")
    )
    registry.register_action(
        "registration.write", _("Message"), _("Wrote to those who are registered")
    )
