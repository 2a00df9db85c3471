"""Sending again what failed: same mail, same Message-ID, another 72 hours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.deliveries.actions import send_again, send_all_again, send_due
from partners.deliveries.enums import DeliveryState
from partners.deliveries.models import Delivery
from tests.deliveries.letters import promise_greeting
from tests.deliveries.sink import Sink

pytestmark = pytest.mark.django_db


def fail(*deliveries: Delivery) -> None:
    keys = [delivery.pk for delivery in deliveries]
    Delivery.objects.filter(pk__in=keys).update(
        failed_at=timezone.now(),
        error="550 no",
        attempts=9,
        give_up_at=timezone.now() - timedelta(days=1),
    )


def test_a_failed_delivery_goes_out_under_its_old_message_id(sink: Sink) -> None:
    delivery = promise_greeting()
    fail(delivery)
    assert send_again(delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == (DeliveryState.WAITING, 0, "")
    assert delivery.give_up_at > timezone.now() + timedelta(hours=71)
    assert send_due() == 1
    assert sink.mails[0]["Message-ID"] == delivery.message_id


def test_what_was_sent_cannot_be_sent_again(sink: Sink) -> None:
    delivery = promise_greeting()
    send_due()
    assert not send_again(delivery)
    assert send_due() == 0


def test_what_is_waiting_keeps_its_turn() -> None:
    delivery = promise_greeting()
    Delivery.objects.update(due_at=timezone.now() + timedelta(minutes=5), attempts=3)
    assert not send_again(delivery)
    delivery.refresh_from_db()
    assert delivery.attempts == 3


def test_after_an_outage_all_that_failed_goes_out_at_once(sink: Sink) -> None:
    failed = [promise_greeting(number) for number in range(3)]
    fail(*failed)
    assert send_all_again() == 3
    assert send_due() == 3
    assert send_all_again() == 0
