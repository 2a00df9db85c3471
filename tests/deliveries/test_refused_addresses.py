"""Addresses at which nobody is: remembered, spared, and given another chance."""

import pytest

from partners.deliveries.actions import send_again, send_all_again, send_due
from partners.deliveries.enums import DeliveryState
from partners.deliveries.models import Delivery, RefusedAddress
from tests.deliveries.letters import promise_greeting, promise_news
from tests.deliveries.sink import Sink

pytestmark = pytest.mark.django_db

DEAD = "person1@example.org"
ANSWER = "550 5.1.1 no such person"


@pytest.fixture
def dead(sink: Sink) -> Sink:
    """A relay that knows nobody at person1's address, and has said so once."""
    sink.rcpt[DEAD] = ANSWER
    promise_greeting()
    send_due()
    return sink


def outcome(delivery: Delivery) -> tuple[str, str]:
    delivery.refresh_from_db()
    return delivery.state, delivery.error


def test_the_address_and_the_answer_are_remembered(dead: Sink) -> None:
    kept = RefusedAddress.objects.get()
    assert (kept.recipient, kept.answer) == (DEAD, ANSWER)
    assert Delivery.objects.get().error == ANSWER


def test_the_newest_answer_counts(dead: Sink) -> None:
    first = RefusedAddress.objects.get().refused_at
    dead.rcpt[DEAD] = "550 5.1.10 null MX"
    promise_greeting(1, subject_key="again")
    send_due()
    kept = RefusedAddress.objects.get()
    assert kept.answer == "550 5.1.10 null MX"
    assert kept.refused_at > first


def test_what_nobody_asked_for_fails_without_asking_the_relay(dead: Sink) -> None:
    del dead.rcpt[DEAD]  # would be taken now
    delivery = promise_news()
    promise_news(2)
    assert send_due() == 1
    assert outcome(delivery) == (
        DeliveryState.FAILED,
        f"Nicht versucht: Diese Adresse gibt es nicht ({ANSWER}).",
    )
    assert delivery.attempts == 1
    assert dead.recipients == ["person2@example.org"]


def test_an_occasion_that_is_gone_is_no_failure(dead: Sink) -> None:
    delivery = promise_news(payload={"gone": True})
    send_due()
    assert outcome(delivery) == (DeliveryState.OBSOLETE, "")


def test_what_the_person_asked_for_is_tried_and_lifts_it(dead: Sink) -> None:
    del dead.rcpt[DEAD]
    promise_greeting(1, subject_key="new password")
    assert send_due() == 1
    assert not RefusedAddress.objects.exists()
    promise_news()
    assert send_due() == 1


def test_a_mail_that_arrives_lifts_nobody_elses(dead: Sink) -> None:
    promise_greeting(2)
    assert send_due() == 1
    assert RefusedAddress.objects.filter(recipient=DEAD).exists()


@pytest.mark.parametrize("again", [lambda: send_again(Delivery.objects.get()), send_all_again])
def test_an_administrator_who_sends_again_lifts_it(dead: Sink, again) -> None:
    RefusedAddress.objects.create(recipient="person3@example.org", answer=ANSWER)
    del dead.rcpt[DEAD]
    again()
    assert list(RefusedAddress.objects.values_list("recipient", flat=True)) == [
        "person3@example.org"
    ]
    promise_news()
    assert send_due() == 2


def test_sending_again_what_did_not_fail_lifts_nothing(dead: Sink) -> None:
    waiting = promise_news()
    assert not send_again(waiting)
    assert RefusedAddress.objects.exists()


def test_an_address_that_is_still_dead_is_remembered_anew(dead: Sink) -> None:
    send_all_again()
    send_due()
    assert RefusedAddress.objects.get().answer == ANSWER


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("rcpt", "550 5.7.1 we do not like you"),
        ("rcpt", "450 4.2.1 grey"),
        ("data", "550 5.1.1 said too late"),
        ("data", "554 5.7.1 spam"),
    ],
)
def test_what_is_about_our_mail_is_no_dead_address(sink: Sink, stage: str, answer: str) -> None:
    getattr(sink, stage)[DEAD] = answer
    promise_greeting()
    assert send_due() == 0
    assert not RefusedAddress.objects.exists()
