from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveriesConfig(AppConfig):
    name = "partners.deliveries"
    label = "deliveries"
    verbose_name = _("Deliveries")

    def ready(self) -> None:
        import_module("partners.deliveries.notifications")
