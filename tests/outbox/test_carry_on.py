"""Carrying on: each subject once, as a whole or not at all, and none holds up another."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from partners.outbox import actions
from partners.outbox.models import OutboxRow
from partners.taxonomy.models import Term

pytestmark = pytest.mark.django_db

SECRET = "ada@example.org is poorly"
Subject = tuple[str, int]


class Carrier:
    """Notes what it is given; fails at the subjects in `failing`, after it has written something.

    `then` is what it writes into the outbox itself, by subject.
    """

    def __init__(
        self,
        *failing: Subject,
        error: BaseException | None = None,
        then: dict[Subject, Subject] | None = None,
    ) -> None:
        self.given: list[Subject] = []
        self.failing = set(failing)
        self.error = error or ValueError(SECRET)
        self.then = then or {}

    def __call__(self, *subject: Any) -> None:
        self.given.append(subject)
        Term.objects.create(vocabulary="topic", slug=f"trace-{len(self.given)}")
        if subject in self.then:
            actions.write(*self.then[subject])
        if subject in self.failing:
            raise self.error


def carried(*arguments: Any, **options: Any) -> list[Subject]:
    carrier = Carrier(*arguments, **options)
    assert actions.carry_on(carrier, 60) == len(set(carrier.given) - carrier.failing)
    return carrier.given


def traces() -> int:
    """How often something was written that stands."""
    return Term.objects.filter(slug__startswith="trace-").count()


def test_a_row_is_carried_on_once() -> None:
    actions.write("posting", 7)
    assert carried() == [("posting", 7)]
    assert carried() == []
    assert traces() == 1


def test_the_oldest_comes_first() -> None:
    for key in (9, 3, 5):
        actions.write("posting", key)
    OutboxRow.objects.filter(key=5).update(due_at=timezone.now() - timedelta(hours=1))
    assert [key for _subject, key in carried()] == [5, 9, 3]


def test_rows_of_one_subject_are_taken_together() -> None:
    actions.write_many("posting", [7, 8, 7])
    actions.write("organisation", 7)
    actions.write("posting", 7)
    assert carried() == [("posting", 7), ("posting", 8), ("organisation", 7)]
    assert not OutboxRow.objects.exists()


def test_what_one_leads_to_is_carried_on_in_the_same_run() -> None:
    actions.write("organisation", 1)
    led = carried(then={("organisation", 1): ("posting", 2)})
    assert led == [("organisation", 1), ("posting", 2)]


def test_a_run_ends_when_its_time_is_over() -> None:
    actions.write_many("posting", [1, 2])
    carrier = Carrier()
    assert actions.carry_on(carrier, 0) == 0
    assert OutboxRow.objects.count() == 2


# --- Failing ------------------------------------------------------------------------------------


def test_one_that_fails_waits_and_holds_up_no_other() -> None:
    actions.write_many("posting", [1, 2, 3])
    assert [key for _subject, key in carried(("posting", 2))] == [1, 2, 3]
    waiting = OutboxRow.objects.get()
    assert (waiting.key, waiting.attempts) == (2, 1)
    assert waiting.due_at > timezone.now()
    assert traces() == 2, "nothing stays of what it began"
    assert carried() == [], "not before its time"


def test_it_waits_longer_each_time_and_is_carried_on_once_it_can_be() -> None:
    actions.write("posting", 1)
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(9):
            carried(("posting", 1))
            due_at = OutboxRow.objects.get().due_at
            waits.append((due_at - timezone.now()).total_seconds())
            clock.move_to(due_at)
        assert waits == [10, 20, 40, 80, 160, 320, 600, 600, 600]
        assert carried() == [("posting", 1)]
    assert not OutboxRow.objects.exists()


def test_kind_and_place_of_the_error_are_kept_but_never_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    actions.write("posting", 1)
    carried(("posting", 1))
    error = OutboxRow.objects.get().error
    assert error.startswith("ValueError (tests.outbox.test_carry_on:")
    assert "posting 1 could not be carried on: ValueError" in caplog.text
    for text in (error, caplog.text):
        assert SECRET not in text


def test_one_that_fails_is_tried_once_a_round_however_often_it_changed() -> None:
    actions.write_many("posting", [1, 1, 1])
    assert carried(("posting", 1)) == [("posting", 1)]
    assert carried(("posting", 1)) == []
    assert {row.attempts for row in OutboxRow.objects.all()} == {1}


def test_a_new_change_of_one_that_fails_is_tried_at_once_and_ends_the_waiting() -> None:
    actions.write("posting", 1)
    carried(("posting", 1))
    actions.write("posting", 1)
    assert carried() == [("posting", 1)]
    assert not OutboxRow.objects.exists()


def test_where_the_connection_is_gone_the_row_is_not_to_blame() -> None:
    actions.write("posting", 1)
    with pytest.raises(InterfaceError):
        actions.carry_on(Carrier(("posting", 1), error=InterfaceError()), 60)
    row = OutboxRow.objects.get()
    assert (row.attempts, row.error) == (0, "")
    assert carried() == [("posting", 1)]


def test_what_the_database_cannot_do_ends_the_run_and_holds_up_no_other() -> None:
    actions.write("posting", 1)
    actions.write("posting", 2)
    with pytest.raises(OperationalError):
        actions.carry_on(Carrier(("posting", 1), error=OperationalError()), 60)
    assert OutboxRow.objects.get(key=1).error.startswith("OperationalError")
    assert carried() == [("posting", 2)]


def test_one_that_is_interrupted_is_repeated_as_a_whole() -> None:
    actions.write_many("posting", [1, 1])
    with pytest.raises(KeyboardInterrupt):
        actions.carry_on(Carrier(("posting", 1), error=KeyboardInterrupt()), 60)
    assert traces() == 0
    assert OutboxRow.objects.count() == 2
    assert carried() == [("posting", 1)]


# --- The bell -----------------------------------------------------------------------------------


def test_the_bell_rings_after_the_commit_once_for_many(
    rung: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.write("posting", 1)
        actions.write_many("organisation", range(2000))
        assert rung == []
    assert rung == ["offers.matching.tasks.expand_outbox"]
    assert OutboxRow.objects.count() == 2001


def test_nothing_written_or_taken_back_rings_nothing(
    rung: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        actions.write_many("posting", [])
        with transaction.atomic():
            actions.write("posting", 1)
            transaction.set_rollback(True)
    assert callbacks == []
    assert rung == []
