"""How many postings each territory of the next level would list."""

from collections import Counter, defaultdict

from django.db.models import Count, Q
from django.db.models.functions import Substr

from offers.postings.areas import EVERYWHERE, AreaMember
from offers.postings.models import PostingQuerySet
from partners.territories import keys
from partners.territories.enums import KEY_LENGTHS, Level
from partners.territories.models import Territory

_BELOW = {
    Level.STATE: Level.COUNTY,
    Level.REGION: Level.COUNTY,
    Level.PLANNING_REGION: Level.COUNTY,
    Level.COUNTY: Level.MUNICIPALITY,
}


def count(postings: PostingQuerySet, chosen: tuple[Territory, ...]) -> dict[str, int]:
    """Numbers by key: of the states, or of what lies on the next level below the chosen ones."""
    if not chosen:
        return _below(postings, Level.STATE, "")
    numbers: dict[str, int] = {}
    for level, ags in {(_BELOW.get(Level(t.level)), t.ags) for t in chosen}:
        if level is not None:
            numbers |= _below(postings, level, ags)
    return numbers


def _below(postings: PostingQuerySet, level: Level, ags: str) -> dict[str, int]:
    """Groups postings by place and area, then lets each group count where it touches."""
    length = KEY_LENGTHS[level]
    listed = Territory.objects.open().filter(keys.inside("ags", ags), level=level)
    children = set(listed.values_list("ags", flat=True))
    touched = _touched_by_area(postings, children, length, ags)
    groups = (
        postings.order_by()
        .values_list(
            "area", Substr("place__ags", 1, length), Substr("place__successor__ags", 1, length)
        )
        .annotate(number=Count("pk"))
        .order_by()
    )
    numbers: Counter[str] = Counter()
    for area, placed, merged_into, number in groups:
        for child in (touched[area] | {placed, merged_into}) & children:
            numbers[child] += number
    return dict(numbers)


def _touched_by_area(
    postings: PostingQuerySet, children: set[str], length: int, ags: str
) -> defaultdict[int | None, set[str]]:
    """Per area the children that a member of it lies in or contains."""
    areas = postings.order_by().values("area")
    members = AreaMember.objects.filter(area__in=areas)
    if ags:
        members = members.filter(keys.inside("ags", ags) | Q(ags__in=keys.prefixes(ags)))
    touched: defaultdict[int | None, set[str]] = defaultdict(set)
    for area, member in members.values_list("area", Substr("ags", 1, length)).distinct():
        touched[area] |= {member} if len(member) == length else _inside(children, member)
    for area in postings.filter(area__code=EVERYWHERE).values_list("area", flat=True)[:1]:
        touched[area] = children
    return touched


def _inside(children: set[str], member: str) -> set[str]:
    return {child for child in children if child.startswith(member)}
