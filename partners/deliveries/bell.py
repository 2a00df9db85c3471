"""The bell: tells a worker that something is due, so that it need not wait for the next sweep.

Nothing depends on it. A broker that does not answer is left alone for a while, so that a page
never waits for it twice.
"""

import logging
import time

from celery import current_app
from django.conf import settings

logger = logging.getLogger(__name__)

TASK = "partners.deliveries.tasks.send_due"
PAUSE_AFTER_RING = 1.0  # seconds: a thousand promises need one bell
PAUSE_AFTER_FAILURE = 30.0

_quiet_until = 0.0


def ring() -> None:
    """Asks a worker to send what is due. Never raises and never waits long."""
    global _quiet_until
    if not settings.REDIS_URL or time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(TASK, retry=False, ignore_result=True)
    except Exception as error:  # kombu lets through whatever its transport raises
        _quiet_until = time.monotonic() + PAUSE_AFTER_FAILURE
        logger.warning("The broker does not answer (%s); the sweep will do.", type(error).__name__)
    else:
        _quiet_until = time.monotonic() + PAUSE_AFTER_RING
