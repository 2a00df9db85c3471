"""Page and counts of what fits the criteria and what the reader may see.

Everything asks through `page` and `facets`, so that another engine can stand behind the two.
"""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, OuterRef, Q

from offers.postings.areas import Area
from offers.postings.enums import Reach
from offers.postings.models import Posting, PostingLanguage, PostingQuerySet
from offers.postings.tokens import containing, relevance
from offers.search import territory_counts
from offers.search.criteria import Criteria, Near, Ordering
from offers.search.cursor import Order, cut
from offers.search.distance import haversine, kilometres
from partners.organisations.permissions import Reader
from partners.territories.models import Territory

FACETS = ("topic", "kind", "audience", "language", "level", "remote", "territory")

ORDERS = {
    Ordering.NEWEST: Order("first_published_at", descending=True),
    Ordering.EXPIRES: Order("expire_at"),
    Ordering.DISTANCE: Order("haversine"),
    Ordering.RELEVANCE: Order("relevance", descending=True),
    Ordering.STARTS: Order("next_start"),
}


@dataclass(frozen=True)
class Page:
    """Postings of one page, how many there are on all, and the cursors of its neighbours.

    Each posting has `distance_km`: kilometres, None where nobody asked or nobody knows.
    """

    rows: list[Posting]
    count: int
    next: str | None
    previous: str | None


def page(
    criteria: Criteria,
    reader: Reader,
    model: type[Posting],
    size: int,
    cursor: str | None = None,
) -> Page:
    """One page of postings of this class, in a fixed number of queries.

    Raises:
        BadCursor: the cursor is none, or one of another ordering.
    """
    found = find(criteria, reader, model)
    count = found.count()
    order = criteria.order
    part = cut(ordered(found, criteria), ORDERS[order], order, size, cursor)
    for row in part.rows:
        row.distance_km = kilometres(row, criteria.near) if criteria.near else None
    return Page(part.rows, count, part.next, part.previous)


def facets(criteria: Criteria, reader: Reader, model: type[Posting]) -> dict[str, dict[str, int]]:
    """Per facet how many postings each value would list; values that list none are left out.

    A facet is counted as if it were not filtered itself. The territories are those of the next
    official level below the ones asked for, by the same rule as the filter.
    """
    seen = visible(reader, model)

    def base(facet: str) -> PostingQuerySet:
        return matching(criteria.without(facet), seen)

    return {
        "topic": _terms("topics", base("topic")),
        "kind": _counted(base("kind"), "kind__slug"),
        "audience": _terms("audiences", base("audience")),
        "language": _spoken(base("language"), "language__slug", criteria, "level"),
        "level": _spoken(base("level"), "level", criteria, "language"),
        "remote": _remote(base("remote")),
        "territory": territory_counts.count(base("territory"), criteria.territory),
    } | criteria.own_facets(base)


def find(criteria: Criteria, reader: Reader, model: type[Posting]) -> PostingQuerySet:
    """All postings of this class that fit and that the reader may see, in no order."""
    return matching(criteria, visible(reader, model))


def visible(reader: Reader, model: type[Posting]) -> PostingQuerySet:
    postings = cast(PostingQuerySet, model._default_manager.all())
    return postings.visible_to(reader)


def ordered(found: PostingQuerySet, criteria: Criteria) -> PostingQuerySet:
    """With what the order compares, and all that a card shows."""
    if criteria.order == Ordering.DISTANCE and criteria.near:
        found = found.annotate(haversine=haversine(criteria.near))
    if criteria.order == Ordering.RELEVANCE and criteria.q:
        found = found.annotate(relevance=relevance(criteria.q, OuterRef("pk")))
    if criteria.order == Ordering.STARTS:
        found = criteria.arrange(found)
    return found.for_card()


def matching(criteria: Criteria, postings: PostingQuerySet) -> PostingQuerySet:
    """The published ones that fit: fields add up, values within one are alternatives."""
    day = criteria.valid_on
    return fitting(criteria, postings.valid_on(day) if day else postings.published())


def fitting(criteria: Criteria, found: PostingQuerySet) -> PostingQuerySet:
    """Those of these that fit, on show or not."""
    if criteria.kind:
        found = found.filter(kind__in=_pks(criteria.kind))
    for name, terms in (("topics", criteria.topic), ("audiences", criteria.audience)):
        if terms:
            rows = through(name).filter(term__in=_pks(terms))
            found = found.filter(pk__in=rows.values("posting"))
    if criteria.language or criteria.level:
        found = found.filter(pk__in=_spoken_rows(criteria).values("posting"))
    if criteria.organisation:
        found = found.filter(organisation__in=_pks(criteria.organisation))
    if criteria.remote is not None:
        remote = Q(reach=Reach.EVERYWHERE)
        found = found.filter(remote if criteria.remote else ~remote)
    if criteria.territory:
        found = found.filter(_touching(criteria.territory))
    if criteria.near and criteria.radius:
        found = found.filter(place__in=_around(criteria.near, criteria.radius))
    if criteria.q:
        found = found.filter(containing(criteria.q))
    return cast(PostingQuerySet, criteria.narrow(found))


def _pks(rows: tuple[Any, ...]) -> list[int]:
    return [row.pk for row in rows]


def through(name: str) -> Any:
    """Rows that join postings and terms."""
    return Posting._meta.get_field(name).remote_field.through.objects


def _spoken_rows(criteria: Criteria) -> Any:
    rows = PostingLanguage.objects.all()
    if criteria.language:
        rows = rows.filter(language__in=_pks(criteria.language))
    if criteria.level:
        rows = rows.filter(level__in=criteria.level)
    return rows


def _touching(territories: tuple[Territory, ...]) -> Q:
    """Placed in one of them, or serving a part of it, all of it, or everywhere."""
    condition = Q()
    for territory in territories:
        condition |= Q(place__in=Territory.objects.inside(territory.ags).values("pk"))
        condition |= Q(place__in=Territory.objects.merged_into(territory.ags).values("pk"))
        condition |= Q(area__in=Area.objects.touching(territory.ags).values("pk"))
    return condition


def _around(near: Near, radius_km: int) -> list[int]:
    """Municipalities within the radius of any of the places."""
    found: set[int] = set()
    for place in near.places:
        found.update(Territory.objects.within(place, radius_km).values_list("pk", flat=True))
    return sorted(found)


# --- Counts -------------------------------------------------------------------------------


def _counted(rows: Any, name: str) -> dict[str, int]:
    pairs = rows.order_by().values_list(name).annotate(number=Count("pk")).order_by()
    return dict(pairs)


def _terms(name: str, postings: PostingQuerySet) -> dict[str, int]:
    return _counted(through(name).filter(posting__in=postings.values("pk")), "term__slug")


def _spoken(
    postings: PostingQuerySet, name: str, criteria: Criteria, partner: str
) -> dict[str, int]:
    """Languages or levels; what is asked of the other must hold in the same row."""
    asked = Criteria(**{partner: getattr(criteria, partner)})
    rows = _spoken_rows(asked).filter(posting__in=postings.values("pk"))
    if name == "level":
        rows = rows.exclude(level="")
    pairs = rows.order_by().values_list(name).annotate(number=Count("posting", distinct=True))
    return dict(pairs)


def _remote(postings: PostingQuerySet) -> dict[str, int]:
    by_reach = _counted(postings, "reach")
    everywhere = by_reach.pop(Reach.EVERYWHERE, 0)
    counts = {"true": everywhere, "false": sum(by_reach.values())}
    return {value: number for value, number in counts.items() if number}
