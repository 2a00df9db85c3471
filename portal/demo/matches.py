"""Matches of the demo, as if they had been found and partly answered over the last weeks."""

from typing import NamedTuple

from django.utils import timezone

from offers.matching import actions, expansion
from offers.matching.enums import DeclineReason, MatchState, Side
from offers.matching.models import Match
from offers.postings.models import Need
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from partners.outbox.models import OutboxRow


class DemoAnswer(NamedTuple):
    """What one side says to the best match of two organisations, by their keys in the cast."""

    need_of: str
    supply_of: str
    side: Side
    state: MatchState
    note: str
    reason: str = ""


ANSWERS = (
    DemoAnswer(
        "kastanienhof",
        "zugvogel",
        Side.SUPPLY,
        MatchState.IN_PROGRESS,
        "Acht Plätze halten wir frei. Wann passt ein Gespräch über den Schichtplan?",
    ),
    DemoAnswer(
        "kastanienhof",
        "fluesterwiese",
        Side.SUPPLY,
        MatchState.INTERESTED,
        "Zwei Plätze können wir zusagen. Kommen Sie mit den Familien gern zum Schnuppern.",
    ),
    DemoAnswer(
        "kastanienhof",
        "rotmilan",
        Side.NEED,
        MatchState.DECLINED,
        "",
        DeclineReason.DISTANCE,
    ),
    DemoAnswer(
        "rotmilan",
        "tueroeffner",
        Side.SUPPLY,
        MatchState.INTERESTED,
        "Wir haben ein Ehepaar, das gleich um die Ecke wohnt.",
    ),
    DemoAnswer(
        "rotmilan",
        "tueroeffner",
        Side.NEED,
        MatchState.SOLVED,
        "Sie haben sich kennengelernt und mögen sich. Danke!",
    ),
)


def load(organisations: dict[str, Organisation]) -> None:
    """Finds all pairs and answers some. Nobody is told today of what happened weeks ago."""
    # Every pair has a need.
    for need in Need.objects.published().order_by("pk"):
        expansion.expand("posting", need.pk)
    OutboxRow.objects.all().delete()
    for given in ANSWERS:
        _answer(given, organisations[given.need_of], organisations[given.supply_of])
    waiting = Delivery.objects.waiting().filter(message__startswith="matching.")
    waiting.update(obsolete_at=timezone.now(), payload={})


def _answer(given: DemoAnswer, need_of: Organisation, supply_of: Organisation) -> None:
    between = Match.objects.filter(need__organisation=need_of, supply__organisation=supply_of)
    match = between.best_first()[0]
    speaker = need_of if given.side == Side.NEED else supply_of
    actions.answer(
        match,
        given.side,
        given.state,
        seen=match.state,
        reason=given.reason,
        note=given.note,
        person=speaker.members.order_by("pk")[0],
    )
