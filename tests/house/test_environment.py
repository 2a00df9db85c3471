"""Every setting that the environment may give is explained in one place."""

import re

from tests.support.database import APPS, BASE_DIR

READS = re.compile(r"""\benv\.\w+\(\s*"(\w+)"|environ(?:\.get)?[(\[]\s*"(\w+)\"""")
EXPLAINED = re.compile(r"^\| `(\w+)`", re.MULTILINE)
# Django's own: named in prose beside the table.
ELSEWHERE = {"DJANGO_SETTINGS_MODULE"}


def read_by_code() -> set[str]:
    files = [path for app in APPS for path in (BASE_DIR / app).rglob("*.py")]
    found = (match for file in files for match in READS.findall(file.read_text()))
    return {first or second for first, second in found} - ELSEWHERE


def test_the_table_names_all_settings_and_no_others() -> None:
    table = set(EXPLAINED.findall((BASE_DIR / "docs/operations.md").read_text()))
    assert table == read_by_code()


def test_it_notices_the_settings_there_are() -> None:
    assert {"DATABASE_URL", "SECRET_KEY", "PORT"} <= read_by_code()
