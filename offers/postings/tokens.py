"""The words under which a published posting is found."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Max, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from offers.words.normaliser import Tokens, tokens, variants
from offers.words.questions import Question, Wanted

if TYPE_CHECKING:
    from offers.postings.models import Posting, PostingText

WEIGHTS = {"title": 4, "summary": 2, "body": 1}
# Of what a word is made of, in comparison to the word itself, and of what was typed in comparison
# to what means the same.
INNER_SHARE = 0.5
LITERAL_FACTOR = 2


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
        indexes = [
            models.Index(fields=["token", "posting"], name="posting_by_token"),
            # For the beginnings of words, whatever the collation of the database.
            models.Index(
                fields=["token"],
                name="title_by_beginning",
                opclasses=["varchar_pattern_ops"],
                condition=Q(weight=4),
            ),
        ]

    def __str__(self) -> str:
        return self.token


def weighted_tokens(texts: Iterable["PostingText"]) -> dict[str, int]:
    """The tokens under which a posting with these texts is found, and their weights."""
    found: dict[str, int] = {}
    for text in texts:
        for field, weight in WEIGHTS.items():
            add_tokens(found, tokens(getattr(text, field), text.language), weight)
    return found


def add_tokens(found: dict[str, int], more: Tokens, weight: int) -> None:
    """A token that stands in several places has the weight of the best."""
    for some, share in ((more.whole, 1), (more.inner, INNER_SHARE)):
        for token in some:
            found[token] = max(1, int(weight * share), found.get(token, 0))


def index(posting: "Posting") -> None:
    """Makes the words of the posting's published texts searchable."""
    found = weighted_tokens(posting.texts.all())
    PostingToken.objects.filter(posting=posting).exclude(token__in=found).delete()
    PostingToken.objects.bulk_create(
        [
            PostingToken(posting=posting, token=token, weight=weight)
            for token, weight in found.items()
        ],
        update_conflicts=True,
        unique_fields=["posting", "token"],
        update_fields=["weight"],
    )


# --- Asked from the other side ------------------------------------------------------------


def containing(question: Question) -> Q:
    """Condition that a posting has every word, or what stands for it.

    The words are brought together by INTERSECT: of a dozen subqueries joined one by one, PostgreSQL
    weighs every order, and takes longer for that than for the answer.
    """
    return _in_all([_with_any(wanted) for wanted in dict.fromkeys(question.wanted)])


def in_title(words: Sequence[str]) -> Q:
    """Condition that a title has these folded words, the last of them perhaps not in full."""
    titles = PostingToken.objects.filter(weight=WEIGHTS["title"])
    *whole, last = words
    rows = [titles.filter(token__in=variants(word)) for word in whole]
    return _in_all([*rows, titles.filter(token__startswith=last)])


def _in_all(rows: "Sequence[QuerySet[PostingToken]]") -> Q:
    first, *others = [some.order_by().values("posting") for some in rows]
    return Q(pk__in=first.intersection(*others) if others else first)


def _with_any(wanted: Wanted) -> "QuerySet[PostingToken]":
    rows = _with(wanted.tokens)
    for phrase in wanted.phrases:
        first, *rest = phrase
        together = _with(first)
        for word in rest:
            together = together.filter(posting__in=_with(word).values("posting"))
        rows |= together
    return rows


def relevance(question: Question, posting: Any) -> Coalesce:
    """How well what `posting` refers to fits: first by what was typed, then by what is akin."""
    asked = question.literal | question.akin
    hits = PostingToken.objects.filter(posting=posting, token__in=asked).order_by()
    typed = Coalesce(Sum("weight", filter=Q(token__in=question.literal)), 0)
    akin = Coalesce(Max("weight", filter=Q(token__in=question.akin)), 0)
    score = hits.values("posting").annotate(score=typed * LITERAL_FACTOR + akin).values("score")
    return Coalesce(Subquery(score), 0)


def _with(tokens: Iterable[str]) -> "QuerySet[PostingToken]":
    return PostingToken.objects.filter(token__in=tokens)


# --- All of them anew ---------------------------------------------------------------------


def index_all() -> int:
    """Indexes all published postings anew, one transaction each; returns how many there are."""
    from offers.postings.models import Posting

    keys = list(Posting.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            # Locked, so that a version published meanwhile is not overwritten by the one before.
            posting = Posting.objects.select_for_update().filter(pk=key, live=True).first()
            if posting:
                index(posting)
    return len(keys)
