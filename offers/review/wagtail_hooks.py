"""Where review meets Wagtail's admin: its two lists, the buttons of the editor, the start page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    LockedMenuItem,
    PublishMenuItem,
    SaveMenuItem,
    UnpublishMenuItem,
    WorkflowMenuItem,
)
from wagtail.snippets.models import register_snippet

from offers.postings.models import Posting
from offers.review.admin import NeedReviewViewSet, OfferReviewViewSet
from offers.review.models import APPROVE
from offers.review.queue import waiting_for

register_snippet(OfferReviewViewSet)
register_snippet(NeedReviewViewSet)


@hooks.register("construct_snippet_action_menu")
def offer_only_what_an_office_does(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Approve comes first, for most postings are fine."""
    posting = context.get("instance")
    if not isinstance(posting, Posting):
        return
    decisions = [item for item in items if isinstance(item, WorkflowMenuItem)]
    decisions.sort(key=lambda item: item.name != APPROVE)
    if context["locked_for_user"]:
        items[:] = [LockedMenuItem()]
    elif decisions:
        items[:] = [*decisions, SaveMenuItem()]
    else:
        items[:] = [PublishMenuItem()]
    if posting.live:
        items.append(UnpublishMenuItem())


class QueuePanel(Component):
    """How much waits for this office, and the way there."""

    name = "posting_queue"
    template_name = "review/queue_panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = waiting_for(parent_context["request"].user).values_list("content_type", flat=True)
        types = list(waiting)
        return {
            "number": len(types),
            "lists": [
                {
                    "name": model._meta.verbose_name_plural,
                    "url_name": f"{model._meta.model_name}_review:list",
                    "number": types.count(model.get_content_type().pk),
                }
                for model in Posting.children()
            ],
        }


@hooks.register("construct_homepage_panels")
def show_the_queue(request: HttpRequest, panels: list[Component]) -> None:
    """Ours takes the place of Wagtail's, which asks several questions of every row."""
    if not request.user.is_superuser:
        panels[:] = [p for p in panels if not isinstance(p, WorkflowObjectsToModeratePanel)]
    panels.insert(0, QueuePanel())
