"""Municipalities that were merged into others.

What lies in a merged municipality goes on as if it lay in the new one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from partners.territories import keys
from partners.territories.models import Territory
from partners.territories.register import RegisterError
from partners.territories.supplements import Merger

_FILE = "successors"


class Mergers:
    """All mergers that are known, for widening sets of keys by them."""

    def __init__(self, closed: Mapping[str, str | None]) -> None:
        """`closed` names the successor of each closed territory, None where there is none."""
        self._from: defaultdict[str, set[str]] = defaultdict(set)
        self._into: defaultdict[str, set[str]] = defaultdict(set)
        for old, new in closed.items():
            if new is None:
                continue
            for key in keys.prefixes(old):
                if key in closed:
                    self._from[key].add(new)
            for key in keys.prefixes(new):
                self._into[key].add(old)

    @classmethod
    def known(cls) -> Self:
        closed = Territory.objects.exclude(closed_on=None)
        return cls(dict(closed.values_list("ags", "successor__ags")))

    def close(self, named: Iterable[str]) -> set[str]:
        """The keys, the successors of the closed ones, and all that was merged into any of these.

        So a merged municipality is covered if its successor is, and the other way round. For a
        county that was dissolved as a whole its municipalities' successors are added.
        """
        found = set(named)
        for key in found & self._from.keys():
            found |= self._from[key]
        for key in found & self._into.keys():
            found |= self._into[key]
        return found


def write(given: Sequence[Merger]) -> int:
    """Stores these mergers, chains shortened to their end; returns how many rows changed.

    What was merged into a municipality that is itself merged now goes along. A municipality that
    this database never had is passed over, but may be the middle of a chain.

    Raises RegisterError with line and reason: the old one is not closed, the new one not open, or
    the chain comes back to its beginning.
    """
    rows = list(
        Territory.objects.municipalities().values_list("ags", "pk", "closed_on", "successor__ags")
    )
    ids = {ags: pk for ags, pk, _closed_on, _new in rows}
    open_keys = {ags for ags, _pk, closed_on, _new in rows if closed_on is None}
    stored = {ags: new for ags, _pk, _closed_on, new in rows if new is not None}
    onward = stored | {merger.old: merger.new for merger in given}
    due = {}
    for merger in given:
        if merger.old not in ids:
            continue
        if merger.old in open_keys:
            raise RegisterError(merger.line, f"{merger.old} is still open in the register", _FILE)
        end = _end(onward, merger)
        if end not in open_keys:
            raise RegisterError(merger.line, f"{end} is no open municipality", _FILE)
        due[merger.old] = end
    for old, new in stored.items():
        due.setdefault(old, due.get(new, new))
    changed = [
        Territory(pk=ids[old], successor_id=ids[new])
        for old, new in due.items()
        if stored.get(old) != new
    ]
    Territory.objects.bulk_update(changed, ["successor"], batch_size=1000)
    return len(changed)


def _end(onward: Mapping[str, str], merger: Merger) -> str:
    """Where the chain that begins with this merger ends."""
    seen, key = {merger.old}, merger.new
    while key in onward:
        if key in seen:
            raise RegisterError(merger.line, f"{merger.old} comes back to {key}", _FILE)
        seen.add(key)
        key = onward[key]
    return key
