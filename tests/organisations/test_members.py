"""Owners change roles and end memberships; everybody may leave."""

import pytest

from partners.organisations.enums import Role
from partners.organisations.models import Membership


def role_url(membership) -> str:
    return f"/de/organisations/{membership.organisation.slug}/members/{membership.pk}/role/"


def remove_url(membership) -> str:
    return f"/de/organisations/{membership.organisation.slug}/members/{membership.pk}/remove/"


@pytest.fixture
def editor(colleague) -> Membership:
    return colleague.memberships.get()


def test_members_see_each_other(client_of, reader, owner, colleague, company):
    page = client_of(reader).get(f"/de/organisations/{company.slug}/members/").text
    assert owner.email in page
    assert colleague.email in page
    assert "Einladung senden" not in page


def test_an_owner_changes_a_role(client_of, owner, editor):
    client_of(owner).post(role_url(editor), {"role": "reader"})
    editor.refresh_from_db()
    assert editor.role == Role.READER


def test_an_invented_role_changes_nothing(client_of, owner, editor):
    page = client_of(owner).post(role_url(editor), {"role": "king"}, follow=True).text
    editor.refresh_from_db()
    assert editor.role == Role.EDITOR
    assert "Diese Rolle gibt es nicht." in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 403), ("reader", 403), ("other_company", 404), ("office", 404)],
)
def test_others_do_not(client_of, owner, editor, who, status, request):
    client = client_of(request.getfixturevalue(who))
    assert client.post(role_url(editor), {"role": "owner"}).status_code == status
    editor.refresh_from_db()
    assert editor.role == Role.EDITOR


def test_removing_asks_first(client_of, owner, editor):
    client = client_of(owner)
    assert "Karim Muster" in client.get(remove_url(editor)).text
    assert Membership.objects.filter(pk=editor.pk).exists()
    client.post(remove_url(editor))
    assert not Membership.objects.filter(pk=editor.pk).exists()


def test_everybody_may_leave(client_of, colleague, editor):
    client = client_of(colleague)
    assert client.get(remove_url(editor)).status_code == 200
    assert client.post(remove_url(editor)).url == "/de/cockpit/"
    assert not Membership.objects.filter(pk=editor.pk).exists()


@pytest.mark.parametrize("who", ["reader", "other_company", "office"])
def test_nobody_else_ends_a_membership(client_of, owner, editor, who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.post(remove_url(editor)).status_code == 404
    assert Membership.objects.filter(pk=editor.pk).exists()


def test_a_membership_elsewhere_is_out_of_reach(client_of, owner, other_company, company):
    foreign = other_company.memberships.get()
    url = f"/de/organisations/{company.slug}/members/{foreign.pk}/remove/"
    assert client_of(owner).post(url).status_code == 404
    assert Membership.objects.filter(pk=foreign.pk).exists()


def test_the_last_owner_stays(client_of, owner, editor):
    client = client_of(owner)
    mine = owner.memberships.get()
    assert "mindestens eine" in client.post(remove_url(mine), follow=True).text
    assert "mindestens eine" in client.post(role_url(mine), {"role": "reader"}, follow=True).text
    mine.refresh_from_db()
    assert mine.role == Role.OWNER


def test_one_of_two_owners_may_go(client_of, owner, editor):
    client_of(owner).post(role_url(editor), {"role": "owner"})
    client_of(owner).post(remove_url(owner.memberships.get()))
    assert not Membership.objects.filter(user=owner).exists()
