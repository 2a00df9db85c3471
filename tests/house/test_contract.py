"""Calls only go down: the floors of the house, and within the lowest one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.database import APPS, BASE_DIR

pytestmark = pytest.mark.once

LINT = (
    "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contract_is_kept() -> None:
    done = lint(BASE_DIR)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("partners/accounts/models.py", "import partners.organisations.models"),
        ("partners/territories/models.py", "import partners.taxonomy.models"),
        ("partners/deliveries/models.py", "import portal.celery"),
        ("offers/__init__.py", "import events"),
    ],
)
def test_a_call_upwards_is_noticed(tmp_path: Path, below: str, line: str) -> None:
    for app in APPS:
        for source in (BASE_DIR / app).rglob("*.py"):
            copy = tmp_path / source.relative_to(BASE_DIR)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(source.read_text())
    (tmp_path / "pyproject.toml").write_text((BASE_DIR / "pyproject.toml").read_text())
    with (tmp_path / below).open("a") as file:
        file.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout
