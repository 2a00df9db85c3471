"""Validates saved pages with html-validate, all in one go; its rules are in .htmlvalidate.json."""

import json
import subprocess
from pathlib import Path

from django.conf import settings

PROGRAM = settings.BASE_DIR / "node_modules/.bin/html-validate"


def invalid_markup(folder: Path) -> list[str]:
    """What is not valid in the pages of a folder, a line each."""
    done = subprocess.run(
        [PROGRAM, "--config", ".htmlvalidate.json", "--formatter", "json", f"{folder}/*.html"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{Path(page['filePath']).stem}: line {found['line']}: {found['ruleId']}: "
        f"{found['message']}"
        for page in json.loads(done.stdout or "[]")
        for found in page["messages"]
    ]
