"""What the chooser of places shows for what somebody typed."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from partners.territories.lookup import MAX_LENGTH, Rank
from partners.territories.models import Territory
from partners.territories.words import fold

SHOWN = 8
_SUGGESTED = 5
_ALIKE = 0.6  # of 1; below, two names have little in common
_INITIALS = 2  # letters taken to be right when a name is misspelt


@dataclass(frozen=True)
class Places:
    """Open municipalities for a text: the best candidates, and how many there are in all.

    `found` is the one that the text names without doubt. Where nothing fits, `is_guess` is true
    and the candidates only resemble the text. Nothing is known where the search `took_too_long`.
    """

    text: str
    candidates: tuple[Territory, ...] = ()
    total: int = 0
    found: Territory | None = None
    is_guess: bool = False
    took_too_long: bool = False

    @property
    def more(self) -> int:
        """How many fit that are not shown."""
        return self.total - len(self.candidates)

    def chosen(self, ags: str) -> Territory | None:
        """The candidate with this key."""
        return next((place for place in self.candidates if place.ags == ags), None)


def find_places(text: str) -> Places:
    """At most three queries, whatever is typed."""
    text = text.strip()
    if not text:
        return Places("")
    fitting = Territory.objects.open().municipalities().matching(text)
    best = list(fitting[: SHOWN + 1])
    if not best:
        return _guess(text)
    total = len(best) if len(best) <= SHOWN else fitting.count()
    return Places(text, tuple(best[:SHOWN]), total, _without_doubt(best))


def _without_doubt(best: list[Territory]) -> Territory | None:
    """The only exact one, unless a longer name begins alike (Landsberg, Landsberg am Lech)."""
    ranks = [place.match_rank for place in best]
    alone = ranks.count(Rank.EXACT) == 1 and Rank.CONTINUED not in ranks
    return best[0] if alone else None


def _guess(text: str) -> Places:
    """Names with the same initials that resemble the text most."""
    typed = fold(text[:MAX_LENGTH].split("(")[0])  # a label: without its county
    if len(typed) < _INITIALS or typed[0].isdecimal():
        return Places(text)
    alike = sorted(
        (
            (SequenceMatcher(None, typed, fold(name)).ratio(), population, ags)
            for ags, name, population in Territory.objects.open()
            .municipalities()
            .filter(search__startswith=f"/{typed[:_INITIALS]}")
            .values_list("ags", "short_name", "population")
        ),
        reverse=True,
    )
    keys = [ags for likeness, _population, ags in alike[:_SUGGESTED] if likeness >= _ALIKE]
    places = {place.ags: place for place in Territory.objects.filter(ags__in=keys)}
    candidates = tuple(places[ags] for ags in keys)
    return Places(text, candidates, len(candidates), is_guess=True)
