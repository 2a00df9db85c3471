from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "events.calendars"
    label = "calendars"
    verbose_name = _("calendars")

    def ready(self) -> None:
        from events.calendars.importing import exceptions_of
        from events.events.occurrences import KNOWN_EXCEPTIONS

        KNOWN_EXCEPTIONS.append(exceptions_of)
