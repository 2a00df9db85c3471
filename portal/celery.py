"""The bell's receiving end: Celery, used only to hear at once that something is due.

What runs how often stands in `CELERY_BEAT_SCHEDULE`; `manage.py worker` walks it, with a broker
and without one, so that nothing waits for a broker that is gone.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
