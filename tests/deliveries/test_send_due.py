"""Sending what is due: proof, retries, refusals, and nothing in the way of the rest."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from partners.deliveries import actions, smtp
from partners.deliveries.actions import retry_delay, send_due
from partners.deliveries.enums import DeliveryState
from partners.deliveries.models import Delivery
from tests.deliveries.letters import promise_greeting
from tests.deliveries.sink import Sink, free_port, listening

pytestmark = pytest.mark.django_db


def test_what_is_due_goes_out_and_the_relays_answer_is_kept(sink: Sink) -> None:
    delivery = promise_greeting()
    assert send_due() == 1
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert delivery.proof == "250 2.0.0 taken as number 1"
    assert delivery.attempts == 1
    assert delivery.claimed_until is None
    assert sink.recipients == ["person1@example.org"]
    assert sink.mails[0]["Message-ID"] == delivery.message_id


def test_what_was_sent_is_neither_kept_nor_sent_again(sink: Sink) -> None:
    delivery = promise_greeting()
    send_due()
    assert send_due() == 0
    delivery.refresh_from_db()
    assert delivery.payload == {}
    assert len(sink.raw) == 1


def test_what_is_not_due_yet_stays(sink: Sink) -> None:
    promise_greeting()
    Delivery.objects.update(due_at=timezone.now() + timedelta(minutes=1))
    assert send_due() == 0
    assert sink.raw == []


def test_a_run_keeps_one_connection(sink: Sink) -> None:
    for number in range(5):
        promise_greeting(number)
    assert send_due() == 5
    assert sink.sessions == 1


def test_each_recipient_reads_their_own_language(sink: Sink) -> None:
    promise_greeting(1, language="de")
    promise_greeting(2, language="en")
    send_due()
    assert [mail["Content-Language"] for mail in sink.mails] == ["de", "en"]
    german, english = (mail.get_body(("plain",)).get_content() for mail in sink.mails)
    assert "Sunday" in english
    assert "Sonntag" in german


def test_an_occasion_that_is_gone_is_settled_silently(sink: Sink) -> None:
    delivery = promise_greeting(payload={"gone": True})
    assert send_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.OBSOLETE
    assert delivery.payload == {}
    assert sink.raw == []


def test_a_recipient_refused_for_good_fails_at_once(sink: Sink) -> None:
    sink.rcpt["person1@example.org"] = "550 5.1.1 no such person"
    delivery = promise_greeting()
    other = promise_greeting(2)
    assert send_due() == 1
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert delivery.error == "550 5.1.1 no such person"
    assert delivery.payload != {}, "needed to send it again"
    other.refresh_from_db()
    assert other.state == DeliveryState.SENT


@pytest.mark.parametrize("answer", ["450 4.2.1 grey", "452 4.2.2 full"])
@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_recipient_refused_for_now_is_tried_later(sink: Sink, stage: str, answer: str) -> None:
    getattr(sink, stage)["person1@example.org"] = answer
    delivery = promise_greeting()
    promise_greeting(2)
    before = timezone.now()
    assert send_due() == 1
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING
    assert delivery.error == answer
    assert timedelta(seconds=15) <= delivery.due_at - before <= timedelta(seconds=31)
    assert delivery.claimed_until is None


def test_content_refused_for_good_fails_at_once(sink: Sink) -> None:
    sink.data["person1@example.org"] = "554 5.7.1 spam"
    delivery = promise_greeting()
    send_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == (DeliveryState.FAILED, "554 5.7.1 spam")


def test_a_message_that_cannot_be_written_holds_up_nobody(sink: Sink) -> None:
    broken = promise_greeting(payload={"broken": True, "name": "Ada Secret"})
    promise_greeting(2)
    assert send_due() == 1
    broken.refresh_from_db()
    assert broken.state == DeliveryState.WAITING
    assert broken.error.startswith("KeyError (tests.deliveries.letters:")
    assert "Secret" not in broken.error


def test_a_message_that_nobody_knows_any_more_is_visible(sink: Sink) -> None:
    delivery = promise_greeting()
    Delivery.objects.update(message="long_gone")
    send_due()
    delivery.refresh_from_db()
    assert delivery.error.startswith("LookupError")


def test_while_the_relay_is_away_only_one_delivery_is_tried(settings: Settings) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    deliveries = [promise_greeting(number) for number in range(3)]
    assert send_due() == 0
    assert Delivery.objects.due(timezone.now()).count() == 2
    deliveries[0].refresh_from_db()
    assert deliveries[0].error.startswith("ConnectionRefusedError")


def test_a_wrong_password_fails_nobody(sink: Sink, settings: Settings) -> None:
    settings.SMTP_URL = f"smtp://user:secret@127.0.0.1:{sink.port}"
    delivery = promise_greeting()
    assert send_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING
    assert "secret" not in delivery.error


def test_after_six_hours_without_a_relay_all_is_out_within_a_quarter_of_an_hour(
    settings: Settings,
) -> None:
    start = timezone.now()
    sink = Sink()
    settings.SMTP_URL = sink.url
    with time_machine.travel(start, tick=False) as clock:
        for number in range(40):
            promise_greeting(number)
        while timezone.now() < start + timedelta(hours=6):
            send_due()
            clock.shift(20)
        assert Delivery.objects.waiting().count() == 40
        with listening(sink):
            for _ in range(15 * 3):
                send_due()
                clock.shift(20)
    assert Delivery.objects.sent().count() == 40
    assert len(sink.raw) == 40


def test_after_72_hours_a_delivery_is_given_up(settings: Settings) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    delivery = promise_greeting()
    with time_machine.travel(delivery.give_up_at - timedelta(seconds=1), tick=False) as clock:
        send_due()
        delivery.refresh_from_db()
        assert delivery.state == DeliveryState.WAITING
        assert delivery.due_at == delivery.give_up_at
        clock.move_to(delivery.give_up_at)
        send_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert delivery.error


def test_a_slow_relay_delays_only_what_it_is_slow_with(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 2.0)
    sink.delays["person1@example.org"] = 6.0
    slow = promise_greeting(1)
    quick = promise_greeting(2)
    assert send_due() == 1
    slow.refresh_from_db()
    quick.refresh_from_db()
    assert slow.state == DeliveryState.WAITING
    assert "timed out" in slow.error
    assert quick.state == DeliveryState.SENT


def test_a_run_ends_in_time_even_if_more_is_due(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "RUN_SECONDS", 0.0)
    promise_greeting()
    assert send_due() == 0
    assert Delivery.objects.waiting().count() == 1


def test_more_than_one_batch_goes_out_in_one_run(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for number in range(5):
        promise_greeting(number)
    assert send_due() == 5


def test_a_claimed_delivery_is_left_alone_until_its_lease_runs_out(sink: Sink) -> None:
    delivery = promise_greeting()
    claimed = actions._claim(delivery.pk)
    assert claimed is not None
    assert send_due() == 0
    with time_machine.travel(claimed.claimed_until):
        assert send_due() == 1
    assert [mail["Message-ID"] for mail in sink.mails] == [delivery.message_id]


def test_who_lost_the_lease_does_not_overwrite_the_other_ones_outcome(sink: Sink) -> None:
    promise_greeting()
    slow = actions._claim(Delivery.objects.get().pk)
    assert slow is not None
    with time_machine.travel(slow.claimed_until):
        assert send_due() == 1
    actions._postpone(slow, "too late")
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.SENT
    assert delivery.error == ""


def test_who_lost_the_lease_does_not_open_the_other_ones_hands() -> None:
    key = promise_greeting().pk
    slow = actions._claim(key)
    assert slow is not None
    with time_machine.travel(slow.claimed_until, tick=False):
        other = actions._claim(key)
        assert other is not None
        actions._postpone(slow, "too late")
        actions._fail(slow, "too late")
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.WAITING
    assert delivery.claimed_until == other.claimed_until


@given(st.integers(min_value=1, max_value=2000))
def test_waiting_times_grow_to_ten_minutes_and_never_beyond(attempts: int) -> None:
    longest = min(30 * 2 ** (attempts - 1), 600)
    assert longest / 2 <= retry_delay(attempts).total_seconds() <= longest


@pytest.mark.parametrize("year", [datetime(2026, 3, 29, 0, 59), datetime(2026, 10, 25, 0, 59)])
def test_the_change_of_summer_time_neither_hastens_nor_delays(
    settings: Settings, year: datetime
) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    with time_machine.travel(year.replace(tzinfo=timezone.get_default_timezone()), tick=False):
        delivery = promise_greeting()
        send_due()
        delivery.refresh_from_db()
        wait = delivery.due_at - timezone.now()
    assert timedelta(seconds=15) <= wait <= timedelta(seconds=30)
