from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from partners.deliveries.admin import DeliveryViewSet, FailedDeliveriesPanel, LookOnly
from partners.deliveries.models import Delivery
from partners.deliveries.permissions import is_administrator

register_permission_policy(Delivery, LookOnly(Delivery))


@hooks.register("register_admin_viewset")
def register_viewset() -> DeliveryViewSet:
    return DeliveryViewSet()


@hooks.register("construct_homepage_panels")
def show_failed_deliveries(request: HttpRequest, panels: list[Component]) -> None:
    if is_administrator(request.user) and (failed := Delivery.objects.failed().count()):
        panels.append(FailedDeliveriesPanel(failed))
