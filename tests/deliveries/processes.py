"""Workers and servers as processes of their own, to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.deliveries.sink import Sink, free_port

LEASE = 2  # seconds


@contextmanager
def worker(
    database_url: str,
    sink: Sink,
    *,
    settings_module: str = "portal.settings.test",
    redis: str = "",
    lease: int = LEASE,
) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py worker` on this database, handing mails to this sink."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": settings_module,
            "DATABASE_URL": database_url,
            "SMTP_URL": sink.url,
            "REDIS_URL": redis,
            "DELIVERY_LEASE_SECONDS": str(lease),
        },
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def redis_server(folder: Path, port: int | None = None) -> Iterator[int]:
    """A Redis of our own that remembers nothing; gives its port."""
    port = port or free_port()
    quiet = ["--save", "", "--appendonly", "no", "--loglevel", "warning", "--dir", str(folder)]
    process = subprocess.Popen(
        ["redis-server", "--bind", "127.0.0.1", "--port", str(port), *quiet],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return bool(condition())


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
