"""The bell: tells a worker that something is due, so that it need not wait for the next sweep.

Nothing depends on it. A broker that does not answer is left alone for a while, so that a page
never waits for it twice.
"""

import logging
import time

from celery import current_app
from django.conf import settings

logger = logging.getLogger(__name__)

PAUSE_AFTER_RING = 1.0  # seconds: a thousand promises need one bell
PAUSE_AFTER_FAILURE = 30.0

_quiet_until: dict[str, float] = {}
_silent_until = 0.0


def ring(entry: str) -> None:
    """Asks a worker for this entry of the schedule now. Never raises and never waits long."""
    global _silent_until
    now = time.monotonic()
    if not settings.REDIS_URL or now < max(_silent_until, _quiet_until.get(entry, 0.0)):
        return
    task = settings.CELERY_BEAT_SCHEDULE[entry]["task"]
    try:
        current_app.send_task(task, retry=False, ignore_result=True)
    except Exception as error:  # kombu lets through whatever its transport raises
        _silent_until = time.monotonic() + PAUSE_AFTER_FAILURE
        logger.warning("The broker does not answer (%s); the sweep will do.", type(error).__name__)
    else:
        _quiet_until[entry] = time.monotonic() + PAUSE_AFTER_RING
