"""Where on the map the results of a list lie: municipality by municipality.

The same question as `queries.find`, so that list and map show the same results.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Window
from django.db.models.functions import RowNumber

from offers.postings.models import Posting, PostingQuerySet, PostingText
from offers.search.criteria import Criteria
from offers.search.queries import find
from partners.organisations.permissions import Reader
from partners.territories.models import Territory

MOST_PLACES = 400  # on one map, those with most results first
FIRST_SHOWN = 3  # results that a place names itself


@dataclass(frozen=True)
class Spot:
    """A municipality with a point, how many results have their place there, and the newest."""

    place: Territory
    count: int
    first: list[Posting]


@dataclass(frozen=True)
class Spread:
    """All results, once each: `spots` on the map, `unplaced` without a point, `beyond` its limit.

    The spots stand in the order of their names, as people look for them.
    """

    spots: list[Spot]
    unplaced: int
    beyond: int

    @property
    def count(self) -> int:
        return sum(spot.count for spot in self.spots) + self.unplaced + self.beyond


def spread(criteria: Criteria, reader: Reader, model: type[Posting]) -> Spread:
    """In a fixed number of queries, whatever is found."""
    found = find(criteria, reader, model)
    numbers = _numbers(found)
    with_point = [row for row in numbers if row["place__lat"] is not None]
    shown = {row["place"]: row["number"] for row in with_point[:MOST_PLACES]}
    places = Territory.objects.filter(pk__in=shown).order_by("label_name", "ags")
    first = _first(found, list(shown))
    return Spread(
        spots=[Spot(place, shown[place.pk], first.get(place.pk, [])) for place in places],
        unplaced=sum(row["number"] for row in numbers if row["place__lat"] is None),
        beyond=sum(row["number"] for row in with_point[MOST_PLACES:]),
    )


def _numbers(found: PostingQuerySet) -> list[dict[str, Any]]:
    rows = found.order_by().values("place", "place__lat").annotate(number=Count("pk"))
    return list(rows.order_by("-number", "place"))


def _first(found: PostingQuerySet, places: list[int]) -> dict[int, list[Posting]]:
    """The newest results of each place, with no more of them than a title and an address."""
    newest = Window(RowNumber(), partition_by=F("place"), order_by=["-first_published_at", "-pk"])
    titles = PostingText.objects.only("posting", "language", "title", "origin")
    rows = (
        found.filter(place__in=places)
        .annotate(row=newest)
        .filter(row__lte=FIRST_SHOWN)
        .prefetch_related(Prefetch("texts", titles))
        .order_by("place", "row")
    )
    first: dict[int, list[Posting]] = {}
    for posting in rows:
        first.setdefault(posting.place_id, []).append(posting)
    return first
