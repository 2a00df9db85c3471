"""Where the desk meets Wagtail: its policies, viewsets, menu, start page and choosers."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import Resolver404, URLResolver, resolve
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, reports_menu
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
)
from wagtail.admin.viewsets.base import ViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from partners.accounts.requests import PersonRequest
from portal.access import OFFICE_ADMIN_VIEWS
from portal.cms.choices import linkable
from portal.desk import urls
from portal.desk.admin import OfficeViewSet, PortalPageViewSet
from portal.desk.borders import NARROWED
from portal.desk.panels import OwnRecentEditsPanel, RegionPanel, ReportsPanel, WaitingPanel
from portal.desk.policies import (
    OfficeCollectionPolicy,
    OfficePagePolicy,
    OfficePromotionPolicy,
    OfficeRedirectPolicy,
)
from portal.media.models import PortalDocument, PortalImage

register_permission_policy(Page, OfficePagePolicy(Page))
for model, asked_as in (
    (PortalImage, "wagtailimages.Image"),
    (PortalDocument, "wagtaildocs.Document"),
):
    policy = OfficeCollectionPolicy(model, asked_as, owner_field_name="uploaded_by_user")
    # Before Wagtail's own, whichever of the two is registered first.
    register_permission_policy(model, policy, exact_class=True)
register_permission_policy(Redirect, OfficeRedirectPolicy(Redirect), exact_class=True)
register_permission_policy(
    SearchPromotion, OfficePromotionPolicy(SearchPromotion), exact_class=True
)

# The first address that fits is taken: ours before those of libraries.
FIRST = -1
# Ours look at what all others have put there.
LAST = 1000

# They show what a person edited or locked once, whether or not it is hers today.
NOT_FOR_OFFICES = (LockedPagesPanel, RecentEditsPanel, UserObjectsInWorkflowModerationPanel)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [OfficeViewSet(), PortalPageViewSet()]


@hooks.register("register_admin_urls", order=FIRST)
def register_narrowed_views() -> list[URLResolver]:
    return urls.urlpatterns


@hooks.register("construct_main_menu", order=LAST)
@hooks.register("construct_settings_menu", order=LAST)
@hooks.register("construct_reports_menu", order=LAST)
@hooks.register("construct_help_menu", order=LAST)
def show_what_offices_reach(request: HttpRequest, items: list[MenuItem]) -> None:
    """No entry that leads nowhere: the menu is cut by the same list as the views."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if _is_reached(request, item)]


def _is_reached(request: HttpRequest, item: MenuItem) -> bool:
    if isinstance(item, SubmenuMenuItem):
        inside = item.menu.menu_items_for_request(request)
        return any(_is_reached(request, inner) for inner in inside)
    try:
        name = resolve(item.url).view_name
    except Resolver404:
        return False
    return name in OFFICE_ADMIN_VIEWS or name in NARROWED


@hooks.register("construct_homepage_summary_items", order=LAST)
def count_for_administrators_only(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Wagtail counts all pages of the tree."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("construct_homepage_panels", order=LAST)
def begin_with_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    if not request.user.is_superuser:
        panels[:] = [panel for panel in panels if not isinstance(panel, NOT_FOR_OFFICES)]
        panels += [WaitingPanel(), RegionPanel(), OwnRecentEditsPanel()]
    if reports := reports_menu.menu_items_for_request(request):
        panels.append(ReportsPanel(reports))


@hooks.register("construct_page_chooser_queryset")
def choose_own_or_public(pages: QuerySet[Page], request: PersonRequest) -> QuerySet[Page]:
    return pages if request.user.is_superuser else linkable(pages, request.user)
