"""Puts the demo's postings on show, as if they had been posted over the last weeks."""

import tomllib
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from events.events.models import Event
from offers.postings import actions
from offers.postings.enums import Origin, Reach, State, Visibility
from offers.postings.form_parts import TEXT_PARTS
from offers.postings.models import Need, Offer, Posting
from offers.review.models import RETURN
from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.organisations.notifications import people_in_charge
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories.models import Territory
from portal.demo import events

FOLDER = Path(__file__).parent
FILES = {
    "offer": (Offer, Vocabulary.OFFER_KIND, "offers.toml"),
    "need": (Need, Vocabulary.NEED_KIND, "needs.toml"),
    "event": (Event, Vocabulary.EVENT_KIND, "events.toml"),
}
SHOWN = (State.PUBLISHED, State.EXPIRED, State.CLOSED)
AS_WRITTEN = ("seats", "schedule", "living_area_m2", "furnished", "headcount")
NUMBERS = ("hours_per_week", "price_eur", "rooms", "rent_eur")
DAYS = {"starts": "starts_on", "wanted": "wanted_by"}

Entry = dict[str, Any]


class Postings:
    """Reads the entries of the files and lets the organisations of the demo post them."""

    def __init__(self, organisations: dict[str, Organisation]) -> None:
        """`organisations` by their keys in the cast."""
        self.organisations = organisations
        self.terms = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
        self.translations = _translations()
        self.territories = {place.ags: place for place in Territory.objects.all()}
        self.authors: dict[int, User] = {
            organisation.pk: organisation.memberships.order_by("pk")[0].user
            for organisation in organisations.values()
        }

    def load(self) -> None:
        for table, (model, vocabulary, file) in FILES.items():
            for entry in tomllib.loads((FOLDER / file).read_text())[table]:
                self._post(model, vocabulary, entry)

    def _post(self, model: type[Posting], vocabulary: Vocabulary, entry: Entry) -> None:
        organisation = self.organisations[entry["by"]]
        author = self.authors[organisation.pk]
        details = self._details(organisation, vocabulary, entry)
        posting = actions.create(author, model(organisation=organisation), details)
        state = State(entry.get("state", State.PUBLISHED))
        if state in (State.SUBMITTED, State.RETURNED):
            actions.submit(author, posting)
        if state == State.RETURNED:
            _send_back(model.objects.get(pk=posting.pk), entry["reason"])
        if state in SHOWN:
            # Straight to the end: what nobody has to decide any more is no reason for a mail.
            posting.latest_revision.publish(user=author, skip_permission_checks=True)
            _move_into_the_past(posting, timedelta(days=entry["age"], minutes=posting.pk % 480))
        if state == State.CLOSED:
            actions.close(author, posting)
        if isinstance(posting, Event) and state == State.PUBLISHED:
            events.carry_on(author, posting, entry)

    def _details(
        self, organisation: Organisation, vocabulary: Vocabulary, entry: Entry
    ) -> dict[str, Any]:
        today = timezone.localdate()
        source = entry.get("source", "de")
        languages = [source, *({"de", "en"} - {source})]
        own = self._event(entry) if vocabulary == Vocabulary.EVENT_KIND else {}
        own |= {name: entry[name] for name in AS_WRITTEN if name in entry}
        own |= {name: Decimal(str(entry[name])) for name in NUMBERS if name in entry}
        own |= {
            field: today + timedelta(days=entry[name])
            for name, field in DAYS.items()
            if name in entry
        }
        return own | {
            "kind": self.terms[vocabulary, entry["kind"]],
            "topics": [self.terms[Vocabulary.TOPIC, slug] for slug in entry["topics"]],
            "audiences": [
                self.terms[Vocabulary.AUDIENCE, slug] for slug in entry.get("audiences", ())
            ],
            "languages": [self._language(spoken) for spoken in entry.get("languages", ())],
            "place": self.territories[entry["place"]] if "place" in entry else None,
            "reach": _reach(entry),
            "radius_km": entry.get("radius"),
            "territories": [self.territories[ags] for ags in entry.get("territories", ())],
            "visibility": entry.get("visibility", Visibility.EVERYONE),
            "source_language": source,
            "link": "",
            "contact_name": organisation.contact_name,
            "contact_email": organisation.contact_email,
            "contact_phone": organisation.contact_phone,
            "expires_on": today + timedelta(days=entry["runs"]) if "runs" in entry else None,
            "texts": {
                language: _words(entry[language]) for language in languages if language in entry
            }
            | self.translations.get(entry[source]["title"], {}),
        }

    def _event(self, entry: Entry) -> dict[str, Any]:
        languages = entry.get("interpreted", ())
        interpreted = [self.terms[Vocabulary.LANGUAGE, code] for code in languages]
        return events.own_details(entry) | {"interpreted": interpreted}

    def _language(self, spoken: str) -> tuple[Term, str]:
        code, _colon, level = spoken.partition(":")
        return self.terms[Vocabulary.LANGUAGE, code], level


def _words(entry: Entry) -> dict[str, str]:
    return {"body": ""} | {name: entry[name].strip() for name in TEXT_PARTS if name in entry}


def _translations() -> dict[str, dict[str, dict[str, str]]]:
    """Further texts, by the title of their original and by language."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for file in sorted((FOLDER / "texts").glob("*.toml")):
        for title, entry in tomllib.loads(file.read_text()).items():
            origin = Origin.MACHINE if entry.get("machine") else Origin.HUMAN
            marks: dict[str, str] = {"origin": origin}
            if entry.get("outdated"):
                marks["source_hash"] = "of an earlier original"
            found.setdefault(title, {})[file.stem] = _words(entry) | marks
    return found


def _reach(entry: Entry) -> Reach:
    if entry.get("everywhere"):
        return Reach.EVERYWHERE
    if "territories" in entry:
        return Reach.TERRITORIES
    return Reach.RADIUS if "radius" in entry else Reach.PLACE


def _send_back(posting: Posting, reason: str) -> None:
    office = people_in_charge(posting.curated_ags)[0]
    waiting = posting.current_workflow_task_state
    waiting.task.specific.on_action(waiting, office, RETURN, comment=reason)


def _move_into_the_past(posting: Posting, age: timedelta) -> None:
    """Its publication and its history lie so long back; the expiry stays."""
    Posting.objects.filter(pk=posting.pk).update(
        first_published_at=F("first_published_at") - age,
        last_published_at=F("last_published_at") - age,
    )
    about = {"content_type": ContentType.objects.get_for_model(posting), "object_id": posting.pk}
    Revision.objects.filter(**about).update(created_at=F("created_at") - age)
    ModelLogEntry.objects.filter(**about).update(timestamp=F("timestamp") - age)
