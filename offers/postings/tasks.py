"""What the worker is told to do."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled() -> None:
    """Takes off what has expired and puts on show what was set for a later time."""
    call_command("publish_scheduled")
