"""Owners invite people by mail; the invited accept, once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from partners.deliveries.messages import get
from partners.deliveries.models import Delivery
from partners.organisations import actions
from partners.organisations.enums import Role
from partners.organisations.exceptions import (
    InvitationForSomebodyElse,
    InvitationUnusable,
    TooManyInvitations,
)
from partners.organisations.models import Invitation, Membership
from tests.cast import organisation, person


def members_of(company) -> str:
    return f"/de/organisations/{company.slug}/members/"


@pytest.fixture
def invitation(owner, company) -> Invitation:
    return actions.invite(owner, company, "Nina@example.org", Role.EDITOR)


def page_of(invitation) -> str:
    return f"/de/organisations/invitation/{invitation.token}/"


def test_inviting_sends_a_mail_with_a_link(client_of, owner, company):
    client_of(owner).post(members_of(company), {"email": "Neu@Example.org", "role": "editor"})
    invitation = Invitation.objects.get()
    told = Delivery.objects.get()
    assert told.recipient == invitation.email == "neu@example.org"
    content = get(told.message).content(told.payload)
    assert content.action.url.endswith(page_of(invitation))
    assert "Olga Muster" in content.paragraphs[0]


@pytest.mark.parametrize("who", ["colleague", "reader"])
def test_only_owners_invite(client_of, company, who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(members_of(company)).status_code == 200
    answer = client.post(members_of(company), {"email": "x@example.org", "role": "owner"})
    assert answer.status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["office", "office_elsewhere", "other_company", "newcomer"])
def test_strangers_do_not_see_who_belongs_to_it(client_of, owner, company, who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(members_of(company)).status_code == 404
    answer = client.post(members_of(company), {"email": "x@example.org", "role": "owner"})
    assert answer.status_code == 404
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "keine adresse", "role": "editor"}, "keine adresse"),
        ({"email": "olga@example.org", "role": "editor"}, "ist bereits Mitglied"),
        ({"email": "nina@example.org", "role": "editor"}, "offene Einladung"),
        ({"email": "neu@example.org", "role": "chief"}, "neu@example.org"),
        ({"email": "a@☃.net", "role": "editor"}, "a@☃.net"),
        ({"email": "a" * 250 + "@example.org", "role": "editor"}, "a" * 250),
    ],
)
def test_bad_input_is_explained(client_of, owner, company, invitation, typed, said):
    answer = client_of(owner).post(members_of(company), typed)
    assert answer.status_code == 200
    assert said in answer.text
    assert Invitation.objects.count() == 1


def test_an_organisation_is_no_mailing_machine(client_of, owner, company):
    for number in range(actions.MOST_INVITATIONS_A_DAY):
        sent = actions.invite(owner, company, f"n{number}@example.org", Role.READER)
        actions.revoke(owner, sent)
    answer = client_of(owner).post(
        members_of(company), {"email": "x@example.org", "role": "reader"}
    )
    assert "genug Einladungen für heute" in answer.text
    assert Invitation.objects.count() == actions.MOST_INVITATIONS_A_DAY


def test_nobody_is_pestered_by_many_organisations(owner, company):
    for number in range(actions.MOST_TO_AN_ADDRESS_A_DAY):
        other = organisation(f"Chor {number}", "club", "16077001")
        actions.invite(owner, other, "nina@example.org", Role.READER)
    with pytest.raises(TooManyInvitations):
        actions.invite(owner, company, "nina@example.org", Role.READER)
    tomorrow = timezone.now() + timedelta(days=1, seconds=1)
    with time_machine.travel(tomorrow, tick=False):
        actions.invite(owner, company, "nina@example.org", Role.READER)


def test_accepting_makes_a_member_of_that_role(client_of, newcomer, company, invitation):
    assert "Olga Muster" in client_of(newcomer).get(page_of(invitation)).text
    answer = client_of(newcomer).post(page_of(invitation))
    assert answer.url == f"/de/organisations/{company.slug}/"
    assert Membership.objects.get(user=newcomer).role == Role.EDITOR


def test_looking_accepts_nothing(client_of, newcomer, invitation):
    client_of(newcomer).get(page_of(invitation))
    assert not Membership.objects.filter(user=newcomer).exists()


def test_it_works_once(client_of, newcomer, invitation):
    client = client_of(newcomer)
    client.post(page_of(invitation))
    Membership.objects.filter(user=newcomer).delete()
    assert "kann nicht mehr verwendet werden" in client.get(page_of(invitation)).text
    client.post(page_of(invitation))
    assert not Membership.objects.filter(user=newcomer).exists()


def test_it_is_bound_to_the_address(client_of, other_company, invitation):
    client = client_of(other_company)
    assert "an eine andere E-Mail-Adresse" in client.get(page_of(invitation)).text
    client.post(page_of(invitation))
    assert not Membership.objects.filter(
        user=other_company, organisation=invitation.organisation
    ).exists()
    assert Invitation.objects.open().exists()


def test_an_unverified_address_is_not_enough(invitation):
    nina = person("Nina")
    nina.emailaddress_set.update(verified=False)
    with pytest.raises(InvitationForSomebodyElse):
        actions.accept(nina, invitation)


def test_it_expires_after_seven_days(newcomer, invitation):
    just_too_late = timezone.now() + timedelta(days=7, seconds=1)
    with time_machine.travel(just_too_late, tick=False), pytest.raises(InvitationUnusable):
        actions.accept(newcomer, invitation)
    with time_machine.travel(just_too_late - timedelta(hours=1), tick=False):
        actions.accept(newcomer, invitation)


def test_withdrawn_it_is_worth_nothing(client_of, owner, newcomer, company, invitation):
    url = f"/de/organisations/{company.slug}/invitations/{invitation.pk}/revoke/"
    client_of(owner).post(url)
    client_of(newcomer).post(page_of(invitation))
    assert not Membership.objects.filter(user=newcomer).exists()
    assert get("organisations.membership_offered").content({"invitation": invitation.pk}) is None


def test_nobody_else_withdraws_it(client_of, colleague, other_company, company, invitation):
    url = f"/de/organisations/{company.slug}/invitations/{invitation.pk}/revoke/"
    assert client_of(colleague).post(url).status_code == 403
    assert client_of(other_company).post(url).status_code == 404
    assert Invitation.objects.open().exists()


@pytest.mark.parametrize("forged", ["x", "eyJhIjoxfQ", "a:b", "..", "%00", "é"])
def test_a_forged_link_leads_nowhere(client_of, newcomer, invitation, forged):
    assert client_of(newcomer).get(f"/de/organisations/invitation/{forged}/").status_code == 404


def test_a_link_with_another_number_leads_nowhere(client_of, newcomer, owner, company, invitation):
    other = actions.invite(owner, company, "neu@example.org", Role.OWNER)
    forged = other.token.split(":")[0] + ":" + invitation.token.split(":")[1]
    assert client_of(newcomer).get(f"/de/organisations/invitation/{forged}/").status_code == 404


def test_whoever_comes_by_the_link_need_not_confirm_the_address_again(
    client_of, invitation, settings
):
    client = client_of(None)
    page = client.get(page_of(invitation))
    assert "nina@example.org" in page.text
    answer = client.post(
        f"/de/accounts/signup/?next={page_of(invitation)}",
        {
            "first_name": "Nina",
            "last_name": "Muster",
            "email": "nina@example.org",
            "password1": "ein-langes-geheimnis",
        },
    )
    assert answer.status_code == 302
    assert answer.url == page_of(invitation)
    assert client.post(page_of(invitation)).status_code == 302
    assert Membership.objects.get(user__email="nina@example.org").role == Role.EDITOR


def test_the_invited_find_it_in_their_area_too(client_of, newcomer, company, invitation):
    assert company.name in client_of(newcomer).get("/de/cockpit/").text
