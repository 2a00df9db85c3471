"""The worker: does what is due, every few seconds, until it is asked to stop.

The schedule is walked in every case, because the database is the queue. With a broker the worker
also hears the bell, so that mails go out at once instead of at the next round. A task is a plain
function that may run twice or at the same time elsewhere; it claims what it works on.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils.module_loading import import_string

from portal.celery import app

logger = logging.getLogger(__name__)

BELL_THREADS = 2


@dataclass
class Entry:
    """One line of the schedule; `every` in seconds, `next_at` on the monotonic clock, so that
    a clock that jumps neither skips a round nor makes one too many."""

    name: str
    task: Callable[[], None]
    every: float
    next_at: float = 0.0

    def run(self) -> None:
        self.next_at = time.monotonic() + self.every
        close_old_connections()
        try:
            self.task()
        except Exception as error:
            # The kind is enough: a traceback could carry what the task was working on.
            logger.error("%s failed: %s", self.name, type(error).__name__)
        finally:
            close_old_connections()


def read_schedule() -> list[Entry]:
    lines = cast("dict[str, dict[str, Any]]", settings.CELERY_BEAT_SCHEDULE)
    return [
        Entry(name, import_string(line["task"]), line["schedule"]) for name, line in lines.items()
    ]


def walk(entries: list[Entry], stop: threading.Event) -> None:
    """Runs each entry at its time until `stop` is set."""
    while not stop.is_set():
        entry = min(entries, key=lambda entry: entry.next_at)
        if not stop.wait(entry.next_at - time.monotonic()):
            entry.run()
    connections.close_all()


def hear_the_bell() -> None:
    """Runs Celery in this process until it is asked to stop."""
    threads = f"--concurrency={BELL_THREADS}"
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    app.worker_main(["--quiet", "worker", "--pool=threads", threads, "--loglevel=WARNING", *quiet])


class Command(BaseCommand):
    help = "Sends what is due and does all other recurring work."

    def handle(self, *_args: Any, **_options: Any) -> None:
        stop = threading.Event()
        if not settings.REDIS_URL:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
            walk(read_schedule(), stop)
            return
        rounds = threading.Thread(target=walk, args=(read_schedule(), stop))
        rounds.start()
        try:
            hear_the_bell()
        finally:
            stop.set()
            rounds.join()
