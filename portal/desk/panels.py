"""The start page of an office: first what waits for it, then its tools."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django.db.models import Count
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.models import Locale

from partners.accounts.models import User
from partners.organisations.models import Organisation
from portal.cms.models import RegionPage
from portal.desk.policies import own_pages
from portal.desk.rights import region_pages

SHOWN = 5


class WaitingPanel(Component):
    """Organisations to verify, and pages that are not yet what people see.

    The postings that wait have a panel of their own right below (`offers.review`).
    """

    name = "waiting"
    template_name = "desk/waiting_panel.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        drafts = own_pages(user).filter(alias_of=None, has_unpublished_changes=True)
        return {
            "organisations": Organisation.objects.for_office(user).pending().count(),
            "drafts": drafts.order_by("-latest_revision_created_at")[:SHOWN],
            "drafts_number": drafts.count(),
            "scheduled": own_pages(user)
            .filter(alias_of=None, _revisions__approved_go_live_at__isnull=False)
            .order_by("go_live_at")
            .distinct()[:SHOWN],
            "untranslated": _untranslated(user),
        }


class RegionPanel(Component):
    """The way to the region's page, pictures and documents."""

    name = "region"
    template_name = "desk/region_panel.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"pages": region_pages(parent_context["request"].user)}


class ReportsPanel(Component):
    """The reports of the menu that the role may see; not there if it may see none."""

    name = "reports"
    template_name = "desk/reports_panel.html"
    order = 70

    def __init__(self, items: list[MenuItem]) -> None:
        self.items = items

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"reports": sorted(self.items, key=attrgetter("order", "label"))}


class OwnRecentEditsPanel(RecentEditsPanel):
    """Without pages that are no longer the office's."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["last_edits"] = [
            (when, page)
            for when, page in context["last_edits"]
            if page.permissions_for_user(user).can_edit()
        ]
        return context


def _untranslated(user: User) -> list[dict[str, Any]]:
    """For each language how many of the office's pages only follow a page in another one."""
    following = own_pages(user).filter(alias_of__isnull=False).order_by()
    numbers = dict(following.values_list("locale").annotate(Count("pk")))
    regions = {page.translation_key for page in region_pages(user)}
    first = {
        page.locale_id: page
        for page in RegionPage.objects.filter(translation_key__in=regions).order_by("-path")
    }
    return [
        {"language": locale, "number": numbers[locale.pk], "page": first.get(locale.pk)}
        for locale in Locale.objects.all()
        if locale.pk in numbers
    ]
