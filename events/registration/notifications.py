"""What people are told by mail about their registration."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.events.models import Event
from events.events.recurrence import Span
from events.events.wording import when
from events.registration import links
from events.registration.enums import State
from events.registration.models import CONFIRM_WITHIN, Registration
from partners.deliveries.messages import (
    Action,
    Content,
    Group,
    Item,
    Message,
    absolute_url,
    register,
)

REGISTRATION = Group(
    "registration",
    gettext_lazy("Events that you have registered for"),
    gettext_lazy("Reminders, messages of the organiser, and the question how it was."),
)
BECAUSE_REGISTERED = gettext_lazy(
    "You receive this message because somebody registered for an event with this e-mail address."
)

Payload = Mapping[str, Any]


class RegistrationMessage(Message):
    """About one registration, named in the payload; `states` are those in which it still holds."""

    reason = BECAUSE_REGISTERED
    states: ClassVar[tuple[State, ...]]

    def content(self, payload: Payload) -> Content | None:
        rows = Registration.objects.select_related("occurrence__event")
        registration = rows.filter(pk=payload["registration"], state__in=self.states).first()
        if registration is None or not self.is_true(registration, payload):
            return None
        return Content(
            subject=self.subject(registration, payload),
            paragraphs=self.paragraphs(registration, payload),
            facts=_facts(registration),
            items=self.items(registration),
            action=self.action(registration),
            closing=self.closing(registration),
        )

    def is_true(self, registration: Registration, payload: Payload) -> bool:
        return True

    @abstractmethod
    def subject(self, registration: Registration, payload: Payload) -> str:
        """What stands in the list of mails."""

    @abstractmethod
    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        """What is said before the facts."""

    def items(self, registration: Registration) -> list[Item]:
        return []

    def action(self, registration: Registration) -> Action | None:
        return Action(_("See, change or cancel it"), absolute_url(links.page_url(registration)))

    def closing(self, registration: Registration) -> list[str]:
        return []


def _titled(text: str, registration: Registration) -> str:
    return text % {"title": _title(registration.occurrence.event)}


def _title(event: Event) -> str:
    text = event.text
    return text.title if text else ""


def _facts(registration: Registration) -> list[tuple[str, str]]:
    occurrence, event = registration.occurrence, registration.occurrence.event
    names = ", ".join(person.name for person in registration.people.all())
    place = event.place.label if event.place else ""
    where = ", ".join(part for part in (event.venue, place) if part)
    pairs = [
        (_("When"), when(occurrence, event)),
        (_("Where"), where),
        (_("Who comes"), names),
    ]
    return [(label, value) for label, value in pairs if value]


@register
class PleaseConfirm(RegistrationMessage):
    """To an address of which nobody has shown yet that it is hers."""

    code = "registration.please_confirm"
    states = (State.UNCONFIRMED,)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("Please confirm: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        first = _("Your registration counts as soon as you confirm it on the page below.")
        if registration.hold_until is None:
            return [first, _("All seats are taken now: you would be on the waiting list.")]
        return [first, _("Your seats are kept for an hour.")]

    def action(self, registration: Registration) -> Action:
        return Action(_("Confirm the registration"), absolute_url(links.page_url(registration)))

    def closing(self, registration: Registration) -> list[str]:
        hours = CONFIRM_WITHIN // timedelta(hours=1)
        return [
            ngettext(
                "The link is good for %(hours)d hour.",
                "The link is good for %(hours)d hours.",
                hours,
            )
            % {"hours": hours},
            _("If that was not you, do nothing: without a confirmation nobody is registered."),
        ]


@register
class RegisteredAlready(RegistrationMessage):
    """Instead of a second registration with the same address."""

    code = "registration.registered_already"
    states = (State.CONFIRMED, State.WAITING, State.OFFERED)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("You are registered already: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        return [_("Somebody has just entered this address once more. Nothing has changed.")]


@register
class Confirmed(RegistrationMessage):
    code = "registration.confirmed"
    states = (State.CONFIRMED,)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("You are registered: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        event = registration.occurrence.event
        first = _("Your seats are reserved. Please cancel if you cannot come.")
        parts = [first, event.registration_setup.note]
        if event.online_url and event.attendance != "onsite":
            parts.append(_("Online: %(address)s") % {"address": event.online_url})
        return [part for part in parts if part]

    def items(self, registration: Registration) -> list[Item]:
        return [_calendar_file(registration)]


@register
class Waiting(RegistrationMessage):
    code = "registration.waiting"
    states = (State.WAITING,)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("On the waiting list: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        return [
            _(
                "There are not enough seats for all of you now. As soon as there are, they are "
                "offered to you by e-mail, in the order of registration."
            )
        ]


@register
class SeatOffered(RegistrationMessage):
    """Payload: "until" is the moment until which it holds, which tells two offers apart."""

    code = "registration.offered"
    states = (State.OFFERED,)

    def is_true(self, registration: Registration, payload: Payload) -> bool:
        until = registration.offered_until
        return until is not None and until.isoformat() == payload["until"]

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("Seats are free for you: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        until = when_until(registration)
        return [
            _("Seats became free. They are kept for you until %(until)s.") % {"until": until},
            _("Accept or decline on the page below; afterwards they are offered to others."),
        ]

    def action(self, registration: Registration) -> Action:
        return Action(_("Accept or decline"), absolute_url(links.page_url(registration)))


@register
class OfferOver(RegistrationMessage):
    code = "registration.offer_over"
    states = (State.EXPIRED,)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("The offered seats are gone: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        return [
            _("Nobody accepted the seats in time, so they are offered to others."),
            _("If you still want to come, register once more."),
        ]

    def action(self, registration: Registration) -> Action:
        path = reverse("registration:register", args=[registration.occurrence_id])
        return Action(_("Register once more"), absolute_url(path))


@register
class CancelledByOrganiser(RegistrationMessage):
    """Payload: "reason" is what the organiser wrote, which may be nothing."""

    code = "registration.cancelled_by_organiser"
    states = (State.CANCELLED,)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("Your registration was cancelled: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        first = _("The organiser has cancelled your registration.")
        return [part for part in (first, payload["reason"]) if part]

    def action(self, registration: Registration) -> Action:
        event = registration.occurrence.event
        return Action(_("See the event"), absolute_url(event.get_absolute_url()))


@register
class EventMoved(RegistrationMessage):
    """Payload: "start" is the new beginning, and "was" the span that they knew of, as two moments.

    One that was moved on since is told of by the next message.
    """

    code = "registration.event_moved"
    states = (State.CONFIRMED, State.WAITING, State.OFFERED)

    def is_true(self, registration: Registration, payload: Payload) -> bool:
        return registration.occurrence.starts_at.isoformat() == payload["start"]

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("Another time: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        start, end = (datetime.fromisoformat(moment) for moment in payload["was"])
        occurrence = registration.occurrence
        times = {
            "old": when(Span(start, end), occurrence.event),
            "new": when(occurrence, occurrence.event),
        }
        parts = [
            _("It was to be at this time: %(old)s. Now it is: %(new)s.") % times,
            occurrence.note,
            _("Your registration stands. Please cancel if you cannot come then."),
        ]
        return [part for part in parts if part]

    def items(self, registration: Registration) -> list[Item]:
        return [_calendar_file(registration)]


@register
class EventCancelled(RegistrationMessage):
    code = "registration.event_cancelled"
    states = (State.CANCELLED,)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("Cancelled: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        first = _("This event does not take place. You need not do anything.")
        return [part for part in (first, registration.occurrence.note) if part]

    def action(self, registration: Registration) -> Action | None:
        """What was closed has no page any more."""
        event = registration.occurrence.event
        if event.closed_at:
            return None
        return Action(_("See the event"), absolute_url(event.get_absolute_url()))


@register
class Reminder(RegistrationMessage):
    """The day before; nothing once it was moved away from the day that is spoken of."""

    code = "registration.reminder"
    group = REGISTRATION
    states = (State.CONFIRMED,)

    def is_true(self, registration: Registration, payload: Payload) -> bool:
        occurrence = registration.occurrence
        as_said = occurrence.starts_at.isoformat() == payload["start"]
        return as_said and not occurrence.cancelled_at and occurrence.starts_at > timezone.now()

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("Soon: %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        note = registration.occurrence.event.registration_setup.note
        first = _("You are registered for this. If you cannot come, please cancel for others.")
        return [part for part in (first, note) if part]


@register
class FromOrganiser(RegistrationMessage):
    """Payload: "subject" and "text" are the organiser's own words."""

    code = "registration.from_organiser"
    group = REGISTRATION
    states = (State.CONFIRMED, State.WAITING, State.OFFERED)

    def subject(self, registration: Registration, payload: Payload) -> str:
        return str(payload["subject"])

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        names = {
            "organisation": registration.occurrence.event.organisation,
            "title": _title(registration.occurrence.event),
        }
        first = _("%(organisation)s writes to you about “%(title)s”:") % names
        return [first, *str(payload["text"]).split("\n\n")]


