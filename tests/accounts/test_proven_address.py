"""What the link of an invitation proves on registering: its own address, while it can be used."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations import actions
from partners.organisations.enums import Role
from partners.organisations.models import Invitation

SIGN_UP = "/de/accounts/signup/"
INVITED = "gast@example.org"


@pytest.fixture
def invitation(owner, company) -> Invitation:
    return actions.invite(owner, company, INVITED, Role.EDITOR)


def open_link(client, invitation) -> None:
    page = client.get(f"/de/organisations/invitation/{invitation.token}/")
    assert page.status_code == 200


def register(client, email: str):
    typed = {"first_name": "Gabi", "last_name": "Gast", "password1": "ein-langes-geheimnis"}
    return client.post(SIGN_UP, typed | {"email": email})


def nothing_is_proven(client, answer, email: str) -> bool:
    address = EmailAddress.objects.get(user__email=email)
    return (
        answer.url == "/de/accounts/confirm-email/"
        and "_auth_user_id" not in client.session
        and (address.email, address.verified) == (email, False)
        and Delivery.objects.filter(message="accounts.confirm_address", recipient=email).exists()
    )


def test_the_invited_address_is_proven(client_of, invitation):
    client = client_of(None)
    open_link(client, invitation)
    register(client, "Gast@Example.org")
    assert EmailAddress.objects.get(email=INVITED).verified
    assert "_auth_user_id" in client.session


def test_another_address_must_be_confirmed_and_gets_nothing_from_the_link(client_of, invitation):
    """Whoever sends her own link to somebody must not end up with a key to that log-in."""
    client = client_of(None)
    open_link(client, invitation)
    answer = register(client, "opfer@example.org")
    assert nothing_is_proven(client, answer, "opfer@example.org")
    assert not EmailAddress.objects.filter(email=INVITED).exists()
    assert not User.objects.filter(email=INVITED).exists()


def test_after_another_address_the_invited_one_is_still_proven(client_of, invitation):
    client = client_of(None)
    open_link(client, invitation)
    register(client, "opfer@example.org")
    register(client, INVITED)
    assert EmailAddress.objects.get(email=INVITED).verified
    assert not EmailAddress.objects.get(email="opfer@example.org").verified


@pytest.mark.parametrize(
    "spoilt",
    [
        {"revoked_at": timezone.now()},
        {"accepted_at": timezone.now()},
        {"created_at": timezone.now() - timedelta(days=8)},
    ],
    ids=["revoked", "used", "expired"],
)
@pytest.mark.parametrize("when", ["before the link is opened", "after it was opened"])
def test_an_unusable_invitation_proves_nothing(client_of, invitation, spoilt, when):
    client = client_of(None)
    if when == "after it was opened":
        open_link(client, invitation)
    Invitation.objects.filter(pk=invitation.pk).update(**spoilt)
    open_link(client, invitation)
    assert nothing_is_proven(client, register(client, INVITED), INVITED)


def test_without_the_link_nothing_is_proven(client_of, invitation):
    client = client_of(None)
    assert nothing_is_proven(client, register(client, INVITED), INVITED)


def test_the_link_of_one_browser_proves_nothing_in_another(client_of, invitation):
    open_link(client_of(None), invitation)
    client = client_of(None)
    assert nothing_is_proven(client, register(client, INVITED), INVITED)
