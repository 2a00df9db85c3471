from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostingsConfig(AppConfig):
    name = "offers.postings"
    label = "postings"
    verbose_name = _("postings")

    def ready(self) -> None:
        import_module("offers.postings.notifications")
