"""The story holds from the first log-in to the last answer."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.database import PostgresDatabase, TestDatabase

pytestmark = [pytest.mark.browser, pytest.mark.crash]


Play = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def play(database: TestDatabase) -> Play:
    migrated = {"TEMPLATE": database.template} if isinstance(database, PostgresDatabase) else {}

    def run(**environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tests.story"],
            cwd=settings.BASE_DIR,
            env=os.environ | migrated | environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    return run


def test_a_need_meets_its_offers_and_someone_answers(play: Play, real_data: Path) -> None:
    told = play()
    assert told.returncode == 0, told.stdout + told.stderr
    assert "The story holds." in told.stdout


def test_a_step_that_fails_ends_it_with_status_1(play: Play, tmp_path: Path) -> None:
    """Here the register is cut off."""
    (tmp_path / "GV100AD.txt").write_text("10")
    told = play(REGISTER=str(tmp_path))
    assert told.returncode == 1
    assert " 2. The whole official register is imported" in told.stdout
    assert "✗" in told.stdout
