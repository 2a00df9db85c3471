"""Fills an empty database with the demo region."""

from allauth.account.models import EmailAddress
from django.db import transaction

from partners.accounts.models import User
from partners.organisations import actions
from partners.organisations.enums import Verification
from partners.organisations.models import Membership, Office, Organisation
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories.actions import load_demo_region
from partners.territories.models import Territory
from portal.demo.cast import ADMINISTRATOR, ORGANISATIONS, PASSWORD, DemoOrganisation


@transaction.atomic
def load() -> bool:
    """Loads the demo; returns False, and does nothing, where there are organisations already."""
    if Organisation.objects.exists():
        return False
    if not Territory.objects.exists():
        load_demo_region()
    _person(*ADMINISTRATOR, is_superuser=True, is_staff=True)
    for entry in ORGANISATIONS:
        _organisation(entry)
    return True


def _organisation(entry: DemoOrganisation) -> None:
    people = [(_person(*member[:3]), member[3]) for member in entry.members]
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
        verification=Verification(entry.verification)
    )
    for person, role in people[1:]:
        Membership.objects.create(organisation=organisation, user=person, role=role)
    for ags in entry.curates:
        Office.objects.create(organisation=organisation, territory=Territory.objects.get(ags=ags))


def _person(email: str, first_name: str, last_name: str, **fields: bool) -> User:
    person = User.objects.create_user(
        email, PASSWORD, first_name=first_name, last_name=last_name, **fields
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _term(vocabulary: Vocabulary, slug: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, slug=slug)
