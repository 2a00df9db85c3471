from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "partners.organisations"
    label = "organisations"
    verbose_name = _("organisations")

    def ready(self) -> None:
        import_module("partners.organisations.notifications")
