"""What the office's buttons do, for tests that are not about the buttons."""

from offers.postings.models import Posting
from offers.words.normaliser import tokenise
from partners.accounts.models import User


def decide(posting: Posting, user: User, action: str, comment: str = "") -> None:
    """Approves or returns what waits for review."""
    waiting = posting.current_workflow_task_state
    waiting.task.specific.on_action(waiting, user, action, comment=comment)


def can_be_found(posting: Posting, word: str) -> bool:
    """Whether a search for this German word leads to the posting."""
    tokens = tokenise(word, "de")
    return posting.tokens.filter(token__in=tokens).count() == len(tokens) > 0
