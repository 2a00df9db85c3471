"""The worker: keeps its rounds whatever happens, hears the bell, stops when asked."""

import signal
import threading
import time
from pathlib import Path

import pytest
from celery import current_app
from django.db import OperationalError, connection
from kombu import pools
from pytest_django import Settings

from partners.deliveries.models import Delivery
from partners.outbox import bell
from portal.management.commands.worker import Entry, read_schedule, walk
from tests.deliveries.letters import promise_plain
from tests.deliveries.processes import redis_server, wait_until, worker
from tests.deliveries.sink import Sink, free_port
from tests.support.database import TestDatabase


def walk_for(entries: list[Entry], seconds: float) -> None:
    """In a thread, as its end closes connections that other tests may have left open here."""
    stop = threading.Event()
    rounds = threading.Thread(target=walk, args=(entries, stop))
    rounds.start()
    time.sleep(seconds)
    stop.set()
    rounds.join()


def test_the_schedule_names_real_tasks() -> None:
    assert {entry.name: entry.every for entry in read_schedule()}["send-due"] == 5
    assert all(callable(entry.task) for entry in read_schedule())


def test_each_entry_has_its_own_rhythm() -> None:
    runs: list[str] = []
    often = Entry("often", lambda: runs.append("often"), 0.05)
    rare = Entry("rare", lambda: runs.append("rare"), 60)
    began = time.monotonic()
    walk_for([often, rare], 0.5)
    took = time.monotonic() - began  # a busy machine wakes sleepers late
    assert runs.count("rare") == 1
    assert 3 <= runs.count("often") <= took / often.every + 1


def test_a_task_that_fails_ends_neither_the_round_nor_tells_secrets(
    caplog: pytest.LogCaptureFixture,
) -> None:
    runs: list[str] = []

    def fail() -> None:
        runs.append("failed")
        raise OperationalError("row of ada@example.org")

    walk_for([Entry("broken", fail, 0.05), Entry("sound", lambda: runs.append("ran"), 0.05)], 0.3)
    assert runs.count("failed") > 1
    assert runs.count("ran") > 1
    assert "broken failed: OperationalError" in caplog.text
    assert "ada@" not in caplog.text


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_stops_cleanly(
    database: TestDatabase, sink: Sink, number: signal.Signals
) -> None:
    promise_plain(1)
    with worker(database.url, sink) as process:
        assert wait_until(lambda: Delivery.objects.sent().exists(), 30)
        process.send_signal(number)
        assert process.wait(timeout=8) == 0


@pytest.mark.crash
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_comes_back_when_the_database_threw_it_out_in_the_middle(
    database: TestDatabase, sink: Sink
) -> None:
    delivery = promise_plain(1)
    sink.delays[delivery.recipient] = 1.0
    with worker(database.url, sink) as process:
        assert wait_until(lambda: len(sink.raw) == 1, 30), "the relay has not said yes yet"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchone()[0] == 1
        sink.delays.clear()
        assert wait_until(lambda: Delivery.objects.sent().count() == 1, 15)
        assert process.poll() is None
    assert [mail["Message-ID"] for mail in sink.mails] == [delivery.message_id] * 2


@pytest.fixture
def bell_on(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Points this process's bell at a Redis; gives back what was."""
    app = current_app._get_current_object()
    before = app.conf.broker_url

    def point(url: str) -> None:
        settings.REDIS_URL = app.conf.broker_url = url
        pools.reset()
        app._pool = app.amqp._producer_pool = None
        monkeypatch.setattr(bell, "PAUSE_AFTER_RING", 0.0)
        monkeypatch.setattr(bell, "PAUSE_AFTER_FAILURE", 0.0)

    yield point
    app.conf.broker_url = before
    pools.reset()
    app._pool = app.amqp._producer_pool = None


@pytest.mark.crash
@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_the_bell_is_heard_at_once(
    database: TestDatabase, sink: Sink, tmp_path: Path, bell_on
) -> None:
    with redis_server(tmp_path) as port:
        url = f"redis://127.0.0.1:{port}/0"
        bell_on(url)
        promise_plain(0)
        rare = "tests.deliveries.rare_rounds"
        with worker(database.url, sink, settings_module=rare, redis=url):
            assert wait_until(lambda: Delivery.objects.sent().count() == 1, 30), "first round"
            time.sleep(3)  # until Celery listens; the next round is an hour away
            promise_plain(1)
            assert wait_until(lambda: Delivery.objects.sent().count() == 2, 2)


@pytest.mark.crash
@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_mails_go_out_while_redis_is_gone_and_after_it_returns(
    database: TestDatabase, sink: Sink, tmp_path: Path, bell_on
) -> None:
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    bell_on(url)

    def sent(number: int, seconds: float) -> bool:
        promise_plain(number)
        return wait_until(lambda: Delivery.objects.sent().count() == number, seconds)

    with worker(database.url, sink, redis=url) as process:
        assert sent(1, 30), "the worker started without a broker"
        with redis_server(tmp_path, port):
            assert sent(2, 8)
        assert sent(3, 8), "killed"
        with redis_server(tmp_path, port):
            assert sent(4, 8), "back, and empty"
        assert process.poll() is None
    assert len(sink.raw) == 4
