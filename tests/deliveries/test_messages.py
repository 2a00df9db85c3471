"""The registry of messages."""

import pytest
from pytest_django import Settings

from partners.deliveries import messages
from partners.deliveries.messages import Content, Message, Payload, absolute_url
from tests.deliveries.letters import Greeting


def test_a_message_is_found_by_its_code() -> None:
    assert isinstance(messages.get("greeting"), Greeting)


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(LookupError, match="'unheard'"):
        messages.get("unheard")


def test_two_messages_cannot_share_a_code() -> None:
    class Other(Message):
        code = "greeting"

        def content(self, payload: Payload) -> Content | None:
            return None

    with pytest.raises(ValueError, match="'greeting'"):
        messages.register(Other)
    assert isinstance(messages.get("greeting"), Greeting)


def test_links_lead_to_this_site(settings: Settings) -> None:
    settings.SITE_URL = "https://portal.example.org"
    assert absolute_url("/de/?a=1") == "https://portal.example.org/de/?a=1"
