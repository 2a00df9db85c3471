"""What templates need of matches."""

from typing import NamedTuple

from django import template
from django.db.models import F
from django.template import Context
from django.urls import reverse

from offers.matching.enums import MatchState
from offers.matching.models import Match
from offers.postings.models import Need, Posting

register = template.Library()

COUNTERPARTS = 5

BADGES = {
    MatchState.OPEN: "info",
    MatchState.INTERESTED: "warning",
    MatchState.IN_PROGRESS: "warning",
    MatchState.DECLINED: "neutral",
    MatchState.SOLVED: "success",
}


class Counterpart(NamedTuple):
    """A posting of the reader's own, and the page that says how it goes with this one."""

    posting: Posting
    url: str
    is_match: bool


@register.filter
def match_badge(state: str) -> str:
    """The kind of badge that goes with a state."""
    return BADGES[MatchState(state)]


@register.simple_tag
def matches_of(posting: Posting) -> int:
    """How many match the posting now."""
    return Match.objects.current().about(posting).count()


@register.simple_tag
def was_answered(posting: Posting) -> bool:
    """Whether any match of the posting was ever answered."""
    return Match.objects.about(posting).exclude(state=MatchState.OPEN).exists()


@register.simple_tag(takes_context=True)
def counterparts(context: Context, posting: Posting) -> list[Counterpart]:
    """The newest of the reader's own on the other side, for whoever asks "does it fit us?"."""
    user = context["request"].user
    if not user.is_authenticated:
        return []
    is_need = isinstance(posting, Need)
    rows = Posting.objects.published().filter(organisation__members=user)
    needs = {"content_type": Need.get_content_type()}
    rows = rows.exclude(**needs) if is_need else rows.filter(**needs)
    others = rows.exclude(organisation=posting.organisation_id).prefetch_related("texts")
    own = list(others.order_by("-first_published_at", "-pk")[:COUNTERPARTS])
    matched = {
        pair[0]: pair[1]
        for pair in Match.objects.current()
        .about(posting)
        .annotate(own=F("supply" if is_need else "need"))
        .filter(own__in=[mine.pk for mine in own])
        .values_list("own", "pk")
    }
    return [
        Counterpart(mine, _page(posting, mine, is_need, matched.get(mine.pk)), mine.pk in matched)
        for mine in own
    ]


def _page(posting: Posting, mine: Posting, is_need: bool, match: int | None) -> str:
    if match:
        return reverse("matching:match", args=[match])
    pair = (posting.pk, mine.pk) if is_need else (mine.pk, posting.pk)
    return reverse("matching:why", args=pair)
