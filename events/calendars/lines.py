"""A calendar file as lines, with their numbers: what problems point at (RFC 5545, section 3.1).

Reads more than the standard allows: other line ends, other encodings, lines that are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from events.calendars.problems import Problem, SourceError

_END_OF_LINE = re.compile("\r\n|\n|\r")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PROPERTY = re.compile(
    r"""([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:]*))*):(.*)""", re.DOTALL
)
_PARAMETER = re.compile(r""";([A-Za-z0-9-]+)=(?:"([^"]*)"|([^";:]*))""")


class Line(NamedTuple):
    """A property as it stands there. `parameters` have their names in capitals."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """What an escaped text means."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)

    @property
    def texts(self) -> list[str]:
        """The texts of a list; a comma that is escaped separates nothing."""
        parts = re.split(r"(?<!\\),", self.value)
        return [self._replace(value=part).text.strip() for part in parts]

    def unreadable(self) -> SourceError:
        return SourceError("unreadable", property=self.name, value=self.value)


@dataclass
class Block:
    """A component: its own properties, and the lines that are none. `raw` is all that it is."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    garbled: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def one(self, name: str) -> Line | None:
        """The first property of this name."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        line = self.one(name)
        return line.text.strip() if line else ""

    def problem(self, error: SourceError) -> Problem:
        return error.at(self.number, self.text("SUMMARY"), self.text("UID"))


@dataclass
class File:
    """The components that matter here; `method` and `problems` are those of the whole file."""

    events: list[Block] = field(default_factory=list)
    zones: list[Block] = field(default_factory=list)
    method: str = ""
    problems: list[Problem] = field(default_factory=list)


def read(content: bytes) -> File:
    """
    Raises:
        SourceError: this is no calendar at all.
    """
    file = File()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        file.problems.append(SourceError("encoding").at())
    lines = list(_unfolded(text))
    if not lines or lines[0][1].strip().upper() != "BEGIN:VCALENDAR":
        raise SourceError("no_calendar")
    _Reader(file).read(lines)
    return file


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each whole line with the number of its first; empty ones are left out."""
    held, begun = "", 0
    for number, line in enumerate(_END_OF_LINE.split(text), 1):
        if line[:1] in (" ", "\t") and held:
            held += line[1:]
            continue
        if held:
            yield begun, held
        held, begun = line.replace("\x00", ""), number
    if held:
        yield begun, held


class _Reader:
    """Walks through the lines; what lies within an event, as alarms do, is not of interest."""

    def __init__(self, file: File) -> None:
        self.file, self.open = file, list[Block]()

    def read(self, lines: list[tuple[int, str]]) -> None:
        for number, text in lines:
            name, _colon, value = text.partition(":")
            mark, component = name.strip().upper(), value.strip().upper()
            if mark == "BEGIN":
                self.open.append(Block(component, number))
            self._note(number, text, is_mark=mark in ("BEGIN", "END"))
            if mark == "END" and self.open:
                self._close(component)
        if self.open:
            self.file.problems.append(SourceError("truncated").at())

    def _note(self, number: int, text: str, is_mark: bool) -> None:
        for block in self.open:
            if block.name == "VTIMEZONE":
                block.raw.append(text)
        if is_mark or not self.open:
            return
        block = self.open[-1]
        found = _PROPERTY.fullmatch(text)
        if found is None:
            block.garbled.append(text)
            return
        given = {one[1].upper(): one[2] or one[3] for one in _PARAMETER.finditer(found[2])}
        line = Line(number, found[1].upper(), given, found[3])
        block.lines.append(line)
        if block.name == "VCALENDAR" and line.name == "METHOD":
            self.file.method = line.value.strip().upper()

    def _close(self, component: str) -> None:
        """Ends the component, and with it what is open within and has no end of its own."""
        while self.open:
            block = self.open.pop()
            within = any(one.name == "VEVENT" for one in self.open)
            if block.name == "VEVENT" and not within:
                self.file.events.append(block)
            if block.name == "VTIMEZONE":
                self.file.zones.append(block)
            if block.name == component:
                return
