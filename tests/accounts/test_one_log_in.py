"""One address, one log-in, however it is spelt."""

import pytest
from django.db import IntegrityError, transaction

from partners.accounts.models import User

NEW = "/admin/users/new/"
TYPED = {"first_name": "Neu", "last_name": "Admin", "language": "de"}


def test_administrators_store_lower_case(client_of, administrator):
    answer = client_of(administrator).post(NEW, TYPED | {"email": "Neu.Admin@X.example"})
    assert answer.status_code == 302
    assert User.objects.get(first_name="Neu").email == "neu.admin@x.example"


def test_then_nobody_registers_a_second_one(client_of, administrator):
    client_of(administrator).post(NEW, TYPED | {"email": "Neu.Admin@X.example"})
    typed = TYPED | {"email": "neu.admin@x.example", "password1": "ein-langes-geheimnis"}
    client_of(None).post("/de/accounts/signup/", typed)
    assert User.objects.filter(email__iexact="neu.admin@x.example").count() == 1


def test_administrators_make_no_second_one_either(client_of, administrator, newcomer):
    answer = client_of(administrator).post(NEW, TYPED | {"email": "NINA@Example.org"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert User.objects.filter(email__iexact=newcomer.email).count() == 1


def test_nor_does_anything_else(newcomer):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Nina@example.org")])
