"""Matches: pairs that belong together, with reasons, a state and what was answered."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from offers.matching.enums import DeclineReason, MatchState, Side
from offers.postings.models import Need, Posting, on_show
from partners.organisations.models import Organisation

_PARTS = ("kind", "place", "organisation", "organisation__kind")
_MANY = ("texts", "kind__names")


class MatchQuerySet(models.QuerySet["Match"]):
    def fitting(self) -> Self:
        """Those that fitted when they were last looked at."""
        return self.filter(lapsed_at=None)

    def current(self) -> Self:
        """Those that fit now: both sides are still on show, whether or not anybody has looked."""
        return self.fitting().filter(on_show("need__"), on_show("supply__"))

    def about(self, posting: Posting) -> Self:
        return self.filter(Q(need=posting.pk) | Q(supply=posting.pk))

    def of_organisations(self, organisations: Iterable[Organisation]) -> Self:
        """Those of any of these. Asked by keys, so that both sides are found by their index."""
        own = list(
            Posting.objects.filter(organisation__in=organisations).values_list("pk", flat=True)
        )
        return self.filter(Q(need__in=own) | Q(supply__in=own))

    def counts_by_state(self) -> dict[str, int]:
        pairs = self.order_by().values_list("state").annotate(models.Count("pk"))
        return dict(pairs)

    def best_first(self) -> Self:
        """By score; of equals the one whose supply is newer."""
        return self.order_by("-score", "-supply__first_published_at", "-pk")

    def with_postings(self) -> Self:
        """All that a list of matches shows, in a fixed number of queries."""
        sides = ("need", "supply")
        return self.select_related(
            *sides, *(f"{side}__{part}" for side in sides for part in _PARTS)
        ).prefetch_related(*(f"{side}__{part}" for side in sides for part in _MANY))


class Match(models.Model):
    """A need and a supply that belong together; one row a pair, for ever.

    `reasons` are codes and values, shown in the reader's language by `reasons.in_words`; `score`
    orders, see `reasons.score`. `announced_at` is when both sides were told of the pair, which
    happens once. `lapsed_at` is since when it no longer fits; its answers are kept.
    """

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="matches_as_need", verbose_name=_("need")
    )
    supply = models.ForeignKey(
        Posting, models.CASCADE, related_name="matches_as_supply", verbose_name=_("offer")
    )
    score = models.PositiveIntegerField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(
        _("state"), max_length=12, choices=MatchState.choices, default=MatchState.OPEN
    )
    created_at = models.DateTimeField(_("found"), auto_now_add=True)
    announced_at = models.DateTimeField(_("announced"), null=True)
    lapsed_at = models.DateTimeField(_("no longer fits since"), null=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["need", "supply"], name="match_once_per_pair")
        ]

    def __str__(self) -> str:
        return f"{self.need} – {self.supply}"

    def get_absolute_url(self) -> str:
        return reverse("matching:match", args=[self.pk])

    def posting_of(self, side: str) -> Posting:
        """The posting of this side."""
        return self.need if side == Side.NEED else self.supply

    def side_of(self, posting: Posting) -> Side:
        """The side on which this posting stands."""
        return Side.NEED if self.need_id == posting.pk else Side.SUPPLY


class Answer(models.Model):
    """One step in the history of a match. `person` is empty for whoever answered by a link."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="answers")
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    state = models.CharField(_("answer"), max_length=12, choices=MatchState.choices)
    reason = models.CharField(_("reason"), max_length=10, choices=DeclineReason.choices, blank=True)
    note = models.TextField(_("message"), max_length=1000, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        default_permissions = ()
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_declines_with_a_reason",
                condition=Q(state=MatchState.DECLINED) & ~Q(reason="")
                | ~Q(state=MatchState.DECLINED) & Q(reason=""),
            ),
            models.CheckConstraint(
                name="answer_solved_by_the_need",
                condition=~Q(state=MatchState.SOLVED) | Q(side=Side.NEED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.match} · {self.get_state_display()}"
