"""Workers that are killed and a Redis that forgets: nothing is lost, and nothing told twice.

Measured with `THOROUGH=1` (1,025 deliveries), on two cores that had other work besides: 4 kills
while expanding left whole postings only; 3 to 4 kills while sending lost none and repeated none or
one, and what was in dead hands went out after 5 to 7 seconds; 6 times FLUSHALL and 3 times without
Redis: 0 lost, 0 repeated.
"""

import random
import time
from collections import Counter
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import redis
from django.utils import timezone

from offers.matching import expansion
from offers.matching.models import Match
from partners.deliveries.models import Delivery
from partners.outbox.models import OutboxRow
from tests.deliveries.processes import kill, redis_server, wait_until, worker
from tests.deliveries.sink import Sink, free_port
from tests.matching.crowd import crowd
from tests.support.database import TestDatabase
from tests.support.scale import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.crash]

NEEDS, OFFERS = 25, size(16, 40)
PROMISES = NEEDS * OFFERS + NEEDS
KILLS_EXPANDING, KILLS_SENDING = 4, 3
SEED = 4
LEASE = 5  # seconds; a machine with much to do needs more than one for a mail
ROUND = 5  # seconds from one round of a worker to the next, and what a task takes at most
PATIENCE = 180


def promised() -> Counter[tuple[str, str]]:
    """Each offer's contact hears of each need, each need's contact of all offers in one mail."""
    matches = Match.objects.fitting().order_by("-pk").select_related("need", "supply")
    firsts = {match.need.contact_email: f"match:{match.pk}" for match in matches}
    of_offers = [(match.supply.contact_email, f"match:{match.pk}") for match in matches]
    return Counter([*firsts.items(), *of_offers])


def check_all_is_promised_once() -> None:
    assert Match.objects.fitting().exclude(announced_at=None).count() == NEEDS * OFFERS
    ledger = Counter(Delivery.objects.values_list("recipient", "subject_key"))
    assert ledger == promised()
    assert ledger.total() == len(ledger) == PROMISES


def check_all_has_come_once(sink: Sink, repeats: int) -> None:
    """What came again, at most so many, bears the same Message-ID for the same recipient."""
    assert Delivery.objects.sent().exclude(proof="").count() == PROMISES
    mails = Counter((mail["Message-ID"], mail["To"]) for mail in sink.mails)
    assert set(mails) == set(Delivery.objects.values_list("message_id", "recipient"))
    assert mails.total() <= PROMISES + repeats


def is_all_sent() -> bool:
    time.sleep(0.2)  # looking is work too
    return not OutboxRow.objects.exists() and not Delivery.objects.waiting().exists()


def test_killed_while_expanding_each_posting_is_carried_on_as_a_whole_and_once(
    database: TestDatabase, sink: Sink
) -> None:
    rng = random.Random(SEED)
    needs, _offers = crowd(NEEDS, OFFERS)
    for _kill in range(KILLS_EXPANDING):
        before = OutboxRow.objects.count()
        with worker(database.url, sink) as process:
            assert wait_until(lambda before=before: OutboxRow.objects.count() < before, PATIENCE)
            time.sleep(rng.uniform(0, 0.5))
            kill(process)
        left = OutboxRow.objects.filter(key__in=needs).count()
        assert left, "killed too late to prove anything"
        assert Match.objects.count() == OFFERS * (NEEDS - left)
        assert Delivery.objects.count() == (OFFERS + 1) * (NEEDS - left)
    with worker(database.url, sink):
        assert wait_until(lambda: not OutboxRow.objects.exists(), PATIENCE)
    check_all_is_promised_once()


def test_killed_while_sending_another_goes_on_and_at_most_one_a_kill_comes_again(
    database: TestDatabase, sink: Sink
) -> None:
    """Of two workers the one that has been at it longer is killed, and replaced."""
    rng = random.Random(SEED)
    crowd(NEEDS, OFFERS)
    expansion.expand_due(PATIENCE)
    claimed_at: dict[int, datetime] = {}
    start = partial(worker, database.url, sink, lease=LEASE)
    with ExitStack() as stack:
        workers = [stack.enter_context(start()) for _number in range(2)]
        for kills in range(KILLS_SENDING):
            moment = kills * PROMISES // KILLS_SENDING + rng.randrange(
                PROMISES // 10, PROMISES // 4
            )
            assert wait_until(lambda moment=moment: len(sink.raw) >= moment, PATIENCE)
            kill(workers.pop(0))
            in_hand = Delivery.objects.waiting().exclude(claimed_until=None)
            claimed_at |= dict.fromkeys(in_hand.values_list("pk", flat=True), timezone.now())
            assert Delivery.objects.waiting().exists(), "killed too late to prove anything"
            workers.append(stack.enter_context(start()))
        assert wait_until(is_all_sent, PATIENCE)
    check_all_is_promised_once()
    check_all_has_come_once(sink, repeats=KILLS_SENDING)
    stuck = [d.sent_at - claimed_at[d.pk] for d in Delivery.objects.filter(pk__in=claimed_at)]
    assert timedelta(seconds=1) < max(stuck), "nobody was killed with a mail in hand"
    assert max(stuck) < timedelta(seconds=LEASE + 2 * ROUND)


@pytest.mark.redis
def test_a_redis_that_is_flushed_killed_and_comes_back_empty_costs_nothing(
    database: TestDatabase, sink: Sink, tmp_path: Path
) -> None:
    """Three times: it answers, is flushed, flushed again a little later, and then is gone."""
    rng = random.Random(SEED)
    port = free_port()
    start = partial(worker, database.url, sink, redis=f"redis://127.0.0.1:{port}/0", lease=LEASE)
    crowd(NEEDS, OFFERS)
    with ExitStack() as stack:
        running = stack.enter_context(start())
        for moment in sorted(rng.sample(range(1, PROMISES - 100), 3)):
            with redis_server(tmp_path, port):
                for wanted in (moment, moment + 30):
                    assert wait_until(lambda wanted=wanted: len(sink.raw) >= wanted, PATIENCE)
                    redis.Redis(port=port).flushall()
            assert not is_all_sent(), "too late to prove anything"
            if running.poll() is not None:  # as whatever supervises it would
                running = stack.enter_context(start())
        assert wait_until(is_all_sent, PATIENCE)
    check_all_is_promised_once()
    check_all_has_come_once(sink, repeats=0)
