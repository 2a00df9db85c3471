"""Settings of a worker that hears the bell long before its next round."""

from portal.settings.test import *  # noqa: F403

CELERY_BEAT_SCHEDULE = {
    "send-due": {"task": "partners.deliveries.tasks.send_due", "schedule": 3600},
}
