"""Members, and the office, edit what an organisation says about itself."""

import pytest
from django.forms.models import model_to_dict

from partners.deliveries.models import Delivery
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from tests.cast import territory


def typed(org: Organisation, **changes: object) -> dict:
    """The form as filled in by somebody who saw the organisation as it is now."""
    fields = model_to_dict(org) | {"version": org.version, "seat": org.seat.ags, "languages": []}
    data = {name: value for name, value in fields.items() if value is not None}
    return data | {"kind": org.kind_id} | changes


@pytest.fixture
def club(company) -> Organisation:
    """The hospital as something that needs no sector, to keep the forms short."""
    from partners.taxonomy.models import Term

    company.kind = Term.objects.get(vocabulary="organisation_kind", slug="club")
    company.save()
    return company


def url(org: Organisation) -> str:
    return f"/de/organisations/{org.slug}/edit/"


@pytest.mark.parametrize("who", ["owner", "colleague", "office", "administrator"])
def test_who_may_edits(client_of, club, who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(url(club)).status_code == 200
    assert client.post(url(club), typed(club, about="Neu.")).status_code == 302
    club.refresh_from_db()
    assert (club.about, club.version) == ("Neu.", 2)


@pytest.mark.parametrize("who", ["reader", "office_elsewhere", "other_company", "newcomer"])
def test_others_may_not(client_of, club, who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(url(club)).status_code == 404
    assert client.post(url(club), typed(club, about="Neu.")).status_code == 404
    club.refresh_from_db()
    assert club.about == ""


def test_the_form_shows_what_is_stored(client_of, owner, club):
    page = client_of(owner).get(url(club)).text
    assert club.name in page
    assert "Altenburg" in page


def test_bad_input_loses_nothing(client_of, owner, club):
    page = client_of(owner).post(url(club), typed(club, website="quatsch:", about="Bleibt.")).text
    assert "quatsch:" in page
    assert "Bleibt." in page
    club.refresh_from_db()
    assert club.about == ""


def test_a_colleagues_work_is_not_overwritten_unawares(client_of, owner, colleague, club):
    seen_by_both = typed(club)
    client_of(colleague).post(url(club), seen_by_both | {"contact_phone": "112"})
    answer = client_of(owner).post(url(club), seen_by_both | {"about": "Meins."})
    assert answer.status_code == 409
    assert "Meins." in answer.text
    assert "112" in answer.text
    club.refresh_from_db()
    assert (club.about, club.contact_phone) == ("", "112")
    assert 'name="version" value="2"' in answer.text


def test_saving_again_after_the_notice_overwrites_knowingly(client_of, owner, colleague, club):
    seen_by_both = typed(club)
    client_of(colleague).post(url(club), seen_by_both | {"contact_phone": "112"})
    client_of(owner).post(url(club), seen_by_both | {"about": "Meins.", "version": 2})
    club.refresh_from_db()
    assert (club.about, club.contact_phone) == ("Meins.", "")


def test_a_new_name_is_verified_anew(client_of, owner, office, club):
    client_of(owner).post(url(club), typed(club, name="Ganz anders"))
    club.refresh_from_db()
    assert club.verification == Verification.PENDING
    assert Delivery.objects.get().recipient == office.email


def test_moving_asks_the_office_of_the_new_seat(client_of, owner, office, office_elsewhere, club):
    territory("16076079")
    client_of(owner).post(url(club), typed(club, seat="16076079"))
    assert Delivery.objects.get().recipient == office_elsewhere.email


def test_moving_while_waiting_asks_the_office_of_the_new_seat(
    client_of, owner, office, office_elsewhere, club
):
    Organisation.objects.filter(pk=club.pk).update(verification=Verification.PENDING)
    client_of(owner).post(url(club), typed(club, seat="16076079"))
    assert Delivery.objects.get().recipient == office_elsewhere.email


def test_a_new_phone_number_is_not(client_of, owner, office, club):
    client_of(owner).post(url(club), typed(club, contact_phone="112"))
    club.refresh_from_db()
    assert club.is_verified
    assert not Delivery.objects.exists()


def test_mending_a_refusal_asks_again(client_of, owner, office, club):
    Organisation.objects.filter(pk=club.pk).update(
        verification=Verification.REFUSED, decision_reason="Wer?"
    )
    client_of(owner).post(url(club), typed(club, about="Wir."))
    club.refresh_from_db()
    assert (club.verification, club.decision_reason) == (Verification.PENDING, "")
    assert Delivery.objects.get().recipient == office.email
