"""A person registers, confirms the address, logs in, gets a new password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher

from partners.accounts.models import User
from partners.deliveries.messages import get
from partners.deliveries.models import Delivery

SIGN_UP = "/de/accounts/signup/"
LOG_IN = "/de/accounts/login/"
RESET = "/de/accounts/password/reset/"
TYPED = {
    "first_name": "Nina",
    "last_name": "Muster",
    "email": "Nina@Example.org",
    "password1": "ein-langes-geheimnis",
}


def path_in(delivery: Delivery) -> str:
    """Where the link of the mail leads, without the host."""
    url = get(delivery.message).content(delivery.payload).action.url
    return re.sub(r"^https?://[^/]+", "", url)


def test_registering_asks_to_confirm_the_address(client_of, db):
    answer = client_of(None).post(SIGN_UP, TYPED)
    assert answer.url == "/de/accounts/confirm-email/"
    person = User.objects.get()
    assert (person.get_full_name(), person.email) == ("Nina Muster", "nina@example.org")
    assert Delivery.objects.get().message == "accounts.confirm_address"
    assert Delivery.objects.get().user == person


def test_who_registers_in_english_is_written_to_in_english(client_of, db):
    client_of(None).post("/en/accounts/signup/", TYPED)
    assert User.objects.get().language == "en"
    assert Delivery.objects.get().language == "en"


def test_without_confirming_there_is_no_way_in(client_of, db):
    client = client_of(None)
    client.post(SIGN_UP, TYPED)
    answer = client.post(LOG_IN, {"login": "nina@example.org", "password": TYPED["password1"]})
    assert answer.url == "/de/accounts/confirm-email/"
    assert client.get("/de/cockpit/").status_code == 302


def test_opening_the_link_confirms_nothing_a_click_does(client_of, db):
    client = client_of(None)
    client.post(SIGN_UP, TYPED)
    link = path_in(Delivery.objects.get())
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified
    client.post(link)
    assert EmailAddress.objects.get().verified
    answer = client_of(None).post(
        LOG_IN, {"login": "nina@example.org", "password": TYPED["password1"]}
    )
    assert answer.url == "/de/cockpit/"


@pytest.mark.parametrize(
    "change",
    [{"email": "nichts"}, {"password1": "kurz"}, {"password1": "1234567890"}, {"last_name": ""}],
)
def test_bad_input_is_explained_and_nothing_typed_is_lost(client_of, db, change):
    answer = client_of(None).post(SIGN_UP, TYPED | change)
    assert answer.status_code == 200
    assert 'value="Nina"' in answer.text
    assert not User.objects.exists()


def without_token(text: str) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_registering_tells_nobody_who_has_a_log_in(client_of, newcomer):
    known = client_of(None).post(SIGN_UP, TYPED | {"email": newcomer.email}, follow=True)
    unknown = client_of(None).post(SIGN_UP, TYPED | {"email": "neu@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_token(known.text).replace(newcomer.email, "@") == without_token(
        unknown.text
    ).replace("neu@example.org", "@")
    assert set(Delivery.objects.values_list("recipient", "message")) == {
        (newcomer.email, "accounts.account_exists"),
        ("neu@example.org", "accounts.confirm_address"),
    }


@pytest.mark.parametrize("email", ["nina@example.org", "neu@example.org"])
def test_registering_takes_as_long_for_an_address_with_a_log_in(
    client_of, newcomer, email, monkeypatch
):
    """Nothing takes nearly as long as the hash of a password, so there is one in either case."""
    hashed = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    client_of(None).post(SIGN_UP, TYPED | {"email": email})
    assert hashed == [TYPED["password1"]]


def test_two_different_passwords_are_explained_politely(client_of, newcomer):
    client = client_of(None)
    client.post(RESET, {"email": newcomer.email})
    form = client.get(path_in(Delivery.objects.get()), follow=True)
    typed = {"password1": "ein-langes-geheimnis", "password2": "ein-anderes-geheimnis"}
    answer = client.post(form.redirect_chain[-1][0], typed)
    assert "Bitte geben Sie zweimal dasselbe Passwort ein." in answer.text


def test_asking_for_a_password_tells_nobody_who_has_a_log_in(client_of, newcomer):
    known = client_of(None).post(RESET, {"email": newcomer.email}, follow=True)
    unknown = client_of(None).post(RESET, {"email": "neu@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_token(known.text) == without_token(unknown.text)


def test_a_new_password(client_of, newcomer):
    client = client_of(None)
    client.post(RESET, {"email": newcomer.email})
    form = client.get(path_in(Delivery.objects.get()), follow=True)
    new = "noch-ein-langes-geheimnis"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    Delivery.objects.get(message="accounts.security_notice")
    answer = client_of(None).post(LOG_IN, {"login": newcomer.email, "password": new})
    assert answer.url == "/de/cockpit/"


TOO_MANY = "Zu viele Versuche"


def test_guessing_passwords_ends_soon(client_of, newcomer):
    client = client_of(None)
    wrong = {"login": newcomer.email, "password": "falsch"}
    pages = [client.post(LOG_IN, wrong).text for _try in range(6)]
    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True]
    answer = client.post(LOG_IN, {"login": newcomer.email, "password": "geheim-1234"})
    assert TOO_MANY in answer.text
    assert client.get("/de/cockpit/").status_code == 302


def test_the_profile_is_one_s_own(client_of, newcomer):
    client = client_of(newcomer)
    page = client.get("/de/cockpit/profile/").text
    assert 'value="Nina"' in page
    typed = {"first_name": "Ninja", "last_name": "Muster", "language": "en"}
    client.post("/de/cockpit/profile/", typed)
    newcomer.refresh_from_db()
    assert (newcomer.first_name, newcomer.language) == ("Ninja", "en")
    assert 'value="Ninja"' in client.post("/de/cockpit/profile/", typed | {"last_name": ""}).text
