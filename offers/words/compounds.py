"""Takes German compounds apart: Sprach|kurs, Wohnung|s|suche.

Only by words of our field (`parts`). A library that guesses by letters was tried, and cut
Meusel|witz and Aner|kennung (docs/decisions.md). All words here are folded.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from offers.words.folding import one_spelling
from offers.words.parts import HEADS, NOT_BEFORE, PARTS, WHOLE

# What may stand between two parts, and what the first may lose for it (Sprache, Sprach|kurs).
_LINKS = ("s", "es", "n", "en", "er", "e")
_ENDINGS = ("", "e", "n", "en", "s", "es", "er", "ern", "in", "innen")
_SHORTEST_UNKNOWN = 4  # letters before a head; fewer are prefixes: Ver|wohnung


def _shapes(parts: Iterable[str], shapes_of: Callable[[str], set[str]]) -> dict[str, str]:
    """Every shape with the part that it is of; a part that is itself the shape of another wins."""
    longest_last = sorted(parts, key=len)
    shapes = {one_spelling(shape): part for part in longest_last for shape in shapes_of(part)}
    return shapes | {one_spelling(part): part for part in longest_last}


def _before(part: str) -> set[str]:
    """The shapes that a part takes before another one."""
    shapes = {part, *(part + link for link in _LINKS)}
    return shapes | {part[:-1]} if part.endswith("e") else shapes


def _last(part: str) -> set[str]:
    return {part + ending for ending in _ENDINGS}


_BEFORE = _shapes(PARTS, _before)
_AT_THE_END = _shapes(PARTS, _last)
_HEAD = _shapes(HEADS, _last)
_SHORTEST = min(map(len, _BEFORE))


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound of known words, in order; empty where it is none."""
    if word in WHOLE or word in _AT_THE_END:
        return ()
    found = _cut(word)
    return found if len(found) > 1 else ()


@lru_cache(maxsize=50_000)
def parts_inside(word: str) -> tuple[str, ...]:
    """All known parts; of a compound whose first part nobody knows, the last one."""
    return split(word) or _head(word)


def _cut(word: str) -> tuple[str, ...]:
    """The cut with the fewest parts, the last of them as long as can be."""
    if word in _AT_THE_END:
        return (_AT_THE_END[word],)
    best: tuple[str, ...] = ()
    for place in range(_SHORTEST, len(word) - _SHORTEST + 1):
        first = _BEFORE.get(word[:place])
        if first is None:
            continue
        rest = _cut(word[place:])
        if rest and (not best or len(rest) + 1 < len(best)):
            best = (first, *rest)
    return best


def _head(word: str) -> tuple[str, ...]:
    if word in WHOLE or word in _AT_THE_END:
        return ()
    for place in range(_SHORTEST_UNKNOWN, len(word) - _SHORTEST + 1):
        part = _HEAD.get(word[place:])
        if part and word[:place] not in NOT_BEFORE:
            return (part,)
    return ()
