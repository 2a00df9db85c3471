"""What holds for every module of ours."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.database import APPS, BASE_DIR

LONGEST = 400
MODULES = sorted(p for app in (*APPS, "tests") for p in (BASE_DIR / app).rglob("*.py"))
CODE = [p for p in MODULES if "tests" not in p.parts and "migrations" not in p.parts]


def signals_of(source: str) -> list[str]:
    """What a module imports of modules called `signals` and of django.dispatch."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                imported = [alias.name for alias in names]
            case ast.ImportFrom(module=module, names=names):
                imported = [f"{module}.{alias.name}" for alias in names]
            case _:
                continue
        found += [one for one in imported if re.search(r"\bsignals\b|django\.dispatch\b", one)]
    return found


def name(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


def test_no_module_is_longer_than_one_can_read() -> None:
    assert [name(it) for it in MODULES if len(it.read_text().splitlines()) > LONGEST] == []


# Nothing else hears of everything by which Wagtail takes a page off or away.
OF_PAGES = BASE_DIR / "portal/cms/together.py"


def test_there_are_no_signals() -> None:
    """What happens is written where it happens; an action calls what follows from it."""
    assert [it for it in CODE if signals_of(it.read_text())] == [OF_PAGES]


@pytest.mark.parametrize(
    "source",
    [
        "from django.dispatch import receiver",
        "from django import dispatch",
        "from django.db.models import signals",
        "from wagtail.signals import published, unpublished",
        "import django.core.signals as ends",
        "def ready():\n    from allauth.account import signals",
    ],
)
def test_a_signal_is_noticed(source: str) -> None:
    assert signals_of(source)


def test_what_only_sounds_like_a_signal_is_none() -> None:
    assert not signals_of("import signal\nrelay.connect()\nsignal.signal(signal.SIGINT, stop)")


def test_models_have_no_logic_in_save() -> None:
    # A file in a field is saved by its name; that is no model.
    save = re.compile(r"^    def save\((?!self, name:)", re.MULTILINE)
    assert [name(path) for path in CODE if save.search(path.read_text())] == []
