"""Reads what somebody asks for: page, API and saved search understand the same by it.

Every word of a question must be there: as itself whatever its language, as a word that means the
same, or, for a German compound, as all of its parts. So `Deutschkurs` finds a "Kurs in Deutsch" and
a "German course".
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from offers.words import synonyms
from offers.words.folding import words_of
from offers.words.models import LONGEST_PHRASE
from offers.words.normaliser import part_stems, variants
from offers.words.synonyms import Phrase, Synonyms

MOST_WORDS = 12  # of a question; more than anybody types


@dataclass(frozen=True)
class Wanted:
    """A word, or words that belong together: any of the tokens, or all words of a phrase.

    `literal` are those of the tokens that were typed.
    """

    tokens: frozenset[str]
    phrases: frozenset[Phrase] = frozenset()
    literal: frozenset[str] = frozenset()

    def is_in(self, tokens: Collection[str]) -> bool:
        return not self.tokens.isdisjoint(tokens) or any(
            all(not word.isdisjoint(tokens) for word in phrase) for phrase in self.phrases
        )


@dataclass(frozen=True)
class Question:
    """What was typed, and what it asks for. All that is wanted must be there."""

    text: str
    wanted: tuple[Wanted, ...]

    def __str__(self) -> str:
        return self.text

    def fits(self, tokens: Collection[str]) -> bool:
        """Whether a text with these tokens is found."""
        return all(wanted.is_in(tokens) for wanted in self.wanted)

    @property
    def literal(self) -> frozenset[str]:
        return frozenset().union(*(wanted.literal for wanted in self.wanted))

    @property
    def akin(self) -> frozenset[str]:
        """What means the same without having been typed."""
        alone = frozenset[str]().union(*(wanted.tokens for wanted in self.wanted))
        phrases = (word for wanted in self.wanted for phrase in wanted.phrases for word in phrase)
        return alone.union(*phrases) - self.literal


def read(text: str, known: Synonyms | None = None) -> Question | None:
    """None where there is no word in it. One query, for the synonyms unless they are given."""
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return None
    return Question(text, tuple(_wanted(words, known or synonyms.current())))


def _wanted(words: list[str], known: Synonyms) -> Iterator[Wanted]:
    """From the left, as many words at a time as mean something together."""
    place = 0
    while place < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
            taken = words[place : place + length]
            if wanted := _together(taken, known) if length > 1 else _alone(taken[0], known):
                yield wanted
                place += length
                break


def _together(words: list[str], known: Synonyms) -> Wanted | None:
    typed = tuple(variants(word) for word in words)
    meaning = known.of(typed)
    if meaning is None:
        return None
    phrases = meaning.phrases | {_with_synonyms(typed, known)}
    literal = frozenset[str]().union(*typed)
    return Wanted(frozenset(meaning.single), frozenset(phrases), literal)


def _alone(word: str, known: Synonyms) -> Wanted:
    typed = variants(word)
    single, phrases = set[str](), set[Phrase]()
    if meaning := known.of((typed,)):
        single, phrases = set(meaning.single), set(meaning.phrases)
    if parts := part_stems(word):
        phrases.add(_with_synonyms(tuple(frozenset({part}) for part in parts), known))
    return Wanted(typed | single, frozenset(phrases), typed)


def _with_synonyms(phrase: Phrase, known: Synonyms) -> Phrase:
    """Each word of a phrase may also be a single word that means the same."""
    meanings = ((word, known.of((word,))) for word in phrase)
    return tuple(word | meaning.single if meaning else word for word, meaning in meanings)
