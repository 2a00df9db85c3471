"""The one normaliser of words: what a posting says and what somebody asks for meet here.

Case, accents and umlauts (written either way) are folded, then each word is stemmed by the
Snowball algorithm of the text's language (library snowballstemmer; Ukrainian, which it lacks, has a
few lines of its own). A German compound is found by its parts, too. How questions are read is told
in `questions`.

Whoever changes what comes out of here raises `EDITION`: stored tokens are then made anew.
"""

import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import snowballstemmer

from offers.words import compounds, ukrainian
from offers.words.folding import LONGEST_WORD, words_of

EDITION = 2  # of these rules; see `manage.py index_words`

_ALGORITHMS = {
    "de": "german",
    "de-simple": "german",
    "en": "english",
    "tr": "turkish",
    "ar": "arabic",
}
# The ways in which a word is stemmed when nobody says its language; the first not at all.
EVERY_LANGUAGE = ("", "de", "en", "tr", "ar", "uk")
_GERMAN = ("de", "de-simple")
# "And", "in the", "for the", the article, before a word of three letters or more: Snowball leaves
# them at short words.
_ARABIC_ARTICLE = re.compile("^[وف]?(?:ال|بال|كال|لل)(?=.{3})")
_own = threading.local()


class Tokens(NamedTuple):
    """Under which a text is found: its words, and what its compounds are made of."""

    whole: set[str]
    inner: set[str]


def tokens(text: str, language: str) -> Tokens:
    """The tokens under which a text of this language is found."""
    words = set(words_of(text))
    whole = {stem(word, language) for word in words}
    inner = set[str]()
    if language in _GERMAN:
        inner = {part for word in words for part in inner_stems(word)}
    return Tokens(whole, inner - whole)


def tokenise(text: str, language: str) -> set[str]:
    """Both sorts of tokens of a text."""
    found = tokens(text, language)
    return found.whole | found.inner


def variants(word: str) -> frozenset[str]:
    """The tokens that a folded word may have become, whatever language it is of."""
    return frozenset(stem(word, language) for language in EVERY_LANGUAGE)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    if language == "uk":
        return ukrainian.stem(word)
    if language == "ar":
        word = _ARABIC_ARTICLE.sub("", word)
    stemmer = _stemmer(language)
    return stemmer.stemWord(word)[:LONGEST_WORD] if stemmer else word


def inner_stems(word: str) -> set[str]:
    """Stems of the known parts of a German compound; none where it is not taken for one."""
    return _stems(compounds.parts_inside(word))


def part_stems(word: str) -> tuple[str, ...]:
    """Stems of all parts of a German compound, in order, where every one of them is known."""
    return tuple(stem(part, "de") for part in compounds.split(word))


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word, "de") for word in words}


def _stemmer(language: str) -> Any:
    """One for each thread: a stemmer keeps the word it is at in itself."""
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return None
    if not hasattr(_own, algorithm):
        setattr(_own, algorithm, snowballstemmer.stemmer(algorithm))
    return getattr(_own, algorithm)
