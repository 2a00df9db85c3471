"""What an organisation sees of its own postings: all of them by state, and the story of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, WorkflowState

from offers.postings.enums import State
from offers.postings.models import Posting
from partners.organisations.models import Organisation

SHOWN = 20  # of each state; the rest is a link away
LONGEST_HISTORY = 50

ORDER = {
    State.RETURNED: _("Returned: please mend"),
    State.DRAFT: _("Drafts"),
    State.SUBMITTED: _("In review"),
    State.PUBLISHED: _("On show"),
    State.EXPIRED: _("Expired"),
    State.CLOSED: _("Closed"),
}

_TOLD: dict[str, str | Promise] = {
    "wagtail.create": _("Written"),
    "wagtail.edit": _("Changed"),
    "wagtail.publish": _("Published"),
    "wagtail.unpublish": _("Taken off show"),
    "wagtail.unpublish.scheduled": _("Expired"),
    "wagtail.workflow.start": _("Submitted for review"),
    "wagtail.workflow.resume": _("Submitted again"),
    "wagtail.workflow.approve": _("Approved"),
    "wagtail.workflow.reject": _("Returned"),
    "wagtail.workflow.cancel": _("Review ended"),
}


@dataclass(frozen=True)
class Group:
    """The postings of one state; `postings` are the newest of `count`."""

    state: State
    title: str | Promise
    count: int
    postings: Sequence[Posting]

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.postings)


class Entry(NamedTuple):
    """A line of the history. `who` is empty where nobody of the organisation did it."""

    when: datetime
    what: str | Promise
    who: str
    comment: str


def by_state(organisation: Organisation, only: str = "") -> list[Group]:
    """The organisation's postings, in a fixed number of queries; with `only` all of one state."""
    rows = Posting.objects.filter(organisation=organisation).order_by("-pk")
    reviews = reviews_of(rows)
    keys: dict[State, list[int]] = {state: [] for state in ORDER}
    for row in rows.only("live", "expired", "expire_at", "closed_at"):
        row._current_workflow_states = reviews.get(row.pk, [])
        keys[row.state].append(row.pk)
    shown = {
        state: found if state == only else [] if only else found[:SHOWN]
        for state, found in keys.items()
    }
    wanted = [pk for found in shown.values() for pk in found]
    cards = {row.pk: row for row in rows.filter(pk__in=wanted).for_card()}
    for pk, row in cards.items():
        row._current_workflow_states = reviews.get(pk, [])
    return [
        Group(state, ORDER[state], len(keys[state]), [cards[pk] for pk in found])
        for state, found in shown.items()
        if found
    ]


def reason_of_return(posting: Posting) -> str:
    """What the office wrote when it returned the newest edit; empty where it did not."""
    review = posting.current_workflow_state
    if review is None or posting.review_state != State.RETURNED:
        return ""
    return str(review.current_task_state.comment)


def history(posting: Posting) -> list[Entry]:
    """What happened, the newest first. Names are those of the organisation's own people."""
    kinds = [posting.content_type, ContentType.objects.get_for_model(Posting)]
    entries = ModelLogEntry.objects.filter(content_type__in=kinds, object_id=str(posting.pk))
    people = {person.pk: str(person) for person in posting.organisation.members.all()}
    return [
        Entry(
            entry.timestamp,
            _TOLD.get(entry.action, entry.message),
            people.get(entry.user_id, ""),
            entry.data.get("comment", ""),
        )
        for entry in entries.order_by("-timestamp", "-pk")[:LONGEST_HISTORY]
    ]


def reviews_of(rows: QuerySet[Posting]) -> dict[int, list[WorkflowState]]:
    """The review that waits or was returned, of every posting that has one."""
    keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
    found = (
        WorkflowState.objects.active()
        .filter(base_content_type=ContentType.objects.get_for_model(Posting), object_id__in=keys)
        .select_related("current_task_state")
    )
    return {int(review.object_id): [review] for review in found}
