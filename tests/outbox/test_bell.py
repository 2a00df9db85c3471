"""The bell: rung after the commit, once for many, and never in anybody's way."""

import socket
import time
from typing import Any

import pytest
from celery import Celery, current_app
from django.db import transaction
from kombu import pools
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from partners.deliveries.actions import ENTRY
from partners.deliveries.models import Delivery
from partners.outbox import bell
from tests.deliveries.letters import promise_greeting
from tests.deliveries.sink import free_port

NOTICEABLE = 1.0  # seconds


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """The bells that reached the broker."""
    settings.REDIS_URL = "redis://somewhere"
    bells: list[str] = []

    def send_task(_app: Celery, name: str, **_options: Any) -> None:
        bells.append(name)

    monkeypatch.setattr(Celery, "send_task", send_task)
    return bells


@pytest.mark.django_db
def test_the_bell_rings_after_the_commit_and_not_before(
    rung: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        promise_greeting()
        assert rung == []
    assert rung == ["partners.deliveries.tasks.send_due"]


@pytest.mark.django_db
def test_many_promises_ring_once(
    rung: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(100):
            promise_greeting(number)
    assert len(rung) == 1


@pytest.mark.django_db
def test_a_promise_that_stood_already_rings_nothing(
    rung: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    promise_greeting()
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        promise_greeting()
    assert callbacks == []


@pytest.mark.django_db
def test_without_a_broker_there_is_no_bell(rung: list[str], settings: Settings) -> None:
    settings.REDIS_URL = ""
    bell.ring(ENTRY)
    assert rung == []


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Any:
    """Points the bell at a broker by its port."""
    app = current_app._get_current_object()
    before = app.conf.broker_url

    def forget_connections() -> None:
        pools.reset()
        app._pool = app.amqp._producer_pool = None

    def use(port: int) -> None:
        settings.REDIS_URL = app.conf.broker_url = f"redis://127.0.0.1:{port}/0"
        forget_connections()

    yield use
    app.conf.broker_url = before
    forget_connections()


@pytest.mark.django_db(transaction=True)
def test_a_promise_succeeds_while_redis_is_gone(
    broker: Any, caplog: pytest.LogCaptureFixture
) -> None:
    broker(free_port())
    start = time.monotonic()
    with transaction.atomic():
        promise_greeting()
    assert time.monotonic() - start < NOTICEABLE
    assert Delivery.objects.count() == 1
    assert "The broker does not answer (OperationalError)" in caplog.text


def test_a_broker_that_keeps_silent_costs_little_and_only_once(
    broker: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        broker(silent.getsockname()[1])
        start = time.monotonic()
        bell.ring(ENTRY)
        first = time.monotonic() - start
        for _ in range(100):
            bell.ring(ENTRY)
        rest = time.monotonic() - start - first
    assert 0.4 < first < NOTICEABLE, "it was asked, and not for long"
    assert rest < 0.1
    assert caplog.text.count("The broker does not answer (OperationalError)") == 1
