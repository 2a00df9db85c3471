"""The random country of the search, so crowded that thousands of its postings match."""

from datetime import timedelta
from random import Random
from typing import Any

from partners.organisations.models import Office, Organisation
from partners.taxonomy.models import Term
from partners.territories.models import Territory
from tests.search.world import TODAY, curated, make_world, posting, save_world

# The office of 09171 is not verified.
OFFICES = {
    "16": "haus-1",
    "16071": "haus-4",
    "16070001": "haus-5",
    "09": "haus-2",
    "092": "haus-7",
    "09171": "haus-3",
}
ORGANISATIONS = 40
CROWD = 0.5  # of all postings share few topics, audiences, languages and towns


def all_terms() -> dict[str, list[str]]:
    """The slugs of each vocabulary; of languages a few."""
    terms: dict[str, list[str]] = {}
    for term in Term.objects.all():
        terms.setdefault(term.vocabulary, []).append(term.slug)
    terms["language"] = terms["language"][:8]
    return terms


class Country:
    """A world as the oracle knows it, and new postings for it."""

    def __init__(self, rng: Random, terms: dict[str, list[str]], many: int) -> None:
        self.rng, self.terms = rng, terms
        self.world = make_world(rng, terms, many, ORGANISATIONS) | {"offices": dict(OFFICES)}
        self.few = {name: terms[name][:4] for name in ("topic", "audience", "language")}
        self.towns = [
            key
            for key, territory in self.world["territories"].items()
            if territory["level"] == 60 and key[:5] in ("16070", "16071", "09171")
        ]
        for made in self.world["postings"]:
            self._touch(made)

    def draw(self, model: str) -> dict[str, Any]:
        """A posting like those that are there."""
        made = posting(self.rng, self.world, self.terms, model)
        self._touch(made)
        return made

    def save(self) -> None:
        """Stores it; every posting is given its number as "id"."""
        save_world(self.world)
        for key, slug in self.world["offices"].items():
            Office.objects.create(
                organisation=Organisation.objects.get(slug=slug),
                territory=Territory.objects.get(ags=key),
            )

    def _touch(self, made: dict[str, Any]) -> None:
        """Gives it a window, sometimes eyes of its own, and mostly a place in the crowd."""
        rng = self.rng
        # Days in winter, too: another distance to UTC.
        made["until"] += timedelta(days=rng.choice([0, 0, 0, 150]))
        start = TODAY + timedelta(days=rng.randrange(-6, 60) + rng.choice([0, 0, 150]))
        made["starts_on"] = rng.choice([None, start])
        if made["model"] == "offer":
            made["visibility"] = rng.choice([*["everyone"] * 8, "verified", "offices"])
        if rng.random() < CROWD:
            self._crowd(made)

    def _crowd(self, made: dict[str, Any]) -> None:
        rng = self.rng
        made["topics"] = set(rng.sample(self.few["topic"], rng.randrange(1, 3)))
        made["audiences"] = set(rng.sample(self.few["audience"], rng.randrange(3)))
        made["spoken"] = {
            (language, rng.choice(["", "A1", "B2"]))
            for language in rng.sample(self.few["language"], rng.randrange(3))
        }
        made["territories"] = rng.sample(sorted({*OFFICES, *self.towns}), rng.randrange(1, 4))
        if made["place"]:
            made["place"] = rng.choice(self.towns)
            made["curated"] = curated(self.world["territories"], made["place"])
