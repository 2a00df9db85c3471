"""Changing the address of a log-in asks for the password and for a click in the new mailbox."""

import re

import pytest

from partners.deliveries.messages import get
from partners.deliveries.models import Delivery

CHANGE = "/de/accounts/email/"
TYPED = {"email": "Neu@Example.org", "action_add": "1"}


@pytest.fixture
def client(client_of, newcomer):
    """Logged in, but so long ago that nobody knows who sits there now."""
    return client_of(newcomer)


def test_the_password_is_asked_and_then_it_goes_on(client, newcomer):
    asked = client.post(CHANGE, TYPED)
    assert asked.url.startswith("/de/accounts/reauthenticate/")
    assert not Delivery.objects.exists()
    answer = client.post(asked.url, {"password": "geheim-1234"})
    assert answer.url == CHANGE
    told = Delivery.objects.get()
    assert (told.message, told.recipient) == ("accounts.confirm_address", "neu@example.org")
    newcomer.refresh_from_db()
    assert newcomer.email == "nina@example.org"


def test_a_wrong_password_changes_nothing(client, newcomer):
    asked = client.post(CHANGE, TYPED)
    answer = client.post(asked.url, {"password": "falsch"})
    assert answer.status_code == 200
    assert not Delivery.objects.exists()
    assert newcomer.emailaddress_set.count() == 1


def test_the_click_in_the_mail_makes_it_the_address(client, newcomer):
    client.post(client.post(CHANGE, TYPED).url, {"password": "geheim-1234"})
    told = Delivery.objects.get()
    link = get(told.message).content(told.payload).action.url
    client.post(re.sub(r"^https?://[^/]+", "", link))
    newcomer.refresh_from_db()
    assert newcomer.email == "neu@example.org"
    assert newcomer.verified_addresses() == ["neu@example.org"]
    assert Delivery.objects.filter(
        message="accounts.security_notice", recipient="nina@example.org"
    ).exists()


def test_the_mail_does_not_speak_of_registering(client, newcomer):
    client.post(client.post(CHANGE, TYPED).url, {"password": "geheim-1234"})
    told = Delivery.objects.get()
    content = get(told.message).content(told.payload)
    assert "register" not in " ".join([content.subject, *content.paragraphs, *content.closing])
    assert content.closing


def test_the_visitor_is_sent_to_log_in(client_of, db):
    assert client_of(None).post(CHANGE, TYPED).url.startswith("/de/accounts/login/")
