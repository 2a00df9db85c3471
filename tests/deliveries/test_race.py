"""Several workers at once: one claim wins, and a promise stands once."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from partners.deliveries import actions
from partners.deliveries.models import Delivery
from tests.deliveries.letters import promise_greeting
from tests.deliveries.sink import Sink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

WORKERS = 8
Claim = Callable[[int], Delivery | None]


def at_once(work: Callable[[int], None]) -> None:
    """Runs the work in several threads that start together, each with its own connection."""
    start = threading.Barrier(WORKERS)
    errors: list[Exception] = []

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def race(claim: Claim, seed: int) -> Counter[int]:
    """How often each of 100 deliveries was claimed."""
    keys = [promise_greeting(number, subject_key=f"{seed}:{number}").pk for number in range(100)]
    claimed: list[int] = []

    def work(number: int) -> None:
        order = random.Random(seed * WORKERS + number)
        mine = keys[:20] + order.sample(keys[20:], len(keys) - 20)
        claimed.extend(key for key in mine if claim(key))

    at_once(work)
    return Counter(claimed)


def claim_without_guard(key: int) -> Delivery | None:
    """What the claim would be if it looked first and wrote afterwards."""
    now = timezone.now()
    delivery = Delivery.objects.due(now).filter(pk=key).first()
    if delivery:
        Delivery.objects.filter(pk=key).update(
            claimed_until=now + timedelta(seconds=60), attempts=F("attempts") + 1
        )
    return delivery


@pytest.mark.parametrize("seed", range(5))
def test_each_delivery_is_claimed_by_exactly_one_worker(seed: int) -> None:
    claims = race(actions._claim, seed)
    assert len(claims) == 100
    assert set(claims.values()) == {1}


def test_without_the_guard_the_race_bites() -> None:
    claims = [race(claim_without_guard, seed) for seed in range(5)]
    assert max(max(counter.values()) for counter in claims) > 1


def test_workers_that_run_at_once_send_each_mail_once(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "RUN_SECONDS", 60.0)
    for number in range(100):
        promise_greeting(number)
    at_once(lambda _: actions.send_due() and None)
    assert Delivery.objects.sent().count() == 100
    assert sorted(Counter(sink.recipients).values()) == [1] * 100


def test_promised_at_once_by_many_it_stands_once() -> None:
    seen: list[str] = []

    def work(_number: int) -> None:
        with transaction.atomic():
            seen.append(promise_greeting().message_id)

    at_once(work)
    assert len(seen) == WORKERS
    assert len(set(seen)) == 1
    assert Delivery.objects.count() == 1
