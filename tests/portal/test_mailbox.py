"""The mails of development, readable in a browser; nowhere else."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

MAIL = """\
From: portal@localhost
To: erika@example.org
X-RcptTo: erika@example.org
Subject: =?utf-8?q?Best=C3=A4tigen_Sie?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="cut"

--cut
Content-Type: text/plain; charset=utf-8

Here: http://localhost:8000/confirm/

--cut
Content-Type: text/html; charset=utf-8

<p style="color: red">Here: <a href="http://localhost:8000/confirm/">confirm</a></p>
--cut--
"""


@pytest.fixture
def caught(settings: Settings, tmp_path: Path) -> str:
    settings.DEV_MAILBOX = str(tmp_path)
    (tmp_path / "new").mkdir()
    (tmp_path / "new/1.M1.host").write_text(MAIL)
    return "1.M1.host"


@pytest.mark.django_db
def test_the_list_names_recipient_and_subject(client: Client, caught: str) -> None:
    page = client.get("/mail/").content.decode()
    assert "erika@example.org" in page
    assert "Bestätigen Sie" in page


@pytest.mark.django_db
def test_the_links_of_a_mail_can_be_followed(client: Client, caught: str) -> None:
    page = client.get(f"/mail/{caught}/").content.decode()
    assert 'href="http://localhost:8000/confirm/"' in page


def test_the_html_twin_runs_no_scripts(client: Client, caught: str) -> None:
    response = client.get(f"/mail/{caught}/html/")
    assert "<p style" in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["2.M2.host", "..%2Fnew%2F1.M1.host"])
def test_only_caught_mails_are_shown(client: Client, caught: str, key: str) -> None:
    assert client.get(f"/mail/{key}/html/").status_code == 404
