"""What the worker is told to do."""

from celery import shared_task

from events.registration import upkeep


@shared_task
def look_after() -> None:
    upkeep.look_after()


@shared_task
def forget() -> None:
    upkeep.forget()
