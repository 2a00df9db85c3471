"""A calendar is read from the public web, and from nowhere else."""

import gzip
import socket
import ssl
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from typing import Any

import pytest
from pytest_django import Settings

from events.calendars import fetching
from events.calendars.fetching import fetch, is_public
from events.calendars.problems import SourceError
from tests.calendars.servers import Server, certificate, send, serving

PUBLIC = "93.184.216.34"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with serving(send(CALENDAR)) as running:
        settings.CALENDAR_PORTS = (80, 443, running.port)
        yield running


@pytest.fixture
def as_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine counts as one of the public web."""
    monkeypatch.setattr(fetching, "is_public", lambda _address: True)


class Resolver:
    """Says of any name what it is told, one after the other; the last one holds on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.answers, self.asked = list(answers), 0
        self.real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host: Any, port: Any, *args: Any, **options: Any) -> Any:
        if host != "rebinding.example":
            return self.real(host, port, *args, **options)
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return self.real(answer, port, *args, **options)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which addresses were connected to; public ones are not, they refuse."""
    found: list[str] = []
    real = socket.create_connection

    def connect(address: Any, *args: Any, **options: Any) -> socket.socket:
        found.append(address[0])
        if ip_address(address[0]).is_global:
            raise ConnectionRefusedError
        return real(address, *args, **options)

    monkeypatch.setattr(socket, "create_connection", connect)
    return found


def refusal(url: str) -> str:
    with pytest.raises(SourceError) as refused:
        fetch(url)
    assert str(refused.value.at())
    return refused.value.code


# --- Who is not asked ---------------------------------------------------------------------

PRIVATE_HOSTS = [
    "127.0.0.1",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12::1]",
    "[ff02::1]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "\uff11\uff12\uff17.0.0.1",  # other digits
    "\u2460\u2461\u2466.0.0.1",
]


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_no_private_address_in_any_spelling_is_connected_to(server, reached, host) -> None:
    assert refusal(f"http://{host}:{server.port}/") in ("private", "unknown_host")
    assert (reached, server.connections) == ([], 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1"])
def test_without_the_guard_it_would_be(server, as_public, host) -> None:
    assert fetch(f"http://{host}:{server.port}/").content == CALENDAR
    assert server.connections == 1


def test_nor_is_this_machine_by_ipv6(settings, reached) -> None:
    with serving(send(CALENDAR), host="::1") as server:
        settings.CALENDAR_PORTS = (server.port,)
        assert refusal(f"http://[::1]:{server.port}/") == "private"
        assert (reached, server.connections) == ([], 0)


def test_without_the_guard_it_would_be_by_ipv6(settings, as_public) -> None:
    with serving(send(CALENDAR), host="::1") as server:
        settings.CALENDAR_PORTS = (server.port,)
        assert fetch(f"http://[::1]:{server.port}/").content == CALENDAR


def test_a_name_with_one_private_address_among_public_ones_is_not_asked(
    monkeypatch, reached
) -> None:
    entries = [(2, 1, 6, "", (one, 80)) for one in (PUBLIC, "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_o: entries)
    assert refusal("http://both.example/") == "private"
    assert reached == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        (PUBLIC, True),
        ("2606:2800:220:1::1", True),
        ("::ffff:5db8:d822", True),
        ("192.0.2.1", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "address"),
        ("ftp://example.org/x.ics", "address"),
        ("gopher://127.0.0.1:6379/_x", "address"),
        ("//example.org/", "address"),
        ("http://", "address"),
        ("http://[::1", "address"),
        ("http://example.org:99999/", "address"),
        ("http://user:secret@example.org/", "userinfo"),
        ("http://example.org@127.0.0.1/", "userinfo"),
        ("https://example.org:6379/", "port"),
        ("http://example.org:22/", "port"),
    ],
)
def test_other_addresses_are_refused_unasked(reached, url: str, code: str) -> None:
    assert refusal(url) == code
    assert reached == []


# --- Whoever changes their mind -----------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433"])
def test_a_redirect_into_the_private_network_is_not_followed(
    monkeypatch, settings, server, host
) -> None:
    with serving(send(status=302, Location=f"http://{host}:{server.port}/")) as outside:
        settings.CALENDAR_PORTS = (outside.port, server.port)
        Resolver(monkeypatch, "127.0.0.1")
        allowed = iter([True])  # the first server counts as public, the next no longer
        real = fetching.is_public
        monkeypatch.setattr(fetching, "is_public", lambda one: next(allowed, None) or real(one))
        assert refusal(f"http://rebinding.example:{outside.port}/") == "private"
        assert (outside.connections, server.connections) == (1, 0)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://a@b/"])
def test_nor_is_one_into_something_else(server, as_public, target) -> None:
    server.answer = send(status=302, Location=target)
    assert refusal(f"http://127.0.0.1:{server.port}/") in ("address", "userinfo")


def test_a_name_that_comes_to_mean_something_else_is_asked_once(
    monkeypatch, server, reached
) -> None:
    resolver = Resolver(monkeypatch, PUBLIC, "127.0.0.1")
    assert refusal(f"http://rebinding.example:{server.port}/") == "unreachable"
    assert (resolver.asked, reached, server.connections) == (1, [PUBLIC], 0)


def test_who_checks_first_and_resolves_again_is_led_astray(monkeypatch, server) -> None:
    """What happens to those who connect by name after looking."""
    Resolver(monkeypatch, PUBLIC, "127.0.0.1")
    assert fetching.addresses_of("rebinding.example", server.port) == [PUBLIC]
    url = f"http://rebinding.example:{server.port}/"
    with urllib.request.urlopen(url, timeout=5) as answer:
        assert answer.read() == CALENDAR
    assert server.connections == 1


def test_proxies_of_the_environment_are_not_asked(monkeypatch, server) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
    assert refusal(f"http://{PUBLIC}:1/") == "port"
    assert refusal("http://127.0.0.1/") == "private"
    assert server.connections == 0


# --- What comes back ----------------------------------------------------------------------


def redirecting(times: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """Sends from /0 on to the next number, so many times; then the calendar."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        step = int(handler.path[1:])
        onward = send(status=301, Location=f"/{step + 1}")
        (onward if step < times else send(CALENDAR))(handler)

    return answer


