"""What the worker is told to do."""

from celery import shared_task

from offers.matching import expansion


@shared_task
def expand_outbox() -> None:
    expansion.expand_due()
