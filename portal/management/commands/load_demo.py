"""Loads the demo region into an empty database and says how to log in."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.cast import LOG_INS, PASSWORD
from portal.demo.loader import load


class Command(BaseCommand):
    help = "Loads the demo region (only where there are no organisations) and prints its log-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        if not load():
            self.stdout.write("There are organisations already; the demo was not loaded again.")
        self.stdout.write(f"Demo log-ins, all with the password {PASSWORD}:")
        for who, email in LOG_INS:
            self.stdout.write(f"  {email:<32} {who}")
