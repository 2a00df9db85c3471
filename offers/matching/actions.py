"""Answering a match. Permission is checked by the caller; every function is one transaction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from offers.matching import conditions, notifications, permissions
from offers.matching.enums import Side
from offers.matching.exceptions import NoLongerFits, NotAnAnswer, Overtaken, TooManyAnswers
from offers.matching.models import Answer, Match
from partners.accounts.models import User

# Every answer is a mail to the other side, which must not be pestered.
MOST_ANSWERS_A_DAY = 6


@transaction.atomic
def answer(
    match: Match,
    side: Side,
    state: str,
    *,
    seen: str,
    reason: str = "",
    note: str = "",
    person: User | None = None,
) -> Answer:
    """One side answers; the other one hears of it.

    Args:
        seen: the state that the person saw when she answered.
        person: None for whoever answered by a link.

    Raises:
        NoLongerFits: the pair is no match any more; what was answered so far stays.
        Overtaken: somebody else answered since `seen` was read.
        NotAnAnswer: this side may not say this now.
        TooManyAnswers: this side has answered this match too often today.
    """
    stored = Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
    if stored.lapsed_at or not conditions.fits(stored.need, stored.supply):
        raise NoLongerFits
    if stored.state != seen:
        raise Overtaken
    if state not in permissions.possible_answers(stored.state, side):
        raise NotAnAnswer
    today = stored.answers.filter(side=side, answered_at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= MOST_ANSWERS_A_DAY:
        raise TooManyAnswers
    given = stored.answers.create(side=side, state=state, reason=reason, note=note, person=person)
    Match.objects.filter(pk=stored.pk).update(state=state)
    notifications.tell_answer(given)
    return given
