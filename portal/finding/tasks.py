"""What the worker is told to do."""

from celery import shared_task

from portal.finding import vocabulary


@shared_task
def renew_vocabulary() -> None:
    """Brings the words that suggestions are made of up to date."""
    vocabulary.renew()
