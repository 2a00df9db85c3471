"""Whoever stores many pages stores each several times: here the indexes are written once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.dummy import DummyBackend


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Of search and of references: Wagtail writes them by tasks, and none is carried out meanwhile.

    For commands only: other tasks of this thread are lost.
    """
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, {})
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
