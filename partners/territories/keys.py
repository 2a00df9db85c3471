"""Official keys (AGS): the key is the path, and containment is a prefix."""

from django.db.models import Q

# Planning regions, the four-digit level, exist in Baden-Württemberg alone.
_STATE_WITH_PLANNING_REGIONS = "08"


def prefixes(ags: str) -> list[str]:
    """Key itself and every key that contains it, nearest first.

    >>> prefixes("16077001")
    ['16077001', '16077', '160', '16']
    """
    lengths = (8, 5, 4, 3, 2) if ags.startswith(_STATE_WITH_PLANNING_REGIONS) else (8, 5, 3, 2)
    return [ags[:length] for length in lengths if length <= len(ags)]


def inside(path: str, ags: str) -> Q:
    """Condition that the key found at the field `path` lies in `ags` (itself included).

    A range and not LIKE: SQLite uses its index for a range only, and a letter sorts after every
    digit in each collation.
    """
    return Q(**{f"{path}__gte": ags, f"{path}__lt": f"{ags}A"})


def inside_today(path: str, ags: str) -> Q:
    """The same of the relation `path` to a territory; merged, it lies where its successor does."""
    unmerged = Q(**{f"{path}__successor": None}) & inside(f"{path}__ags", ags)
    return unmerged | inside(f"{path}__successor__ags", ags)


def county_key(ags: str) -> str:
    """Key of the county of a municipality."""
    return ags[:5]
