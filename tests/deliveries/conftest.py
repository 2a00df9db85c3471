from collections.abc import Iterator

import pytest
from pytest_django import Settings

from partners.deliveries import bell, messages
from partners.deliveries.messages import Message
from tests.deliveries.letters import Greeting, News
from tests.deliveries.sink import Sink, listening


@pytest.fixture(autouse=True)
def greeting(monkeypatch: pytest.MonkeyPatch) -> type[Message]:
    """Messages that only tests know, and a bell that has not been rung yet."""
    monkeypatch.setitem(messages._registry, Greeting.code, Greeting())
    monkeypatch.setitem(messages._registry, News.code, News())
    monkeypatch.setattr(bell, "_quiet_until", 0.0)
    return Greeting


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    with listening(Sink()) as sink:
        settings.SMTP_URL = sink.url
        yield sink
