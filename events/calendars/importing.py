"""Takes events over from a calendar elsewhere, and what changes in them.

They go the way of events that are written: reviewed, or on show at once where the organisation is
trusted. What the source says wins over what was changed here; what it does not say (audiences,
price, translations …) stays as people wrote it here. What it no longer has is called off.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.calendars import fetching
from events.calendars.mapping import Mapping, digest_of, untold
from events.calendars.models import CalendarSource, ImportedEvent
from events.calendars.problems import SourceError
from events.calendars.understanding import Found, Understood, understand
from events.events import actions as events
from events.events.exceptions import NotChangeable
from events.events.models import Event
from events.events.recurrence import Span
from offers.postings import actions as postings
from offers.postings import rules
from offers.postings.enums import State
from offers.postings.exceptions import PostingError
from partners.accounts.models import User
from partners.organisations.enums import EDITING_ROLES

MOST_NEW = 50  # of one run: each may be a mail to the office; the rest follows in the next
MOST_SECONDS = 10  # of one run: mails wait for it
A_WHILE = timedelta(days=1)  # after which a file is read even if its server says it is the same


def run(pk: int) -> None:
    """Looks at a source if it is its turn, and takes over what is new, changed or gone."""
    source = _claimed(pk)
    if source is None:
        return
    try:
        understood = _read(source)
    except SourceError as error:
        _note(source, [error.at().stored], was_read=False)
        return
    if understood is not None:
        take_over(source, understood)


def _claimed(pk: int) -> CalendarSource | None:
    """The source, for this worker alone: whoever comes a moment later finds it not due."""
    now = timezone.now()
    if not CalendarSource.objects.due().filter(pk=pk).order_by().update(last_run_at=now):
        return None
    return CalendarSource.objects.select_related("organisation__seat", "kind", "place").get(pk=pk)


def _read(source: CalendarSource) -> Understood | None:
    """What it says now; None if that is what it said before."""
    fresh = source.last_ok_at and source.last_ok_at > timezone.now() - A_WHILE
    marks = (source.etag, source.last_modified) if fresh else ("", "")
    fetched = fetching.fetch(source.url, *marks)
    if fetched.content is None:
        return None
    understood = understand(fetched.content)
    source.etag, source.last_modified = fetched.etag[:200], fetched.last_modified[:80]
    return understood


def _note(source: CalendarSource, problems: list[dict[str, Any]], was_read: bool) -> None:
    source.problems = problems
    if was_read:
        source.last_ok_at = timezone.now()
    else:
        source.etag = source.last_modified = ""
    source.save(update_fields=["problems", "last_ok_at", "etag", "last_modified"])


# --- What is to be done -------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """An event of the source and the one here; none there: gone, none here: new."""

    found: Found | None
    known: ImportedEvent | None
    details: dict[str, Any]
    digest: str

    @property
    def is_same(self) -> bool:
        if self.known is None or self.found is None:
            return False
        return (
            self.known.digest == self.digest
            and self.known.exceptions == _stored(self.found)
            and not self.known.gone
        )


def changes(source: CalendarSource, understood: Understood) -> list[Change]:
    """First what is gone, then what is known, then what is new. A fixed number of queries."""
    known = {one.uid: one for one in source.imported.select_related("event")}
    mapping = Mapping(source)
    planned = []
    for found in understood.found:
        details = mapping.details(found)
        planned.append(Change(found, known.get(found.uid), details, digest_of(details)))
    gone = [
        one
        for uid, one in known.items()
        if not one.gone and (uid not in understood.uids or uid in understood.cancelled)
    ]
    planned.sort(key=lambda change: change.known is None)
    return [Change(None, one, {}, "") for one in gone] + planned


def is_suspicious(source: CalendarSource, understood: Understood) -> bool:
    """A calendar that is suddenly empty is rather a fault than the end of everything."""
    return not understood.uids and source.imported.filter(gone=False).exists()


def take_over(source: CalendarSource, understood: Understood) -> None:
    """Does it, event by event: one that cannot be taken over does not stop the others."""
    problems, user = [one.stored for one in understood.problems], writer_of(source)
    if user is None:
        _note(source, [*problems, SourceError("nobody").at().stored], was_read=False)
        return
    if is_suspicious(source, understood):
        _note(source, [*problems, SourceError("empty").at().stored], was_read=False)
        return
    new, is_complete, ends_at = 0, True, time.monotonic() + MOST_SECONDS
    for change in changes(source, understood):
        if change.is_same:
            continue
        new += change.known is None
        is_late = time.monotonic() > ends_at
        if is_late or (change.known is None and new > MOST_NEW):
            is_complete = False
            continue
        try:
            _carry_out(user, source, change)
        except PostingError as error:
            problem = SourceError("refused", reason=error)
            where = change.found.block.problem(problem) if change.found else problem.at()
            problems.append(where.stored)
    _note(source, problems, was_read=True)
    if not is_complete:
        CalendarSource.objects.filter(pk=source.pk).update(etag="", last_modified="")


def writer_of(source: CalendarSource) -> User | None:
    """In whose name it is done: of who added the source, else of another who may write."""
    writers: Any = User.objects.filter(
        memberships__organisation=source.organisation_id,
        memberships__role__in=EDITING_ROLES,
        is_active=True,
    )
    return writers.filter(pk=source.added_by_id).first() or writers.order_by("pk").first()


# --- One event ----------------------------------------------------------------------------


@transaction.atomic
def _carry_out(user: User, source: CalendarSource, change: Change) -> None:
    """
    Raises:
        PostingError: the portal does not let it happen.
    """
    if change.found is None and change.known is not None:
        _call_off(user, source, change.known)
    elif change.found is not None and change.known is None:
        _create(user, source, change, change.found)
    elif change.found is not None and change.known is not None:
        _change(user, change, change.found, change.known)


def _create(user: User, source: CalendarSource, change: Change, found: Found) -> None:
    organisation = source.organisation
    details = untold() | change.details
    details |= {
        "contact_name": organisation.contact_name,
        "contact_email": organisation.contact_email,
        "contact_phone": organisation.contact_phone,
    }
    event = postings.create(user, Event(organisation=organisation), details)
    ImportedEvent.objects.create(
        source=source,
        uid=found.uid,
        event_id=event.pk,
        digest=change.digest,
        exceptions=_stored(found),
    )
    postings.submit(user, event)


def _change(user: User, change: Change, found: Found, known: ImportedEvent) -> None:
    """What was closed here stays closed."""
    event = Event.objects.get(pk=known.event_id)
    before, was_gone = known.exceptions, known.gone
    is_other = known.digest != change.digest or was_gone
    known.digest, known.exceptions, known.gone = change.digest, _stored(found), False
    known.save()
    if event.closed_at:
        return
    if is_other:
        _rewrite(user, event, change.details)
        event.refresh_from_db()
    usual = {
        span.starts_at: span
        for span in event.spans
        if was_gone or _key(span.starts_at) in before.keys() - known.exceptions.keys()
    }
    events.adjust(user, event, usual | exceptions_of(event))


def _rewrite(user: User, event: Event, details: dict[str, Any]) -> None:
    """A new version; what waits for review is taken back for it and handed in again."""
    if event.review_state == State.SUBMITTED:
        postings.withdraw(user, event)
    stored = Event.objects.get(pk=event.pk)
    old = postings.details_of(stored.get_latest_revision_as_object())
    new = old | details | {"texts": old["texts"] | details["texts"]}
    if rules.is_submittable(postings.save(user, stored, new, stored.version)):
        postings.submit(user, stored)


def _call_off(user: User, source: CalendarSource, known: ImportedEvent) -> None:
    """A draft that nobody saw is deleted."""
    event = known.event
    if event.first_published_at is None:
        if event.review_state == State.SUBMITTED:
            postings.withdraw(user, event)
        event.delete()
        return
    known.gone = True
    known.save(update_fields=["gone"])
    if event.closed_at:
        return
    with translation.override(source.language):
        note = _("The organiser has taken it out of the calendar.")
    try:
        events.cancel_all(user, event, note)
    except NotChangeable:  # it is over
        return


# --- Occurrences that are not as the rule says --------------------------------------------


def exceptions_of(event: Event) -> dict[datetime, Span | None]:
    """What a source says of single occurrences; nothing of an event that was written here."""
    known = ImportedEvent.objects.filter(event=event.pk, gone=False).first()
    stored: dict[str, list[str] | None] = known.exceptions if known else {}
    return {
        datetime.fromisoformat(start): Span(*map(datetime.fromisoformat, span)) if span else None
        for start, span in stored.items()
    }


def _stored(found: Found) -> dict[str, list[str] | None]:
    return {
        _key(start): [one.isoformat() for one in span] if span else None
        for start, span in found.exceptions.items()
    }


def _key(start: datetime) -> str:
    return start.isoformat()


def due() -> list[int]:
    """The sources whose turn it is."""
    return list(CalendarSource.objects.due().values_list("pk", flat=True))
