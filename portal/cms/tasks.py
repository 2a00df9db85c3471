"""What the worker does for pages."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission

from portal.cms.models import FormPage


@shared_task
def forget_submissions() -> None:
    """Deletes what was sent by forms once its time is over."""
    now = timezone.now()
    for days in FormPage.objects.order_by().values_list("retention_days", flat=True).distinct():
        pages = FormPage.objects.filter(retention_days=days).values("pk")
        before = now - timedelta(days=days)
        FormSubmission.objects.filter(page__in=pages, submit_time__lt=before).delete()
