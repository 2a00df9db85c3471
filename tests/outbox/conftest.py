from typing import Any

import pytest
from celery import Celery
from pytest_django import Settings


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """The bells that reached the broker."""
    settings.REDIS_URL = "redis://somewhere"
    bells: list[str] = []

    def send_task(_app: Celery, name: str, **_options: Any) -> None:
        bells.append(name)

    monkeypatch.setattr(Celery, "send_task", send_task)
    return bells
