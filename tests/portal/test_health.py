"""What a load balancer and a supervisor ask."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from portal import health


def test_live_needs_no_database(client: Client) -> None:
    response = client.get("/health/live")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_is(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = ""
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "broker": "none"}


def test_not_ready_while_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(health, "confirm_migrated", fail)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["reason"] == "The database does not answer as it should."


@pytest.mark.django_db
def test_not_ready_while_migrations_are_missing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    health.confirm_migrated.cache_clear()
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["0002"])
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "migrate" in response.json()["reason"]


@pytest.mark.django_db
def test_a_broker_that_is_down_is_told_and_does_no_harm(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["broker"] == "down"


@pytest.mark.django_db
@pytest.mark.redis
def test_a_broker_that_answers_is_up(client: Client, settings: Settings, redis_url: str) -> None:
    settings.REDIS_URL = redis_url
    assert client.get("/health/ready").json()["broker"] == "up"
