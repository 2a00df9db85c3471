"""Test databases copied from a migrated template.

Migrating from nothing takes many seconds, copying takes a moment; and a test that really commits
(live server, other processes, threads) is followed by a fresh copy (SQLite), or by putting back
the rows (PostgreSQL), instead of a flush, which would take those of the migrations with it.
"""

import fcntl
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from tests.support.rewinding import Beginning, remember, rewind

BASE_DIR = Path(__file__).resolve().parents[2]
APPS = ("portal", "partners", "offers", "events")
SETTINGS = "portal.settings.development"
_OUR_IMPORT = re.compile(rf"^from ((?:{'|'.join(APPS)})[\w.]*) import", re.MULTILINE)


def template_key() -> str:
    """Names all that a migrated database depends on: migrations, what they import, apps, locks."""
    files = {BASE_DIR / "requirements-dev.txt", *(BASE_DIR / "portal/settings").glob("*.py")}
    for app in APPS:
        files |= set((BASE_DIR / app).rglob("migrations/*.py"))
        files |= set((BASE_DIR / app).rglob("apps.py"))
        files |= set((BASE_DIR / app).rglob("*.json"))
    for migration in list(files):
        for name in _OUR_IMPORT.findall(migration.read_text()):
            module = BASE_DIR / (name.replace(".", "/") + ".py")
            files |= {module, *module.parent.glob("*.toml")}
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two test processes must not build the same template at once."""
    folder = Path(settings.VAR_DIR) / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url: str) -> None:
    """Migrates the database at this URL, in a process of its own.

    By the settings of development, which keep caches in the database: it is for servers, too.
    """
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        check=True,
        cwd=BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS},
    )


class SqliteDatabase:
    """A file next to its template in var/tests."""

    def __init__(self, worker: str) -> None:
        self.folder = Path(settings.VAR_DIR) / "tests"
        self.name = str(self.folder / f"run-{os.getpid()}-{worker}.sqlite3")
        self.url = f"sqlite:///{self.name}"
        self._template: sqlite3.Connection | None = None

    def prepare(self) -> None:
        self._remove_left_overs()
        template = self.folder / f"template-{template_key()}.sqlite3"
        if not template.exists():
            for old in self.folder.glob("template-*"):
                old.unlink()
            draft = self.folder / "draft.sqlite3"
            draft.unlink(missing_ok=True)
            migrate(f"sqlite:///{draft}")
            with closing(sqlite3.connect(draft)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
            draft.rename(template)
        # Kept open: another run may replace the file when migrations change meanwhile.
        self._template = sqlite3.connect(template, check_same_thread=False)

    def restore(self) -> None:
        assert self._template is not None
        target = sqlite3.connect(self.name, timeout=20)
        self._template.backup(target)
        target.execute("PRAGMA journal_mode=WAL")
        target.close()

    def close(self) -> None:
        if self._template is not None:
            self._template.close()

    def drop(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            Path(self.name + suffix).unlink(missing_ok=True)

    def _remove_left_overs(self) -> None:
        for file in self.folder.glob("run-*"):
            try:
                os.kill(int(file.name.split("-")[1]), 0)
            except ProcessLookupError:
                file.unlink(missing_ok=True)
            except PermissionError:
                continue


class PostgresDatabase:
    """A database beside the configured one, made by CREATE DATABASE … TEMPLATE."""

    def __init__(self, worker: str) -> None:
        self.configured: dict[str, Any] = dj_database_url.parse(os.environ["DATABASE_URL"])
        self.base = self.configured["NAME"]
        self.name = f"{self.base}_test_{worker}"
        self.url = self._url_of(self.name)
        self.template = ""
        self._beginning: Beginning | None = None

    def _url_of(self, name: str) -> str:
        return re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"], count=1)

    def _run(self, *statements: sql.Composed) -> None:
        with psycopg.connect(self._url_of("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _names(self, pattern: str) -> list[str]:
        with psycopg.connect(self._url_of("postgres")) as connection:
            rows = connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern]
            )
            return [row[0] for row in rows]

    def prepare(self) -> None:
        self.template = f"{self.base}_template_{template_key()}"
        if self._names(self.template):
            return
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format
        for old in self._names(f"{self.base}_template_%") + self._names(f"{self.base}_draft"):
            self._run(drop(sql.Identifier(old)))
        draft = f"{self.base}_draft"
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
        migrate(self._url_of(draft))
        self._run(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(draft), sql.Identifier(self.template)
            )
        )

    def restore(self) -> None:
        if self._beginning is None or not rewind(self.url, self._beginning):
            self._copy_template()
            self._beginning = remember(self.url)

    def _copy_template(self) -> None:
        self.drop()
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(self.name), sql.Identifier(self.template)
            ),
            # Nothing here outlives the server, so no commit need wait for the disk.
            sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(
                sql.Identifier(self.name)
            ),
        )

    def drop(self) -> None:
        self._run(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.name))
        )


TestDatabase = SqliteDatabase | PostgresDatabase


def migrated_file(path: Path) -> None:
    """Makes a migrated SQLite database at this path, for processes that have one of their own."""
    database = SqliteDatabase("copy")
    database.name = str(path)
    with one_at_a_time():
        database.prepare()
    database.restore()
    database.close()


def open_database(worker: str) -> TestDatabase:
    """Makes this worker's test database the default one, freshly copied."""
    postgres = connections["default"].vendor == "postgresql"
    database: TestDatabase = PostgresDatabase(worker) if postgres else SqliteDatabase(worker)
    with one_at_a_time():
        database.prepare()
        database.restore()
    for configuration in (settings.DATABASES["default"], connections["default"].settings_dict):
        configuration["NAME"] = database.name
    return database
