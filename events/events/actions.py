"""What happens to the times of a published event, at once and without a new review.

Who has planned to come must hear of it before the office has had time to look. Permission is
checked by the caller; every function is one transaction.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from events.events import occurrences
from events.events.exceptions import AlreadyThere, NotChangeable
from events.events.models import Event, Occurrence
from events.events.recurrence import Span
from offers.postings.models import Posting
from partners.accounts.models import User
from partners.outbox import actions as outbox


@transaction.atomic
def move(user: User, occurrence: Occurrence, span: Span, note: str) -> None:
    """Puts one occurrence at another time.

    Raises:
        NotChangeable: it is over or cancelled.
        AlreadyThere: nothing would change.
    """
    event, row = _locked(occurrence)
    if (row.starts_at, row.ends_at) == span:
        raise AlreadyThere
    row.starts_at, row.ends_at = span
    row.note, row.changed_at, row.is_told = note, timezone.now(), False
    row.save(update_fields=["starts_at", "ends_at", "note", "changed_at", "is_told"])
    _settle(user, event, "events.move")


@transaction.atomic
def cancel(user: User, occurrence: Occurrence, note: str) -> None:
    """Calls one occurrence off; with the last one that was to come the event is over.

    Raises:
        NotChangeable: it is over or cancelled already.
    """
    event, row = _locked(occurrence)
    row.cancelled_at, row.note, row.is_told = timezone.now(), note, False
    row.save(update_fields=["cancelled_at", "note", "is_told"])
    _settle(user, event, "events.cancel")


@transaction.atomic
def cancel_all(user: User, event: Event, note: str) -> None:
    """Calls off everything that was still to come; its page stays and says so.

    Raises:
        NotChangeable: nothing was to come any more.
    """
    Posting.objects.select_for_update().get(pk=event.pk)
    coming = Occurrence.objects.filter(event=event).coming()
    if not coming.update(cancelled_at=timezone.now(), note=note, is_told=False):
        raise NotChangeable
    _settle(user, event, "events.cancel")


@transaction.atomic
def adjust(user: User, event: Event, wanted: occurrences.Exceptions) -> None:
    """Puts several occurrences at other times, calls them off or on again; see `occurrences`."""
    Posting.objects.select_for_update().get(pk=event.pk)
    if occurrences.adjust(event, wanted):
        _settle(user, event, "events.move")


@transaction.atomic
def document(user: User, event: Event, report: str, materials_url: str, recording_url: str) -> None:
    """Says what came of an event, for those who look it up in the archive."""
    Event.objects.filter(pk=event.pk).update(
        report=report, materials_url=materials_url, recording_url=recording_url
    )
    log(event, "events.document", user=user)


def _locked(occurrence: Occurrence) -> tuple[Event, Occurrence]:
    """Both as the database has them, under the lock of the posting.

    Raises:
        NotChangeable: it is over or cancelled.
    """
    Posting.objects.select_for_update().get(pk=occurrence.event_id)
    row = Occurrence.objects.select_related("event").get(pk=occurrence.pk)
    if row.cancelled_at or row.is_over:
        raise NotChangeable
    return row.event, row


def _settle(user: User, event: Event, what: str) -> None:
    occurrences.settle(event)
    if not event.occurrences.coming().exists():
        Posting.objects.filter(pk=event.pk).update(expire_at=timezone.now())
    log(event, what, user=user)
    # First those who know of it are told, then the matches of what is over lapse.
    outbox.write(occurrences.SUBJECT, event.pk)
    outbox.write("posting", event.pk)
