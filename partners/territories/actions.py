"""Bringing the official register, and what belongs to it, into the database."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from partners.territories import mergers, writing
from partners.territories.enums import Level
from partners.territories.files import Bundle, Track, read_demo_region, untracked
from partners.territories.models import Boundary, Postcode, Territory, latest_edition
from partners.territories.register import ASSOCIATION

# A year's reforms close far fewer; more than this means that a part was taken for the whole.
MOST_CLOSURES = 10
MOST_CLOSURES_SHARE = 0.05


class ImportRefusedError(Exception):
    """The files are sound, but importing them would do harm."""


@dataclass(frozen=True)
class Summary:
    """What an import found and did.

    `open` counts the open territories by level. `closed` and `reopened` are labels, `written`
    counts rows of every kind that were added, changed or removed, `skipped` the points, postcodes,
    boundaries and mergers of territories that the register does not have.
    """

    edition: datetime.date
    open: dict[Level, int]
    population: int
    postcodes: int
    boundaries: int
    closed: list[str]
    reopened: list[str]
    written: int
    skipped: int


@transaction.atomic
def import_territories(
    bundle: Bundle, *, allow_closures: bool = False, track: Track = untracked
) -> Summary:
    """Adds and updates what the register has, closes what it has no longer, deletes nothing.

    Raises ImportRefusedError for an edition older than the one here, for files that belong to
    another country's or region's register, and (unless allowed) for an edition that would close
    a whole county or more than a few municipalities. Raises RegisterError for a merger of which
    the old municipality is not closed then, or the new one not open.
    """
    date = bundle.edition.date
    _refuse_older(date)
    keys = {record.key for record in bundle.edition.records if record.type != ASSOCIATION}
    here = {territory.ags: territory for territory in Territory.objects.all()}
    missing = [old for ags, old in here.items() if old.is_open and ags not in keys]
    returning = [old for ags, old in here.items() if not old.is_open and ags in keys]
    if not allow_closures:
        _refuse_many_closures(missing, here)

    written = writing.write_associations(bundle.edition, track)
    written += writing.write_territories(bundle, here, track)
    writing.close(Territory.objects.filter(pk__in=[old.pk for old in missing]), date)

    ids = dict(Territory.objects.values_list("ags", "pk"))
    skipped = _count_strangers(bundle, ids)
    if bundle.postcodes is not None:
        written += writing.write_postcodes(bundle.postcodes, ids)
    written += writing.write_boundaries(bundle, ids, track)
    written += mergers.write(bundle.mergers)
    return Summary(
        edition=date,
        open=_open_counts(),
        population=sum(state.population for state in Territory.objects.open().states()),
        postcodes=Postcode.objects.count(),
        boundaries=Boundary.objects.count(),
        closed=[old.label for old in missing],
        reopened=[old.label for old in returning],
        written=written + len(missing),
        skipped=skipped,
    )


def load_demo_region() -> Summary:
    """Imports the small region that the project ships: two counties and a kreisfreie Stadt."""
    return import_territories(read_demo_region())


def _refuse_older(date: datetime.date) -> None:
    latest = latest_edition()
    if latest and date < latest:
        raise ImportRefusedError(
            f"This register is of {date}, and that of {latest} was already imported."
        )


def _refuse_many_closures(missing: list[Territory], here: Mapping[str, Territory]) -> None:
    whole = [gone for gone in missing if gone.level in (Level.STATE, Level.COUNTY)]
    closing = sum(gone.level == Level.MUNICIPALITY for gone in missing)
    open_now = sum(old.level == Level.MUNICIPALITY and old.is_open for old in here.values())
    if whole or closing > max(MOST_CLOSURES, MOST_CLOSURES_SHARE * open_now):
        counties = f" and all of {whole[0].label}" if whole else ""
        raise ImportRefusedError(
            f"This register lacks {closing} of {open_now} municipalities{counties}. If they "
            "really ceased to exist, repeat with --allow-closures; otherwise it is not complete."
        )


def _count_strangers(bundle: Bundle, ids: Mapping[str, int]) -> int:
    """How many rows of each further file name no territory; refuses a file that names none."""
    skipped = 0
    for name, keys in (
        ("coordinates", list(bundle.points)),
        ("postcodes", [ags for _code, ags in bundle.postcodes or ()]),
        ("boundaries", [outline.ags for outline in bundle.outlines]),
    ):
        strangers = sum(ags not in ids for ags in keys)
        if keys and strangers == len(keys):
            raise ImportRefusedError(f"The {name} name no territory of this register.")
        skipped += strangers
    named = [key for merger in bundle.mergers for key in (merger.old, merger.new)]
    if named and not any(key in ids for key in named):
        raise ImportRefusedError("The successors name no territory of this register.")
    return skipped + sum(merger.old not in ids for merger in bundle.mergers)


def _open_counts() -> dict[Level, int]:
    rows = Territory.objects.open().order_by().values_list("level").annotate(Count("pk"))
    return {Level(level): count for level, count in rows}
