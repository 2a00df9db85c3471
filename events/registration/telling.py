"""Promises of mails about registrations, in the language in which each was made."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from events.registration.models import Registration
from events.registration.notifications import (
    CancelledByOrganiser,
    Confirmed,
    EventCancelled,
    EventMoved,
    FeedbackWanted,
    FromOrganiser,
    OfferOver,
    PleaseConfirm,
    RegisteredAlready,
    Reminder,
    SeatOffered,
    Waiting,
)
from partners.deliveries.actions import promise, promise_many, promised
from partners.deliveries.messages import Message
from partners.deliveries.models import Delivery


def subject_key(registration: Registration, occasion: str = "") -> str:
    """Names the occasion; all of one registration begin alike."""
    return f"registration:{registration.pk}:{occasion}"


def _tell(
    message: type[Message], registration: Registration, occasion: str = "", **payload: Any
) -> None:
    promise(
        message,
        to=registration.email,
        language=registration.language,
        subject_key=subject_key(registration, occasion),
        payload={"registration": registration.pk} | payload,
    )


def ask_to_confirm(registration: Registration) -> None:
    _tell(PleaseConfirm, registration)


def tell_registered_already(registration: Registration) -> None:
    _tell(RegisteredAlready, registration, timezone.now().isoformat())


def tell_confirmed(registration: Registration) -> None:
    _tell(Confirmed, registration)


def tell_waiting(registration: Registration) -> None:
    _tell(Waiting, registration)


def tell_offered(registration: Registration) -> None:
    if registration.offered_until:
        until = registration.offered_until.isoformat()
        _tell(SeatOffered, registration, until, until=until)


def tell_offer_over(registration: Registration) -> None:
    _tell(OfferOver, registration)


def tell_cancelled(registration: Registration, reason: str) -> None:
    _tell(CancelledByOrganiser, registration, reason=reason)


def tell_event_cancelled(registration: Registration) -> None:
    _tell(EventCancelled, registration)


def tell_moved(registration: Registration) -> None:
    """To be called before the registration takes over what it is told."""
    start = registration.occurrence.starts_at.isoformat()
    was = [registration.told_start.isoformat(), registration.told_end.isoformat()]
    # Each change makes the event a new version: what is moved there and back is told twice.
    occasion = f"version {registration.occurrence.event.sequence}"
    _tell(EventMoved, registration, occasion, start=start, was=was)


def remind(registrations: Iterable[Registration]) -> None:
    rows = [(one, one.occurrence.starts_at.isoformat()) for one in registrations]
    promise_many([_promised(Reminder, one, start, start=start) for one, start in rows])


def write_to(registrations: Iterable[Registration], subject: str, text: str) -> None:
    """The organiser's message; each time is an occasion of its own."""
    now = timezone.now().isoformat()
    promise_many(
        [_promised(FromOrganiser, one, now, subject=subject, text=text) for one in registrations]
    )


def ask_for_feedback(registrations: Iterable[Registration]) -> None:
    promise_many([_promised(FeedbackWanted, one, "") for one in registrations])


def _promised(
    message: type[Message], registration: Registration, occasion: str, **payload: Any
) -> Delivery:
    return promised(
        message,
        to=registration.email,
        language=registration.language,
        subject_key=subject_key(registration, occasion),
        payload={"registration": registration.pk} | payload,
    )
