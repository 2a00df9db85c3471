"""Offers and needs in the Wagtail admin: the office's queue, and where it decides.

As with organisations, Wagtail asks no permission about single objects. Every view of postings comes
from `PostingReviewViewSet`, whose querysets end at the border of the user's offices: what lies
beyond is 404. What Wagtail offers besides (adding, copying, deleting, locking, choosing, previews)
has no address here.
"""

from typing import Any

from django.urls import URLPattern, re_path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from offers.postings.enums import State
from offers.postings.models import Need, Offer
from offers.review import views
from offers.review.filters import NeedFilters, OfferFilters
from offers.review.panels import OF_NEEDS, OF_OFFERS, form_of

REACHABLE = frozenset(
    {
        "list",
        "list_results",
        "edit",
        "history",
        "history_results",
        "revisions_compare",
        "unpublish",
        "workflow_action",
        "collect_workflow_action_data",
        "workflow_history",
        "workflow_history_detail",
    }
)
CLOSED = (
    "add",
    "copy",
    "delete",
    "usage",
    "inspect",
    "lock",
    "unlock",
    "preview",
    "revisions_view",
    "revisions_revert",
    "revisions_unschedule",
    "confirm_workflow_cancellation",
)


# Wagtail's own takes anything for a number.
COMPARE = (
    r"^history/(?P<pk>\d+)/revisions/compare/"
    r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$"
)


def _stage(posting: Any) -> str:
    label = str(State(posting.stage).label)
    waits = posting.stage in (State.SUBMITTED, State.RETURNED)
    return f"{label} · {State.PUBLISHED.label}" if waits and posting.is_published else label


class PostingReviewViewSet(SnippetViewSet):
    """List, edit, decide, unpublish and history of postings in the user's territories."""

    icon = "doc-full"
    copy_view_enabled = False
    add_to_reference_index = False
    add_to_admin_menu = True
    list_per_page = 50
    search_fields = ["texts__title", "organisation__name"]
    index_view_class = views.QueueView
    edit_view_class = views.ReviewView
    history_view_class = views.PostingHistoryView
    revisions_compare_view_class = views.CompareView
    unpublish_view_class = views.UnpublishView
    workflow_action_view_class = views.DecisionView
    collect_workflow_action_data_view_class = views.DecisionDataView
    workflow_history_view_class = views.ReviewHistoryView
    workflow_history_detail_view_class = views.ReviewHistoryDetailView

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            "__str__",
            Column("stage", label=_("State"), accessor=_stage),
            Column("kind", label=_("Kind")),
            Column("organisation", label=_("Organisation")),
            Column("place", label=_("Place"), accessor="place.label"),
            DateColumn("waiting_since", label=_("Waiting since")),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": None for name in CLOSED}, **kwargs
        )

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        closed = {"preview_url_name": None, "confirm_workflow_cancellation_url_name": None}
        return super().get_edit_view_kwargs(**kwargs) | closed

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name in REACHABLE]
        return [
            re_path(COMPARE, pattern.callback, name=pattern.name)
            if pattern.name == "revisions_compare"
            else pattern
            for pattern in kept
        ]

    def register_chooser_viewset(self) -> None:
        """Nobody chooses postings in the admin."""


class OfferReviewViewSet(PostingReviewViewSet):
    model = Offer
    url_namespace = "offer_review"
    url_prefix = "review/offers"
    menu_label = _("Offers")
    menu_order = 110
    filterset_class = OfferFilters
    edit_handler = form_of(OF_OFFERS)


class NeedReviewViewSet(PostingReviewViewSet):
    model = Need
    url_namespace = "need_review"
    url_prefix = "review/needs"
    menu_label = _("Needs")
    menu_order = 120
    filterset_class = NeedFilters
    edit_handler = form_of(OF_NEEDS)
