"""What the worker is told to do."""

from celery import shared_task

from partners.deliveries import actions


@shared_task
def send_due() -> None:
    actions.send_due()
