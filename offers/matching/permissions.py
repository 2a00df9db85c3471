"""Who may see a match and who may answer."""

from offers.matching.enums import ANSWERS, ANSWERS_OF_NEED, MatchState, Side
from offers.matching.models import Match
from partners.organisations.enums import EDITING_ROLES
from partners.organisations.permissions import Reader, role_of


def side_of(user: Reader, match: Match) -> Side | None:
    """The side on which this person stands; None for everybody else.

    Of both sides the one for which she may answer.
    """
    roles = {side: role_of(user, match.posting_of(side).organisation) for side in Side}
    answering = [side for side, role in roles.items() if role in EDITING_ROLES]
    looking = [side for side, role in roles.items() if role is not None]
    return next(iter([*answering, *looking]), None)


def can_answer(user: Reader, match: Match) -> bool:
    """Owners and editors of either organisation."""
    side = side_of(user, match)
    return side is not None and role_of(user, match.posting_of(side).organisation) in EDITING_ROLES


def possible_answers(state: str, side: Side) -> tuple[MatchState, ...]:
    """What this side may say to a match in this state, the most likely first."""
    answers = ANSWERS[state]
    return (*answers, *ANSWERS_OF_NEED[state]) if side == Side.NEED else answers
