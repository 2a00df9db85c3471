"""The relay of the story: what arrived, for whom, and how often."""

import re
from collections import Counter
from email.message import EmailMessage

from tests.deliveries.sink import Sink
from tests.support.waiting import wait_until

PATIENCE = 30.0  # seconds: the worker's round, and a busy machine


class Mails:
    """Reads the sink by recipient."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def to(self, address: str, subject: str = "") -> list[EmailMessage]:
        """All that came to this address so far, with these words in the subject."""
        pairs = zip(self._sink.recipients, self._sink.mails, strict=False)
        return [mail for who, mail in pairs if who == address and subject in mail["Subject"]]

    def wait(self, address: str, subject: str) -> EmailMessage:
        """The first such mail, as soon as it is there."""
        wait_until(lambda: self.to(address, subject), PATIENCE)
        return self.to(address, subject)[0]

    def twice(self) -> dict[str, int]:
        """Message-IDs that came more than once."""
        counts = Counter(mail["Message-ID"] for mail in self._sink.mails)
        return {key: number for key, number in counts.items() if number > 1}

    def __len__(self) -> int:
        return len(self._sink.raw)


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage, part: str) -> str:
    """The first address in the text that has this in its path."""
    found = re.search(rf"https?://\S*{part}\S*", text_of(mail))
    assert found, f"no {part} in the mail"
    return found[0]
