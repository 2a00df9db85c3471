"""The public settings: safe as documented, and refused when they are not."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest

from portal.running import free_port
from portal.settings import safety
from tests.support.database import BASE_DIR, migrated_file
from tests.support.waiting import wait_until

pytestmark = pytest.mark.once

SECRET = "Pq3-this-is-sixty-characters-of-nothing-in-particular-0123456789"
GOOD = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "SMTP_URL": "smtp+tls://portal:secret@mail.example.org",
    "DEFAULT_FROM_EMAIL": "Portal <portal@example.org>",
    "REDIS_URL": "",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        # Tests with a browser in the same process leave this behind.
        env=os.environ | GOOD | environment | {"DJANGO_ALLOW_ASYNC_UNSAFE": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_passes_the_deployment_checks() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_an_empty_environment_is_refused_with_all_reasons_and_no_traceback() -> None:
    nothing = dict.fromkeys(GOOD.keys() - {"DJANGO_SETTINGS_MODULE"}, "")
    refused = manage("check", **nothing)
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr
    for name in nothing.keys() - {"REDIS_URL"}:
        assert name in refused.stderr


def test_a_demo_without_second_factor_cannot_go_public() -> None:
    refused = manage("check", SECOND_FACTOR_DEMANDED="false")
    assert refused.returncode != 0
    assert "SECOND_FACTOR_DEMANDED" in refused.stderr


def test_the_demo_whose_password_everybody_knows_is_not_loaded() -> None:
    refused = manage("load_demo")
    assert refused.returncode != 0
    assert "development" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_blanks_between_host_names_do_no_harm() -> None:
    hosts = "portal.example.org, www.example.org,"
    shown = manage("diffsettings", "--output", "unified", ALLOWED_HOSTS=hosts)
    assert "+ ALLOWED_HOSTS = ['portal.example.org', 'www.example.org']" in shown.stdout


def test_a_database_that_cannot_be_used_is_refused_in_a_sentence() -> None:
    refused = manage("check", DATABASE_URL="postgres://portal:a/b@localhost/portal")
    assert refused.returncode != 0
    assert "DATABASE_URL" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("url", ["", "foo", "mysql://a/b"])
def test_a_database_of_another_kind_is_refused(url: str) -> None:
    assert list(safety.of_database(url))


def test_good_values_are_accepted() -> None:
    assert not list(safety.of_secret(SECRET))
    assert not list(safety.of_addresses("https://a.example.org", [".example.org"]))
    assert not list(safety.of_addresses("https://a.example.org:8443", ["A.example.org"]))
    assert not list(safety.of_mail("smtp://localhost", "Portal <portal@example.org>"))
    assert not list(safety.of_database("postgres://portal@localhost/portal"))


@pytest.mark.parametrize("key", ["", "short", "a" * 60, f"django-insecure-{SECRET}"])
def test_a_secret_that_can_be_guessed_is_refused(key: str) -> None:
    assert list(safety.of_secret(key))


@pytest.mark.parametrize(
    ("site", "hosts"),
    [
        ("http://a.example.org", ["a.example.org"]),
        ("", ["a.example.org"]),
        ("https://a.example.org", []),
        ("https://a.example.org", ["*"]),
        ("https://a.example.org", ["b.example.org"]),
        ("https://badexample.org", [".example.org"]),
        ("https://a.example.org/de", ["a.example.org"]),
        ("https://a.example.org?x=1", ["a.example.org"]),
        ("https://a.example.org:port", ["a.example.org"]),
        ("https://me@a.example.org", ["a.example.org"]),
        ("https://[a", ["a.example.org"]),
    ],
)
def test_addresses_that_do_not_fit_are_refused(site: str, hosts: list[str]) -> None:
    assert list(safety.of_addresses(site, hosts))


@pytest.mark.parametrize(
    ("relay", "sender"),
    [
        ("", "portal@example.org"),
        ("smtp://portal:secret@mail.example.org", "portal@example.org"),
        ("http://mail.example.org", "portal@example.org"),
        ("smtp://mail.example.org:abc", "portal@example.org"),
        ("smtp://[mail", "portal@example.org"),
        ("smtp://localhost", ""),
        ("smtp://localhost", "Portal <portal@localhost>"),
    ],
)
def test_mail_that_cannot_be_answered_or_gives_the_password_away_is_refused(
    relay: str, sender: str
) -> None:
    assert list(safety.of_mail(relay, sender))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture
def public_site(tmp_path: Path) -> Iterator[str]:
    """A server as docs/operations.md starts it, on an empty migrated database."""
    migrated_file(tmp_path / "db.sqlite3")
    where = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "STATIC_ROOT": f"{tmp_path}/static",
    }
    # The large packages, which take long to compress, are on no page that is asked for here.
    unseen = ("drf_spectacular_sidecar", "wagtailadmin", "rest_framework", "table_block")
    ignored = [word for package in unseen for word in ("--ignore", package)]
    for step in (["migrate"], ["collectstatic", "--noinput", *ignored]):
        done = manage(*step, **where)
        assert done.returncode == 0, done.stderr
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
            *("--blocking-threads", "4", "--backpressure", "16", "portal.wsgi:application"),
        ],
        cwd=BASE_DIR,
        env=os.environ | GOOD | where,
    )
    address = f"http://127.0.0.1:{port}"
    wait_until(lambda: get(address, "/health/live").status == 200, seconds=30)
    yield address
    server.terminate()
    server.wait()


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str


def get(address: str, path: str, scheme: str = "https", accept: str = "") -> Answer:
    request = urllib.request.Request(
        address + path,
        headers={
            "Host": "portal.example.org",
            "X-Forwarded-Proto": scheme,
            "Accept-Encoding": accept,
        },
    )
    try:
        response = urllib.request.build_opener(NoRedirect).open(request)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return Answer(response.status, response.headers, response.read().decode(errors="replace"))


@pytest.mark.crash
def test_the_public_site_serves_pages_safely(public_site: str) -> None:
    plain = get(public_site, "/de/", scheme="http")
    assert plain.status == 301
    assert plain.headers["Location"] == "https://portal.example.org/de/"
    page = get(public_site, "/de/accounts/login/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "__Host-csrf" in page.headers["Set-Cookie"]
    assert "Secure" in page.headers["Set-Cookie"]
    style = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert get(public_site, style).headers["Cache-Control"].endswith("immutable")
    for path, encoding in (("/de/", "gzip"), (style, "br")):
        assert get(public_site, path, accept="br, gzip").headers["Content-Encoding"] == encoding
    for development_only in ("/de/mail/", "/de/gallery/"):
        assert get(public_site, development_only).status == 404
    assert get(public_site, "/mail/").headers["Location"] == "/de/mail/"
