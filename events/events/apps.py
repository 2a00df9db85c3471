from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events.events"
    label = "events"
    verbose_name = _("events")

    def ready(self) -> None:
        import_module("events.events.forms")
        import_module("events.events.notifications")
