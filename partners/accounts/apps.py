from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "partners.accounts"
    label = "accounts"
    verbose_name = _("log-ins")

    def ready(self) -> None:
        import_module("partners.accounts.notifications")
