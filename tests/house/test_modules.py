"""What holds for every module of ours."""

import re
from pathlib import Path

import pytest

from tests.support.database import APPS, BASE_DIR

LONGEST = 400
MODULES = sorted(p for app in (*APPS, "tests") for p in (BASE_DIR / app).rglob("*.py"))
CODE = [p for p in MODULES if "tests" not in p.parts and "migrations" not in p.parts]
SIGNAL = re.compile(
    r"@receiver\b|import receiver|signals import|(?:signal|_save|_delete)\.connect\("
)


def name(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_longer_than_one_can_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", CODE, ids=name)
def test_there_are_no_signals(path: Path) -> None:
    """What happens is written where it happens; an action calls what follows from it."""
    assert not SIGNAL.search(path.read_text())


@pytest.mark.parametrize("path", CODE, ids=name)
def test_models_have_no_logic_in_save(path: Path) -> None:
    assert not re.search(r"^    def save\(", path.read_text(), re.MULTILINE)
