"""Paging by key: a page begins after the last row of the one before, however deep it lies.

A cursor is signed, so that nobody can make one up, and opaque: programs hand it back unread.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import F, Q

_signer = signing.Signer(salt="search.cursor")
NEXT, PREVIOUS = "next", "previous"


class BadCursor(Exception):
    """It was not given out by us, or for another ordering."""


@dataclass(frozen=True)
class Order:
    """By a field, empty ones last, then by number in the same direction; distances ascend."""

    field: str
    descending: bool = False

    def by(self, backwards: bool) -> list[Any]:
        """What to order by, read forwards or backwards."""
        down = self.descending != backwards
        key = F(self.field)
        if self.descending:
            # Never empty; saying so to the database would cost it the index.
            first = key.desc() if down else key.asc()
        else:
            first = key.desc(nulls_first=True) if down else key.asc(nulls_last=True)
        return [first, "-id" if down else "id"]

    def beyond(self, key: Any, pk: int, backwards: bool) -> Q:
        """What lies beyond that row, read forwards or backwards."""
        down = self.descending != backwards
        further, up_to = ("lt", "lte") if down else ("gt", "gte")
        further_pk = Q(**{f"id__{further}": pk})
        empty = Q(**{f"{self.field}__isnull": True})
        if key is None:
            return ~empty | further_pk if backwards else empty & further_pk
        value = Q(**{f"{self.field}__{further}": key}) | further_pk
        # Said twice, so that an index finds where to begin.
        condition = Q(**{f"{self.field}__{up_to}": key}) & value
        return condition if self.descending or backwards else condition | empty


@dataclass(frozen=True)
class Slice:
    rows: list[Any]
    next: str | None
    previous: str | None


def cut(rows: Any, order: Order, name: str, size: int, cursor: str | None) -> Slice:
    """The rows of one page, and the cursors that lead on and back.

    Raises:
        BadCursor: see there.
    """
    backwards = False
    if cursor:
        direction, key, pk = _read(cursor, name)
        backwards = direction == PREVIOUS
        rows = rows.filter(order.beyond(key, pk, backwards))
    found = list(rows.order_by(*order.by(backwards))[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Slice([], None, None)
    onward, back = (bool(cursor), more) if backwards else (more, bool(cursor))
    return Slice(
        found,
        _write(name, NEXT, order, found[-1]) if onward else None,
        _write(name, PREVIOUS, order, found[0]) if back else None,
    )


def _write(name: str, direction: str, order: Order, row: Any) -> str:
    key = getattr(row, order.field)
    if isinstance(key, datetime):
        key = {"at": key.isoformat()}
    return _signer.sign_object([name, direction, key, row.pk])


def _read(cursor: str, name: str) -> tuple[str, Any, int]:
    try:
        of, direction, key, pk = _signer.unsign_object(cursor)
    except signing.BadSignature as error:
        raise BadCursor from error
    if of != name:
        raise BadCursor
    if isinstance(key, dict):
        key = datetime.fromisoformat(key["at"])
    return direction, key, pk
