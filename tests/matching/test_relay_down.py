"""The relay refuses for a while, is gone for hours, and refuses one address for ever."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from partners.deliveries.actions import send_due
from partners.deliveries.models import Delivery
from tests.deliveries.sink import Sink, free_port
from tests.matching.crowd import crowd
from tests.matching.steps import expand_all
from tests.support.scale import size

pytestmark = pytest.mark.django_db

NEEDS, OFFERS = size(4, 6), size(5, 10)
PROMISES = NEEDS * OFFERS + NEEDS
ROUND = timedelta(seconds=5)
NOBODY = "offer3@beispiel.example"

Run = Callable[[timedelta], None]


@pytest.fixture
def run() -> Iterator[Run]:
    """Lets the worker make its rounds for so long, on a clock that only the rounds move."""
    with time_machine.travel(timezone.now(), tick=False) as clock:

        def rounds(period: timedelta) -> None:
            end = timezone.now() + period
            while timezone.now() < end and Delivery.objects.waiting().exists():
                send_due()
                clock.shift(ROUND)

        yield rounds


def test_all_others_are_delivered_once_within_a_quarter_of_an_hour_of_its_return(
    sink: Sink, settings: Settings, run: Run
) -> None:
    crowd(NEEDS, OFFERS)
    expand_all()
    everybody = set(Delivery.objects.values_list("recipient", flat=True))
    assert Delivery.objects.count() == PROMISES
    there = settings.SMTP_URL

    sink.data = dict.fromkeys(everybody, "451 4.3.0 try again later")
    run(timedelta(minutes=10))
    assert sink.recipients == []
    assert Delivery.objects.waiting().count() == PROMISES

    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    run(timedelta(hours=1))
    assert Delivery.objects.waiting().count() == PROMISES

    settings.SMTP_URL = there
    sink.data = {}
    sink.rcpt = {NOBODY: "550 5.1.1 no such user"}
    run(timedelta(minutes=15))
    assert not Delivery.objects.waiting().exists()
    assert Delivery.objects.sent().count() == PROMISES - NEEDS
    assert Counter(sink.recipients) == Counter(
        Delivery.objects.exclude(recipient=NOBODY).values_list("recipient", flat=True)
    )
    assert set(Delivery.objects.failed().values_list("recipient", flat=True)) == {NOBODY}


def test_one_address_that_is_put_off_delays_no_other(sink: Sink, run: Run) -> None:
    crowd(NEEDS, OFFERS)
    expand_all()
    sink.rcpt = {NOBODY: "450 4.2.1 mailbox busy"}
    run(2 * ROUND)
    assert Delivery.objects.sent().count() == PROMISES - NEEDS
    assert set(Delivery.objects.waiting().values_list("recipient", flat=True)) == {NOBODY}
    sink.rcpt = {}
    run(timedelta(minutes=1))
    assert Delivery.objects.sent().count() == PROMISES
    assert len(sink.raw) == PROMISES
