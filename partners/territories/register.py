"""Reads the official register of German municipalities (GV100AD of Destatis); writes nothing.

Fixed width, 220 characters a line, UTF-8 or (older editions) ISO-8859-1. Positions from 1:
1-2 record type, 3-10 date, 11-18 key, 19-22 association, 23-72 name, 73-122 seat,
123-124 kind of body, for municipalities also 129-139 hectares and 140-150 population.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partners.territories.enums import (
    COUNTY_KINDS,
    KEY_LENGTHS,
    MUNICIPALITY_KINDS,
    AssociationKind,
    Kind,
    Level,
)

WIDTH = 220
MAX_BYTES = 50_000_000  # the whole of Germany has less than 4,000,000
ALL_STATES = 16
# A region may well cross borders, that of Hamburg lies in four states; five of sixteen are
# far more likely the beginning of a register that was cut off.
MOST_STATES_OF_A_REGION = 4

ASSOCIATION = 50
_KINDS: dict[int, frozenset[str]] = {
    Level.STATE: frozenset({""}),
    Level.REGION: frozenset({""}),
    Level.PLANNING_REGION: frozenset({""}),
    Level.COUNTY: COUNTY_KINDS,
    ASSOCIATION: frozenset(AssociationKind.values),
    Level.MUNICIPALITY: MUNICIPALITY_KINDS,
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class RegisterError(Exception):
    """A file is not what it should be; `line` counts from 1, 0 stands for the file as a whole."""

    def __init__(self, line: int, reason: str, file: str = "") -> None:
        place = ", ".join(filter(None, [file, f"line {line}" if line else ""]))
        super().__init__(f"{place}: {reason}" if place else reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Record:
    """One line. `key` is the AGS, for an association county and four digits.

    `association` is such a key too; `area_ha` and `population` are 0 above municipalities.
    """

    line: int
    type: int
    date: datetime.date
    key: str
    name: str
    seat: str
    kind: str
    association: str = ""
    area_ha: int = 0
    population: int = 0


@dataclass(frozen=True)
class Edition:
    """A register that was read to the end and whose records belong together."""

    date: datetime.date
    records: tuple[Record, ...]

    def of_type(self, record_type: int) -> list[Record]:
        return [record for record in self.records if record.type == record_type]


def read_lines(data: bytes) -> list[str]:
    """Lines without their ends. Raises RegisterError where the text cannot be decoded."""
    if len(data) > MAX_BYTES:
        raise RegisterError(0, f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        if not before.removeprefix(b"\xef\xbb\xbf").isascii():
            raise RegisterError(before.count(b"\n") + 1, "damaged UTF-8") from None
        text = data.decode("iso-8859-1")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def read_records(lines: Iterable[str]) -> Iterator[Record]:
    """One record after the other, each checked by itself. Raises RegisterError."""
    for number, line in enumerate(lines, start=1):
        try:
            yield _read_record(number, line)
        except ValueError as error:
            raise RegisterError(number, str(error)) from None


def check_edition(records: Iterable[Record]) -> Edition:
    """The records as a whole. Raises RegisterError where one does not belong to the others."""
    found = tuple(records)
    if not found:
        raise RegisterError(1, "the file is empty")
    _check_dates(found)
    _check_keys_are_unique(found)
    _check_hierarchy(found)
    return Edition(found[0].date, found)


def _read_record(number: int, line: str) -> Record:
    if len(line) != WIDTH:
        raise ValueError(f"{len(line)} characters instead of {WIDTH}; cut off, or no GV100AD file")
    if _CONTROL.search(line):
        raise ValueError("control characters; not a GV100AD file")
    record_type = _record_type(line[0:2])
    kind = line[122:124].strip()
    if kind not in _KINDS[record_type]:
        raise ValueError(f"kind of body “{kind}” is unknown for record type {record_type}")
    name = " ".join(line[22:72].split())
    if not name:
        raise ValueError("the name is missing")
    key, association = _keys(record_type, line[10:18].rstrip(), line[18:22].rstrip())
    counts = record_type == Level.MUNICIPALITY
    return Record(
        line=number,
        type=record_type,
        date=_date(line[2:10]),
        key=key,
        name=name,
        seat=" ".join(line[72:122].split()),
        kind=kind,
        association=association,
        area_ha=_number(line[128:139], "area") if counts else 0,
        population=_number(line[139:150], "population") if counts else 0,
    )


def _record_type(text: str) -> int:
    if not _is_digits(text, 2) or int(text) not in _KINDS:
        raise ValueError(f"record type “{text}” is unknown; not a GV100AD file")
    return int(text)


def _date(text: str) -> datetime.date:
    try:
        if not _is_digits(text, 8):
            raise ValueError
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise ValueError(f"“{text}” is not a date") from None


def _keys(record_type: int, ags: str, association: str) -> tuple[str, str]:
    """The record's own key and, for a municipality, that of its association."""
    if record_type == ASSOCIATION:
        if not _is_digits(ags, 5) or not _is_digits(association, 4):
            raise ValueError(f"“{ags}” and “{association}” are not the key of an association")
        return ags + association, ""
    length = KEY_LENGTHS[Level(record_type)]
    if not _is_digits(ags, length):
        raise ValueError(f"the key “{ags}” should have {length} digits")
    if record_type != Level.MUNICIPALITY:
        if association:
            raise ValueError(f"“{association}” stands where the key should have ended")
        return ags, ""
    if not _is_digits(association, 4):
        raise ValueError(f"“{association}” is not the key of an association")
    return ags, ags[:5] + association


