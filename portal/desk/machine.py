"""Machines cost money: so many drafts an hour and person, of pages as of postings.

Two views of wagtail-localize have pages drafted, and neither counts.
"""

from collections.abc import Mapping
from typing import Any

from wagtail_localize.models import Translation

from offers.postings.machine import DraftThrottle
from partners.accounts.requests import PersonRequest


def wants_too_much(request: PersonRequest, view_name: str, arguments: Mapping[str, Any]) -> bool:
    """Counts the drafts that are asked for; true once there were too many."""
    throttle: Any = DraftThrottle()
    drafts = _drafts(request, view_name, arguments)
    return not all(throttle.allow_request(request, None) for _draft in range(drafts))


def _drafts(request: PersonRequest, view_name: str, arguments: Mapping[str, Any]) -> int:
    if request.method != "POST":
        return 0
    if view_name == "wagtail_localize:machine_translate":
        return 1
    if view_name == "wagtail_localize:update_translations":
        following = Translation.objects.filter(
            source=arguments["translation_source_id"], enabled=True
        )
        return following.count() if request.POST.get("use_machine_translation") else 0
    return 0
