"""Fills an empty database with the demo region."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from partners.accounts.models import User
from partners.organisations import actions
from partners.organisations.enums import Verification
from partners.organisations.models import Membership, Office, Organisation
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories.actions import load_demo_region
from partners.territories.models import Territory
from portal.demo import matches
from portal.demo.cast import ADMINISTRATOR, ORGANISATIONS, PASSWORD, DemoOrganisation
from portal.demo.indexes import written_at_the_end
from portal.demo.pages import Pages
from portal.demo.postings import Postings
from portal.desk.actions import equip_all


@transaction.atomic
def load() -> bool:
    """Loads the demo; returns False, and does nothing, where there are organisations already."""
    if Organisation.objects.exists():
        return False
    if not Territory.objects.exists():
        load_demo_region()
    # Made slow to compute on purpose, so once for all of them.
    password = make_password(PASSWORD)
    _person(password, *ADMINISTRATOR, is_superuser=True, is_staff=True)
    organisations = {entry.key: _organisation(password, entry) for entry in ORGANISATIONS}
    Postings(organisations).load()
    matches.load(organisations)
    with written_at_the_end():
        Pages().load()
        equip_all()
    return True


def _organisation(password: str, entry: DemoOrganisation) -> Organisation:
    people = [(_person(password, *member[:3]), member[3]) for member in entry.members]
    owner = people[0][0]
    organisation = actions.register(
        owner,
        {
            "name": entry.name,
            "kind": _term(Vocabulary.ORGANISATION_KIND, entry.kind),
            "seat": Territory.objects.get(ags=entry.seat),
            "sector": _term(Vocabulary.SECTOR, entry.sector) if entry.sector else None,
            "size": entry.size,
            "languages": [_term(Vocabulary.LANGUAGE, code) for code in entry.languages],
            "about": entry.about,
            "contact_name": owner.get_full_name(),
            "contact_email": owner.email,
            "contact_phone": entry.phone,
        },
    )
    # Straight to the end: a message whose occasion has gone by is not sent.
    Organisation.objects.filter(pk=organisation.pk).update(
        verification=Verification(entry.verification), publishes_at_once=entry.trusted
    )
    for person, role in people[1:]:
        Membership.objects.create(organisation=organisation, user=person, role=role)
    for ags in entry.curates:
        Office.objects.create(organisation=organisation, territory=Territory.objects.get(ags=ags))
    organisation.refresh_from_db()
    return organisation


def _person(password: str, email: str, first_name: str, last_name: str, **fields: bool) -> User:
    person = User.objects.create(
        email=email, password=password, first_name=first_name, last_name=last_name, **fields
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _term(vocabulary: Vocabulary, slug: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, slug=slug)
