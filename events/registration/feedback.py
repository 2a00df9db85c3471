"""What people say afterwards: given once by each, and by nobody in particular."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Avg, Count
from django.utils import timezone

from events.events.models import Occurrence
from events.registration.enums import State
from events.registration.exceptions import NotPossibleNow
from events.registration.models import Feedback, Registration

# Of fewer one could guess who said what.
FEWEST_SHOWN = 3


class Results(NamedTuple):
    """`ratings` are pairs of a rating and how many gave it, the best first."""

    number: int
    average: float
    ratings: list[tuple[int, int]]
    good: list[str]
    missing: list[str]

    @property
    def are_enough(self) -> bool:
        return self.number >= FEWEST_SHOWN


def can_give(registration: Registration) -> bool:
    """Whether it was about people who had seats, is over, and was not answered yet."""
    return (
        registration.state == State.CONFIRMED
        and not registration.gave_feedback
        and registration.occurrence.ends_at <= timezone.now()
    )


@transaction.atomic
def give(registration: Registration, rating: int, good: str, missing: str) -> None:
    """
    Raises:
        NotPossibleNow: it is not over, or was answered already.
    """
    mine = Registration.objects.filter(pk=registration.pk, gave_feedback=False)
    if not can_give(registration) or not mine.update(gave_feedback=True):
        raise NotPossibleNow
    Feedback.objects.create(
        occurrence=registration.occurrence, rating=rating, good=good, missing=missing
    )


def results_of(occurrence: Occurrence) -> Results:
    """In no order that says who was when."""
    rows = Feedback.objects.filter(occurrence=occurrence)
    numbers = dict(rows.order_by().values_list("rating").annotate(number=Count("pk")))
    average = rows.aggregate(average=Avg("rating"))["average"] or 0
    texts = list(rows.values_list("good", "missing"))
    return Results(
        number=sum(numbers.values()),
        average=average,
        ratings=[(rating, numbers.get(rating, 0)) for rating in reversed(Feedback.RATINGS)],
        good=sorted(good for good, _missing in texts if good),
        missing=sorted(missing for _good, missing in texts if missing),
    )
