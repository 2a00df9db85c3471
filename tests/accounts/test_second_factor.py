"""Offices and administrators must set up a second factor; all others may."""

import pytest
from allauth.mfa.models import Authenticator


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR_DEMANDED = True


@pytest.mark.parametrize("who", ["office", "administrator"])
@pytest.mark.parametrize("page", ["/de/cockpit/", "/admin/", "/de/organisations/"])
def test_without_one_they_get_no_further(client_of, who, page, request):
    answer = client_of(request.getfixturevalue(who)).get(page)
    assert answer.status_code == 302
    assert answer.url.endswith("/accounts/2fa/")


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_setting_one_up_is_possible(client_of, who, request):
    client = client_of(request.getfixturevalue(who))
    page = client.get("/de/accounts/2fa/")
    assert page.status_code == 200
    assert "Ihre Rolle verlangt es" in client.get("/de/cockpit/", follow=True).text
    assert client.get("/de/accounts/logout/").status_code == 200


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_with_one_they_do(client_of, who, request):
    user = request.getfixturevalue(who)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client_of(user).get("/de/cockpit/").status_code == 200
    assert client_of(user).get("/admin/").status_code == 200


@pytest.mark.parametrize("who", ["owner", "newcomer", "reader"])
def test_nobody_else_has_to(client_of, who, request):
    assert client_of(request.getfixturevalue(who)).get("/de/cockpit/").status_code == 200


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_the_demo_can_switch_the_demand_off(client_of, who, request, settings):
    settings.SECOND_FACTOR_DEMANDED = False
    assert client_of(request.getfixturevalue(who)).get("/de/cockpit/").status_code == 200


def test_a_password_alone_is_not_enough_once_there_is_one(client_of, newcomer):
    Authenticator.objects.create(user=newcomer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = client_of(None)
    answer = client.post(
        "/de/accounts/login/", {"login": newcomer.email, "password": "geheim-1234"}
    )
    assert answer.url.startswith("/de/accounts/2fa/authenticate/")
    assert client.get("/de/cockpit/").status_code == 302
