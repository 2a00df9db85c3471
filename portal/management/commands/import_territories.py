"""Imports the official register of municipalities, see docs/territory-keys.md.

Stands on this floor because postings follow the register, which knows nothing of them.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from offers.matching.expansion import expand_everything
from offers.postings import actions
from offers.postings.areas import Area
from partners.territories.actions import ImportRefusedError, Summary, import_territories
from partners.territories.enums import Level
from partners.territories.files import read_bundle
from partners.territories.register import RegisterError

_NAMES_SHOWN = 20


def progress(items: Sequence[Any], label: str) -> Iterable[Any]:
    """Passes items on and draws a bar on a terminal."""
    with click.progressbar(items, label=f"{label:22}", file=sys.stderr, update_min_steps=50) as bar:
        yield from bar


class Command(BaseCommand):
    help = "Imports states, counties and municipalities from Destatis' GV100AD file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="GV100AD file (UTF-8 or ISO-8859-1)")
        parser.add_argument("--coordinates", type=Path, help="CSV: ags,lat,lon")
        parser.add_argument("--postcodes", type=Path, help="CSV: plz,ags")
        parser.add_argument(
            "--boundaries", type=Path, nargs="+", action="extend", default=[], help="GeoJSON files"
        )
        parser.add_argument("--successors", type=Path, help="CSV: old,new (merged municipalities)")
        parser.add_argument(
            "--allow-closures",
            action="store_true",
            help="also when whole counties or many municipalities would be closed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bundle = read_bundle(
                options["file"],
                options["coordinates"],
                options["postcodes"],
                options["boundaries"],
                options["successors"],
                track=progress,
            )
            summary = import_territories(
                bundle, allow_closures=options["allow_closures"], track=progress
            )
        except (RegisterError, ImportRefusedError) as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self.stdout.write("\n".join(describe(summary)))
        self._follow(summary)

    @transaction.atomic
    def _follow(self, summary: Summary) -> None:
        """What hangs on territories; as a whole, so that repeating finishes a stopped import."""
        moved, changed = actions.follow_mergers(), Area.objects.refresh(progress)
        if moved:
            self.stdout.write(f"{moved:,} postings lie in a new municipality now.")
        if changed:
            self.stdout.write(f"{len(changed):,} areas of postings changed with it.")
        if summary.written or moved or changed:
            self.stdout.write(f"Matches of {expand_everything():,} needs are looked at anew.")


def describe(summary: Summary) -> Iterable[str]:
    """The lines shown at the end."""
    yield f"Register of {summary.edition}, {summary.population:,} people"
    for level in Level:
        yield f"{summary.open.get(level, 0):>9,} × {level.name.lower().replace('_', ' ')}"
    yield f"{summary.postcodes:>9,} × postcode and municipality"
    yield f"{summary.boundaries:>9,} × boundary"
    if summary.skipped:
        yield f"{summary.skipped:,} lines skipped: not in this register"
    for word, labels in (("Closed", summary.closed), ("Reopened", summary.reopened)):
        if labels:
            more = f" and {len(labels) - _NAMES_SHOWN:,} more" if len(labels) > _NAMES_SHOWN else ""
            yield f"{word} {len(labels):,}: {', '.join(labels[:_NAMES_SHOWN])}{more}"
    yield f"{summary.written:,} rows written." if summary.written else "Nothing changed."
