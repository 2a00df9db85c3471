"""Personal tokens: made, shown once, used, revoked; and who is let in by them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.throttling import SimpleRateThrottle

from partners.accounts import tokens
from partners.accounts.models import ApiToken, User
from tests.postings.builders import offer

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
LIST = "/de/cockpit/tokens/"
MINE = "/api/v1/offers/mine/"


def ask(secret: str, scheme: str = "Bearer", address: str = MINE) -> int:
    return Client(headers={"authorization": f"{scheme} {secret}"}).get(address).status_code


def test_the_secret_is_shown_once_and_kept_nowhere(owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)
    shown = client.post(LIST, {"name": "Personalprogramm"})
    token = ApiToken.objects.get()
    secret = next(word for word in shown.content.decode().split("<code>") if "pk_" in word)
    secret = secret.partition("<")[0]
    assert ask(secret) == 200
    assert secret not in str(vars(token))
    listed = client.get(LIST)
    assert "Personalprogramm" in listed.content.decode()
    assert secret not in listed.content.decode()
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize("scheme", ["Token", "Bearer", "bearer"])
def test_both_schemes_are_understood(owner: User, scheme: str) -> None:
    assert ask(tokens.create(owner, "Programm")[1], scheme) == 200


@pytest.mark.parametrize("secret", ["", "pk_wrong", "\x00", "ü" * 100, "a b c"])
def test_a_wrong_token_is_refused_even_where_nobody_needs_one(db: None, secret: str) -> None:
    assert ask(secret, address="/api/v1/offers/") == 401


def test_a_revoked_token_is_refused(owner: User, client_of: ClientOf) -> None:
    token, secret = tokens.create(owner, "Rechenwerk")
    client = client_of(owner)
    assert client.get(f"{LIST}{token.pk}/revoke/").status_code == 200
    assert ask(secret) == 200
    assert client.post(f"{LIST}{token.pk}/revoke/").status_code == 302
    assert ask(secret) == 401
    client.get(LIST)  # says so
    assert "Rechenwerk" not in client.get(LIST).content.decode()


def test_nobody_revokes_the_token_of_another(
    owner: User, colleague: User, client_of: ClientOf
) -> None:
    token, secret = tokens.create(owner, "Programm")
    assert client_of(colleague).post(f"{LIST}{token.pk}/revoke/").status_code == 404
    assert ask(secret) == 200


def test_who_is_shut_out_is_so_with_a_token_too(owner: User) -> None:
    secret = tokens.create(owner, "Programm")[1]
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert ask(secret) == 401


def test_it_says_when_it_was_last_used(owner: User) -> None:
    token, secret = tokens.create(owner, "Programm")
    for before in (None, timezone.localdate() - timedelta(days=3)):
        ApiToken.objects.update(last_used_on=before)
        ask(secret)
        token.refresh_from_db()
        assert token.last_used_on == timezone.localdate()


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\x00b"])
def test_a_token_needs_a_proper_name(owner: User, client_of: ClientOf, name: str) -> None:
    assert client_of(owner).post(LIST, {"name": name}).status_code == 200
    assert not ApiToken.objects.exists()


def test_nobody_hoards_tokens(owner: User, client_of: ClientOf) -> None:
    for number in range(tokens.MOST_TOKENS):
        tokens.create(owner, f"Programm {number}")
    client_of(owner).post(LIST, {"name": "Noch eins"})
    assert ApiToken.objects.count() == tokens.MOST_TOKENS


def test_an_office_without_a_second_factor_gets_no_further(
    office: User, settings: Settings, client_of: ClientOf
) -> None:
    secret = tokens.create(office, "Programm")[1]
    settings.SECOND_FACTOR_DEMANDED = True
    assert ask(secret) == 403
    assert client_of(office).get(MINE).status_code == 403
    assert client_of(office).get(LIST).status_code == 302


# --- Sessions ---------------------------------------------------------------------------


def test_a_session_writes_only_with_the_token_of_the_page(owner: User, company) -> None:
    draft = offer(company)
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner, "allauth.account.auth_backends.AuthenticationBackend")
    address = f"/api/v1/offers/{draft.pk}/submit/"
    version = {"If-Match": f'"{draft.version}"'}
    asked = {"content_type": "application/json"}
    assert client.post(address, headers=version, **asked).status_code == 403
    client.get("/api/v1/docs/")
    csrf = {"X-CSRFToken": client.cookies["csrftoken"].value}
    assert client.post(address, headers=version | csrf, **asked).status_code == 200


# --- Throttles --------------------------------------------------------------------------


@pytest.fixture
def rates(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    few = {"anon": "3/min", "user": "5/min", "write": "2/min"}
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", few)


def test_visitors_are_slowed_down_by_address(rates: None, client: Client) -> None:
    answers = [client.get("/api/v1/topics/") for _number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1]["Retry-After"]) <= 60
    # A header that anybody can write makes nobody another visitor.
    again = client.get("/api/v1/topics/", headers={"X-Forwarded-For": "203.0.113.7"})
    assert again.status_code == 429


def test_members_are_slowed_down_by_person(rates: None, owner: User, colleague: User) -> None:
    first, second = (tokens.create(user, "Programm")[1] for user in (owner, owner))
    assert [ask(secret) for secret in (first, second) * 3] == [200] * 5 + [429]
    assert ask(tokens.create(colleague, "Programm")[1]) == 200


def test_writing_is_slowed_down_more(rates: None, owner: User) -> None:
    client = Client(headers={"authorization": f"Bearer {tokens.create(owner, 'P')[1]}"})
    written = [client.post("/api/v1/offers/", "{}", "application/json") for _number in range(3)]
    assert [answer.status_code for answer in written] == [400, 400, 429]
    assert client.get(MINE).status_code == 200
