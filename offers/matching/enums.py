"""The two sides of a match, how far it has come, and what must hold for one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    NEED = "need", _("The side of the need")
    SUPPLY = "supply", _("The side of the offer")

    @property
    def other(self) -> "Side":
        return Side.SUPPLY if self == Side.NEED else Side.NEED


class MatchState(models.TextChoices):
    """One for both sides; either may change it, but only the need's side says "solved"."""

    OPEN = "open", _("New")
    INTERESTED = "interested", _("Interested")
    IN_PROGRESS = "in_progress", _("In progress")
    DECLINED = "declined", _("Declined")
    SOLVED = "solved", _("Solved")


# Something is going on between the two sides, or has come to a good end.
GOING_WELL = frozenset({MatchState.INTERESTED, MatchState.IN_PROGRESS, MatchState.SOLVED})

# What may be answered in which state, the most likely answer first.
ANSWERS: dict[str, tuple[MatchState, ...]] = {
    MatchState.OPEN: (MatchState.INTERESTED, MatchState.IN_PROGRESS, MatchState.DECLINED),
    MatchState.INTERESTED: (MatchState.IN_PROGRESS, MatchState.DECLINED),
    MatchState.IN_PROGRESS: (MatchState.DECLINED,),
    MatchState.DECLINED: (MatchState.INTERESTED, MatchState.IN_PROGRESS),
    MatchState.SOLVED: (),
}
# The need's side besides; it may also find that what seemed solved is not.
ANSWERS_OF_NEED: dict[str, tuple[MatchState, ...]] = {
    state: (MatchState.IN_PROGRESS,) if state == MatchState.SOLVED else (MatchState.SOLVED,)
    for state in MatchState
}


class DeclineReason(models.TextChoices):
    TAKEN = "taken", _("Already taken or filled")
    TIME = "time", _("The time does not fit")
    DISTANCE = "distance", _("Too far away")
    COST = "cost", _("The price does not fit")
    CONTENT = "content", _("Not what is meant")
    CAPACITY = "capacity", _("We have no capacity at the moment")
    OTHER = "other", _("Another reason")


class Condition(models.TextChoices):
    """What must hold for a match; the label says it of a pair where it does not."""

    TOPICS = "topics", _("They share no topic.")
    AREA = "area", _("What is offered does not reach the place of the need.")
    AUDIENCES = "audiences", _("They are for different people.")
    LANGUAGES = "languages", _("They name different languages.")
    TIME = "time", _("One begins only after the other has ended.")
    NEED_PUBLISHED = "need_published", _("The need is not on show.")
    SUPPLY_PUBLISHED = "supply_published", _("The offer is not on show.")
    ORGANISATION = "organisation", _("Both are of the same organisation.")
    NEED_VISIBLE = "need_visible", _("The organisation that offers may not see the need.")
    SUPPLY_VISIBLE = "supply_visible", _("The organisation of the need may not see the offer.")
