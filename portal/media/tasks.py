"""What the worker does for pictures and documents."""

from datetime import timedelta

from celery import shared_task
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import UploadedFile

KEPT = timedelta(days=1)


@shared_task
def forget_uploads() -> None:
    """Deletes files that were uploaded, several at once, and never got a description.

    Wagtail does not note when that was; the storage does. A file that is gone takes its row along.
    """
    before = timezone.now() - KEPT
    for upload in UploadedFile.objects.iterator():
        there = upload.file and default_storage.exists(upload.file.name)
        if not there or default_storage.get_modified_time(upload.file.name) < before:
            upload.file.delete(save=False)
            upload.delete()
