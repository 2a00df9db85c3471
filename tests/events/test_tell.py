"""A changed or cancelled date is announced to those who were told of the event, once."""

from typing import Any

import pytest

from events.events import actions
from events.events.models import Event
from offers.matching import expansion
from offers.matching.models import Match
from offers.postings.enums import State
from partners.deliveries.models import Delivery
from partners.deliveries.rendering import render
from tests.events.builders import event, in_days, span
from tests.events.test_publish import edit
from tests.postings.builders import need

pytestmark = pytest.mark.django_db


@pytest.fixture
def training(company, owner, other_company) -> Event:
    """A training of the company that fits a need of the other one, both told."""
    need(
        other_company.organisations.get(),
        State.PUBLISHED,
        title="Training gesucht",
        kind="intercultural_training",
        topics=["diversity_protection"],
        place="16077001",
    )
    shown = event(
        company,
        State.PUBLISHED,
        "Im Team ankommen",
        kind="training",
        topics=["diversity_protection"],
        recurrence="FREQ=WEEKLY;COUNT=3",
    )
    expansion.expand_due()
    assert Match.objects.get().supply_id == shown.pk
    return shown


def told() -> list[Any]:
    """What the owner of the other company was promised."""
    sent = Delivery.objects.filter(message="events.changed", recipient="otto@example.org")
    return list(sent.order_by("pk"))


def test_a_new_event_reaches_the_need_it_fits(training) -> None:
    mails = Delivery.objects.filter(message="matching.found")
    assert mails.filter(recipient="otto@example.org").exists()


def test_publishing_announces_no_change(training) -> None:
    assert not told()


def test_a_moved_date_is_told_once_saying_what_changed(training, owner) -> None:
    row = training.occurrences.first()
    actions.move(owner, row, span(in_days(10, 20)), "Wegen des Chors.")
    expansion.expand_due()
    expansion.expand_due()
    [delivery] = told()
    mail = render(delivery)
    assert "Im Team ankommen" in mail["Subject"]
    text = mail.get_body(("plain",)).get_content()
    assert "18:00" in text
    assert "20:00" in text
    assert "Wegen des Chors." in text


def test_two_changes_before_anybody_is_told_are_one_message(training, owner) -> None:
    row = training.occurrences.first()
    actions.move(owner, row, span(in_days(10, 20)), "")
    row.refresh_from_db()
    actions.move(owner, row, span(in_days(10, 21)), "")
    expansion.expand_due()
    [delivery] = told()
    text = render(delivery).get_body(("plain",)).get_content()
    assert "18:00" in text
    assert "21:00" in text


def test_what_is_moved_back_in_time_is_not_told(training, owner) -> None:
    row = training.occurrences.first()
    before = span(in_days(10))
    actions.move(owner, row, span(in_days(10, 20)), "")
    row.refresh_from_db()
    actions.move(owner, row, before, "")
    expansion.expand_due()
    assert not told()


def test_a_cancelled_event_is_told_although_it_fits_no_longer(training, owner) -> None:
    actions.cancel_all(owner, training, "Die Trainerin ist krank.")
    expansion.expand_due()
    [delivery] = told()
    assert "Im Team ankommen" in render(delivery)["Subject"]
    assert Match.objects.get().lapsed_at


def test_a_new_version_with_other_times_is_told(training, owner) -> None:
    later = span(in_days(10, 19))
    edit(training, owner, starts_at=later.starts_at, ends_at=later.ends_at)
    expansion.expand_due()
    [delivery] = told()
    assert len(delivery.payload["changed"]) == 3


def test_a_new_version_with_other_words_is_not(training, owner) -> None:
    edit(training, owner, venue="Anderer Saal")
    expansion.expand_due()
    assert not told()
