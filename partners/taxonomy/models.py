"""Terms: the coded lists with names in many languages."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.languages import fallback_chain, interface_languages


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, vocabulary: Vocabulary) -> "TermQuerySet":
        return self.filter(vocabulary=vocabulary)

    def with_names(self) -> "TermQuerySet":
        """Names of all terms in one query more, so that `str(term)` costs none."""
        return self.prefetch_related("names")


class Term(ClusterableModel):
    """An entry of a vocabulary. API clients and saved searches hold the slug: it never changes."""

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary.choices)
    slug = models.CharField(
        _("slug"),
        max_length=40,
        validators=[
            RegexValidator(r"^[A-Za-z][A-Za-z0-9_-]*\Z", _("Letters, digits, _ and - only."))
        ],
        help_text=_("Stable for ever: programs and saved searches rely on it."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "slug"], name="term_unique_in_vocabulary")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, by the one fallback rule; at worst the slug."""
        names = {row.language: row.name for row in self.names.all()}
        chain = fallback_chain(get_language() or "de", source="de")
        return next((names[language] for language in chain if language in names), self.slug)


class TermName(models.Model):
    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=interface_languages)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="term_named_once_a_language")
        ]

    def __str__(self) -> str:
        return self.name
