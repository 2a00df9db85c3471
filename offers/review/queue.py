"""What waits for an office, and how far every posting of its territory has come."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import WorkflowState

from offers.postings.enums import State
from offers.postings.models import Posting
from partners.accounts.models import User

IN_PROGRESS = WorkflowState.STATUS_IN_PROGRESS
NEEDS_CHANGES = WorkflowState.STATUS_NEEDS_CHANGES


def waiting_for(user: User) -> QuerySet[Posting]:
    """Postings that wait for an office of this user, the oldest first."""
    return in_order(Posting.objects.for_office(user)).filter(stage=State.SUBMITTED)


def in_order(postings: QuerySet[Any]) -> QuerySet[Any]:
    """What waits comes first, the longest wait at the top; then what is newest.

    Every row knows its `stage`, a `State` in which a review counts more than what is on show, and
    the moment since when it is `waiting_since`.
    """
    reviews = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Posting),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    waiting = reviews.filter(status=IN_PROGRESS)
    return postings.annotate(
        review_status=Subquery(reviews.values("status")[:1]),
        waiting_since=Subquery(waiting.values("current_task_state__started_at")[:1]),
        stage=_stage(),
    ).order_by(
        Case(When(review_status=IN_PROGRESS, then=Value(0)), default=Value(1)),
        "waiting_since",
        "-pk",
    )


def _stage() -> Case:
    """`Posting.state`, for the database."""
    still_valid = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
    return Case(
        When(review_status=IN_PROGRESS, then=Value(State.SUBMITTED)),
        When(review_status=NEEDS_CHANGES, then=Value(State.RETURNED)),
        When(closed_at__isnull=False, then=Value(State.CLOSED)),
        When(still_valid, live=True, then=Value(State.PUBLISHED)),
        When(Q(live=True) | Q(expired=True), then=Value(State.EXPIRED)),
        default=Value(State.DRAFT),
        output_field=CharField(),
    )