@register
class FeedbackWanted(RegistrationMessage):
    """After the event, to those who came."""

    code = "registration.feedback_wanted"
    group = REGISTRATION
    states = (State.CONFIRMED,)

    def is_true(self, registration: Registration, payload: Payload) -> bool:
        return not registration.gave_feedback

    def subject(self, registration: Registration, payload: Payload) -> str:
        return _titled(_("How was it? %(title)s"), registration)

    def paragraphs(self, registration: Registration, payload: Payload) -> list[str]:
        return [
            _("Three short questions help the organiser to do better. Nobody sees who answered.")
        ]

    def action(self, registration: Registration) -> Action:
        return Action(_("Say how it was"), absolute_url(links.feedback_url(registration)))


# What an address gets because somebody typed it: so many a day at most.
UNASKED = (PleaseConfirm.code, RegisteredAlready.code)
OWN = (
    *UNASKED,
    *(Confirmed.code, Waiting.code, SeatOffered.code, OfferOver.code),
    *(CancelledByOrganiser.code, EventMoved.code, EventCancelled.code),
    *(Reminder.code, FromOrganiser.code, FeedbackWanted.code),
)


def when_until(registration: Registration) -> str:
    """Until when the offer holds, by the clock of Germany."""
    until = registration.offered_until
    return date_format(timezone.localtime(until), "DATETIME_FORMAT") if until else ""


def _calendar_file(registration: Registration) -> Item:
    path = registration.occurrence.event.ics_path
    return Item(_("Add to my calendar"), [], absolute_url(path))
