"""Whether this process lives, and whether it is ready to serve people."""

from functools import cache as keep

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nobody else, so that a slow database restarts no site."""
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when people can be served, 503 and a sentence when not.

    The broker is reported, never decisive: without it mails wait for the worker's next round.
    """
    fault = database_fault()
    answer = {"status": "not ready" if fault else "ready", "broker": broker_state()}
    if fault:
        return JsonResponse(answer | {"reason": fault}, status=503)
    return JsonResponse(answer)


def database_fault() -> str | None:
    """Why the database cannot serve people, or None."""
    try:
        confirm_migrated()
        cache.get("health")
    except NotMigrated:
        return "The database lacks migrations; run `manage.py migrate`."
    except Error:
        return "The database does not answer as it should."
    return None


class NotMigrated(Exception):
    """This code expects migrations that the database has not seen."""


@keep
def confirm_migrated() -> None:
    """Raises NotMigrated; asked until the answer is yes, which stays true for this process."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigrated


def broker_state() -> str:
    """`none` where no broker is configured, else `up` or `down`."""
    if not settings.REDIS_URL:
        return "none"
    import redis

    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1, retry=None
    )
    try:
        client.ping()
    except redis.RedisError:
        return "down"
    finally:
        client.close()
    return "up"


app_name = "health"
urlpatterns = [path("live", live, name="live"), path("ready", ready, name="ready")]
