from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "offers.matching"
    label = "matching"
    verbose_name = _("matches")

    def ready(self) -> None:
        import_module("offers.matching.notifications")
