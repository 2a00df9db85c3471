"""Fills a database with random postings, for tests and measurements."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

import click
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from offers.postings.generator import generate


class Command(BaseCommand):
    help = "Adds random offers and needs, and organisations for them (not for a real portal)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, help="how many postings")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same postings")
        parser.add_argument("--yes", action="store_true", help="also where this is no development")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV_MAILBOX and not options["yes"]:
            raise CommandError(
                "These postings are invented, and this looks like a real portal. "
                "Repeat with --yes if it is none."
            )
        count, seed = options["count"], options["seed"]
        if count < 1:
            raise CommandError("How many? At least 1.")
        began = time.monotonic()
        with click.progressbar(length=count, label="Postings", file=sys.stderr) as bar:
            try:
                generate(count, seed, progress=bar.update)
            except LookupError as error:
                raise CommandError(str(error)) from error
        seconds = time.monotonic() - began
        pace = f"{seconds:.1f} s ({count / seconds:,.0f} a second)"
        self.stdout.write(f"{count:,} postings of seed {seed} in {pace}")
