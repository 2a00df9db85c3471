"""Reads a calendar from an address that somebody typed, without becoming their tool.

Who may name an address could otherwise make this server ask its neighbours (server-side request
forgery). So a name is resolved once, every address found for it must be a public one, and the
connection goes to the very address that was checked: what the name means a moment later does not
count. Each redirect begins anew. Proxies of the environment are not used.
"""

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna
from django.conf import settings

from events.calendars.problems import SourceError

SECONDS = 10  # for everything, redirects among it
MOST_REDIRECTS = 3
LARGEST_MB = 5  # of the calendar as it is read, not as it is sent
_MEGABYTE = 1_000_000
_CHUNK = 65_536
_MOVED = (301, 302, 303, 307, 308)
_NOT_MODIFIED = 304
_DEFAULT_PORTS = {"http": 80, "https": 443}
# IPv6 addresses that hold one of IPv4 in their last four bytes: what counts is that one.
_HOLDING_IPV4 = tuple(map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96", "::/96")))
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Fetched:
    """What a server sent, and by which marks it will know it again; `content` None: unchanged."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, etag: str = "", last_modified: str = "") -> Fetched:
    """The calendar at this address, unless it is still the one with these marks.

    Raises:
        SourceError: it may not be asked, or there is none to be had.
    """
    marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in marks.items() if value}
    with _clock() as clock:
        for _turn in range(MOST_REDIRECTS + 1):
            answer = _ask(checked(url), headers, clock)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
    raise SourceError("redirects", value=MOST_REDIRECTS)


class Target(NamedTuple):
    """Where to ask, and for what."""

    scheme: str
    host: str
    port: int
    path: str


def checked(url: str) -> Target:
    """
    Raises:
        SourceError: this is no address of a calendar on the public web.
    """
    try:
        parts = urlsplit(url.strip().replace("webcal://", "https://", 1))
        port = parts.port
    except ValueError as error:
        raise SourceError("address") from error
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise SourceError("address")
    if "@" in parts.netloc:
        raise SourceError("userinfo")
    port = port if port is not None else _DEFAULT_PORTS[parts.scheme]
    if port not in settings.CALENDAR_PORTS:
        raise SourceError("port")
    return Target(parts.scheme, _ascii(parts.hostname), port, _path(parts))


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError as error:
        raise SourceError("unknown_host", value=host) from error


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path


# --- Whom one may ask ---------------------------------------------------------------------


def is_public(address: Address) -> bool:
    """Whether it is one of the whole internet: not of this machine, its network or a provider's."""
    if isinstance(address, IPv6Address):
        if address.sixtofour:
            return is_public(address.sixtofour)
        if any(address in network for network in _HOLDING_IPV4):
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not (odd or address.is_link_local or address.is_loopback)


def addresses_of(host: str, port: int) -> list[str]:
    """What the name means at this moment, all of it public.

    Numbers in any spelling (decimal, octal, hexadecimal) are read as connecting would read them.

    Raises:
        SourceError: nobody knows the name, or it leads into a private network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError("unknown_host", value=host) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(ip_address(one)) for one in addresses):
        raise SourceError("private")
    return addresses


class _CheckedConnection(HTTPConnection):
    """Connects to the address that was checked, and lets TLS verify the name."""

    def __init__(self, target: Target, clock: "_Clock") -> None:
        super().__init__(target.host, target.port, timeout=clock.left())
        self.target, self.clock = target, clock
        self.default_port = _DEFAULT_PORTS[target.scheme]

    def connect(self) -> None:
        addresses = self.clock.within(lambda: addresses_of(self.target.host, self.target.port))
        self.sock = self._reach(addresses)
        self.clock.watch(self.sock)
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.target.host)
            self.clock.watch(self.sock)

    def _reach(self, addresses: list[str]) -> socket.socket:
        for number, address in enumerate(addresses, 1):
            try:
                return socket.create_connection((address, self.target.port), self.clock.left())
            except OSError:
                if number == len(addresses):
                    raise
        raise SourceError("unreachable")


# --- One question -------------------------------------------------------------------------


def _ask(target: Target, headers: dict[str, str], clock: "_Clock") -> "Fetched | str":
    """What is there, or the address to which the server sends us on."""
    connection = _CheckedConnection(target, clock)
    wanted = {"Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "gzip, identity"}
    wanted |= {"User-Agent": "Partnerkommune", "Connection": "close"}
    try:
        connection.request("GET", target.path, headers=wanted | headers)
        with connection.getresponse() as response:
            return _read(response, clock)
    except ssl.SSLCertVerificationError as error:
        raise SourceError("certificate") from error
    except (OSError, ValueError, HTTPException, zlib.error) as error:
        if clock.is_over:
            raise SourceError("slow", value=SECONDS) from error
        is_silent = isinstance(error, OSError)
        raise SourceError("unreachable" if is_silent else "garbled") from error
    finally:
        connection.close()


def _read(response: HTTPResponse, clock: "_Clock") -> "Fetched | str":
    location = response.getheader("Location")
    if response.status in _MOVED and location:
        return location
    if response.status == _NOT_MODIFIED:
        return Fetched(None)
    if response.status != 200:
        raise SourceError("status", value=response.status)
    content = b"".join(_limited(_decoded(response)))
    if clock.is_over:
        raise SourceError("slow", value=SECONDS)
    return Fetched(content, response.getheader("ETag", ""), response.getheader("Last-Modified", ""))


def _decoded(response: HTTPResponse) -> Iterator[bytes]:
    """The body bit by bit, so that nothing small can grow large unseen."""
    encoding = response.getheader("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise SourceError("garbled")
    if encoding == "identity":
        while chunk := response.read(_CHUNK):
            yield chunk
        return
    unpacker = zlib.decompressobj(wbits=31)
    while chunk := response.read(_CHUNK):
        while chunk:
            yield unpacker.decompress(chunk, _CHUNK)
            chunk = unpacker.unconsumed_tail
    yield unpacker.flush()


def _limited(chunks: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST_MB * _MEGABYTE:
            raise SourceError("large", value=LARGEST_MB)
        yield chunk


# --- Time ---------------------------------------------------------------------------------


class _Clock:
    """Counts down for all that one fetch does; at the end it cuts the line.

    Limits of a socket begin anew with each byte: a server that sends one a second would be waited
    for without end.
    """

    def __init__(self) -> None:
        self.ends_at = time.monotonic() + SECONDS
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(SECONDS, self._cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends_at

    def left(self) -> float:
        """Seconds.

        Raises:
            SourceError: there are none.
        """
        if self.is_over:
            raise SourceError("slow", value=SECONDS)
        return self.ends_at - time.monotonic()

    def watch(self, line: socket.socket) -> None:
        self._socket = line
        line.settimeout(self.left())

    def within(self, doing: Any) -> Any:
        """Waits for something that knows no limit of time itself, as resolving a name."""
        results: list[Any] = []

        def work() -> None:
            try:
                results.append(doing())
            except SourceError as error:
                results.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self.left())
        if not results:
            raise SourceError("slow", value=SECONDS)
        if isinstance(results[0], SourceError):
            raise results[0]
        return results[0]

    def stop(self) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        line = self._socket
        if line is not None:
            try:
                # Below TLS: its own way to say goodbye would wait for the other side.
                socket.socket.shutdown(line, socket.SHUT_RDWR)
            except OSError:
                return


@contextmanager
def _clock() -> Iterator[_Clock]:
    clock = _Clock()
    try:
        yield clock
    finally:
        clock.stop()
