"""A person registers an organisation."""

import pytest
from django.urls import reverse

from partners.deliveries.models import Delivery
from partners.organisations.enums import Role, Verification
from partners.organisations.models import Membership, Organisation
from partners.taxonomy.models import Term
from tests.cast import organisation, territory

URL = "/de/organisations/register/"


def term(vocabulary: str, slug: str) -> int:
    return Term.objects.get(vocabulary=vocabulary, slug=slug).pk


@pytest.fixture
def typed(db) -> dict:
    """What an HR person types into the form."""
    territory("16077001")
    return {
        "name": "Klinikum Musterstadt",
        "kind": term("organisation_kind", "company"),
        "seat": "16077001",
        "sector": term("sector", "Q"),
        "size": "large",
        "languages": [term("language", "de"), term("language", "en")],
        "about": "Wir pflegen.",
        "contact_name": "Kim Muster",
        "contact_email": "personal@example.org",
        "contact_phone": "+49 3447 000000",
        "website": "https://klinikum.example",
    }


def test_the_form_knows_who_is_asking(client_of, newcomer):
    page = client_of(newcomer).get(URL).content.decode()
    assert newcomer.email in page
    assert "Organisation registrieren" in page


def test_registering_makes_the_person_its_owner(client_of, newcomer, typed):
    answer = client_of(newcomer).post(URL, typed)
    made = Organisation.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/de/organisations/{made.slug}/"
    assert made.slug == "klinikum-musterstadt"
    assert made.verification == Verification.PENDING
    assert {str(language) for language in made.languages.all()} == {"Deutsch", "Englisch"}
    assert Membership.objects.get().role == Role.OWNER
    assert Membership.objects.get().user == newcomer


def test_the_office_in_charge_is_asked(client_of, newcomer, typed, office, office_elsewhere):
    client_of(newcomer).post(URL, typed)
    assert list(Delivery.objects.values_list("recipient", flat=True)) == [office.email]


def test_without_an_office_the_administrator_is_asked(
    client_of, newcomer, typed, administrator, office_elsewhere
):
    client_of(newcomer).post(URL, typed)
    assert list(Delivery.objects.values_list("recipient", flat=True)) == [administrator.email]


def test_a_visitor_is_asked_to_log_in(client_of, typed):
    answer = client_of(None).post(URL, typed)
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url
    assert not Organisation.objects.exists()


def test_a_second_click_makes_no_second_organisation(client_of, newcomer, typed):
    client = client_of(newcomer)
    client.post(URL, typed)
    client.post(URL, typed)
    assert Organisation.objects.count() == 1


def test_bad_input_is_explained_and_nothing_typed_is_lost(client_of, newcomer, typed):
    typed |= {"contact_email": "keine adresse", "seat": "", "name": "  Pflege & Söhne  "}
    page = client_of(newcomer).post(URL, typed).content.decode()
    assert "keine adresse" in page
    assert "Pflege &amp; Söhne" in page
    assert "Wir pflegen." in page
    assert not Organisation.objects.exists()


def test_a_company_names_its_sector(client_of, newcomer, typed):
    typed["sector"] = ""
    page = client_of(newcomer).post(URL, typed).content.decode()
    assert "Bitte wählen Sie die Branche Ihres Unternehmens." in page


def test_an_association_needs_no_sector(client_of, newcomer, typed):
    typed |= {"sector": "", "kind": term("organisation_kind", "club")}
    client_of(newcomer).post(URL, typed)
    assert Organisation.objects.get().sector is None


def test_what_is_registered_and_verified_is_not_registered_twice(
    client_of, newcomer, typed, company
):
    page = client_of(newcomer).post(URL, typed).content.decode()
    assert "Diese Organisation ist schon registriert." in page
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("name", ["Register", "Invitation", "!!!", "Ärzte für Öhringen"])
def test_every_name_gets_an_address_of_its_own(client_of, newcomer, typed, name):
    client = client_of(newcomer)
    page = client.post(URL, typed | {"name": name}, follow=True)
    assert page.status_code == 200
    assert Organisation.objects.get().name in page.content.decode()
    assert Organisation.objects.get().slug not in {"register", "invitation", ""}


def test_two_of_the_same_name_get_two_addresses(client_of, newcomer, typed):
    organisation("Klinikum-Musterstadt", "club", "16076079")
    client_of(newcomer).post(URL, typed)
    assert len(set(Organisation.objects.values_list("slug", flat=True))) == 2
