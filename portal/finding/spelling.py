"""What may have been meant by a misspelt question. It only suggests: nothing is searched for it."""

import re

from rapidfuzz.distance import DamerauLevenshtein

from offers.words.folding import words_of
from offers.words.normaliser import variants
from offers.words.questions import MOST_WORDS
from portal.finding.models import SHORTEST, KnownWord

MOST_MENDED = 3  # words of a question; each costs a query
_WORD = re.compile(r"\w+")


def did_you_mean(text: str) -> str:
    """The question with its unknown words replaced by the known ones most like them; or empty."""
    typed = dict.fromkeys(_WORD.findall(text)[:MOST_WORDS])
    words = {word: "".join(words_of(word)) for word in typed}
    candidates = {word: folded for word, folded in words.items() if len(folded) >= SHORTEST}
    if not candidates:
        return ""
    known = KnownWord.objects.filter(topic="", folded__in=list(candidates.values()))
    right = set(known.values_list("folded", flat=True))
    wrong = [word for word, folded in candidates.items() if folded not in right][:MOST_MENDED]
    mended = {word: _nearest(candidates[word]) for word in wrong}
    if not any(mended.values()):
        return ""
    return _WORD.sub(lambda word: mended.get(word[0]) or word[0], text)


def _nearest(folded: str) -> str:
    """The known word with the fewest slips between the two; of several the most frequent."""
    rows = KnownWord.objects.resembling(folded).values_list("folded", "text", "number")
    limit = 1 if len(folded) <= 5 else 2
    best: tuple[int, int, str] | None = None
    for other, text, number in rows:
        slips = DamerauLevenshtein.distance(folded, other, score_cutoff=limit)
        if slips <= limit and (best is None or (slips, -number, text) < best):
            best = (slips, -number, text)
    if best is None or variants(folded) & variants("".join(words_of(best[2]))):
        return ""  # nothing near, or the same word with another ending
    return best[2]
