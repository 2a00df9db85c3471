"""Doors that stand before every view: second factor, Wagtail admin.

They stand on this floor because they ask both accounts and organisations.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partners.accounts.models import User
from partners.accounts.requests import PersonRequest
from partners.organisations.permissions import acts_for_office
from portal.desk import borders

View = Callable[..., HttpResponse]

# Of offices' views of postings; each is narrowed in `offers.review.views`.
POSTING_VIEWS = (
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
)

# What offices reach in the Wagtail admin, besides what `portal.desk.borders` narrows to their own
# pages, pictures and documents; everything else there is not theirs to know.
OFFICE_ADMIN_VIEWS = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
        "organisation_review:index",
        "organisation_review:index_results",
        "organisation_review:inspect",
        "organisation_review:history",
        "organisation_review:history_results",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
    }
    | {f"{model}_review:{view}" for model in ("offer", "need", "event") for view in POSTING_VIEWS}
)

# Setting up a second factor, leaving and stopping mails must be possible without one, in the
# portal's colours. The API asks by itself, and answers programs in their own way.
WITHOUT_SECOND_FACTOR = ("mfa_", "account_", "deliveries:", "api:", "theme")


def lacks_second_factor(user: User) -> bool:
    """Whether the person's role demands a second factor that is not set up."""
    if not settings.SECOND_FACTOR_DEMANDED or is_mfa_enabled(user):
        return False
    return user.is_superuser or acts_for_office(user)


class _Door:
    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class SecondFactorMiddleware(_Door):
    """Sends offices and administrators to set up a passkey or an authenticator app first."""

    def process_view(
        self, request: HttpRequest, _view: View, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(WITHOUT_SECOND_FACTOR) or not lacks_second_factor(request.user):
            return None
        messages.warning(
            request,
            _("Please set up a passkey or an authenticator app first: your role demands it."),
        )
        return redirect("mfa_index")


class AdminMiddleware(_Door):
    """404 in the Wagtail admin for everybody who has no business there.

    Administrators go anywhere; offices where their views are narrowed to their territory.
    """

    def process_view(
        self, request: PersonRequest, _view: View, _args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.path.startswith("/admin/") or request.user.is_anonymous:
            return None
        if request.user.is_superuser:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not acts_for_office(request.user):
            raise Http404
        if name in OFFICE_ADMIN_VIEWS or borders.may_enter(request, name, kwargs):
            return None
        raise Http404
