"""The ledger in the Wagtail admin: to look at, and to send again what failed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from partners.deliveries import actions
from partners.deliveries.enums import DeliveryState
from partners.deliveries.models import Delivery, DeliveryQuerySet, RefusedAddress
from partners.deliveries.permissions import is_administrator


class LookOnly(BasePermissionPolicy):
    """Administrators may view; nobody may add, change or delete."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        return action == "view" and is_administrator(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        users = get_user_model()._default_manager.filter(is_active=True, is_superuser=True)
        return users if "view" in actions else users.none()


class DeliveryFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=DeliveryState.choices, method="in_state"
    )

    refused = django_filters.BooleanFilter(
        label=gettext_lazy("Nobody is at the address"), method="to_refused_addresses"
    )

    class Meta:
        model = Delivery
        fields: list[str] = []

    def in_state(self, deliveries: DeliveryQuerySet, _name: str, value: str) -> DeliveryQuerySet:
        return deliveries.in_state(DeliveryState(value))

    def to_refused_addresses(
        self, deliveries: DeliveryQuerySet, _name: str, value: bool
    ) -> DeliveryQuerySet:
        refused = deliveries.to_refused_addresses()
        return refused if value else deliveries.exclude(pk__in=refused.values("pk"))


class DeliveryInspectView(InspectView):
    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return timezone.localtime(value)  # Wagtail would show it in UTC
        return "–" if value in (None, "") else value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refused = RefusedAddress.objects.filter(recipient=self.object.recipient).first()
        return super().get_context_data(**kwargs) | {"refused": refused}


class DeliveryViewSet(ModelViewSet):
    model = Delivery
    name = "deliveries"
    url_namespace = "ledger"  # the public pages of this app are "deliveries"
    icon = "mail"
    menu_label = gettext_lazy("Deliveries")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = DeliveryInspectView
    inspect_template_name = "deliveries/inspect.html"
    # Without the payload: it may hold links that log somebody in.
    inspect_view_fields = [
        "recipient",
        "message",
        "subject_key",
        "language",
        "user",
        "message_id",
        "created_at",
        "due_at",
        "attempts",
        "sent_at",
        "proof",
        "failed_at",
        "obsolete_at",
        "error",
    ]
    list_display = [
        "recipient",
        "message",
        Column("state", label=gettext_lazy("State"), accessor=lambda row: row.state.label),
        Column("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
        DateColumn("created_at", label=gettext_lazy("Promised"), sort_key="created_at"),
        DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
    ]
    search_fields = ["recipient"]
    filterset_class = DeliveryFilterSet
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("send-again/<int:pk>/", send_again, name="send_again"),
            path("send-all-again/", send_all_again, name="send_all_again"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()

    def register_admin_url_finder(self) -> None:
        """There is no page on which a delivery could be edited."""


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    if not is_administrator(request.user):
        raise PermissionDenied
    if actions.send_again(get_object_or_404(Delivery, pk=pk)):
        messages.success(request, _("The message will be sent again in a moment."))
    else:
        messages.warning(request, _("Only a message that failed can be sent again."))
    return redirect("ledger:inspect", pk)


@require_POST
def send_all_again(request: HttpRequest) -> HttpResponse:
    if not is_administrator(request.user):
        raise PermissionDenied
    count = actions.send_all_again()
    text = ngettext(
        "%(count)d message will be sent again in a moment.",
        "%(count)d messages will be sent again in a moment.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect("ledger:index")


class FailedDeliveriesPanel(Component):
    """On the dashboard: how many messages failed, and the way to them."""

    name = "failed_deliveries"
    order = 50
    template_name = "deliveries/failed_panel.html"

    def __init__(self, failed: int) -> None:
        self.failed = failed

    def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {
            "failed": self.failed,
            "list_url": f"{reverse('ledger:index')}?state={DeliveryState.FAILED}",
            "csrf_token": (parent_context or {})["csrf_token"],
        }
