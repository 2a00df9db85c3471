"""The groups of words that mean the same, ready for reading questions."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

from django.db.models import Count, Max

from offers.words.folding import words_of
from offers.words.models import LONGEST_PHRASE, SynonymGroup, SynonymWords
from offers.words.normaliser import stem

Phrase = tuple[frozenset[str], ...]
"""Words one after another, each as the tokens that it may have become."""
SHORTEST_ANSWER = 3  # letters
Fingerprint = tuple[int, datetime | None]


@dataclass
class Meaning:
    """What a group may be found by: any of the single words, or all words of a phrase."""

    single: set[str] = field(default_factory=set)
    phrases: set[Phrase] = field(default_factory=set)


class Synonyms:
    """The groups of one moment."""

    def __init__(self, rows: list[tuple[int, str, str]]) -> None:
        """Rows are group, language, words."""
        self._groups: dict[int, Meaning] = {}
        self._found_by: dict[tuple[str, ...], set[int]] = {}
        for group, language, words in rows:
            for text in words.split(","):
                if phrase := tuple(words_of(text)):
                    self._add(group, tuple(_tokens(word, language) for word in phrase))

    def _add(self, group: int, phrase: Phrase) -> None:
        meaning = self._groups.setdefault(group, Meaning())
        if len(phrase) == 1:
            # Turkish iş is a good question, but as an answer it would find every English "is".
            meaning.single |= {token for token in phrase[0] if len(token) >= SHORTEST_ANSWER}
        else:
            meaning.phrases.add(phrase)
        for key in product(*phrase):
            self._found_by.setdefault(key, set()).add(group)

    def of(self, phrase: Phrase) -> Meaning | None:
        """All that means the same as these words; None where no group has them."""
        if len(phrase) > LONGEST_PHRASE:
            return None
        groups = set[int]().union(*(self._found_by.get(key, ()) for key in product(*phrase)))
        if not groups:
            return None
        found = Meaning()
        for group in groups:
            found.single |= self._groups[group].single
            found.phrases |= self._groups[group].phrases
        return found


def current() -> Synonyms:
    """The groups as they are now, in one query; they are read anew once one has changed."""
    global _kept
    state = SynonymGroup.objects.aggregate(number=Count("pk"), latest=Max("changed_at"))
    fingerprint = (state["number"], state["latest"])
    kept = _kept
    if kept is None or kept[0] != fingerprint:
        rows = SynonymWords.objects.values_list("group_id", "language", "words")
        kept = _kept = (fingerprint, Synonyms(list(rows)))
    return kept[1]


_kept: tuple[Fingerprint, Synonyms] | None = None


def _tokens(word: str, language: str) -> frozenset[str]:
    return frozenset({word, stem(word, language)})
