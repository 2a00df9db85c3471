"""What a posting says in each language, and which languages are spoken in it."""

from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from offers.postings.enums import Level, Origin
from offers.postings.models.posting import Posting
from partners.taxonomy.languages import interface_languages
from partners.taxonomy.models import Term


class PostingText(models.Model):
    """What a posting says in one language. A translation is stale once its source has changed.

    `source_hash` is the digest of the source that it was made of; the source has its own.
    """

    posting = ParentalKey(Posting, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=interface_languages)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=300)
    body = models.TextField(_("text"), max_length=8000, blank=True)
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin.choices, default=Origin.SOURCE
    )
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("text of a posting")
        verbose_name_plural = _("texts of postings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "language"], name="posting_says_it_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def digest(self) -> str:
        """Changes with the words, for telling whether a translation still fits."""
        words = "\x1f".join(map(str, (self.title, self.summary, self.body)))
        return sha256(words.encode()).hexdigest()

    def is_stale(self, source: "PostingText") -> bool:
        return self.origin != Origin.SOURCE and self.source_hash != source.digest


class PostingLanguage(models.Model):
    """A language that an offer is given in or a need asks for, with a level where one applies."""

    posting = ParentalKey(Posting, on_delete=models.CASCADE, related_name="spoken")
    language = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("language"))
    level = models.CharField(_("level"), max_length=2, choices=Level.choices, blank=True)

    class Meta:
        verbose_name = _("language of a posting")
        verbose_name_plural = _("languages of postings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "language", "level"], name="posting_language_level_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}".strip()
