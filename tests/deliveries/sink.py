"""A relay for tests: real sockets, keeps what it accepts and refuses what it is told to."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import SimpleNamespace

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd tells every line

ACCEPTED = "250 2.0.0 taken as number {number}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Sink:
    """Per recipient: the answer to RCPT or DATA instead of a yes, and seconds until the yes."""

    port: int = field(default_factory=free_port)
    rcpt: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    sessions: int = 0
    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.raw]

    async def handle_EHLO(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        recipient = envelope.rcpt_tos[0]
        if recipient in self.data:
            return self.data[recipient]
        self.recipients.append(recipient)
        self.raw.append(envelope.content)
        answer = ACCEPTED.format(number=len(self.raw))
        await asyncio.sleep(self.delays.get(recipient, 0))
        return answer


@contextmanager
def listening(sink: Sink) -> Iterator[Sink]:
    # aiosmtpd reads every attribute of its handler at each connection, and one of the sink's
    # would parse all mails that came so far.
    hooks = {name: getattr(sink, name) for name in ("handle_EHLO", "handle_RCPT", "handle_DATA")}
    controller = Controller(SimpleNamespace(**hooks), hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
