"""The relay: how its address is read, and what it may do in the middle of a run."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest

from partners.deliveries import smtp
from partners.deliveries.smtp import (
    Deferred,
    NobodyThere,
    Refused,
    Relay,
    RelayAddress,
    RelayUnavailable,
)
from tests.deliveries.sink import Sink, free_port, listening

SENDER = "portal@localhost"


def mail() -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Hello"
    mail.set_content("Line\n.\n..dots\n")
    return mail


@contextmanager
def scripted(*answers: bytes) -> Iterator[str]:
    """A relay that greets and then answers each line with the next of `answers`, then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 hello\r\n")
            for answer in answers:
                lines.readline()
                connection.sendall(answer + b"\r\n")

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        thread.join()
        listener.close()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("smtp://localhost", RelayAddress("smtp", "localhost", 25)),
        ("smtp+tls://mail.example.org", RelayAddress("smtp+tls", "mail.example.org", 587)),
        (
            "smtps://me%40x.de:p%3Aw@mail.example.org:4650",
            RelayAddress("smtps", "mail.example.org", 4650, "me@x.de", "p:w"),
        ),
    ],
)
def test_the_address_says_where_and_how(url: str, address: RelayAddress) -> None:
    assert RelayAddress.parse(url) == address


@pytest.mark.parametrize("url", ["", "localhost:25", "http://localhost", "smtp://", "smtp://x:y"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        RelayAddress.parse(url)


def test_the_password_shows_nowhere() -> None:
    assert "hush" not in repr(RelayAddress.parse("smtp://me:hush@localhost"))


def test_the_mail_arrives_byte_for_byte() -> None:
    with listening(Sink()) as sink, Relay(sink.url) as relay:
        relay.connect()
        proof = relay.send(mail(), sender=SENDER, recipient="ada@example.org")
    assert proof == "250 2.0.0 taken as number 1"
    assert sink.mails[0].get_content() == "Line\r\n.\r\n..dots\r\n"


def test_after_a_refusal_the_same_connection_goes_on() -> None:
    with listening(Sink(rcpt={"bad@x.de": "550 no"})) as sink, Relay(sink.url) as relay:
        relay.connect()
        with pytest.raises(Refused, match="550 no"):
            relay.send(mail(), sender=SENDER, recipient="bad@x.de")
        relay.connect()
        relay.send(mail(), sender=SENDER, recipient="good@x.de")
        assert sink.sessions == 1


def refusal(*answers: bytes) -> type[Refused]:
    """What is raised when the relay answers EHLO, MAIL and so on like this."""
    with scripted(*answers, b"250 reset") as url, Relay(url) as relay:
        relay.connect()
        with pytest.raises(Refused) as caught:
            relay.send(mail(), sender=SENDER, recipient="ada@x.de")
    return caught.type


@pytest.mark.parametrize(
    "answer",
    [
        b"550 5.1.1 no such person",
        b"550-5.1.1 The account does not exist.\r\n550 5.1.1 Try another one.",
        b"554 5.1.2 no such host",
        b"553 5.1.3 bad address",
        b"550 #5.1.0 Address rejected.",
        b"556 5.1.10 null MX",
        b"550 <ada@x.de>: user unknown",
        b"551 not here",
        b"553 no such name on 10.5.7.1",
    ],
)
def test_that_nobody_is_there_is_understood(answer: bytes) -> None:
    assert refusal(b"250 ok", b"250 ok", answer) is NobodyThere


@pytest.mark.parametrize(
    "answer",
    [
        b"550 5.7.1 we do not like you",
        b"550 5.7.26 unauthenticated",
        b"550 rejected (5.7.1).",
        b"554 no",
        b"552 5.2.2 full",
        b"550 5.2.1 switched off",
        b"553 5.1.7 bad address of the sender",
        b"550 5.1.8 host of the sender unknown",
        b"550 4.1.1 undecided",
    ],
)
def test_a_refusal_for_another_reason_is_told_apart(answer: bytes) -> None:
    assert refusal(b"250 ok", b"250 ok", answer) is Refused


def test_a_refusal_of_the_mail_itself_says_nothing_about_the_address() -> None:
    taken = [b"250 ok", b"250 ok", b"250 ok"]
    assert refusal(*taken, b"550 5.1.1 no such person") is Refused


def test_a_relay_that_came_back_is_used_again() -> None:
    sink = Sink()
    with Relay(sink.url) as relay:
        with listening(sink):
            relay.connect()
        with pytest.raises(RelayUnavailable):
            relay.connect()
        with listening(sink):
            relay.connect()
            relay.send(mail(), sender=SENDER, recipient="ada@x.de")
    assert sink.sessions == 2


@pytest.mark.parametrize(
    "answers",
    [
        [b"550 not for you"],  # EHLO refused, then hung up at HELO
        [b"250 ok", b"530 log in first"],
        [b"250 ok", b"550 sender unknown"],
        [b"250 ok", b"250 ok", b"421 closing"],
        [b"250 ok", b"250 ok", b"250 ok", b"451 later"],
        [b"250 ok", b"250 ok", b"250 ok"],
    ],
)
def test_trouble_with_the_relay_never_fails_a_recipient(answers: list[bytes]) -> None:
    def hand_over(relay: Relay) -> None:
        relay.connect()
        relay.send(mail(), sender=SENDER, recipient="ada@x.de")

    trouble = pytest.raises((RelayUnavailable, Deferred))
    with scripted(*answers) as url, Relay(url) as relay, trouble:
        hand_over(relay)


def test_a_relay_that_says_nothing_costs_one_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        relay = Relay(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        with relay, pytest.raises(RelayUnavailable, match="timed out"):
            relay.connect()


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtps"])
def test_a_relay_without_encryption_gets_nothing_when_encryption_is_asked_for(scheme: str) -> None:
    with listening(Sink()) as sink:
        relay = Relay(f"{scheme}://me:hush@127.0.0.1:{sink.port}")
        with relay, pytest.raises(RelayUnavailable):
            relay.connect()
    assert sink.raw == []


def test_nobody_there() -> None:
    with Relay(f"smtp://127.0.0.1:{free_port()}") as relay, pytest.raises(RelayUnavailable):
        relay.connect()
