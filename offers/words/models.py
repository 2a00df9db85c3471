"""Words that mean the same, in one language or in several: administrators keep them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from offers.words.folding import words_of
from partners.taxonomy.languages import interface_languages

LONGEST_PHRASE = 3  # words
MOST_PHRASES = 20  # of a language


class SynonymGroup(ClusterableModel):
    """Whoever asks for one word of a group asks for all of them.

    `changed_at` tells every process that it must read the groups anew.
    """

    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["pk"]

    def __str__(self) -> str:
        return " · ".join(str(row) for row in self.words.all())


class SynonymWords(models.Model):
    """The words of a group in one language; one may be of several words (German course)."""

    group = ParentalKey(SynonymGroup, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=10, choices=interface_languages)
    words = models.CharField(
        _("words"),
        max_length=400,
        help_text=_("Separated by commas, in singular. Each may be of up to three words."),
    )

    class Meta:
        verbose_name = _("words of a language")
        verbose_name_plural = _("words of a language")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "language"], name="synonyms_once_a_language")
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        errors: list[Any] = []
        phrases = [words_of(phrase) for phrase in self.words.split(",")]
        if not any(phrases):
            errors.append(_("There is no word in this."))
        if len(phrases) > MOST_PHRASES:
            errors.append(_("At most %d words a language.") % MOST_PHRASES)
        if any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
            errors.append(_("A word between two commas is of three words at most."))
        if errors:
            raise ValidationError({"words": errors})


class IndexedEdition(models.Model):
    """By which edition of the normaliser all that is stored was indexed; the newest row counts."""

    number = models.PositiveIntegerField()
    finished_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("edition of the index of words")
        verbose_name_plural = _("editions of the index of words")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.number)
