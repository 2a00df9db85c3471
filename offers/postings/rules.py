"""What the state of a posting allows, whoever asks: pages offer it, actions insist on it."""

from django.utils import timezone

from offers.postings.enums import State
from offers.postings.models import Posting

CAN_BE_RENEWED = frozenset({State.PUBLISHED, State.EXPIRED, State.CLOSED})


def is_over(posting: Posting) -> bool:
    """Whether its last day has gone by."""
    return posting.expire_at is not None and posting.expire_at <= timezone.now()


def is_editable(posting: Posting) -> bool:
    """What is closed is renewed as it was, or duplicated; what is in review is withdrawn first."""
    return posting.closed_at is None and not is_withdrawable(posting)


def is_withdrawable(posting: Posting) -> bool:
    """It waits for the office."""
    return posting.review_state == State.SUBMITTED


def is_submittable(draft: Posting) -> bool:
    """Something new to review that is still valid, and does not wait already."""
    new = draft.has_unpublished_changes or not draft.live
    return bool(new and is_editable(draft) and not is_over(draft))


def is_renewable(posting: Posting) -> bool:
    """It was on show, nobody took it off, and no office has yet to see what was written since."""
    return (
        type(posting).is_renewable
        and posting.state in CAN_BE_RENEWED
        and posting.organisation.is_verified
        and posting.current_workflow_state is None
        and not _changed_since_published(posting)
    )


def _changed_since_published(posting: Posting) -> bool:
    if posting.live:
        return bool(posting.has_unpublished_changes)
    newest, published = posting.latest_revision, posting.last_published_at
    return published is None or newest is None or newest.created_at > published
