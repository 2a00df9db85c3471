"""What somebody looks for, as plain values: what page, API, feed and saved search share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from offers.words.questions import Question
from partners.organisations.models import Organisation
from partners.taxonomy.models import Term
from partners.territories.models import Territory


class Ordering(models.TextChoices):
    NEWEST = "newest", _("Newest first")
    EXPIRES = "expires", _("Ending soonest first")
    DISTANCE = "distance", _("Nearest first")
    RELEVANCE = "relevance", _("Best fit first")
    STARTS = "starts", _("Soonest first")


@dataclass(frozen=True)
class Near:
    """Where the reader is: what was typed, and the municipalities meant by it.

    A postcode may reach into several; the distance is then that to the nearest of them.
    """

    text: str
    places: tuple[Territory, ...]


@dataclass(frozen=True)
class Criteria:
    """Values within a field are alternatives, fields add up; an empty field asks for nothing.

    `level` belongs to the same row as its language. `radius` is in kilometres and needs `near`.
    """

    topic: tuple[Term, ...] = ()
    kind: tuple[Term, ...] = ()
    audience: tuple[Term, ...] = ()
    language: tuple[Term, ...] = ()
    level: tuple[str, ...] = ()
    territory: tuple[Territory, ...] = ()
    near: Near | None = None
    radius: int | None = None
    remote: bool | None = None
    organisation: tuple[Organisation, ...] = ()
    valid_on: date | None = None
    q: Question | None = None
    ordering: Ordering | None = None

    usual_order: ClassVar[Ordering] = Ordering.NEWEST

    @property
    def order(self) -> Ordering:
        """The order asked for; else the nearest, the best fitting, or the usual one."""
        if self.ordering:
            return self.ordering
        if self.near:
            return Ordering.DISTANCE
        return Ordering.RELEVANCE if self.q else self.usual_order

    # --- For the criteria of a child of Posting, which may ask for more -------------------

    def narrow(self, found: Any) -> Any:
        """Of these postings those that fit its own criteria."""
        return found

    def arrange(self, found: Any) -> Any:
        """These postings with what its own ordering compares."""
        return found

    def own_facets(self, base: Callable[[str], Any]) -> dict[str, dict[str, int]]:
        """Counts of its own facets; `base` gives the postings that a facet is counted over."""
        return {}

    def without(self, facet: str) -> Self:
        """The same but for one facet: what its counts are counted over."""
        empty: dict[str, Any] = {facet: None if facet == "remote" else ()}
        return replace(self, **empty)
