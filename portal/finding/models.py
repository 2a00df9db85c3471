"""The words that suggestions are made of."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offers.words.folding import LONGEST_WORD
from partners.taxonomy.languages import interface_languages


class KnownWordQuerySet(models.QuerySet["KnownWord"]):
    def beginning_with(self, folded: str) -> Self:
        """Whose text, or a later word of it, goes on from these letters."""
        return self.filter(
            Q(folded__startswith=folded) | Q(topic__gt="", folded__contains=f" {folded}")
        )

    def resembling(self, folded: str) -> Self:
        """Single words that could be meant by a misspelt one: a few letters more or less, and
        beginning with one of its first two."""
        lengths = (len(folded) - 2, len(folded) + 2)
        return self.filter(topic="", length__range=lengths, initial__in=[*folded[:2]])


class KnownWord(models.Model):
    """A word as it is spelled in something public, or the name of a topic in one language.

    `number` says how often; of several spellings of a folded word the most frequent is kept.
    Made anew from time to time, see `vocabulary`: a suggestion may be out of date, never a result.
    """

    folded = models.CharField(max_length=120)
    text = models.CharField(max_length=120)
    language = models.CharField(max_length=10, choices=interface_languages, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=1)

    objects = KnownWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        constraints = [
            models.UniqueConstraint(fields=["folded", "topic", "language"], name="known_word_once")
        ]
        indexes = [
            models.Index(fields=["initial", "length"], name="known_word_shape"),
            models.Index(
                fields=["folded"], name="known_word_beginning", opclasses=["varchar_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.text


SHORTEST = 4  # letters; shorter ones are found without suggestions
LONGEST = LONGEST_WORD
