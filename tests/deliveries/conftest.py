from collections.abc import Iterator

import pytest
from pytest_django import Settings

from partners.deliveries import messages
from partners.deliveries.messages import Message
from tests.deliveries.letters import Greeting, News
from tests.deliveries.sink import Sink, listening


@pytest.fixture(autouse=True)
def greeting(monkeypatch: pytest.MonkeyPatch) -> type[Message]:
    """Messages that only tests know."""
    monkeypatch.setitem(messages._registry, Greeting.code, Greeting())
    monkeypatch.setitem(messages._registry, News.code, News())
    return Greeting


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    with listening(Sink()) as sink:
        settings.SMTP_URL = sink.url
        yield sink
