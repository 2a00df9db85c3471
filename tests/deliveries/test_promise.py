"""Promising: once per message, recipient and occasion, in the caller's transaction."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from partners.accounts.models import User
from partners.deliveries.actions import normalise_address
from partners.deliveries.enums import DeliveryState
from partners.deliveries.models import Delivery
from tests.deliveries.letters import promise_greeting

pytestmark = pytest.mark.django_db


def test_a_promise_is_due_at_once_and_knows_its_recipient() -> None:
    user = User.objects.create_user("person1@example.org")
    delivery = promise_greeting(user=user)
    assert delivery.state == DeliveryState.WAITING
    assert list(Delivery.objects.due(timezone.now())) == [delivery]
    assert (delivery.user, delivery.language) == (user, "de")
    assert delivery.payload == {"name": "Person 1"}
    assert delivery.give_up_at - delivery.created_at == timedelta(hours=72)


def test_the_same_occasion_is_promised_once() -> None:
    first = promise_greeting()
    second = promise_greeting(to=" Person1@Example.ORG ", payload={"name": "Other"})
    assert second == first
    assert second.message_id == first.message_id
    assert second.payload == {"name": "Person 1"}
    assert Delivery.objects.count() == 1


def test_another_occasion_or_recipient_is_another_delivery() -> None:
    rows = [promise_greeting(), promise_greeting(subject_key="other"), promise_greeting(2)]
    assert len({row.pk for row in rows}) == 3
    assert len({row.message_id for row in rows}) == 3


def test_the_database_itself_refuses_a_second_row() -> None:
    first = promise_greeting()
    first.pk, first.message_id = None, "<other@localhost>"
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.parametrize(
    "fields", [("sent_at", "failed_at"), ("sent_at", "obsolete_at"), ("failed_at", "obsolete_at")]
)
def test_the_database_itself_refuses_two_outcomes(fields: tuple[str, str]) -> None:
    promise_greeting()
    outcomes = dict.fromkeys(fields, timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**outcomes)


def test_a_promise_goes_with_the_transaction_that_made_it() -> None:
    with transaction.atomic():
        promise_greeting()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_a_person_who_leaves_leaves_no_link_behind() -> None:
    delivery = promise_greeting(user=User.objects.create_user("person1@example.org"))
    User.objects.all().delete()
    delivery.refresh_from_db()
    assert delivery.user is None


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        (" Ada@Example.ORG\n", "ada@example.org"),
        ("ada@straße.de", "ada@xn--strae-oqa.de"),
        ("ada@MÜNCHEN.de", "ada@xn--mnchen-3ya.de"),
    ],
)
def test_an_address_has_one_form(written: str, normalised: str) -> None:
    assert normalise_address(written) == normalised


@pytest.mark.parametrize(
    "address",
    ["", "ada", "ada@", "a@b@c.de", "ada@x.de\r\nBcc: eve@x.de", '"a\x0bb"@x.de', "ä@x.de"],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        promise_greeting(to=address)
    assert not Delivery.objects.exists()
