"""The one normaliser of words: what a posting says and what somebody asks for meet here.

Case, accents and umlauts (written either way) are folded, then each word is stemmed by the
Snowball algorithm of the text's language (library snowballstemmer). Whoever asks names no
language: a word of a query stands for all that it may be, see `alternatives`.
"""

import re
import threading
import unicodedata
from typing import Any

import snowballstemmer

LONGEST_WORD = 60  # characters; the column holds as many
MOST_WORDS = 12  # of a query; more than anybody types

_ALGORITHMS = {
    "de": "german",
    "de-simple": "german",
    "en": "english",
    "tr": "turkish",
    "ar": "arabic",
}
_own = threading.local()
_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans({"ß": "ss", "\u0131": "i", "ł": "l", "ø": "o"})


def tokenise(text: str, language: str) -> set[str]:
    """The tokens under which a text of this language is found."""
    return {_stem(word, language) for word in set(_words(text))}


def alternatives(query: str) -> list[set[str]]:
    """For every word of a query the tokens that it may be found under; one each must be present."""
    return [
        {_stem(word, language) for language in ("", *_ALGORITHMS)}
        for word in _words(query)[:MOST_WORDS]
    ]


def _words(text: str) -> list[str]:
    # Twice: signs such as ℡ hide capitals, and small letters may come apart once more.
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain)]


def _stem(word: str, language: str) -> str:
    for spelled, folded in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        word = word.replace(spelled, folded)
    stemmer = _stemmer(language)
    return stemmer.stemWord(word)[:LONGEST_WORD] if stemmer else word


def _stemmer(language: str) -> Any:
    """One for each thread: a stemmer keeps the word it is at in itself."""
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return None
    if not hasattr(_own, algorithm):
        setattr(_own, algorithm, snowballstemmer.stemmer(algorithm))
    return getattr(_own, algorithm)