def test_a_few_redirects_are_followed(server, as_public) -> None:
    server.answer = redirecting(3)
    assert fetch(f"http://127.0.0.1:{server.port}/0").content == CALENDAR
    server.answer = redirecting(4)
    assert refusal(f"http://127.0.0.1:{server.port}/0") == "redirects"


def test_what_is_unchanged_is_not_sent_again(server, as_public) -> None:
    server.answer = send(CALENDAR, ETag='"7"', Last_Modified="Mon, 30 Nov 2026 12:00:00 GMT")
    first = fetch(f"http://127.0.0.1:{server.port}/")
    server.answer = send(status=304)
    again = fetch(f"http://127.0.0.1:{server.port}/", first.etag, first.last_modified)
    assert again.content is None
    assert server.seen[-1]["If-None-Match"] == '"7"'
    assert server.seen[-1]["If-Modified-Since"] == "Mon, 30 Nov 2026 12:00:00 GMT"


def test_what_is_packed_is_unpacked(server, as_public) -> None:
    server.answer = send(gzip.compress(CALENDAR), Content_Encoding="gzip")
    assert fetch(f"http://127.0.0.1:{server.port}/").content == CALENDAR


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_too_large_is_refused(server, as_public, packed) -> None:
    body = b"x" * 5_000_001
    sent = send(gzip.compress(body), Content_Encoding="gzip") if packed else send(body)
    server.answer = sent
    assert refusal(f"http://127.0.0.1:{server.port}/") == "large"


def test_a_bomb_is_noticed_before_it_goes_off(server, as_public) -> None:
    bomb = gzip.compress(bytes(100_000_000))
    server.answer = send(bomb, Content_Encoding="gzip")
    begin = time.monotonic()
    assert refusal(f"http://127.0.0.1:{server.port}/") == "large"
    assert time.monotonic() - begin < 2


def test_just_five_megabytes_are_read(server, as_public) -> None:
    server.answer = send(b"x" * 5_000_000)
    assert len(fetch(f"http://127.0.0.1:{server.port}/").content or b"") == 5_000_000


def _dripping(handler: BaseHTTPRequestHandler) -> None:
    send()(handler)
    for _second in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def _dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    for number in range(100):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n"[number : number + 1] or b"X")
        time.sleep(0.05)


@pytest.mark.parametrize("drip", [_dripping, _dripping_headers])
def test_who_sends_letter_by_letter_is_not_waited_for(monkeypatch, server, as_public, drip) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    server.answer = drip
    begin = time.monotonic()
    assert refusal(f"http://127.0.0.1:{server.port}/") == "slow"
    assert time.monotonic() - begin < 1.5


def test_nor_is_a_name_that_takes_its_time(monkeypatch, server) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_o: time.sleep(1) or [])
    assert refusal("http://slow.example/") == "slow"


@pytest.mark.parametrize("status", [403, 404, 500, 204, 302])
def test_a_server_that_has_none_is_quoted(server, as_public, status) -> None:
    server.answer = send(status=status)
    assert refusal(f"http://127.0.0.1:{server.port}/") == "status"


@pytest.mark.parametrize(
    "raw", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx"]
)
def test_what_is_no_answer_is_told(server, as_public, raw) -> None:
    server.answer = lambda handler: handler.wfile.write(raw)
    assert refusal(f"http://127.0.0.1:{server.port}/") in ("garbled", "unreachable")


def test_the_name_of_the_server_is_sent_not_its_number(monkeypatch, server, as_public) -> None:
    Resolver(monkeypatch, "127.0.0.1")
    fetch(f"http://rebinding.example:{server.port}/a b?c=d e")
    assert server.seen[0]["Host"] == f"rebinding.example:{server.port}"
    assert server.seen[0]["path"] == "/a%20b?c=d%20e"


@pytest.mark.parametrize(("name", "fits"), [("rebinding.example", True), ("other.example", False)])
def test_tls_verifies_the_name_that_was_asked_for(
    monkeypatch, settings, as_public, tmp_path, name, fits
) -> None:
    """Not the address to which it is connected; of an authority that is trusted."""
    Resolver(monkeypatch, "127.0.0.1")
    files = certificate(tmp_path, name)
    trusting = ssl.create_default_context(cafile=files)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    with serving(send(CALENDAR)) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(files)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        settings.CALENDAR_PORTS = (server.port,)
        url = f"https://rebinding.example:{server.port}/"
        if fits:
            assert fetch(url).content == CALENDAR
        else:
            assert refusal(url) == "certificate"


def test_whom_nobody_trusts_is_refused(monkeypatch, settings, as_public, tmp_path) -> None:
    Resolver(monkeypatch, "127.0.0.1")
    with serving(send(CALENDAR)) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(tmp_path, "rebinding.example"))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        settings.CALENDAR_PORTS = (server.port,)
        assert refusal(f"https://rebinding.example:{server.port}/") == "certificate"
