"""What the worker is told to do."""

import logging
import time

from celery import shared_task

from events.calendars import importing
from partners.outbox.actions import kind_and_place

logger = logging.getLogger(__name__)

# A run ends after this many seconds even if more is due: mails must not wait for slow servers.
RUN_SECONDS = 5.0


@shared_task
def import_calendars() -> None:
    """Looks at every calendar whose turn it is; one that fails does not stop the others."""
    ends_at = time.monotonic() + RUN_SECONDS
    for pk in importing.due():
        if time.monotonic() > ends_at:
            return
        try:
            importing.run(pk)
        except Exception as error:
            logger.error("calendar %s: %s", pk, kind_and_place(error))
