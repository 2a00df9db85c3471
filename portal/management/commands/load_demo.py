"""Loads the demo region into an empty database and says how to log in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.cast import LOG_INS, PASSWORD
from portal.demo.loader import load


class Command(BaseCommand):
    help = "Loads the demo region where there are no organisations (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV_MAILBOX:
            raise CommandError("`load_demo` is for development: everybody knows its passwords.")
        if not load():
            self.stdout.write("There are organisations already; the demo was not loaded again.")
        self.stdout.write(f"Demo log-ins, all with the password {PASSWORD}:")
        for who, email in LOG_INS:
            self.stdout.write(f"  {email:<32} {who}")
