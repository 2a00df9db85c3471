from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    name = "events.registration"
    label = "registration"
    verbose_name = _("registration")

    def ready(self) -> None:
        import_module("events.registration.notifications")
        reasons = import_module("events.calendars.own").REASONS
        reasons.append(import_module("events.registration.own").of_registrations)
