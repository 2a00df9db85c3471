"""Wagtail's views of a snippet, each ending at the border of the user's territory."""

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.locks import BaseLock
from wagtail.models import ModelLogEntry, TaskState
from wagtail.snippets.views import snippets

from offers.postings import actions, permissions
from offers.postings.exceptions import PostingError
from offers.postings.models import Posting
from offers.review.exceptions import AlreadyDecided, NotVerified, Overtaken
from offers.review.locks import WithOrganisation, is_with_office
from offers.review.models import APPROVE, RETURN
from offers.review.queue import in_order
from partners.accounts.requests import PersonRequest

# Digits of what a database takes for a key.
LONGEST_NUMBER = 19


class InTerritory:
    """Finds only what an office of the user curates; everything else is 404."""

    model: type[Posting]
    request: PersonRequest
    pk: Any

    def in_territory(self) -> QuerySet[Any]:
        return self.model.objects.for_office(self.request.user)

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.in_territory()

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(self.in_territory(), pk=self.pk)


class QueueView(snippets.IndexView):
    """What waits for the office first, then everything else of its territory."""

    def get_base_queryset(self) -> QuerySet[Any]:
        mine = in_order(self.model.objects.for_office(self.request.user))
        return mine.select_related(
            "organisation", "kind", "place", "latest_revision"
        ).prefetch_related("kind__names", "texts")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found = super().search_queryset(self.model.objects.all())
        return queryset.filter(pk__in=found.values("pk")) if self.is_searching else queryset

    def get_list_buttons(self, instance: Posting) -> list[Any]:
        """The title leads to the editor; there is nothing more to do from here."""
        return []

    @cached_property
    def columns(self) -> list[Any]:
        return [c for c in super().columns if not isinstance(c, BulkActionsCheckboxColumn)]


class ReviewView(snippets.EditView):
    """The posting as it would be on show, to mend, approve, return or unpublish."""

    object: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Every save is a version that somebody is responsible for.
        self.autosave_enabled = False

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.for_office(self.request.user)

    def get_lock(self) -> BaseLock | None:
        if is_with_office(self.live_object):
            return super().get_lock()
        return WithOrganisation(self.object)

    def get_available_actions(self) -> list[str]:
        """Save; with it decide, where it waits for review; publish, where it is on show."""
        if self.request.method != "POST":
            return self.actions
        if self.workflow_action_is_valid():
            return [*self.actions, "workflow-action"]
        return [*self.actions, "publish"] if self.live_object.is_published else self.actions

    def is_valid(self, form: BaseForm) -> bool:
        """Wagtail warns of a colleague's version, but would write over it."""
        begun_on = self._begun_on()
        if begun_on == self.live_object.version:
            return super().is_valid(form)
        self.produced_error_code = "invalid_revision"
        self.produced_error_message = str(Overtaken())
        if self.object.revisions.filter(pk=begun_on).exists():
            # Pressing again must not help: the form goes on carrying what it was begun on.
            self.object.latest_revision_id = begun_on
        return False

    def _begun_on(self) -> int:
        posted = self.request.POST.get("loaded_revision_id", "")
        return int(posted) if posted.isdecimal() and len(posted) < LONGEST_NUMBER else 0

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """What cannot be done is said above the form, and nothing typed is lost."""
        before = self.object
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except PostingError as error:
            self.object = before
            self.produced_error_message = str(error)
            return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whatever is published here waits for no review, so Wagtail need not ask about one."""
        return super().get_context_data(**kwargs) | {"publishing_will_cancel_workflow": False}

    def save_instance(self) -> Posting:
        stored = self.get_queryset().select_for_update(of=("self",)).get(pk=self.live_object.pk)
        if not is_with_office(stored):
            raise AlreadyDecided
        draft = actions.mend(
            self.request.user, self.live_object, self.form.details(), self._begun_on()
        )
        self.new_revision = draft.latest_revision
        return draft

    def get_success_message(self, instance: Posting | None = None) -> str:
        if self.action != "workflow-action":
            return super().get_success_message(instance)
        decided = {
            APPROVE: _("“%(title)s” is on show now, and the organisation has been told."),
            RETURN: _("“%(title)s” is back with the organisation, which has been told why."),
        }
        return decided[self.workflow_action] % {"title": self.object}

    def publish_action(self) -> None:
        if not permissions.can_approve(self.request.user, self.object):
            raise NotVerified
        super().publish_action()


class PostingHistoryView(InTerritory, snippets.HistoryView):
    def get_base_queryset(self) -> QuerySet[Any]:
        """Wagtail logs some of what happens to an offer or need under the common parent."""
        types = ContentType.objects.get_for_models(self.model, Posting).values()
        entries = ModelLogEntry.objects.filter(
            content_type__in=types, object_id=str(self.object.pk)
        )
        return self._annotate_queryset(entries.latest_by_uuid_and_action())


class CompareView(InTerritory, snippets.RevisionsCompareView):
    pass


class UnpublishView(InTerritory, snippets.UnpublishView):
    def unpublish(self) -> None:
        """Through the one door out, which Wagtail's own view goes around."""
        self.object.unpublish(user=self.request.user)


class _Decision(InTerritory):
    """Both of Wagtail's ways to decide: at once, or together with an edit."""

    object: Posting
    task_state_id: int

    def get_task_state(self) -> TaskState:
        mine = TaskState.objects.for_instance(self.object)
        return get_object_or_404(mine, pk=self.task_state_id).specific


class DecisionView(_Decision, snippets.WorkflowActionView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except PostingError as error:
            messages.error(request, str(error))
            return redirect(self.redirect_url)


class DecisionDataView(_Decision, snippets.CollectWorkflowActionDataView):
    pass


class ReviewHistoryView(InTerritory, snippets.WorkflowHistoryView):
    pass


class ReviewHistoryDetailView(InTerritory, snippets.WorkflowHistoryDetailView):
    pass
