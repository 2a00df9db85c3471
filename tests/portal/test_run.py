"""`make run`: everything starts together and ends together."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal.running import Group, free_port, in_use
from tests.support.database import BASE_DIR, migrated_file

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_busy_port_is_refused_with_a_way_out(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings.PORT = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"make run PORT={settings.PORT + 1}"):
            call_command("run")


def test_it_is_for_development_only(settings: Settings) -> None:
    settings.DEV_MAILBOX = ""
    with pytest.raises(CommandError, match="development"):
        call_command("run")


def test_when_one_child_ends_all_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    group = Group({"steady": SLEEP, "brief": [sys.executable, "-c", ""]}, {})
    assert group.run(lambda: None) == "brief"
    assert all(child.poll() is not None for child in group._children.values())


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a migrated database, as after a first start that was broken off: the demo is missing."""
    folder = tmp_path_factory.mktemp("var")
    migrated_file(folder / "db.sqlite3")
    return folder


@pytest.fixture
def running(var_dir: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    environment = os.environ | {"PORT": str(port), "VAR_DIR": str(var_dir)}
    for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PYTHONUNBUFFERED"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process, port
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdout
    process.stdout.close()


def members_of_group(group: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,pgid="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(pid) for pid, pgid in rows if int(pgid) == group]


def read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout
    read = ""
    for line in process.stdout:
        read += line
        if words in line:
            return read
    pytest.fail(f"ended early, having said: {read}")


@pytest.mark.crash
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_and_who_and_leaves_nothing_behind(
    running: tuple[subprocess.Popen[str], int], number: signal.Signals
) -> None:
    process, port = running
    said = read_until(process, "Ctrl-C")
    assert f"http://localhost:{port}/" in said
    assert "SECOND_FACTOR_DEMANDED is off" in said
    assert said.count("@") == 6
    for path in ("", "mail/", "health/ready", "static/css/portal.css"):
        with urllib.request.urlopen(f"http://localhost:{port}/{path}") as answer:
            assert answer.status == 200
    assert len(members_of_group(process.pid)) >= 4

    os.kill(process.pid, number)
    assert process.wait(30) == 0
    assert members_of_group(process.pid) == []
    assert not in_use(port)