def _number(text: str, what: str) -> int:
    if not _is_digits(text, len(text)):
        raise ValueError(f"the {what} “{text.strip()}” is not a number")
    return int(text)


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdecimal()


def _check_dates(records: tuple[Record, ...]) -> None:
    expected = records[0].date
    for record in records:
        if record.date != expected:
            raise RegisterError(
                record.line, f"dated {record.date}, but the file begins with {expected}"
            )


def _check_keys_are_unique(records: tuple[Record, ...]) -> None:
    seen: dict[tuple[bool, str], int] = {}
    for record in records:
        identity = (record.type == ASSOCIATION, record.key)
        if identity in seen:
            raise RegisterError(
                record.line, f"the key {record.key} was already on line {seen[identity]}"
            )
        seen[identity] = record.line


def _check_hierarchy(records: tuple[Record, ...]) -> None:
    """Nothing hangs in the air, and nothing is left without what it should hold."""
    states = {record.key for record in records if record.type == Level.STATE}
    if MOST_STATES_OF_A_REGION < len(states) < ALL_STATES:
        raise RegisterError(
            records[-1].line, f"only {len(states)} of {ALL_STATES} states; the file is cut off"
        )
    counties = {record.key for record in records if record.type == Level.COUNTY}
    associations = {record.key for record in records if record.type == ASSOCIATION}
    filled: set[str] = set()
    for record in records:
        if record.type != Level.STATE and record.key[:2] not in states:
            raise RegisterError(record.line, f"the state {record.key[:2]} is missing")
        if record.type == Level.MUNICIPALITY:
            _check_municipality(record, counties, associations)
            filled |= {record.key[:length] for length in (2, 3, 4, 5)} | {record.association}
    for record in records:
        if record.type != Level.MUNICIPALITY and record.key not in filled:
            raise RegisterError(
                record.line, f"{record.name} has no municipality; the file is cut off"
            )


def _check_municipality(record: Record, counties: set[str], associations: set[str]) -> None:
    # Waters and border territory belong to a state, but to no county.
    countyless = record.kind == Kind.UNINHABITED_AREA and record.key[2:5] == "000"
    if record.key[:5] not in counties and not countyless:
        raise RegisterError(record.line, f"the county {record.key[:5]} is missing")
    if record.association not in associations:
        raise RegisterError(record.line, f"the association {record.association} is missing")
