"""The relay: hands mails over by SMTP and keeps its answer as proof.

One connection serves a whole run. What may go wrong falls into three cases, because each asks for
another reaction: the relay cannot be used at all, it does not want this mail now, or never.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from django.core.mail.utils import DNS_NAME

TIMEOUT = 10.0  # seconds for one answer
_DEFAULT_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_REPLY_LIMIT = 500  # characters kept of an answer

# RFC 3463: class, subject, detail. Not a part of an IP address.
_ENHANCED_CODE = re.compile(rb"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
# Subject 1 is addresses; of these, 7 and 8 are about the sender's.
_NOBODY_THERE = re.compile(rb"5\.1\.(?!(?:7|8)$)\d+")
_NOBODY_THERE_BASIC = (550, 551, 553)


class RelayUnavailable(Exception):
    """No mail can be handed over at present."""


class Deferred(Exception):
    """The relay does not take this mail now; it may later."""


class Refused(Exception):
    """The relay will never take this mail for this recipient."""


class NobodyThere(Refused):
    """The relay refuses the recipient, whatever the mail: there is no such address."""


@dataclass(frozen=True)
class RelayAddress:
    """Where the relay is; `scheme` is smtp, smtp+tls (STARTTLS) or smtps (TLS from the start)."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str) -> Self:
        """Reads `smtp+tls://user:password@host:port`. Raises ValueError if it is not like that."""
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp://, smtp+tls:// or smtps://host:port.")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or _DEFAULT_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class Relay:
    """A connection to the relay, opened when needed and kept for the length of a run."""

    def __init__(self, url: str) -> None:
        self._address = RelayAddress.parse(url)
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._client is None:
            return
        try:
            self._client.quit()
        except OSError:
            self._drop()

    def connect(self) -> None:
        """Sees to it that the relay listens. Raises RelayUnavailable."""
        if self._is_alive():
            return
        try:
            self._client = self._open()
            self._introduce(self._client)
        except OSError as error:
            self._drop()
            raise RelayUnavailable(_describe(error)) from error

    def send(self, mail: EmailMessage, *, sender: str, recipient: str) -> str:
        """Hands the mail over and returns the relay's answer. Call `connect` before.

        Raises Deferred or Refused (NobodyThere if it is the address), with the relay's answer as
        text.
        """
        client = self._client
        if client is None:
            raise RuntimeError("The relay is not connected.")
        try:
            _expect(client.mail(sender), refusal=Deferred)
            reply = client.rcpt(recipient)
            _expect(reply, refusal=NobodyThere if _says_nobody_there(reply) else Refused)
            return _expect(_transfer(client, mail), refusal=Refused)
        except (Deferred, Refused):
            self._reset()
            raise
        except OSError as error:
            self._drop()
            raise Deferred(_describe(error)) from error

    def _open(self) -> smtplib.SMTP:
        address, name = self._address, str(DNS_NAME)
        if address.scheme == "smtps":
            return smtplib.SMTP_SSL(
                address.host,
                address.port,
                local_hostname=name,
                timeout=TIMEOUT,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(address.host, address.port, local_hostname=name, timeout=TIMEOUT)

    def _introduce(self, client: smtplib.SMTP) -> None:
        if self._address.scheme == "smtp+tls":
            client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
        if self._address.user:
            client.login(self._address.user, self._address.password)

    def _is_alive(self) -> bool:
        """Relays close a connection after some mails or some silence."""
        if self._client is None:
            return False
        try:
            if self._client.noop()[0] == 250:
                return True
        except OSError:
            pass
        self._drop()
        return False

    def _reset(self) -> None:
        if self._client is None:
            return
        try:
            self._client.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def _transfer(client: smtplib.SMTP, mail: EmailMessage) -> tuple[int, bytes]:
    try:
        return client.data(mail.as_bytes(policy=mail.policy.clone(linesep="\r\n")))
    except smtplib.SMTPDataError as error:
        return error.smtp_code, _as_bytes(error.smtp_error)


def _expect(reply: tuple[int, bytes], *, refusal: type[Exception]) -> str:
    """The reply as text, if it is a yes. A lasting no raises `refusal`, any other Deferred."""
    code, text = reply
    answer = f"{code} {_readable(text)}"
    if 200 <= code < 300:
        return answer
    raise (refusal if code >= 500 else Deferred)(answer)


def _says_nobody_there(reply: tuple[int, bytes]) -> bool:
    """Whether an answer to RCPT is about the address, and not about our mail or our server."""
    code, text = reply
    if enhanced := _ENHANCED_CODE.search(text):
        return _NOBODY_THERE.fullmatch(enhanced[1]) is not None
    return code in _NOBODY_THERE_BASIC


def _describe(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_readable(_as_bytes(error.smtp_error))}"
    return f"{type(error).__name__}: {error}"[:_REPLY_LIMIT]


def _readable(text: bytes) -> str:
    return text.decode("utf-8", "replace")[:_REPLY_LIMIT]


def _as_bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
