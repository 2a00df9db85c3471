"""The words under which a published posting is found."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from offers.postings.words import tokenise

if TYPE_CHECKING:
    from offers.postings.models import Posting, PostingText

WEIGHTS = {"title": 4, "summary": 2, "body": 1}


class PostingToken(models.Model):
    """A normalised word of a published posting; `weight` says where it stands, see `WEIGHTS`."""

    posting = models.ForeignKey("postings.Posting", models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("word of a posting")
        verbose_name_plural = _("words of postings")
        constraints = [
            models.UniqueConstraint(fields=["posting", "token"], name="posting_has_token_once")
        ]
        indexes = [models.Index(fields=["token", "posting"], name="posting_by_token")]

    def __str__(self) -> str:
        return self.token


def weighted_tokens(texts: Iterable["PostingText"]) -> dict[str, int]:
    """The tokens under which a posting with these texts is found, and their weights."""
    tokens: dict[str, int] = {}
    for text in texts:
        for field, weight in WEIGHTS.items():
            for token in tokenise(getattr(text, field), text.language):
                tokens[token] = max(weight, tokens.get(token, 0))
    return tokens


def index(posting: "Posting") -> None:
    """Makes the words of the posting's published texts searchable."""
    tokens = weighted_tokens(posting.texts.all())
    PostingToken.objects.filter(posting=posting).exclude(token__in=tokens).delete()
    PostingToken.objects.bulk_create(
        [
            PostingToken(posting=posting, token=token, weight=weight)
            for token, weight in tokens.items()
        ],
        update_conflicts=True,
        unique_fields=["posting", "token"],
        update_fields=["weight"],
    )
