"""Random things that happen, to the rows by the real actions and to the plain values alike."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from time_machine import Traveller

from offers.matching.expansion import expand_everything
from offers.postings import actions
from offers.postings.areas import Area
from offers.postings.exceptions import NotRenewable
from offers.postings.models import BERLIN, Posting
from offers.review.exceptions import NotVerified
from partners.organisations import actions as organisation_actions
from partners.organisations.models import Office, Organisation
from partners.outbox.actions import write
from partners.taxonomy.models import Term
from partners.territories.models import Territory
from tests import cast
from tests.matching.oracle import Made, Oracle
from tests.matching.world import Country
from tests.review.deciding import decide

WHERE = ("place", "reach", "radius", "territories")
# What is changed together.
FACETS = (
    ("topics",),
    ("audiences",),
    ("spoken",),
    WHERE,
    ("visibility",),
    ("starts_on",),
    ("until",),
)

# What is tried, and how often in a round. Some of it is refused.
ROUND = {
    "edit": 16,
    "submit": 4,
    "approve": 4,
    "withdraw": 1,
    "close": 4,
    "renew": 14,
    "take_off": 2,
    "pass_a_day": 1,
    "sweep": 1,
    "verify": 4,
    "refuse": 1,
    "move": 1,
    "appoint": 1,
    "dismiss": 1,
}


class History:
    """Makes things happen. What an action refuses has not happened."""

    def __init__(self, rng: Random, country: Country, clock: Traveller) -> None:
        self.rng, self.country, self.clock = rng, country, clock
        self.world = country.world
        self.admin = cast.person("Ada", is_superuser=True, is_staff=True)
        self.terms = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
        self._learn_places()
        self.happened: Counter[str] = Counter()

    def go_on(self) -> None:
        """A round of things happens, a minute apart."""
        names = list(Counter(ROUND).elements())
        self.rng.shuffle(names)
        for name in names:
            self.happened[name] += getattr(self, name)()
            self.clock.shift(timedelta(minutes=1))

    # --- Postings -----------------------------------------------------------------------

    def edit(self) -> bool:
        """Another version is on show; drafts and what was taken off come on show."""
        made = self._one(lambda it: not it["closed"] and not it.get("waits"))
        self._save(made, self._changes(made))
        self._publish(made)
        return True

    def submit(self) -> bool:
        """Another version waits; who curates the posting is decided by its place at once.

        That matters at once for what only offices may see.
        """
        made = self._one(
            lambda it: it["visibility"] == "offices" and not it["closed"] and not it.get("waits")
        )
        changes = self._changes(made, WHERE)
        if (made | changes)["until"] < timezone.localdate():
            return False
        self._save(made, changes)
        actions.submit(self.admin, self._row(made))
        made["curated"] = changes["curated"]
        made["waits"] = True
        return True

    def approve(self) -> bool:
        made = self._one(lambda it: it.get("waits"))
        if not made:
            return False
        try:
            decide(self._row(made), self.admin, "approve")
        except NotVerified:
            return False
        self._shown(made)
        return True

    def withdraw(self) -> bool:
        made = self._one(lambda it: it.get("waits"))
        if not made:
            return False
        actions.withdraw(self.admin, self._row(made))
        made["waits"] = False
        return True

    def close(self) -> bool:
        made = self._one(self._oracle().published)
        self._give_revision(made)
        actions.close(self.admin, self._row(made))
        made |= {"live": False, "closed": True, "waits": False}
        return True

    def renew(self) -> bool:
        made = self._one(lambda it: it["closed"] or it["live"])
        until = timezone.localdate() + timedelta(days=self.rng.randrange(40))
        if made["live"] and not made["closed"]:
            self._give_revision(made)
        try:
            actions.renew(self.admin, self._row(made), until)
        except NotRenewable:
            return False
        made |= {"live": True, "closed": False, "until": until}
        return True

    def take_off(self) -> bool:
        made = self._one(lambda it: it["live"] and not it["closed"])
        self._give_revision(made)
        self._row(made).unpublish(user=self.admin)
        made["live"] = False
        return True

    # --- Time ---------------------------------------------------------------------------

    def pass_a_day(self) -> bool:
        """It is the next day in Germany, perhaps not yet in UTC."""
        hour = self.rng.choice([time(0, 30), time(9)])
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.clock.move_to(datetime.combine(tomorrow, hour, BERLIN))
        return True

    def sweep(self) -> bool:
        """The scheduler takes off show what is over."""
        call_command("publish_scheduled")
        for made in self.world["postings"]:
            if made["until"] < timezone.localdate():
                made["live"] = False
        return True

    # --- Organisations ------------------------------------------------------------------

    def verify(self) -> bool:
        slug, made = self._organisation()
        if made["verified"]:
            return False
        organisation_actions.verify(self.admin, Organisation.objects.get(slug=slug))
        made["verified"] = True
        return True

    def refuse(self) -> bool:
        """What it has on show stays."""
        slug, made = self._organisation()
        if not made["verified"]:
            return False
        organisation_actions.refuse(self.admin, Organisation.objects.get(slug=slug), "Unbekannt.")
        made["verified"] = False
        return True

    def move(self) -> bool:
        """An organisation has another seat, and must be verified anew."""
        slug, made = self._organisation()
        seat = self.rng.choice(self.country.towns)
        if made["seat"] == seat:
            return False
        organisation = Organisation.objects.get(slug=slug)
        kept = {"name": organisation.name, "kind": organisation.kind, "languages": []}
        organisation_actions.update(
            self.admin, organisation, kept | {"seat": self.places[seat]}, organisation.version
        )
        made |= {"verified": False, "seat": seat}
        return True

    def appoint(self) -> bool:
        """A territory has an office, or another than before."""
        slug, _made = self._organisation()
        key = self.rng.choice(sorted(self.world["territories"]))
        self._dismiss(key)
        organisation = Organisation.objects.get(slug=slug)
        Office.objects.create(organisation=organisation, territory=self.places[key])
        write("organisation", organisation.pk)
        self.world["offices"][key] = slug
        return True

    def dismiss(self) -> bool:
        return self._dismiss(self.rng.choice(sorted(self.world["offices"]) or [""]))

    def _dismiss(self, key: str) -> bool:
        office = Office.objects.filter(territory__ags=key).first()
        if office is None:
            return False
        office.delete()
        write("organisation", office.organisation_id)
        del self.world["offices"][key]
        return True

    # --- Places, all at once by an import -----------------------------------------------

    def survey(self) -> None:
        """Many towns have another point, or none any more."""
        for key in self.rng.sample(self.country.towns, len(self.country.towns) // 2):
            point = self.rng.uniform(50, 51), self.rng.uniform(11, 12)
            self.world["territories"][key]["point"] = self.rng.choice([point, point, None])
            lat, lon = self.world["territories"][key]["point"] or (None, None)
            Territory.objects.filter(ags=key).update(lat=lat, lon=lon)

    def merge(self) -> None:
        """A town goes up in another, with all that had gone up in it before."""
        towns = self.world["territories"]
        old, new = self.rng.sample([key for key in self.country.towns if not self._into(key)], 2)
        for key in [old, *(key for key in towns if self._into(key) == old)]:
            towns[key]["into"] = new
            cast.merge(key, new)

    def follow(self) -> None:
        """What an import does at its end."""
        actions.follow_mergers()
        Area.objects.refresh()
        expand_everything()
        self.world["areas"].clear()
        for made in self.world["postings"]:
            for version in (made, made.get("draft")):
                if version:
                    version["curated"] = self._curated(version["curated"])
        self._learn_places()

    def _learn_places(self) -> None:
        found = Territory.objects.select_related("successor")
        self.places = {place.ags: place for place in found}

    def _into(self, key: str) -> str | None:
        return self.world["territories"][key].get("into")

    def _curated(self, key: str) -> str:
        return self._into(key) or key

    # --- Tools --------------------------------------------------------------------------

    def _oracle(self) -> Oracle:
        return Oracle(self.world, timezone.localdate())

    def _one(self, wanted: Callable[[Made], Any]) -> Any:
        """A random posting that is as wanted; None where none is."""
        found = [made for made in self.world["postings"] if wanted(made)]
        return self.rng.choice(found) if found else None

    def _organisation(self) -> tuple[str, dict[str, Any]]:
        return self.rng.choice(sorted(self.world["organisations"].items()))

    def _row(self, made: Made) -> Any:
        return Posting.objects.get(pk=made["id"]).specific

    def _give_revision(self, made: Made) -> None:
        """What was stored in bulk has none; publishing it as it is changes nothing else."""
        row = self._row(made)
        if row.latest_revision is None:
            row.save_revision(clean=False).publish()

    def _changes(self, made: Made, *groups: tuple[str, ...]) -> dict[str, Any]:
        """These and some other facets anew, and the key that says who is in charge."""
        drawn = self.country.draw(made["model"])
        more = self.rng.sample(FACETS, self.rng.choice([1, 1, 2, 3]))
        changes = {name: drawn[name] for group in (*groups, *more) for name in group}
        seat = self.world["organisations"][made["organisation"]]["seat"]
        return changes | {"curated": self._curated((made | changes)["place"] or seat)}

    def _save(self, made: Made, changes: dict[str, Any]) -> None:
        """What is on show stays until the new version is published."""
        if made["live"]:
            self._give_revision(made)
        row = self._row(made)
        details = actions.details_of(row) | self._details(made | changes)
        actions.save(self.admin, row, details, row.version)
        if made["live"]:
            made["draft"] = changes
        else:
            made |= changes
            made["draft"] = {}

    def _details(self, made: Made) -> dict[str, Any]:
        place, reach = made["place"], made["reach"]
        terms, places = self.terms, self.places
        return {
            "topics": [terms["topic", slug] for slug in made["topics"]],
            "audiences": [terms["audience", slug] for slug in made["audiences"]],
            "languages": [(terms["language", slug], level) for slug, level in made["spoken"]],
            "place": places[place] if place else None,
            "reach": reach,
            "radius_km": made["radius"] if reach == "radius" else None,
            "territories": [places[key] for key in made["territories"]]
            if reach == "territories"
            else [],
            "visibility": made["visibility"],
            "starts_on": made["starts_on"],
            "expires_on": made["until"],
        }

    def _publish(self, made: Made) -> None:
        self._row(made).latest_revision.publish()
        self._shown(made)

    def _shown(self, made: Made) -> None:
        made |= made.pop("draft", {})
        made |= {"live": True, "closed": False, "waits": False}
