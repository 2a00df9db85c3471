"""What people are told of an event after they have heard of it: that its times have changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.events.models import Event, Occurrence
from events.events.occurrences import SUBJECT
from events.events.wording import when
from offers.matching.expansion import CARRIERS
from offers.matching.models import Match
from offers.matching.notifications import BECAUSE_OF_POSTING, MATCHES, promised_to
from offers.matching.recipients import Recipient, Recipients
from offers.postings import texts
from offers.postings.models import on_show
from partners.deliveries.actions import promise_many
from partners.deliveries.messages import Action, Content, Message, absolute_url, register
from partners.deliveries.models import Delivery

Changed = Sequence[Occurrence]


@register
class TimesChanged(Message):
    """To those whose need the event fits. What became of a time is read when it is sent.

    Payload: "event", and "changed" with pairs of an occurrence's number and when it began so far.
    """

    code = "events.changed"
    group = MATCHES
    reason = BECAUSE_OF_POSTING

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        event = Event.objects.shown().filter(pk=payload["event"]).for_card().first()
        if event is None:
            return None
        return content_of(event, payload["changed"])


def content_of(event: Event, changed: Iterable[Sequence[Any]]) -> Content | None:
    """What there is to say of these changes, for whoever has heard of the event before."""
    rows = {row.pk: row for row in event.dates}
    lines = [
        _line(event, rows[pk], datetime.fromisoformat(was)) for pk, was in changed if pk in rows
    ]
    if not lines:
        return None
    names = {"title": event}
    subject = _("Cancelled: %(title)s") if event.is_cancelled else _("New time: %(title)s")
    return Content(
        subject=subject % names,
        paragraphs=[
            ngettext(
                "A date of “%(title)s” has changed, of which we told you before:",
                "Dates of “%(title)s” have changed, of which we told you before:",
                len(lines),
            )
            % {"title": texts.noted_title(event)},
            *lines,
        ],
        action=Action(_("See the event"), absolute_url(event.get_absolute_url())),
    )


def _line(event: Event, row: Occurrence, was: datetime) -> str:
    before = when(Occurrence(starts_at=was, ends_at=was + (row.ends_at - row.starts_at)), event)
    if row.cancelled_at:
        said = _("%(before)s: cancelled.") % {"before": before}
    else:
        words = {"before": before, "now": when(row, event)}
        said = _("Instead of %(before)s now %(now)s.") % words
    return f"{said} {row.note}".strip()


def announce(key: int) -> None:
    """Tells, once, of all changes of an event's times that nobody was told of."""
    event = Event.objects.filter(pk=key).first()
    rows = Occurrence.objects.filter(event=key).to_announce().order_by("starts_at", "pk")
    changed = [row for row in rows if row.cancelled_at or row.starts_at != row.told_start]
    if event is not None and changed:
        for audience in AUDIENCES:
            promise_many(audience(event, changed))
    for row in rows:
        row.told_start, row.is_told = row.starts_at, True
        row.save(update_fields=["told_start", "is_told"])


def payload_of(event: Event, changed: Changed) -> dict[str, Any]:
    return {
        "event": event.pk,
        "changed": [[row.pk, row.told_start.isoformat()] for row in changed],
    }


def subject_key(event: Event) -> str:
    """Each change makes the event a new version, so its number names this occasion."""
    return f"event:{event.pk}:{event.sequence}"


def _sides_of_needs(event: Event, _changed: Changed) -> Iterable[Delivery]:
    """The people behind the needs that it fits and who were told so."""
    told_of = Match.objects.fitting().exclude(announced_at=None)
    matches = told_of.filter(on_show("need__"), supply=event.pk)
    needs = [match.need for match in matches.select_related("need")]
    recipients = Recipients(needs)
    told: dict[str, Recipient] = {}
    for need in needs:
        for recipient in recipients.of(need, event):
            told.setdefault(recipient.address, recipient)
    return [
        promised_to(TimesChanged, recipient, subject_key(event), payload_of(event, _changed))
        for recipient in told.values()
    ]


# Who is told: whoever knows of more people adds a function.
AUDIENCES: list[Callable[[Event, Changed], Iterable[Delivery]]] = [_sides_of_needs]

CARRIERS[SUBJECT] = announce
