"""Requests in other charsets than UTF-8 are refused before Django decodes anything."""

import pytest
from django.test import RequestFactory

from portal.wsgi import application

PLAIN = ("application/x-www-form-urlencoded", b"login=a")
PARTS = (
    "multipart/form-data; boundary=X",
    b'--X\r\nContent-Disposition: form-data; name="login"\r\n\r\na\r\n--X--\r\n',
)


def status(method: str, path: str, body: bytes, content_type: str) -> str:
    told: list[str] = []
    request = RequestFactory(headers={"host": "testserver"}).generic(method, path, body)
    environ = request.environ | {"CONTENT_TYPE": content_type}
    answer = application(environ, lambda status, _headers, *_: told.append(status))
    list(answer)
    return told[0][:3]


@pytest.mark.parametrize(
    "charset",
    ["raw_unicode_escape", "idna", "base64", "rot13", "utf-16", "punycode", "undefined", "bogus"],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize(("form", "body"), [PLAIN, PARTS], ids=["plain", "parts"])
def test_other_charsets_are_refused(db: None, charset: str, method: str, form: str, body: bytes):
    for path in ("/de/accounts/login/", "/de/accounts/login/?next=x%ff"):
        assert status(method, path, body, f"{form}; charset={charset}") == "400"


def test_so_are_types_that_cannot_be_read(db: None):
    assert status("GET", "/de/", b"x", "text/plain; charset*=bogus''utf-8") == "400"


@pytest.mark.parametrize("charset", ["; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"', ""])
def test_utf_8_is_taken_however_it_is_spelt(transactional_db: None, charset: str):
    path = "/de/accounts/login/?next=x%ff"
    assert status("GET", path, b"x", f"{PLAIN[0]}{charset}") == "200"


def test_so_is_a_request_without_a_type(transactional_db: None):
    assert status("GET", "/de/accounts/login/", b"", "") == "200"
