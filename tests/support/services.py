"""Says which servers and programs answer on this machine, so that no test is skipped in silence."""

import os
import shutil
from functools import cache

import pytest

MARKERS = {
    "postgres": "needs PostgreSQL: set DATABASE_URL",
    "redis": "needs Redis on REDIS_URL, or on the standard port of this machine",
    "browser": "needs Chromium",
    "crash": "kills processes or servers; slow",
    "once": "slow, and the same on every database: `.ci/run` runs it on one",
}
HEAVY = ("crash", "browser")
# The shell shows pages as the browser does, and is nothing else: it takes a third less work.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def redis_url() -> str:
    return os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/9"


@cache
def chromium() -> str | None:
    """Path of a Chromium, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@cache
def missing(marker: str) -> str | None:
    """Why a test with this marker cannot run here; None when it can."""
    if marker == "postgres" and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return "DATABASE_URL does not name a PostgreSQL database"
    if marker == "redis" and not _redis_answers():
        return f"no Redis answers on {redis_url()}"
    if marker == "browser" and chromium() is None:
        return "no Chromium on this machine"
    return None


def _redis_answers() -> bool:
    import redis

    client = redis.Redis.from_url(redis_url(), socket_connect_timeout=1)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def keep_heavy_ones_apart(items: list[pytest.Item]) -> None:
    """When tests run side by side, there is one browser at a time, and one that kills processes.

    Either needs much of the machine. As the largest groups, they begin first.
    """
    for item in items:
        heavy = next(filter(item.get_closest_marker, HEAVY), None)
        if heavy:
            item.add_marker(pytest.mark.xdist_group(heavy))


def skip_what_is_missing(items: list[pytest.Item]) -> None:
    for item in items:
        for marker in MARKERS:
            if item.get_closest_marker(marker) and (why := missing(marker)):
                item.add_marker(pytest.mark.skip(reason=why))


def skips_forbidden() -> bool:
    return os.environ.get("FORBID_SKIPS") == "1"
