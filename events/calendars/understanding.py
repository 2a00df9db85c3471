"""What a calendar file says: its events, each as a whole, and all that is wrong with it.

One bad event does not stop the others. An event of the file that has further single dates becomes
several here, each with a UID of its own.
"""

import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from unicodedata import category

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from events.calendars import lines, series, times
from events.calendars.lines import Block, File
from events.calendars.models import LONGEST_UID
from events.calendars.problems import Problem, SourceError
from events.calendars.series import Exceptions, Series
from events.calendars.times import Zones
from events.events import recurrence
from events.events.recurrence import Span
from offers.postings.models import LONGEST_LIFE, PostingText

MOST_EVENTS = 2000  # of a file
MOST_SECONDS = 10  # for all of its rules
LONGEST_READ = 40_000  # letters of one text that are looked at
LONGEST_LINK, LONGEST_VENUE = 200, 200
_LIMITS = {part.name: part.max_length or 0 for part in PostingText._meta.fields}
_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_is_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Found:
    """An event that can be taken over, in plain text and within the limits of the portal."""

    uid: str
    title: str
    summary: str
    body: str
    venue: str
    link: str
    categories: tuple[str, ...]
    all_day: bool
    first: Span
    rule: str
    exceptions: Exceptions
    block: Block = field(compare=False)

    @property
    def next(self) -> Span | None:
        """The first time that is not over."""
        spans = recurrence.spans(self.first, self.rule)
        held = [self.exceptions.get(span.starts_at, span) for span in spans]
        return min((s for s in held if s is not None and s.ends_at > timezone.now()), default=None)

    @property
    def is_coming(self) -> bool:
        """Whether any of it is still to come, and begins within the time that postings last."""
        return self.next is not None and self.first.starts_at <= timezone.now() + LONGEST_LIFE


@dataclass
class Understood:
    """`uids` are all that the file has, also of what is over or wrong; `cancelled` is among them.

    What is in none of the two was taken out of the calendar.
    """

    found: list[Found] = field(default_factory=list)
    uids: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def understand(content: bytes) -> Understood:
    """
    Raises:
        SourceError: this is no calendar at all.
    """
    file = lines.read(content)
    result = Understood(problems=list(file.problems))
    if len(file.events) > MOST_EVENTS:
        result.problems.append(SourceError("too_many", value=MOST_EVENTS).at())
    zones = Zones(file.zones)
    ends_at = time.monotonic() + MOST_SECONDS
    for group in _groups(file, result):
        if time.monotonic() > ends_at:
            late = SourceError("slow_rules").at()
            result.problems += [late] if late not in result.problems else []
            result.uids.add(group.uid)
            continue
        try:
            _take(group, zones, file, result)
        except SourceError as error:
            result.problems.append(group.main.problem(error))
    return result


class Group(NamedTuple):
    """An event, and what is said of single occurrences of it."""

    uid: str
    main: Block
    others: list[Block]


def _groups(file: File, result: Understood) -> Iterator[Group]:
    """Events of one UID belong together; occurrences whose event is missing stand alone."""
    mains: dict[str, Block] = {}
    others: dict[str, list[Block]] = {}
    for block in file.events[:MOST_EVENTS]:
        uid = block.text("UID")[:LONGEST_UID]
        if not uid:
            result.problems.append(block.problem(SourceError("no_uid")))
        elif block.one("RECURRENCE-ID"):
            others.setdefault(uid, []).append(block)
        elif uid in mains:
            result.problems.append(block.problem(SourceError("twice")))
        else:
            mains[uid] = block
    for uid, block in mains.items():
        yield Group(uid, block, others.pop(uid, []))
    for uid, blocks in others.items():
        for block in blocks:
            yield Group(_with_date(uid, block.text("RECURRENCE-ID")), block, [])


def _with_date(uid: str, date: str) -> str:
    return f"{uid[: LONGEST_UID - len(date) - 1]}#{date}"


def _take(group: Group, zones: Zones, file: File, result: Understood) -> None:
    """
    Raises:
        SourceError: it cannot be taken over.
    """
    main, uid = group.main, group.uid
    result.uids.add(uid)
    if file.method == "CANCEL" or main.text("STATUS").upper() == "CANCELLED":
        result.cancelled.add(uid)
        return
    for text in main.garbled:
        error = SourceError("garbled_line", value=text)
        result.problems.append(main.problem(error))
    when = times.when(main, zones)
    found = series.of(main, when, zones, _others(group, zones, result))
    for start in found.orphans:
        error = SourceError("orphan", value=f"{recurrence.wall(start):%Y-%m-%d %H:%M}")
        result.problems.append(main.problem(error))
    event = _described(uid, main, when.start.is_day, found)
    for one in (event, *(_single(event, span) for span in found.dates)):
        result.uids.add(one.uid)
        if one.is_coming:
            result.found.append(one)


def _others(group: Group, zones: Zones, result: Understood) -> Exceptions:
    found: Exceptions = {}
    for block in group.others:
        try:
            line = block.lines[[one.name for one in block.lines].index("RECURRENCE-ID")]
            if "RANGE" in line.parameters:
                raise SourceError("range")
            is_off = block.text("STATUS").upper() == "CANCELLED"
            own = None if is_off else times.when(block, zones)
            found[zones.clock(line).moment] = own.span(own.start.shown) if own else None
        except SourceError as error:
            result.problems.append(block.problem(error))
    return found


# --- In plain text ------------------------------------------------------------------------


def _described(uid: str, block: Block, all_day: bool, found: Series) -> Found:
    """
    Raises:
        SourceError: it has no title.
    """
    title = _cut(" ".join(plain(block.text("SUMMARY")).split()), _LIMITS["title"])
    if not title:
        raise SourceError("no_summary")
    body = plain(block.text("DESCRIPTION"))
    summary = _cut(" ".join(body.partition("\n\n")[0].split()), _LIMITS["summary"])
    return Found(
        uid=uid,
        title=title,
        summary=summary or title,
        body=_cut(body, _LIMITS["body"]) if body != summary else "",
        venue=_cut(" ".join(plain(block.text("LOCATION")).split()), LONGEST_VENUE),
        link=_link(block.text("URL")),
        categories=tuple(text for line in block.all("CATEGORIES") for text in line.texts),
        all_day=all_day,
        first=found.first,
        rule=found.rule,
        exceptions=found.exceptions,
        block=block,
    )


def _single(event: Found, span: Span) -> Found:
    uid = _with_date(event.uid, f"{span.starts_at:%Y%m%dT%H%M%SZ}")
    return replace(event, uid=uid, first=span, rule="", exceptions={})


def plain(text: str) -> str:
    """Without tags and without characters that steer; lines stay lines."""
    text = text[:LONGEST_READ]
    if _TAG.search(text):
        text = html.unescape(_TAG.sub("", _BREAKS.sub("\n", text)))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    kept = "".join(x for x in text if x == "\n" or category(x) not in ("Cc", "Cs"))
    lines_kept = (line.rstrip() for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines_kept)).strip()


def _cut(text: str, most: int) -> str:
    """At most so many letters; where there are more, whole words and a mark."""
    if len(text) <= most:
        return text
    begin = text[: most - 1]
    words, _space, _rest = begin.rpartition(" ")
    return f"{(words or begin).rstrip()}…"


def _link(text: str) -> str:
    """The address, where it is one that a browser opens."""
    try:
        _is_url(text)
    except ValidationError:
        return ""
    return text if len(text) <= LONGEST_LINK else ""
