"""The one step between a submitted posting and the public: the office in charge decides."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task, TaskState, WorkflowState

from offers.postings import notifications, permissions
from offers.postings.models import Posting
from offers.review.exceptions import AlreadyDecided, NotVerified, ReasonMissing
from offers.review.forms import ReasonForm
from partners.accounts.models import User

APPROVE = "approve"
RETURN = "reject"


class Review(WorkflowState):
    """A posting's way through review.

    Wagtail mails for workflow states of its own class only. Ours are told through the ledger.
    """

    class Meta:
        proxy = True
        verbose_name = _("review")
        verbose_name_plural = _("reviews")


class OfficeApproval(Task):
    """Wagtail's step of a workflow, decided by whoever curates the place of the posting.

    Whose turn it is follows from the posting's key at the moment of asking; nothing is assigned.
    """

    class Meta:
        verbose_name = _("approval by the office in charge")
        verbose_name_plural = _("approvals by the office in charge")

    @classmethod
    def get_description(cls) -> str:
        return str(_("The office in whose territory a posting lies approves or returns it."))

    def user_can_access_editor(self, obj: Posting, user: User) -> bool:
        return permissions.curates(user, obj)

    def locked_for_user(self, obj: Posting, user: User) -> bool:
        return not permissions.curates(user, obj)

    def get_actions(self, obj: Posting, user: User) -> list[tuple[str, Any, bool]]:
        """What Wagtail offers: name, label, and whether it asks for something first."""
        if not permissions.curates(user, obj):
            return []
        return [(RETURN, _("Return with a reason"), True), (APPROVE, _("Approve"), False)]

    def get_form_for_action(self, action: str) -> type[TaskStateCommentForm]:
        return ReasonForm if action == RETURN else TaskStateCommentForm

    def get_task_states_user_can_moderate(
        self, user: User, **kwargs: Any
    ) -> models.QuerySet[TaskState]:
        """What waits for this user, for Wagtail's start page: nothing beyond the border."""
        inside = Posting.objects.for_office(user).annotate(key=Cast("pk", models.CharField()))
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.filter(
            workflow_state__base_content_type=ContentType.objects.get_for_model(Posting),
            workflow_state__object_id__in=inside.values("key"),
        )

    @transaction.atomic
    def on_action(
        self,
        task_state: TaskState,
        user: User,
        action_name: str,
        comment: str = "",
        **_unknown: Any,
    ) -> None:
        """Approves, which publishes, or returns; whoever submitted hears of it.

        Wagtail hands on whatever the browser sent, so everything is checked here once more.

        Raises:
            PermissionDenied: the posting lies outside the user's territory.
            AlreadyDecided: a colleague was quicker, or the organisation has withdrawn it.
            NotVerified: nothing of an unverified organisation is published.
            ReasonMissing: a posting is returned with a reason, or not at all.
        """
        Posting.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        task_state.refresh_from_db()
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise AlreadyDecided
        review = Review.objects.get(pk=task_state.workflow_state_id)
        posting = review.content_object.specific.get_latest_revision_as_object()
        _check(posting, user, action_name, comment)
        task_state.workflow_state = review
        super().on_action(task_state, user, action_name, comment=comment.strip())
        _tell(review, posting, action_name, comment.strip())


def _check(posting: Posting, user: User, action_name: str, comment: str) -> None:
    if not permissions.curates(user, posting):
        raise PermissionDenied
    if action_name == APPROVE and not permissions.can_approve(user, posting):
        raise NotVerified
    if action_name == RETURN and not comment.strip():
        raise ReasonMissing


def _tell(review: Review, posting: Posting, action_name: str, reason: str) -> None:
    person = review.requested_by
    if person is None or not person.is_active:
        return
    if action_name == APPROVE:
        notifications.tell_published(posting, person)
    elif action_name == RETURN:
        notifications.tell_returned(posting, person, reason)
