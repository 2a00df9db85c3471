"""One site with the demo region for all tests of a module: they read, and do not write."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.measured import world
from tests.support.database import TestDatabase


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    database: TestDatabase,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of the site. Pictures lie on the disk: the server sends none from memory."""
    storages = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    media = str(tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), override_settings(STORAGES=storages, MEDIA_ROOT=media):
        world.build()
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        connections.close_all()
        database.restore()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the markup of visited pages is kept for the validator."""
    return tmp_path
