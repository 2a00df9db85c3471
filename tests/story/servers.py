"""Database, broker, site and worker of the story: all fresh, all its own, all gone afterwards.

PostgreSQL and Redis are taken where they answer on their standard ports; otherwise SQLite, and a
worker that walks its rounds. Knows nothing of Django, which is set up only when this is done.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import redis
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("DATABASE_URL", "postgres://root@127.0.0.1:5432/any")
TEMPLATE = os.environ.get("TEMPLATE", "template1")
REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/11")
PATIENCE = 60.0  # seconds until the site must answer


@contextmanager
def environment(site_port: int, smtp_port: int) -> Iterator[dict[str, str]]:
    """What every process of the story is told: where its database, broker and relay are."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="story-"))
        yield {
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop in this thread
            "VAR_DIR": folder,
            "DATABASE_URL": stack.enter_context(_database(folder)),
            "REDIS_URL": REDIS if _redis_answers() else "",
            "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
            "PORT": str(site_port),
            "SITE_URL": f"http://localhost:{site_port}",
        }


@contextmanager
def running(address: str) -> Iterator[None]:
    """The site at this address and a worker, each a process of its own."""
    port = address.rpartition(":")[2]
    with _process("runserver", "--noreload", port), _process("worker"):
        _wait(lambda: _answers(f"{address}/health/ready"))
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def manage(*arguments: str) -> str:
    """Runs a command of manage.py to its end; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def _process(*arguments: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _database(folder: str) -> Iterator[str]:
    name = f"portal_story_{os.getpid()}"
    identifier = sql.Identifier(name)
    try:
        if not POSTGRES.startswith("postgres"):
            raise psycopg.OperationalError
        created = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        _execute(created.format(identifier, sql.Identifier(TEMPLATE)))
    except psycopg.Error:
        yield f"sqlite:///{folder}/story.sqlite3"
        return
    try:
        yield _beside(name)
    finally:
        _execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))


def _beside(name: str) -> str:
    """Another database of the same server."""
    return f"{POSTGRES.partition('?')[0].rpartition('/')[0]}/{name}"


def _execute(statement: sql.Composed) -> None:
    with psycopg.connect(_beside("postgres"), autocommit=True, connect_timeout=3) as connection:
        connection.execute(statement)


def _redis_answers() -> bool:
    client = redis.Redis.from_url(REDIS, socket_connect_timeout=1)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("The site did not start.")
        time.sleep(0.2)
