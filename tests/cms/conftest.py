"""Uploads of the tests of pages lie in a folder of their own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _uploads_apart(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
