"""What every test gets: a migrated database, strict templates, and no silent skips."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, HttpResponseNotFound
from django.test import TransactionTestCase
from django.utils import translation
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from partners.outbox import bell
from portal import translations
from tests.cast import *  # noqa: F403 - the cast are fixtures for every test
from tests.support import browser, services
from tests.support.database import TestDatabase, open_database
from tests.support.templates import StrictIfInvalid

REAL_DATA = Path(settings.BASE_DIR).parent / "shared" / "data"


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in services.MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = StrictIfInvalid()
    translations.compile_changed()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    services.skip_what_is_missing(items)
    services.keep_heavy_ones_apart(items)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not look through it ever again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        terminalreporter.section("NOT TESTED HERE", sep="!", red=True, bold=True)
        for reason, count in sorted(reasons.items()):
            terminalreporter.write_line(f"{count:5} × {reason.removeprefix('Skipped: ')}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if skipped and services.skips_forbidden() and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def database(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker
) -> Iterator[TestDatabase]:
    """The database of this run; `url` is for processes that a test starts."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        opened = open_database(worker)
    yield opened
    connections.close_all()
    opened.drop()


@pytest.fixture(scope="session")
def django_db_setup(database: TestDatabase) -> Iterator[None]:
    """Replaces pytest-django's: copies instead of migrating, restores instead of flushing."""

    def restore(case: TransactionTestCase) -> None:
        connections.close_all()
        database.restore()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
        yield


@pytest.fixture(autouse=True)
def _bell_not_rung_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bell, "_quiet_until", {})
    monkeypatch.setattr(bell, "_silent_until", 0.0)


@pytest.fixture(autouse=True)
def _nothing_cached_yet() -> None:
    """The cache outlives the rows it was filled from: root paths of pages, throttles, counts."""
    cache.clear()


@pytest.fixture(autouse=True)
def _speaks_the_main_language() -> None:
    """What a request activates stays active in its thread; here it ends with the test."""
    translation.deactivate()


@pytest.fixture
def november() -> Iterator[None]:
    """30 November 2026 at noon: for tests in which dates stand written out."""
    with time_machine.travel("2026-11-30 12:00:00+01:00"):
        yield


@pytest.fixture
def plain_404(monkeypatch: pytest.MonkeyPatch) -> None:
    """For crawls through hundreds of addresses; the page that says so has tests of its own."""

    def not_found(_request: HttpRequest, exception: Exception) -> HttpResponseNotFound:
        return HttpResponseNotFound()

    monkeypatch.setattr("portal.urls.handler404", not_found, raising=False)


@pytest.fixture(scope="session")
def redis_url() -> str:
    """A Redis that answers, for tests marked `redis`; never flush it, others use it too."""
    return services.redis_url()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened


@pytest.fixture
def live_page(live_server: LiveServer, chromium: Browser) -> Iterator[browser.LivePages]:
    """Opens pages in Chromium: `live_page("/de/", user=owner, colour_scheme="dark")`."""
    with browser.live_pages(chromium, live_server.url) as pages:
        yield pages


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the real registers."""
    if not REAL_DATA.is_dir():
        pytest.skip("no real register in ../shared/data")
    return REAL_DATA
