"""Logs name no people."""

import logging
import sys
import time

import pytest

from portal.logs import RedactingFormatter


def logged(message: str, *arguments: object, error: bool = False) -> str:
    record = logging.LogRecord("test", logging.ERROR, "file.py", 1, message, arguments, None)
    if error:
        try:
            raise ValueError("Key (email)=(erika@example.org) already exists")
        except ValueError:
            record.exc_info = sys.exc_info()
    return RedactingFormatter().format(record)


@pytest.mark.parametrize(
    "text",
    [
        "mail to erika@example.org refused",
        "Erika Muster <erika@example.org>",
        "recipient=erika@example.org,",
        "/de/search?q=erika@example.org&place=16072",
        "smtp://erika@example.org:25",
        "Not Found: /de/people/erika%40example.org/",
        "Not Found: /de/people/%22erika%20m%22%40example.org/",
        '"erika muster"@example.org refused',
        r'{"to": "\"erika muster\"@example.org"}',
        r'"the \"quick\" erika"@example.org',
    ],
)
def test_addresses_do_not_reach_the_log(text: str) -> None:
    line = logged("%s", text)
    assert "erika" not in line
    assert "[address]" in line or "[query]" in line


def test_a_traceback_is_redacted_too() -> None:
    line = logged("failed", error=True)
    assert "ValueError" in line
    assert "erika" not in line


def test_what_people_search_for_does_not_reach_the_log() -> None:
    assert logged("Not Found: /de/offers/?q=divorce") == "Not Found: /de/offers/?[query]"


def test_the_secret_in_a_link_does_not_reach_the_log() -> None:
    line = logged("Gone: /de/accounts/password/reset/key/1-cz1qa2-0d8a6f4b1c2e3f4a5b6c7d8e/")
    assert line == "Gone: /de/accounts/password/reset/key/[secret]/"


def test_ordinary_lines_stay_readable() -> None:
    line = 'File "/srv/portal/partners/organisations/actions.py", line 5: 3 of 5 sent @ 10:00'
    assert logged(line) == line


def test_a_long_word_is_read_in_no_time() -> None:
    began = time.perf_counter()
    assert logged("a" * 30_000 + " @ b") == "a" * 30_000 + " @ b"
    logged('"' * 30_000 + "@b")
    logged('\\"' * 15_000 + "@ b")
    assert time.perf_counter() - began < 1
