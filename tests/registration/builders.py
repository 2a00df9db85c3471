"""Events that one can register for, and who registers.

evening = open_event(company, onsite=50)
ada = registered(evening, "ada@example.org")
"""

from typing import Any

from events.events.models import Event, Occurrence
from events.registration import actions
from events.registration.entries import Entry, Person
from events.registration.enums import Kind, State
from events.registration.models import Registration, SeatKind, Setup
from offers.postings.enums import State as PostingState
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from tests.events.builders import event


def open_event(
    organisation: Organisation, onsite: int | None = 2, starts: str = "", **changes: Any
) -> Occurrence:
    """The one occurrence of a published event; it begins in ten days unless said otherwise."""
    posting = event(organisation, PostingState.PUBLISHED, starts=starts)
    with_setup(posting, onsite, **changes)
    return posting.occurrences.get()


def with_setup(posting: Event, onsite: int | None = 2, **changes: Any) -> Setup:
    setup = Setup.objects.create(event=posting, **changes)
    SeatKind.objects.create(setup=setup, name="Vor Ort", capacity=onsite)
    for occurrence in posting.occurrences.all():
        actions.settle(occurrence)
    return setup


def seat(occurrence: Occurrence, name: str = "Vor Ort") -> SeatKind:
    return SeatKind.objects.get(setup__event=occurrence.event_id, name=name)


def group(occurrence: Occurrence, email: str, size: int = 1, **changes: Any) -> Entry:
    """So many people of one household; alone, a person."""
    people = tuple(Person(f"Gast {number}", seat(occurrence)) for number in range(1, size + 1))
    usual = {
        "contact_name": "Kim Gast",
        "email": email,
        "people": people,
        "kind": Kind.PERSON if size == 1 else Kind.HOUSEHOLD,
    }
    return Entry(**(usual | changes))


def registered(occurrence: Occurrence, email: str, size: int = 1, **changes: Any) -> Registration:
    """The address is confirmed: they have their seats, or wait."""
    return actions.confirm(actions.register(occurrence, group(occurrence, email, size, **changes)))


def state(registration: Registration) -> State:
    return State(Registration.objects.get(pk=registration.pk).state)


def states(occurrence: Occurrence) -> list[str]:
    """Of all registrations, in their order."""
    return list(occurrence.registrations.order_by("pk").values_list("state", flat=True))


def mails(email: str) -> list[str]:
    """What this address was told about registrations, in its order."""
    rows = Delivery.objects.filter(recipient=email).order_by("pk")
    return [code.partition(".")[2] for code in rows.values_list("message", flat=True)]


def open_seats(occurrence: Occurrence) -> int | None:
    return Occurrence.objects.get(pk=occurrence.pk).open_seats
