"""E-mail addresses that no relay takes are refused at the field, before anything is stored."""

import pytest

from partners.accounts.models import User
from partners.deliveries.models import Delivery

NAMES = {"first_name": "Nina", "last_name": "Muster", "password1": "ein-langes-geheimnis"}
UNREACHABLE = [
    "a@☃.net",
    "a\u200bb@example.org",
    "ab@" + "b" * 60 + ".example\u3002\u0301",
    "x" * 60 + "@" + ".".join(["b" * 60] * 3) + ".example.org",
    "x" * 240 + "@" + "b" * 40 + ".example",
]
LONGEST = "x" * 60 + "@" + ".".join(["b" * 60] * 3) + ".exampl"


def test_they_are_as_long_as_meant():
    assert [len(UNREACHABLE[3]), len(LONGEST)] == [255, 250]


@pytest.mark.parametrize("odd", UNREACHABLE, ids=len)
def test_on_registering(client_of, db, odd):
    answer = client_of(None).post("/de/accounts/signup/", NAMES | {"email": odd})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not User.objects.exists()


@pytest.mark.parametrize("odd", UNREACHABLE, ids=len)
def test_on_asking_for_a_password(client_of, db, odd):
    answer = client_of(None).post("/de/accounts/password/reset/", {"email": odd})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("odd", UNREACHABLE, ids=len)
def test_on_changing_the_address(newcomer, client_of, odd):
    client = client_of(None)
    client.post("/de/accounts/login/", {"login": newcomer.email, "password": "geheim-1234"})
    answer = client.post("/de/accounts/email/", {"email": odd, "action_add": "1"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("odd", UNREACHABLE, ids=len)
def test_on_logging_in(client_of, db, odd):
    answer = client_of(None).post("/de/accounts/login/", {"login": odd, "password": "x"})
    assert answer.status_code == 200


def test_a_long_one_that_fits_is_taken(client_of, db):
    client_of(None).post("/de/accounts/signup/", NAMES | {"email": LONGEST})
    assert User.objects.get().email == LONGEST


def test_a_domain_with_umlauts_is_one_address_in_both_spellings(client_of, db):
    """It is stored as relays write it; people log in as they are used to."""
    client_of(None).post("/de/accounts/signup/", NAMES | {"email": "nina@Müller.example"})
    assert User.objects.get().email == "nina@xn--mller-kva.example"
    User.objects.get().emailaddress_set.update(verified=True)
    client_of(None).post("/de/accounts/signup/", NAMES | {"email": "nina@xn--mller-kva.example"})
    assert User.objects.count() == 1
    for spelling in ("nina@müller.example", "nina@xn--mller-kva.example"):
        typed = {"login": spelling, "password": NAMES["password1"]}
        assert client_of(None).post("/de/accounts/login/", typed).url == "/de/cockpit/"
