"""What somebody wants to register, before it is anybody's row."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from events.registration.enums import Kind
from events.registration.models import SeatKind
from partners.taxonomy.models import Term


@dataclass(frozen=True)
class Person:
    """One who wants to come; the age is that of a child."""

    name: str
    seat: SeatKind
    age: int | None = None
    interpretation: Term | None = None
    access_need: str = ""


@dataclass(frozen=True)
class Entry:
    """Whom to write to, who comes, and what was answered, by the key of the question."""

    contact_name: str
    email: str
    people: tuple[Person, ...]
    kind: Kind = Kind.PERSON
    organisation_name: str = ""
    phone: str = ""
    note: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)

    @property
    def wanted(self) -> Counter[int]:
        """How many seats of which kind, by its key."""
        return Counter(person.seat.pk for person in self.people)
