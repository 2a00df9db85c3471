from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "offers.review"
    label = "review"
    verbose_name = _("review of postings")

    def ready(self) -> None:
        import_module("offers.review.permissions")
