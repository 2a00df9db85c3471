"""The office in charge verifies or refuses an organisation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from partners.deliveries.messages import get
from partners.deliveries.models import Delivery
from partners.organisations import actions
from partners.organisations.enums import Role, Verification
from partners.organisations.exceptions import Overtaken
from partners.organisations.models import Membership, Office, Organisation
from partners.organisations.notifications import people_in_charge
from tests.cast import member, office_of, organisation, territory


@pytest.fixture
def applicant(owner, company) -> Organisation:
    """The hospital, still waiting."""
    company.verification = Verification.PENDING
    company.save()
    return company


def seen(org: Organisation) -> dict[str, str]:
    """What the form of somebody who looks at it now carries."""
    return {"seen": Organisation.objects.get(pk=org.pk).state_token}


def page_of(org: Organisation) -> str:
    return f"/admin/organisation_review/inspect/{org.pk}/"


def test_the_queue_begins_with_what_waits(client_of, office, applicant):
    organisation("Chor", "club", "16077001")
    page = client_of(office).get("/admin/organisation_review/").content.decode()
    assert page.index(applicant.name) < page.index("Chor")


def test_verified(client_of, office, applicant, owner):
    assert applicant.name in client_of(office).get(page_of(applicant)).content.decode()
    client_of(office).post(page_of(applicant), seen(applicant) | {"verify": "1"})
    applicant.refresh_from_db()
    assert applicant.is_verified
    told = Delivery.objects.get()
    assert (told.recipient, told.message) == (owner.email, "organisations.verified")
    assert applicant.name in get(told.message).content(told.payload).subject


def test_refused_with_a_reason(client_of, office, applicant, owner):
    reason = {"refuse": "1", "reason": "Kein Eintrag zu finden."}
    client_of(office).post(page_of(applicant), seen(applicant) | reason)
    applicant.refresh_from_db()
    assert applicant.verification == Verification.REFUSED
    told = Delivery.objects.get()
    assert told.message == "organisations.refused"
    assert "Kein Eintrag zu finden." in get(told.message).content(told.payload).paragraphs
    assert "Kein Eintrag zu finden." in client_of(owner).get(applicant.get_absolute_url()).text


def test_a_refusal_without_a_reason_is_none(client_of, office, applicant):
    answer = client_of(office).post(page_of(applicant), {"refuse": "1", "reason": "  "})
    applicant.refresh_from_db()
    assert answer.status_code == 200
    assert applicant.verification == Verification.PENDING
    assert not Delivery.objects.exists()


def test_who_decided_is_in_the_history(client_of, office, applicant):
    reason = {"refuse": "1", "reason": "Unbekannt."}
    client_of(office).post(page_of(applicant), seen(applicant) | reason)
    entry = ModelLogEntry.objects.for_instance(applicant).get(action="organisations.refused")
    assert (entry.user, entry.data["reason"]) == (office, "Unbekannt.")
    history = client_of(office).get(f"/admin/organisation_review/history/{applicant.pk}/")
    assert "Abgelehnt" in history.text


def test_deciding_twice_tells_once(client_of, office, applicant):
    client = client_of(office)
    decision = seen(applicant) | {"verify": "1"}
    client.post(page_of(applicant), decision)
    client.post(page_of(applicant), decision)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("decision", [{"verify": "1"}, {"refuse": "1", "reason": "Nein."}])
def test_what_has_changed_since_is_not_decided(client_of, owner, office, applicant, decision):
    """A changed name must not slip through between the look and the click."""
    looked_at = seen(applicant)
    Organisation.objects.filter(pk=applicant.pk).update(name="Sparkasse", version=2)
    answer = client_of(office).post(page_of(applicant), looked_at | decision, follow=True)
    assert "inzwischen geändert oder entschieden" in answer.text
    assert "Sparkasse" in answer.text
    applicant.refresh_from_db()
    assert applicant.verification == Verification.PENDING


def test_nor_what_changes_at_the_very_moment(office, applicant):
    as_seen = Organisation.objects.get(pk=applicant.pk)
    Organisation.objects.filter(pk=applicant.pk).update(name="Sparkasse", version=2)
    with pytest.raises(Overtaken):
        actions.verify(office, as_seen)


def test_of_two_decisions_the_second_is_told_so(client_of, office, applicant):
    looked_at = seen(applicant)
    client = client_of(office)
    client.post(page_of(applicant), looked_at | {"verify": "1"})
    late = looked_at | {"refuse": "1", "reason": "Nein."}
    answer = client.post(page_of(applicant), late, follow=True)
    assert "inzwischen geändert oder entschieden" in answer.text
    applicant.refresh_from_db()
    assert applicant.is_verified


def test_there_is_nothing_to_export(client_of, office, applicant):
    answer = client_of(office).get("/admin/organisation_review/?export=csv")
    assert answer["Content-Type"].startswith("text/html")


def test_an_overtaken_decision_is_not_told(office, applicant):
    actions.refuse(office, applicant, "Versehen.")
    actions.verify(office, applicant)
    refused = Delivery.objects.get(message="organisations.refused")
    verified = Delivery.objects.get(message="organisations.verified")
    assert get(refused.message).content(refused.payload) is None
    assert get(verified.message).content(verified.payload) is not None


@pytest.mark.parametrize("who", ["office_elsewhere", "owner", "other_company", "newcomer"])
def test_a_stranger_finds_nothing(client_of, applicant, who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(page_of(applicant)).status_code == 404
    assert client.post(page_of(applicant), {"verify": "1"}).status_code == 404
    assert client.get(f"/admin/organisation_review/history/{applicant.pk}/").status_code == 404
    applicant.refresh_from_db()
    assert not applicant.is_verified


def test_an_office_elsewhere_does_not_see_it_in_its_list(client_of, office_elsewhere, applicant):
    client = client_of(office_elsewhere)
    for page in ("", "results/", "?q=Klinikum", "?verification=pending"):
        assert applicant.name not in client.get(f"/admin/organisation_review/{page}").text


def test_a_visitor_is_asked_to_log_in(client_of, applicant):
    answer = client_of(None).get(page_of(applicant))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


def test_a_reader_of_the_office_decides_nothing(client_of, office, applicant):
    reader = member(office.organisations.get(), "Lars", Role.READER)
    assert client_of(reader).get(page_of(applicant)).status_code == 404


def test_an_unverified_office_decides_nothing(client_of, office, applicant):
    office.organisations.update(verification=Verification.PENDING)
    assert client_of(office).get(page_of(applicant)).status_code == 404


def test_no_office_verifies_itself(client_of, office, administrator):
    own = office.organisations.get()
    page = client_of(office).post(page_of(own), {"refuse": "1", "reason": "Nein."})
    assert page.status_code == 404
    assert own.office_in_charge is None
    assert "nächsthöhere" in client_of(office).get(page_of(own)).text


def test_the_nearest_office_up_the_key_is_in_charge(office, applicant):
    state = office_of("16", "Landesamt", "Sven")
    assert applicant.office_in_charge == office.organisations.get()
    Office.objects.filter(organisation=office.organisations.get()).delete()
    assert applicant.office_in_charge == state.organisations.get()


def test_a_town_has_no_say_over_its_county(client_of, office, applicant):
    town = organisation("Rathaus", "municipality", "16077001")
    Office.objects.create(organisation=town, territory=territory("16077001"))
    clerk = member(town, "Tim")
    county = office.organisations.get()
    decision = {"seen": county.state_token, "refuse": "1", "reason": "Nein."}
    assert client_of(clerk).post(page_of(county), decision).status_code == 404
    assert county.office_in_charge is None
    assert applicant.office_in_charge == town


def test_where_nobody_is_left_in_an_office_the_next_one_is_asked(
    owner, office, applicant, administrator
):
    assert list(people_in_charge("16077001")) == [office]
    type(office).objects.filter(pk=office.pk).update(is_active=False)
    assert list(people_in_charge("16077001")) == [administrator]
    state = office_of("16", "Landesamt", "Sven")
    assert list(people_in_charge("16077001")) == [state]


def test_administrators_decide_everywhere(client_of, administrator, applicant):
    client_of(administrator).post(page_of(applicant), seen(applicant) | {"verify": "1"})
    applicant.refresh_from_db()
    assert applicant.is_verified


def test_an_office_may_curate_several_territories(client_of, office, applicant, other_company):
    own = office.organisations.get()
    Office.objects.create(organisation=own, territory=territory("16076"))
    assert "Tischlerei Beispiel" in client_of(office).get("/admin/organisation_review/").text
    assert Membership.objects.filter(user=office).count() == 1


def test_the_number_of_queries_of_the_queue_does_not_grow(
    client_of, office, applicant, django_assert_num_queries
):
    client = client_of(office)
    url = "/admin/organisation_review/"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(15):
        organisation(f"Chor {number}", "club", "16077032")
    with django_assert_num_queries(len(few)):
        client.get(url)
