"""Turns a register into rows, and writes only those that differ from what is there."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models

from partners.territories.enums import UNINCORPORATED_KINDS, Level
from partners.territories.files import Bundle, Track
from partners.territories.models import Association, Boundary, Postcode, Territory
from partners.territories.register import ASSOCIATION, Edition, Record
from partners.territories.words import spellings

Row = TypeVar("Row", bound=models.Model)

_BATCH = 1000
_UNINCORPORATED = "gemeindefreies Gebiet"  # as the register itself calls most of them
_ASSOCIATION_FIELDS = ("name", "seat", "kind", "edition", "closed_on")
_TERRITORY_FIELDS = (
    "level", "name", "short_name", "label_name", "county_name", "kind", "association",
    "area_ha", "population", "seat", "lat", "lon", "edition", "closed_on", "successor",
    "search", "county_search",
)  # fmt: skip
_BOUNDARY_FIELDS = ("geometry", "attribution", "licence_url")


def write_associations(edition: Edition, track: Track) -> int:
    """Adds, updates and closes; returns how many rows were written."""
    here = {association.key: association for association in Association.objects.all()}
    wanted = [
        Association(
            key=record.key,
            name=record.name,
            seat=record.seat,
            kind=record.kind,
            edition=edition.date,
        )
        for record in edition.of_type(ASSOCIATION)
    ]
    written = _write(Association, "key", _ASSOCIATION_FIELDS, wanted, here, track)
    gone = here.keys() - {association.key for association in wanted}
    return written + close(Association.objects.filter(key__in=gone), edition.date)


def write_territories(bundle: Bundle, here: Mapping[str, Territory], track: Track) -> int:
    """Adds and updates; returns how many rows were written. `here` holds all rows by key."""
    wanted = _territories(bundle, here)
    return _write(Territory, "ags", _TERRITORY_FIELDS, wanted, here, track)


def close(rows: models.QuerySet, date: datetime.date) -> int:
    """Marks those of the rows that are open; returns how many."""
    return rows.filter(closed_on=None).update(closed_on=date)


def write_postcodes(pairs: Iterable[tuple[str, str]], ids: Mapping[str, int]) -> int:
    """Makes the table what the pairs say; returns how many rows came or went."""
    wanted = {(code, ids[ags]) for code, ags in pairs if ags in ids}
    here = {
        (code, territory): pk
        for pk, code, territory in Postcode.objects.values_list("pk", "code", "territory")
    }
    gone = [pk for pair, pk in here.items() if pair not in wanted]
    new = [Postcode(code=code, territory_id=pk) for code, pk in sorted(wanted - here.keys())]
    for batch in _batches(gone):
        Postcode.objects.filter(pk__in=batch).delete()
    Postcode.objects.bulk_create(new, batch_size=_BATCH)
    return len(gone) + len(new)


def write_boundaries(bundle: Bundle, ids: Mapping[str, int], track: Track) -> int:
    """Adds and updates; returns how many rows were written. Others keep their boundary."""
    here = {boundary.territory_id: boundary for boundary in Boundary.objects.all()}
    wanted = [
        Boundary(
            territory_id=ids[outline.ags],
            geometry=outline.geometry,
            attribution=outline.attribution,
            licence_url=outline.licence_url,
        )
        for outline in bundle.outlines
        if outline.ags in ids
    ]
    return _write(Boundary, "territory", _BOUNDARY_FIELDS, wanted, here, track)


def _write(
    model: type[Row],
    key: str,
    fields: Sequence[str],
    wanted: Sequence[Row],
    here: Mapping[Any, Row],
    track: Track,
) -> int:
    """One statement a batch adds and updates alike; unchanged rows are not touched."""
    columns = [_column(model, name) for name in fields]
    key_column = _column(model, key)

    def differs(row: Row) -> bool:
        old = here.get(getattr(row, key_column))
        return old is None or any(getattr(old, name) != getattr(row, name) for name in columns)

    changed = [row for row in wanted if differs(row)]
    for batch in track(_batches(changed), f"Writing {model._meta.model_name}"):
        model._default_manager.bulk_create(
            batch, update_conflicts=True, unique_fields=[key], update_fields=fields
        )
    return len(changed)


def _column(model: type[models.Model], name: str) -> str:
    """The attribute that a field is compared by: for a foreign key the id, without a query."""
    field: Any = model._meta.get_field(name)
    return str(field.attname)


def _batches(rows: Sequence[Row] | Sequence[int]) -> list[Sequence]:
    return [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]


# --- From record to row -------------------------------------------------------------------


def _territories(bundle: Bundle, here: Mapping[str, Territory]) -> list[Territory]:
    associations = dict(Association.objects.values_list("key", "pk"))
    counties = {record.key: _short(record) for record in bundle.edition.of_type(Level.COUNTY)}
    area, population = _sums(bundle.edition)
    titled = _titled(bundle.edition)
    rows = []
    for record in bundle.edition.records:
        if record.type == ASSOCIATION:
            continue
        county = counties.get(record.key[:5], "") if record.type == Level.MUNICIPALITY else ""
        old = here.get(record.key)
        title = titled.get(record.key, "")
        point = bundle.points.get(record.key) or (old.point if old else None)
        rows.append(
            Territory(
                ags=record.key,
                level=record.type,
                name=record.name,
                short_name=_short(record),
                label_name=title or _short(record),
                county_name=county,
                kind=record.kind,
                association_id=associations.get(record.association),
                area_ha=area[record.key],
                population=population[record.key],
                seat=record.seat,
                lat=point.lat if point else None,
                lon=point.lon if point else None,
                edition=bundle.edition.date,
                search=spellings(title) if title else spellings(_short(record), record.name),
                county_search=spellings(county),
            )
        )
    return rows


def _short(record: Record) -> str:
    """The name without its title: "Gera, Stadt" is called Gera."""
    return record.name.split(",")[0].strip()


def _titled(edition: Edition) -> dict[str, str]:
    """Names in labels of those whose short name a neighbour in the county has, too, by key.

    The title tells them apart, else the association. A town beside a forest of the same name
    needs neither and is not among them.
    """
    associations = {record.key: record.name for record in edition.of_type(ASSOCIATION)}
    neighbours: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in edition.of_type(Level.MUNICIPALITY):
        neighbours[record.key[:5], _short(record)].append(record)
    names: dict[str, str] = {}
    for (_county, short), records in neighbours.items():
        towns = [record for record in records if record.kind not in UNINCORPORATED_KINDS]
        for record in records if len(records) > 1 else []:
            if record.name != short:
                names[record.key] = record.name
            elif record.kind in UNINCORPORATED_KINDS:
                names[record.key] = f"{short}, {_UNINCORPORATED}"
            else:
                names[record.key] = f"{short}, {associations[record.association]}"
        if len(towns) == 1:
            names.pop(towns[0].key, None)
    return names


def _sums(edition: Edition) -> tuple[Counter[str], Counter[str]]:
    """Hectares and people by key, of each municipality and of all that it lies in."""
    area: Counter[str] = Counter()
    population: Counter[str] = Counter()
    for record in edition.of_type(Level.MUNICIPALITY):
        for length in (2, 3, 4, 5, 8):
            area[record.key[:length]] += record.area_ha
            population[record.key[:length]] += record.population
    return area, population
