"""The worker killed in the middle: nothing lost, and what comes twice is recognisably the same."""

import random
from collections import Counter

import pytest
from django.utils import timezone

from partners.deliveries.models import Delivery
from tests.deliveries.letters import promise_plain
from tests.deliveries.processes import LEASE, kill, wait_until, worker
from tests.deliveries.sink import Sink
from tests.support.database import TestDatabase
from tests.support.scale import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.crash]

DELIVERIES, KILLS = size(400, 10_000), size(3, 20)


def message_ids(sink: Sink) -> list[str]:
    return [mail["Message-ID"] for mail in sink.mails]


def test_no_kill_of_a_worker_loses_a_delivery(database: TestDatabase, sink: Sink) -> None:
    promised = {promise_plain(number).message_id for number in range(DELIVERIES)}
    moments = sorted(random.sample(range(20, DELIVERIES - 20), KILLS))
    for moment in moments:
        with worker(database.url, sink) as process:
            assert wait_until(lambda moment=moment: len(sink.raw) >= moment, 60)
            assert Delivery.objects.waiting().exists(), "killed too late to prove anything"
            kill(process)
    with worker(database.url, sink):
        assert wait_until(lambda: not Delivery.objects.waiting().exists(), 90 + LEASE)
    assert Delivery.objects.sent().count() == DELIVERIES
    assert Delivery.objects.exclude(proof="").count() == DELIVERIES
    received = Counter(message_ids(sink))
    assert set(received) == promised, "every promise arrived, and nothing else did"
    assert sum(received.values()) <= DELIVERIES + KILLS, "at most the one in hand comes again"


def test_killed_between_the_relays_yes_and_our_note_it_comes_again_as_the_same_mail(
    database: TestDatabase, sink: Sink
) -> None:
    delivery = promise_plain(1)
    sink.delays[delivery.recipient] = 1.0
    with worker(database.url, sink) as process:
        assert wait_until(lambda: len(sink.raw) == 1, 30)
        kill(process)
    assert Delivery.objects.waiting().get().claimed_until > timezone.now(), "still in dead hands"
    sink.delays.clear()
    with worker(database.url, sink):
        assert wait_until(lambda: Delivery.objects.sent().exists(), 30)
    assert message_ids(sink) == [delivery.message_id] * 2
