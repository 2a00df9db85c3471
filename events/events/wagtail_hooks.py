from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from events.events.admin import EventReviewViewSet

register_snippet(EventReviewViewSet)


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action("events.move", _("Move this date"), _("One of its times was moved"))
    registry.register_action("events.cancel", _("Call off"), _("Called off, in whole or in part"))
    registry.register_action("events.document", _("Say what came of it"), _("Said what came of it"))
