"""The same people in every test.

Altenburger Land (16077) has an office, Greiz (16076) has another. A hospital in Altenburg is the
company of the story: it has an owner, a colleague who edits and one who only reads. A joinery in
Weida, beyond the border, is the other company. The visitor has no log-in.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from partners.accounts.models import User
from partners.organisations.enums import Role, Verification
from partners.organisations.models import Membership, Office, Organisation
from partners.taxonomy.models import Term
from partners.territories.enums import Level
from partners.territories.models import Territory
from partners.territories.words import fold, spellings

EDITION = date(2025, 11, 30)
MERGED_ON = date(2026, 11, 30)
LEVELS = {2: Level.STATE, 5: Level.COUNTY, 8: Level.MUNICIPALITY}

PLACES = {
    "16": "Thüringen",
    "16076": "Greiz",
    "16077": "Altenburger Land",
    "16076079": "Weida",
    "16077001": "Altenburg",
    "16077032": "Meuselwitz",
}


def territory(ags: str) -> Territory:
    """The place of the story with this key, and all that contains it, made when first asked for."""
    if len(ags) > 5:
        territory(ags[:5])
    name = PLACES[ags]
    county = PLACES.get(ags[:5], "") if len(ags) == 8 else ""
    found, _created = Territory.objects.get_or_create(
        ags=ags,
        defaults={
            "level": LEVELS[len(ags)],
            "name": name,
            "short_name": name,
            "label_name": name,
            "county_name": county,
            "kind": {5: "44", 8: "63"}.get(len(ags), ""),
            "edition": EDITION,
            "search": spellings(name),
            "county_search": spellings(county),
        },
    )
    return found


def merge(old: str, new: str) -> None:
    """The municipality with the first key was merged into the second, as an import leaves it."""
    into = Territory.objects.get(ags=new)
    Territory.objects.filter(ags=old).update(closed_on=MERGED_ON, successor=into)


def person(name: str, **fields: object) -> User:
    """A person with a verified address name@example.org and the password "geheim-1234"."""
    user = User.objects.create_user(
        f"{name.lower()}@example.org", "geheim-1234", first_name=name, last_name="Muster", **fields
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def organisation(
    name: str, kind: str, seat: str, verification: str = Verification.VERIFIED
) -> Organisation:
    return Organisation.objects.create(
        slug=name.lower().replace(" ", "-"),
        name=name,
        folded_name=fold(name),
        kind=Term.objects.get(vocabulary="organisation_kind", slug=kind),
        seat=territory(seat),
        contact_name="Kim Muster",
        contact_email="kontakt@example.org",
        verification=verification,
    )


def member(org: Organisation, name: str, role: str = Role.OWNER) -> User:
    user = person(name)
    Membership.objects.create(organisation=org, user=user, role=role)
    return user


def office_of(ags: str, name: str, person_name: str) -> User:
    seat = {"16077": "16077001", "16076": "16076079", "16": "16077001"}[ags]
    org = organisation(name, "county", seat)
    Office.objects.create(organisation=org, territory=territory(ags))
    return member(org, person_name)


@pytest.fixture
def company(db: None) -> Organisation:
    return organisation("Klinikum Musterstadt", "company", "16077001")


@pytest.fixture
def owner(company: Organisation) -> User:
    return member(company, "Olga")


@pytest.fixture
def colleague(company: Organisation, owner: User) -> User:
    return member(company, "Karim", Role.EDITOR)


@pytest.fixture
def reader(company: Organisation, owner: User) -> User:
    return member(company, "Rosa", Role.READER)


@pytest.fixture
def office(db: None) -> User:
    """A person of the office in charge of Altenburger Land."""
    return office_of("16077", "Amt Altenburger Land", "Anna")


@pytest.fixture
def office_elsewhere(db: None) -> User:
    """A person of the office of Greiz."""
    return office_of("16076", "Amt Greiz", "Emil")


@pytest.fixture
def other_company(db: None) -> User:
    """The owner of a company in Weida."""
    return member(organisation("Tischlerei Beispiel", "company", "16076079"), "Otto")


@pytest.fixture
def administrator(db: None) -> User:
    return person("Ada", is_superuser=True, is_staff=True)


@pytest.fixture
def newcomer(db: None) -> User:
    """Somebody with a log-in who belongs to no organisation yet."""
    return person("Nina")


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """A browser of this person; of the visitor for None."""

    def log_in(user: User | None) -> Client:
        client = Client(headers={"accept-language": "de"})
        if user is not None:
            client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
