"""Says by brute force which needs and supplies match. Knows only plain values, none of our code.

A need and a supply match when all ten conditions hold. A world is that
of `tests.search.oracle`, with "offices" besides (key of a territory → slug of its office), and with
"starts_on" for every posting: the day its window begins, None if it always was. "until" is the
last day of the window, None if it has none. A need has the model "need", all else are supplies.
"""

from datetime import date
from typing import Any

from tests.search.places import members

Made = dict[str, Any]

CONDITIONS = (
    "topics",
    "audiences",
    "languages",
    "area",
    "time",
    "organisation",
    "need_published",
    "supply_published",
    "need_visible",
    "supply_visible",
)


class Oracle:
    def __init__(self, world: dict[str, Any], today: date):
        self.world, self.today = world, today

    def pairs(self) -> set[tuple[int, int]]:
        """(number of the need, number of the supply) of all that match."""
        needs = [made for made in self.world["postings"] if made["model"] == "need"]
        supplies = [made for made in self.world["postings"] if made["model"] != "need"]
        return {
            (need["id"], supply["id"])
            for need in needs
            for supply in supplies
            if all(self.holds(name, need, supply) for name in CONDITIONS)
        }

    def failing(self, need: Made, supply: Made) -> set[str]:
        """The conditions that keep the two apart."""
        return {name for name in CONDITIONS if not self.holds(name, need, supply)}

    def holds(self, name: str, need: Made, supply: Made) -> bool:
        return getattr(self, f"_{name}")(need, supply)

    # --- What is wanted and what is given -----------------------------------------------

    def _topics(self, need: Made, supply: Made) -> bool:
        return not need["topics"].isdisjoint(supply["topics"])

    def _audiences(self, need: Made, supply: Made) -> bool:
        return _agree(need["audiences"], supply["audiences"])

    def _languages(self, need: Made, supply: Made) -> bool:
        """Levels do not matter."""
        return _agree(*({language for language, _level in it["spoken"]} for it in (need, supply)))

    # --- Where and when -----------------------------------------------------------------

    def _area(self, need: Made, supply: Made) -> bool:
        if supply["reach"] == "everywhere":
            return True
        return any(need["place"].startswith(key) for key in members(self.world, supply))

    def _time(self, need: Made, supply: Made) -> bool:
        return _begins_in_time(need, supply) and _begins_in_time(supply, need)

    # --- Who ----------------------------------------------------------------------------

    def _organisation(self, need: Made, supply: Made) -> bool:
        return need["organisation"] != supply["organisation"]

    def _need_published(self, need: Made, supply: Made) -> bool:
        return self.published(need)

    def _supply_published(self, need: Made, supply: Made) -> bool:
        return self.published(supply)

    def _need_visible(self, need: Made, supply: Made) -> bool:
        return self._sees(supply["organisation"], need)

    def _supply_visible(self, need: Made, supply: Made) -> bool:
        return self._sees(need["organisation"], supply)

    def published(self, made: Made) -> bool:
        over = made["until"] is not None and made["until"] < self.today
        return made["live"] and not made["closed"] and not over

    def _sees(self, organisation: str, made: Made) -> bool:
        if made["visibility"] == "everyone":
            return True
        if not self.world["organisations"][organisation]["verified"]:
            return False
        if made["visibility"] == "verified":
            return True
        return any(
            office == organisation and made["curated"].startswith(key)
            for key, office in self.world["offices"].items()
        )


def _agree(one: set[str], other: set[str]) -> bool:
    """One of them names none, or both name the same."""
    return not one or not other or not one.isdisjoint(other)


def _begins_in_time(one: Made, other: Made) -> bool:
    begin, end = one["starts_on"], other["until"]
    return begin is None or end is None or begin <= end
