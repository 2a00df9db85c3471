"""Words as they are compared: without case and accents, umlauts however they are written."""

import re
import unicodedata

LONGEST_WORD = 60  # characters; the columns hold as many

_WORD = re.compile(r"\w+")
# Umlauts written out; not the end of Frau|en, teu|er, Qu|elle.
_WRITTEN_OUT = re.compile(r"ae|oe|(?<![aeq])ue")
_TATWEEL = "\u0640"  # lengthens Arabic words for looks
# What Unicode does not fold: sharp s, letters with strokes, and the letters and digits that
# keyboards for Persian and Urdu put in place of the Arabic ones.
_LETTERS = str.maketrans(
    {"ß": "ss", "\u0131": "i", "ł": "l", "ø": "o", _TATWEEL: None, "ی": "ي", "ى": "ي", "ک": "ك"}
    | {chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)}
)


def words_of(text: str) -> list[str]:
    """The words in their order, folded, one umlaut spelled in one way only."""
    # Twice: signs such as ℡ hide capitals, and small letters may come apart once more.
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [one_spelling(word[:LONGEST_WORD]) for word in _WORD.findall(plain)]


def one_spelling(word: str) -> str:
    """ä, ae and a are the same to us: a word of plain letters is what people type."""
    return _WRITTEN_OUT.sub(lambda pair: pair[0][0], word)
