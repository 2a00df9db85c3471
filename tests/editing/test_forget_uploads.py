"""What somebody uploaded and left without a description does not stay for ever."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from time_machine import travel
from wagtail.models import UploadedFile

from portal.media.tasks import forget_uploads
from tests.editing.conftest import picture_file

pytestmark = pytest.mark.django_db


def waiting() -> UploadedFile:
    return UploadedFile.objects.create(file=picture_file())


def test_it_is_kept_for_a_day_and_then_deleted() -> None:
    name = waiting().file.name
    with travel(timezone.now() + timedelta(hours=23), tick=False):
        forget_uploads()
        assert default_storage.exists(name)
    with travel(timezone.now() + timedelta(hours=25), tick=False):
        forget_uploads()
    assert not UploadedFile.objects.exists()
    assert not default_storage.exists(name)


def test_a_row_without_a_file_goes_too() -> None:
    upload = waiting()
    default_storage.delete(upload.file.name)
    forget_uploads()
    assert not UploadedFile.objects.exists()


def test_the_worker_does_it_every_hour() -> None:
    tasks = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert "portal.media.tasks.forget_uploads" in tasks
