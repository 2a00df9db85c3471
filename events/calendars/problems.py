"""What can be wrong with a calendar elsewhere, in words for those who can mend it there.

A problem is kept as a code and values, and said in the language of whoever reads it.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_VALUE = 80  # characters of something wrong that a message repeats

WORDS = {
    # --- The address and its server
    "address": gettext_lazy("The address must begin with https:// or http:// and name a server."),
    "userinfo": gettext_lazy("The address must not hold a user name or a password."),
    "port": gettext_lazy("Only the usual ports 80 and 443 are asked."),
    "unknown_host": gettext_lazy("There is no server “%(value)s”."),
    "private": gettext_lazy(
        "The address leads into a private network; only public ones are asked."
    ),
    "unreachable": gettext_lazy("The server does not answer."),
    "certificate": gettext_lazy("The certificate of the server is not valid for its name."),
    "slow": gettext_lazy("The server takes longer than %(value)s seconds."),
    "large": gettext_lazy("The calendar is larger than %(value)s MB."),
    "redirects": gettext_lazy("The server sends us on more than %(value)s times."),
    "status": gettext_lazy("The server answers with the status %(value)s instead of a calendar."),
    "garbled": gettext_lazy("The answer of the server cannot be read."),
    # --- The file
    "no_calendar": gettext_lazy(
        "This is no calendar: a file in the format iCalendar begins with BEGIN:VCALENDAR."
    ),
    "truncated": gettext_lazy("The file breaks off: something that begins does not end."),
    "encoding": gettext_lazy("The file is not written in UTF-8; umlauts may be wrong."),
    "empty": gettext_lazy(
        "The calendar is empty. To be safe, nothing that was imported before is cancelled."
    ),
    "too_many": gettext_lazy("These are more than %(value)s events; the rest is left out."),
    "slow_rules": gettext_lazy("Its rules take too long to be counted; the rest is left out."),
    "nobody": gettext_lazy("Nobody who may write belongs to the organisation any more."),
    # --- One event
    "unreadable": gettext_lazy("%(property)s cannot be read: “%(value)s”."),
    "garbled_line": gettext_lazy("A line of it is no property: “%(value)s”. It is left out."),
    "no_uid": gettext_lazy("It has no UID, without which changes cannot be recognised."),
    "no_start": gettext_lazy("It has no DTSTART: when does it begin?"),
    "no_summary": gettext_lazy("It has no SUMMARY: what is it called?"),
    "twice": gettext_lazy("Its UID is there more than once."),
    "kinds_of_time": gettext_lazy("DTSTART is a day and DTEND a time, or the other way round."),
    "ends_early": gettext_lazy("DTEND lies before DTSTART."),
    "zone": gettext_lazy("The time zone “%(value)s” of %(property)s is not known."),
    "long": gettext_lazy("It lasts longer than 31 days; an event here lasts at most that."),
    "rules": gettext_lazy("It has more than one RRULE; one is possible."),
    "rule": gettext_lazy("RRULE “%(value)s”: %(reason)s"),
    "old": gettext_lazy(
        "It has come again for more than %(value)s years: give it a later DTSTART."
    ),
    "foreign_rule": gettext_lazy(
        "It comes again by the clock of another time zone, on other days than here."
    ),
    "exrule": gettext_lazy("EXRULE is out of date and not understood."),
    "range": gettext_lazy("RANGE=THISANDFUTURE of a RECURRENCE-ID is not understood."),
    "orphan": gettext_lazy("RECURRENCE-ID names a time that its rule does not: %(value)s."),
    "dates": gettext_lazy("It has more than %(value)s further dates (RDATE)."),
    "refused": gettext_lazy("It could not be taken over: %(reason)s"),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: the first line of the event in the file, its title and its UID."""

    code: str
    values: dict[str, Any]
    line: int = 0
    title: str = ""
    uid: str = ""

    @property
    def where(self) -> str:
        if not self.line:
            return ""
        names = {
            "title": self.title or _("without a title"),
            "line": self.line,
            "uid": self.uid or "–",
        }
        return _("Event “%(title)s” (line %(line)s, UID %(uid)s)") % names

    @property
    def what(self) -> str:
        return str(WORDS[self.code]) % self.values

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.line else self.what

    @property
    def stored(self) -> dict[str, Any]:
        return asdict(self)


class SourceError(Exception):
    """Something is wrong with a whole calendar, or with one event of it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: cut(str(value)) for name, value in values.items()}

    def at(self, line: int = 0, title: str = "", uid: str = "") -> Problem:
        return Problem(self.code, self.values, line, cut(title), cut(uid))


def cut(text: str) -> str:
    """As a message may repeat it."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= LONGEST_VALUE else f"{plain[:LONGEST_VALUE]}…"
