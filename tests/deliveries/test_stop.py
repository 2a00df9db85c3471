"""A recipient stops mails of a kind, and takes it back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from partners.deliveries.actions import resume, send_due, stop
from partners.deliveries.enums import DeliveryState
from partners.deliveries.messages import Group
from partners.deliveries.models import Delivery, Stop
from tests.deliveries.letters import NEWS, promise_greeting, promise_news
from tests.deliveries.sink import Sink

pytestmark = pytest.mark.django_db

OTHER = Group("other", "Others", "Something else.")


def test_what_was_stopped_is_not_sent_and_the_relay_not_asked(sink: Sink) -> None:
    stop("person1@example.org", NEWS)
    sink.rcpt["person1@example.org"] = "550 5.1.1 should not have been asked"
    delivery = promise_news()
    assert send_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.OBSOLETE
    assert delivery.payload == {}
    assert delivery.error == ""


def test_a_stop_also_holds_for_what_waits_already(sink: Sink) -> None:
    delivery = promise_news()
    stop("person1@example.org", NEWS)
    assert send_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.OBSOLETE


def test_nobody_else_and_nothing_else_is_stopped(sink: Sink) -> None:
    stop("person1@example.org", NEWS)
    stop("person2@example.org", OTHER)
    promise_greeting(1)
    promise_news(2)
    assert send_due() == 2
    assert sorted(sink.recipients) == ["person1@example.org", "person2@example.org"]


def test_a_stop_can_be_taken_back(sink: Sink) -> None:
    stop("person1@example.org", NEWS)
    stop("person1@example.org", OTHER)
    stop("person2@example.org", NEWS)
    resume("person1@example.org", NEWS)
    promise_news()
    assert send_due() == 1
    left = Stop.objects.order_by("recipient").values_list("recipient", "group")
    assert list(left) == [("person1@example.org", "other"), ("person2@example.org", "news")]


def test_doing_it_twice_changes_nothing() -> None:
    stop("person1@example.org", NEWS)
    stop("person1@example.org", NEWS)
    assert Stop.objects.count() == 1
    resume("person1@example.org", NEWS)
    resume("person1@example.org", NEWS)
    assert Stop.objects.count() == 0


def test_the_spelling_of_the_address_does_not_matter(sink: Sink) -> None:
    stop(" Person1@Example.ORG", NEWS)
    promise_news()
    assert send_due() == 0
    resume("PERSON1@example.org", NEWS)
    assert not Stop.objects.exists()


@pytest.mark.parametrize("change", [stop, resume])
def test_what_is_no_address_is_refused(change) -> None:
    with pytest.raises(ValidationError):
        change("nobody", NEWS)


def test_the_database_knows_each_stop_once() -> None:
    stop("person1@example.org", NEWS)
    with pytest.raises(IntegrityError):
        Stop.objects.create(recipient="person1@example.org", group="news")


def test_what_failed_and_was_stopped_meanwhile_stays_in(sink: Sink) -> None:
    sink.data["person1@example.org"] = "554 5.7.1 spam"
    promise_news()
    send_due()
    stop("person1@example.org", NEWS)
    sink.data.clear()
    Delivery.objects.update(failed_at=None, error="")
    assert send_due() == 0
    assert Delivery.objects.get().state == DeliveryState.OBSOLETE
