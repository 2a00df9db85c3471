"""The registry of messages."""

import pytest
from django.utils import translation
from pytest_django import Settings

from partners.deliveries import messages
from partners.deliveries.messages import Content, Group, Message, Payload, absolute_url
from tests.deliveries.letters import NEWS, Greeting


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


def test_each_group_is_named_once_and_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    class MoreNews(Greeting):
        code = "a_first_one"
        group = NEWS

    before = messages.groups()
    monkeypatch.setitem(messages._registry, MoreNews.code, MoreNews())
    assert messages.groups() == before
    assert [group.code for group in before] == [
        "forms",
        "invitations",
        "matching",
        "news",
        "pages",
        "registration",
        "review",
        "unmet",
    ]


def test_a_group_is_the_same_in_every_language() -> None:
    review = messages.get("postings.review_wanted").group
    with translation.override("de"):
        german = hash(review)
    with translation.override("en"):
        assert hash(review) == german
    assert review == Group("review", "", "")


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("organisations.verification_wanted", "review"),
        ("postings.review_wanted", "review"),
        ("organisations.membership_offered", "invitations"),
    ],
)
def test_what_nobody_asked_for_can_be_stopped(code: str, group: str) -> None:
    assert messages.get(code).group.code == group


def test_answers_to_what_one_did_cannot_be_stopped() -> None:
    answers = {code for code, message in messages._registry.items() if message.group is None}
    assert answers - {"greeting"} == {
        "plain_mail",
        "accounts.confirm_address",
        "accounts.reset_password",
        "accounts.account_exists",
        "accounts.unknown_address",
        "accounts.security_notice",
        "organisations.verified",
        "organisations.refused",
        "postings.published",
        "postings.returned",
        "registration.please_confirm",
        "registration.registered_already",
        "registration.confirmed",
        "registration.waiting",
        "registration.offered",
        "registration.offer_over",
        "registration.cancelled_by_organiser",
        "registration.event_moved",
        "registration.event_cancelled",
    }
