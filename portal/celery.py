"""The worker's clock: which task runs how often.

With a broker Celery beat reads the schedule; without one `manage.py worker` walks it and calls
the very same task functions.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
