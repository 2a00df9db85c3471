"""The conditions of a search for places by name, part of a name, postcode or key.

A word of letters must occur in the name; from the second on it may occur in the county's name
instead, so that "Neustadt Coburg" finds the right one. A number is the beginning of a key or of
a postcode. Everything typed must fit.
"""

from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from partners.territories.keys import inside
from partners.territories.words import fold

MAX_LENGTH = 120  # characters; names have at most 50, a label two of them
MAX_WORDS = 12


class Rank(IntEnum):
    """How well a place fits; smaller is better."""

    EXACT = 0  # the whole name, alone or followed by the county; the whole key or postcode
    CONTINUED = 1  # the name goes on with another word: Landsberg, Landsberg am Lech
    START = 2
    WORD_START = 3
    PART = 4


@dataclass(frozen=True)
class Search:
    """What was typed, taken apart: numbers, and words of names."""

    numbers: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Search | None":
        """None when nothing can fit: no word at all, or more than any name has."""
        if len(text) > MAX_LENGTH:
            return None
        found = fold(text).split()
        if not found or len(found) > MAX_WORDS:
            return None
        numbers = tuple(word for word in found if _is_number(word))
        return cls(numbers, tuple(word for word in found if not _is_number(word)))

    def condition(self, postcodes: QuerySet) -> Q:
        """What fits; `postcodes` are the rows that say which postcode leads where."""
        fits = Q()
        for number in self.numbers:
            fits &= inside("ags", number) | _reached(postcodes.filter(inside("code", number)))
        for position, word in enumerate(self.words):
            in_name = Q(search__contains=word)
            fits &= in_name | Q(county_search__contains=word) if position else in_name
        return fits

    def rank(self, postcodes: QuerySet) -> Case:
        """The `Rank` of each row that fits."""
        phrase = " ".join(self.words)
        return Case(
            When(self._exact(postcodes), then=Value(Rank.EXACT)),
            When(search__contains=f"/{phrase} ", then=Value(Rank.CONTINUED)),
            When(search__contains=f"/{phrase}", then=Value(Rank.START)),
            When(search__contains=f" {phrase}", then=Value(Rank.WORD_START)),
            default=Value(Rank.PART),
            output_field=IntegerField(),
        )

    def _exact(self, postcodes: QuerySet) -> Q:
        exact = self._exact_name() if self.words else Q()
        for number in self.numbers:
            # The key of a kreisfreie Stadt names the city just as well.
            keys = [number, f"{number}000"]
            exact &= Q(ags__in=keys) | _reached(postcodes.filter(code=number))
        return exact

    def _exact_name(self) -> Q:
        """The whole name, or the name followed by the county's as in a label."""
        exact = Q(search__contains=f"/{' '.join(self.words)}/")
        for cut in range(1, len(self.words)):
            name, county = " ".join(self.words[:cut]), " ".join(self.words[cut:])
            exact |= Q(search__contains=f"/{name}/", county_search__contains=f"/{county}/")
        return exact


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _reached(postcodes: QuerySet) -> Q:
    return Q(pk__in=postcodes.values("territory"))
