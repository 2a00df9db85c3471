"""Requests no browser sends are refused; they break nothing."""

import json

import pytest
from allauth.mfa.models import Authenticator

LOG_IN = "/de/accounts/login/"
RESET = "/de/accounts/password/reset/"
PASSKEY = "/de/accounts/2fa/webauthn/login/"


@pytest.mark.parametrize(
    "key", [r'"abcdefghijk\000"', "a" * 5000, '"äöüäöüäöü"', "../../etc/passwd"], ids=len
)
def test_a_made_up_session_is_none(client_of, db, key):
    client = client_of(None)
    answer = client.get("/de/accounts/login/", headers={"cookie": f"sessionid={key}"})
    assert answer.status_code == 200
    answer = client.get("/de/cockpit/", headers={"cookie": f"sessionid={key}"})
    assert answer.url.startswith(LOG_IN)


@pytest.mark.parametrize("target", ["http://[", "//[", "https://[::1", "http://a]b/"])
def test_a_broken_target_is_ignored(client_of, newcomer, target):
    client = client_of(None)
    assert client.get(LOG_IN, {"next": target}).status_code == 200
    typed = {"login": newcomer.email, "password": "geheim-1234", "next": target}
    assert client.post(LOG_IN, typed).url == "/de/cockpit/"
    assert client_of(None).get(RESET, {"next": target}).status_code == 200
    answer = client_of(None).post(RESET, {"email": newcomer.email, "next": target})
    assert answer.status_code == 302


def public_key(**parts: object) -> str:
    response = {"clientDataJSON": "", "authenticatorData": "", "signature": ""}
    return json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": response | parts})


MADE_UP = [
    '{"id":1}',
    "9" * 5000,
    "[" * 5000,
    "[]",
    "null",
    "1",
    '"x"',
    "{}",
    '{"id":"x","response":[]}',
    '{"id":"\\u0000","rawId":"a","response":{},"type":"public-key"}',
    public_key(),
    public_key(clientDataJSON="e30"),
    public_key(clientDataJSON="W10", authenticatorData="AAAA"),
    public_key(clientDataJSON="eyJ0eXBlIjoxfQ", authenticatorData="A" * 60),
    public_key(clientDataJSON="e30", authenticatorData="_" * 80, userHandle=[1]),
    public_key(clientDataJSON=1, authenticatorData=None),
]


@pytest.mark.parametrize("credential", MADE_UP, ids=lambda text: text[:60])
def test_a_made_up_passkey_opens_nothing(client_of, db, credential):
    client = client_of(None)
    client.get(PASSKEY, headers={"accept": "application/json"})
    answer = client.post(PASSKEY, {"credential": credential})
    assert answer.status_code == 400 or answer.url == LOG_IN
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", MADE_UP, ids=lambda text: text[:60])
def test_a_made_up_passkey_is_not_added(client_of, newcomer, credential):
    client = client_of(newcomer)
    page = "/de/accounts/2fa/webauthn/add/"
    client.post(client.get(page).url, {"password": "geheim-1234"})
    assert client.get(page).status_code == 200
    answer = client.post(page, {"credential": credential, "name": "x"})
    assert answer.status_code in (200, 400)
    assert not Authenticator.objects.exists()
