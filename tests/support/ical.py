"""A strict reader of iCalendar files, written from RFC 5545; knows nothing of what writes ours.

`read` refuses what a lenient program would forgive: other line ends, lines of more than 75 octets,
control characters, properties that are missing, there twice or do not fit each other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

_LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([A-Z0-9-]+)=(?:"([^"]*)"|([^";:,]*))')
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_MEANT = {"n": "\n", "N": "\n", "\\": "\\", ";": ";", ",": ","}
_ONCE = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER"),
    *("SEQUENCE", "STATUS", "URL", "RRULE", "RECURRENCE-ID", "PRODID", "VERSION", "METHOD"),
}
_DEMANDED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}


class Property(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        return _ESCAPED.sub(lambda found: _MEANT[found[1]], self.value)

    @property
    def moment(self) -> date | datetime:
        """A day, or a moment in UTC."""
        if self.parameters.get("VALUE") == "DATE":
            return datetime.strptime(self.value, "%Y%m%d").date()
        clock = datetime.strptime(self.value.removesuffix("Z"), "%Y%m%dT%H%M%S")
        zone = ZoneInfo(self.parameters["TZID"]) if self.value[-1] != "Z" else UTC
        return clock.replace(tzinfo=zone).astimezone(UTC)


@dataclass
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def __getitem__(self, name: str) -> Property:
        return next(one for one in self.properties if one.name == name)

    def __contains__(self, name: str) -> bool:
        return any(one.name == name for one in self.properties)

    @property
    def events(self) -> list["Component"]:
        return [part for part in self.parts if part.name == "VEVENT"]


def _names_zone(one: Property) -> bool:
    return one.name == "TZID" or "TZID" in one.parameters


def _lines(content: bytes) -> Iterator[str]:
    assert content.endswith(b"\r\n"), "the last line has no end"
    lines = content[:-2].split(b"\r\n")
    assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", b"".join(lines)), "a control character"
    assert all(0 < len(line) <= 75 for line in lines), "a line that is empty or too long"
    assert all(line.decode() for line in lines), "a letter is cut in two"
    yield from "\r\n".join(line.decode() for line in lines).replace("\r\n ", "").split("\r\n")


def read(content: bytes) -> Component:
    """The calendar; AssertionError says what is wrong with it."""
    top = Component("")
    open_ones = [top]
    for line in _lines(content):
        found = _LINE.fullmatch(line)
        assert found, f"no property: {line!r}"
        name, value = found[1], found[3]
        if name == "BEGIN":
            open_ones[-1].parts.append(Component(value))
            open_ones.append(open_ones[-1].parts[-1])
        elif name == "END":
            assert open_ones.pop().name == value, f"{value} ends where it did not begin"
        else:
            parameters = {p[1]: p[2] or p[3] or "" for p in _PARAMETER.finditer(found[2])}
            open_ones[-1].properties.append(Property(name, parameters, value))
    assert [part.name for part in top.parts] == ["VCALENDAR"]
    assert open_ones == [top], "something does not end"
    _check(top.parts[0])
    return top.parts[0]


def _check(calendar: Component) -> None:
    zones = {part["TZID"].value for part in calendar.parts if part.name == "VTIMEZONE"}
    for part in (calendar, *calendar.parts, *(p for z in calendar.parts for p in z.parts)):
        names = [one.name for one in part.properties]
        assert _DEMANDED[part.name] <= set(names), f"{part.name} lacks a property"
        assert not {n for n in names if n in _ONCE and names.count(n) > 1}, "a property twice"
        named = [p.parameters.get("TZID") or p.value for p in part.properties if _names_zone(p)]
        assert set(named) <= zones, "an unknown zone"
    for event in calendar.events:
        assert "METHOD" not in calendar or "ORGANIZER" in event, "no ORGANIZER (RFC 5546)"
        start = event["DTSTART"].moment
        if "DTEND" in event:
            assert type(event["DTEND"].moment) is type(start)
            assert event["DTEND"].moment > start
        until = re.search(r"UNTIL=(\w+)", event["RRULE"].value) if "RRULE" in event else None
        assert not until or ("T" in until[1]) == isinstance(start, datetime), (
            "UNTIL of no such kind"
        )
