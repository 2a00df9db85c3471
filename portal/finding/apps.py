from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    name = "portal.finding"
    label = "finding"
    verbose_name = _("search")
