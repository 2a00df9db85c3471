"""Says by brute force what a search must find. Knows only plain values, and none of our code.

A world has "territories" (key → name, level, point; "into" which it was merged, if it was),
"postcodes" (code → keys), "organisations" (slug → verified, seat), "postings" (dicts), "families"
(every spelling of a word → its family) and "areas" (those that were asked for, kept).
A reader has "own" (slugs), "verified" (a member of a verified organisation), "offices" (keys) and
"all". A query maps parameter names to lists of values, as an address does.
"""

from datetime import date
from typing import Any

from tests.search.places import between, both, members

NEXT = {10: 40, 20: 40, 30: 40, 40: 60}
FACETS = ("topic", "kind", "audience", "language", "level", "remote", "territory")


class Oracle:
    def __init__(self, world: dict[str, Any], model: str, reader: dict[str, Any], today: date):
        self.world, self.reader, self.today = world, reader, today
        self.postings = [
            p for p in world["postings"] if p["model"] == model and self.sees(p) and self.shown(p)
        ]

    # --- Who sees what ------------------------------------------------------------------

    def sees(self, posting: dict[str, Any]) -> bool:
        reader = self.reader
        if reader["all"] or posting["visibility"] == "everyone":
            return True
        if posting["organisation"] in reader["own"]:
            return True
        if any(posting["curated"].startswith(key) for key in reader["offices"]):
            return True
        return posting["visibility"] == "verified" and reader["verified"]

    def shown(self, posting: dict[str, Any]) -> bool:
        return posting["live"] and not posting["closed"] and posting["until"] >= self.today

    # --- One condition each -------------------------------------------------------------

    def fits(self, posting: dict[str, Any], query: dict[str, list[str]]) -> bool:
        return all(
            getattr(self, f"_{name}")(posting, values, query)
            for name, values in query.items()
            if hasattr(self, f"_{name}")
        )

    def _topic(self, posting, values, query):
        return bool(posting["topics"] & set(values))

    def _kind(self, posting, values, query):
        return posting["kind"] in values

    def _audience(self, posting, values, query):
        return bool(posting["audiences"] & set(values))

    def _language(self, posting, values, query):
        levels = query.get("level")
        return any(
            language in values and (not levels or level in levels)
            for language, level in posting["spoken"]
        )

    def _level(self, posting, values, query):
        languages = query.get("language")
        return any(
            level in values and (not languages or language in languages)
            for language, level in posting["spoken"]
        )

    def _territory(self, posting, values, query):
        return any(self.reaches(posting, key) for key in values)

    def _organisation(self, posting, values, query):
        return posting["organisation"] in values

    def _remote(self, posting, values, query):
        return (posting["reach"] == "everywhere") == (values == ["true"])

    def _valid_on(self, posting, values, query):
        return posting["until"] >= date.fromisoformat(values[0])

    def _radius(self, posting, values, query):
        away = self.distance(posting, query["near"][0])
        return away is not None and away <= int(values[0])

    def _q(self, posting, values, query):
        families = self.world["families"]
        return all(families.get(word) in posting["words"] for word in values[0].split())

    # --- Places -------------------------------------------------------------------------

    def reaches(self, posting: dict[str, Any], key: str) -> bool:
        if posting["reach"] == "everywhere":
            return True
        if posting["place"] and any(
            place.startswith(key) for place in both(self.world, posting["place"])
        ):
            return True
        area = members(self.world, posting)
        return any(part.startswith(key) or key.startswith(part) for part in area)

    def distance(self, posting: dict[str, Any], near: str) -> float | None:
        places = self.world["postcodes"].get(near, [near])
        if posting["place"] is None:
            return None
        each = [between(self.world, posting["place"], place) for place in places]
        known = [away for away in each if away is not None]
        return min(known) if known else None

    # --- Answers ------------------------------------------------------------------------

    def find(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        found = [posting for posting in self.postings if self.fits(posting, query)]
        ordering = query.get("ordering", ["distance" if "near" in query else "newest"])[0]
        if ordering == "expires":
            return sorted(found, key=lambda p: (p["until"], p["id"]))
        found.sort(key=lambda p: (p["published"], p["id"]), reverse=True)
        if ordering == "distance":
            away = {p["id"]: self.distance(p, query["near"][0]) for p in found}
            far = float("inf")
            found.sort(key=lambda p: (far if away[p["id"]] is None else away[p["id"]], p["id"]))
        return found

    def facets(self, query: dict[str, list[str]]) -> dict[str, dict[str, int]]:
        counts = {facet: self._count(facet, query) for facet in FACETS}
        return {
            facet: {value: number for value, number in numbers.items() if number}
            for facet, numbers in counts.items()
        }

    def _count(self, facet: str, query: dict[str, list[str]]) -> dict[str, int]:
        rest = {name: values for name, values in query.items() if name != facet}
        found = [posting for posting in self.postings if self.fits(posting, rest)]
        values = (
            self._next_level(query.get("territory", []))
            if facet == "territory"
            else {value for posting in found for value in self._values(posting, facet)}
        )
        holds = getattr(self, f"_{facet}")
        return {value: sum(holds(posting, [value], query) for posting in found) for value in values}

    def _values(self, posting: dict[str, Any], facet: str) -> set[str]:
        if facet == "kind":
            return {posting["kind"]}
        if facet == "remote":
            return {"true", "false"}
        if facet in ("language", "level"):
            place = ("language", "level").index(facet)
            return {row[place] for row in posting["spoken"] if row[place]}
        return posting[facet + "s"]

    def _next_level(self, chosen: list[str]) -> set[str]:
        territories = self.world["territories"]
        still = {key: made for key, made in territories.items() if "into" not in made}
        if not chosen:
            return {key for key, territory in still.items() if territory["level"] == 10}
        return {
            key
            for key, territory in still.items()
            for above in chosen
            if key.startswith(above) and territory["level"] == NEXT.get(territories[above]["level"])
        }
