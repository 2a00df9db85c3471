"""Panels of the page editor."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel


class StoryPanel(Panel):
    """What the county tells, what this page makes of it, and what has changed since."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/story_panel.html"

        def is_shown(self) -> bool:
            page = self.instance
            return bool(page.pk and page.territory_id and (page.county_page or page.chapters))

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            page = self.instance
            return super().get_context_data(parent_context) | {
                "page": page,
                "chapters": page.chapters,
            }
