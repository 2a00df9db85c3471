"""The face: settings, URLs, the worker's clock, pages and cockpit."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
