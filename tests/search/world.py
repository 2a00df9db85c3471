"""A small random country with its postings, as plain values and as rows of the database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection

from offers.postings.areas import Area
from offers.postings.generator import Row, store
from offers.postings.models import Need, Offer, Posting, PostingText, last_moment
from offers.postings.tokens import weighted_tokens
from partners.accounts.models import User
from partners.organisations.enums import Role, Verification
from partners.organisations.models import Membership, Office, Organisation
from partners.taxonomy.models import Term
from partners.territories.models import Postcode, Territory
from partners.territories.words import spellings
from tests.cast import EDITION, merge, person

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 10, tzinfo=UTC)

# Every spelling of a word, written down by hand: what a reader takes for the same.
SPELLINGS = {
    "flat": ["Wohnung", "Wohnungen", "WOHNUNG", "apartment", "квартира", "شقة"],
    "house": ["Haus", "Häuser", "Haeuser", "будинок"],
    "street": ["Straße", "Strasse", "STRASSE"],
    "course": ["Kurs", "Kurse", "Kursen", "Lehrgang"],
    "school": ["Schule", "Schulen", "okul"],
    "doctor": ["Arzt", "Ärzte", "Aerzte", "doctor"],
    "nurse": ["Pflegekraft", "Pflegekräfte", "Krankenschwester"],
    "train": ["Zug", "Züge", "Bus"],
    "language course": ["Sprachkurs", "Sprachkurse", "Integrationskurs"],
    "rented flat": ["Mietwohnung", "Mietwohnungen"],
}
# What is found by a part of it as well; but not the other way round.
CONTAINS = {"language course": "course", "rented flat": "flat"}
FILLERS = ["mitten", "gestern", "ruhig", "überall", "vielleicht"]
FAMILIES = {word: family for family, words in SPELLINGS.items() for word in words}


def territories(rng: Random) -> dict[str, dict[str, Any]]:
    """Two states, one of them with regions; each county has some municipalities.

    A few of these were merged into others, near or far.
    """
    found: dict[str, dict[str, Any]] = {}

    def add(key: str, level: int, point: Any = None) -> None:
        found[key] = {"level": level, "name": f"Ort {key}", "point": point}

    for state, regions in (("16", ["0"]), ("09", ["1", "2"])):
        add(state, 10)
        for region in regions:
            if state == "09":
                add(state + region, 20)
            for county in range(4):
                key = f"{state}{region}7{county}"
                add(key, 40)
                for town in range(6):
                    point = (rng.uniform(49.5, 51.5), rng.uniform(10.5, 13))
                    add(f"{key}{town:03}", 60, None if rng.random() < 0.08 else point)
    towns = [key for key, territory in found.items() if territory["level"] == 60]
    for old in rng.sample(towns, 9):
        found[old]["into"] = rng.choice(towns)
    for made in found.values():
        if "into" in made and "into" in found[made["into"]]:
            del made["into"]
    return found


def curated(places: dict[str, dict[str, Any]], key: str) -> str:
    return str(places[key].get("into", key))


def posting(
    rng: Random, world: dict[str, Any], terms: dict[str, list[str]], model: str
) -> dict[str, Any]:
    towns = [key for key, t in world["territories"].items() if t["level"] == 60]
    slug = rng.choice(sorted(world["organisations"]))
    reach = rng.choice(["place", "place", "radius", "territories", "everywhere"])
    placed = model == "need" or reach in ("place", "radius") or rng.random() < 0.4
    place = rng.choice(towns) if placed else None
    some = {
        name: set(rng.sample(terms[name], rng.randrange(low, 3)))
        for name, low in (("topic", 1), ("audience", 0))
    }
    spoken = {
        (rng.choice(terms["language"]), rng.choice(["", "A1", "A2", "B1", "B2"]))
        for _row in range(rng.randrange(4))
    }
    return {
        "model": model,
        "organisation": slug,
        "kind": rng.choice(terms[f"{model}_kind"]),
        "topics": some["topic"],
        "audiences": some["audience"],
        "spoken": spoken,
        "place": place,
        "reach": reach,
        "radius": rng.choice([5, 10, 25, 50]),
        "territories": rng.sample(sorted(world["territories"]), rng.randrange(1, 4)),
        "curated": curated(world["territories"], place or world["organisations"][slug]["seat"]),
        "visibility": rng.choice(["everyone", "verified", "offices"])
        if model == "need"
        else "everyone",
        "live": rng.random() < 0.95,
        "closed": rng.random() < 0.05,
        "published": NOW - timedelta(minutes=rng.randrange(1, 5000)),
        "until": TODAY + timedelta(days=rng.randrange(-6, 60)),
        "forms": rng.sample(sorted(FAMILIES), rng.randrange(4)),
    }


def make_world(
    rng: Random, terms: dict[str, list[str]], many: int, organisations: int = 12
) -> dict[str, Any]:
    places = territories(rng)
    towns = [key for key, territory in places.items() if territory["level"] == 60]
    world: dict[str, Any] = {
        "territories": places,
        "postcodes": {f"0{number}999": rng.sample(towns, number) for number in (1, 2, 3)},
        "organisations": {
            f"haus-{number}": {"verified": number % 3 > 0, "seat": rng.choice(towns)}
            for number in range(organisations)
        },
        "families": FAMILIES,
        "areas": {},
    }
    world["postings"] = [
        posting(rng, world, terms, rng.choice(["offer", "offer", "need"]))
        for _number in range(many)
    ]
    for made in world["postings"]:
        said = {FAMILIES[word] for word in made["forms"]}
        made["words"] = said | {CONTAINS[family] for family in said & CONTAINS.keys()}
    return world


# --- Into the database --------------------------------------------------------------------


def save_world(world: dict[str, Any]) -> None:
    """Stores it; every posting is given its number as "id"."""
    Territory.objects.bulk_create(
        Territory(
            ags=key,
            level=made["level"],
            name=made["name"],
            short_name=made["name"],
            label_name=made["name"],
            lat=made["point"][0] if made["point"] else None,
            lon=made["point"][1] if made["point"] else None,
            edition=EDITION,
            search=spellings(made["name"]),
        )
        for key, made in world["territories"].items()
    )
    for key, made in world["territories"].items():
        if "into" in made:
            merge(key, made["into"])
    places = {place.ags: place for place in Territory.objects.all()}
    Postcode.objects.bulk_create(
        Postcode(code=code, territory=places[key])
        for code, keys in world["postcodes"].items()
        for key in keys
    )
    for slug, made in world["organisations"].items():
        Organisation.objects.create(
            slug=slug,
            name=slug,
            kind=Term.objects.get(vocabulary="organisation_kind", slug="company"),
            seat=places[made["seat"]],
            verification=Verification.VERIFIED if made["verified"] else Verification.PENDING,
        )
    _save_postings(world["postings"], places)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while


@dataclass
class _Known:
    places: dict[str, Territory]
    terms: dict[tuple[str, str], Term]
    organisations: dict[str, Organisation]


def _save_postings(postings: list[dict[str, Any]], places: dict[str, Territory]) -> None:
    known = _Known(
        places,
        {(term.vocabulary, term.slug): term for term in Term.objects.all()},
        {organisation.slug: organisation for organisation in Organisation.objects.all()},
    )
    rows = [_row(made, known) for made in postings]
    store(rows)
    for made, row in zip(postings, rows, strict=True):
        made["id"] = row.posting.pk


def _row(made: dict[str, Any], known: _Known) -> Row:
    model = Offer if made["model"] == "offer" else Need
    chosen = [known.places[key] for key in made["territories"]]
    text = PostingText(
        language="de",
        title=" ".join(["Titel", *made["forms"][:1]]),
        summary=" ".join([FILLERS[len(made["forms"])], *made["forms"][1:2]]),
        body=" ".join([*FILLERS, *made["forms"][2:]]),
    )
    stored = Posting(
        content_type=model.get_content_type(),
        organisation=known.organisations[made["organisation"]],
        kind=known.terms[f"{made['model']}_kind", made["kind"]],
        place=known.places[made["place"]] if made["place"] else None,
        reach=made["reach"],
        radius_km=made["radius"] if made["reach"] == "radius" else None,
        area=_area(made, known.places, chosen),
        curated_ags=made["curated"],
        visibility=made["visibility"],
        starts_on=made.get("starts_on"),
        contact_name="Kim Muster",
        contact_email="kontakt@example.org",
        live=made["live"],
        closed_at=NOW if made["closed"] else None,
        first_published_at=made["published"],
        last_published_at=made["published"],
        expire_at=last_moment(made["until"]),
    )
    return Row(
        posting=stored,
        child={},
        topics=[known.terms["topic", slug] for slug in made["topics"]],
        audiences=[known.terms["audience", slug] for slug in made["audiences"]],
        territories=chosen if made["reach"] == "territories" else [],
        spoken=[(known.terms["language", slug], level) for slug, level in made["spoken"]],
        texts=[text],
        tokens=weighted_tokens([text]),
    )


def _area(made: dict[str, Any], places: dict[str, Territory], chosen: list[Territory]) -> Any:
    if made["reach"] == "everywhere":
        return Area.objects.everywhere()
    if made["reach"] == "territories":
        return Area.objects.of(chosen)
    place = places[made["place"]]
    if made["reach"] == "radius":
        return Area.objects.around(place, made["radius"])
    return Area.objects.of([place])


def make_readers(world: dict[str, Any]) -> list[tuple[User | None, dict[str, Any]]]:
    """People, and what the oracle is told about them."""

    def told(**facts: Any) -> dict[str, Any]:
        return {"own": set(), "verified": False, "offices": [], "all": False} | facts

    def join(name: str, slug: str, role: str) -> User:
        user = person(name)
        organisation = Organisation.objects.get(slug=slug)
        Membership.objects.create(organisation=organisation, user=user, role=role)
        return user

    county, state = "16071", "09"
    for slug, ags in (("haus-1", county), ("haus-2", state)):
        Office.objects.create(
            organisation=Organisation.objects.get(slug=slug),
            territory=Territory.objects.get(ags=ags),
        )
    return [
        (None, told()),
        (person("Nina"), told()),
        (join("Vera", "haus-4", Role.OWNER), told(own={"haus-4"}, verified=True)),
        (join("Ulf", "haus-3", Role.OWNER), told(own={"haus-3"})),
        (
            join("Anna", "haus-1", Role.EDITOR),
            told(own={"haus-1"}, verified=True, offices=[county]),
        ),
        (join("Leo", "haus-1", Role.READER), told(own={"haus-1"}, verified=True)),
        (
            join("Stella", "haus-2", Role.OWNER),
            told(own={"haus-2"}, verified=True, offices=[state]),
        ),
        (person("Ada", is_superuser=True, is_staff=True), told(all=True)),
    ]
