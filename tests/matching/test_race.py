"""Two workers, or a worker and a person, at the same moment: nothing lost, nothing told twice."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from offers.matching import actions as matching
from offers.matching import expansion, notifications
from offers.matching.enums import DeclineReason, MatchState, Side
from offers.matching.exceptions import Overtaken
from offers.matching.models import Answer, Match, MatchQuerySet
from offers.postings import actions as postings
from offers.postings.models import Need, Offer
from partners.accounts.models import User
from partners.deliveries.actions import send_due
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from partners.outbox import actions as outbox
from partners.outbox.models import OutboxRow
from tests.deliveries.sink import Sink
from tests.matching.crowd import crowd
from tests.matching.steps import ANSWERED, expand_all, pairs, told
from tests.postings.builders import offer, publish
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

EVERYBODY = sorted(
    ["olga@example.org", "otto@example.org", "hr@klinikum.example", "haus@tischlerei.example"]
)


class Job(threading.Thread):
    """Does something with a connection of its own; `error` is what went wrong."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self.work = work
        self.error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.work()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def end(self) -> None:
        self.join(timeout=60)
        assert not self.is_alive()


class Pause:
    """Stops the first thread that comes by, until `go` is set; all others pass."""

    def __init__(self) -> None:
        self.reached, self.go = threading.Event(), threading.Event()
        self._first = threading.Lock()

    def __call__(self) -> None:
        if self._first.acquire(blocking=False):
            self.reached.set()
            assert self.go.wait(timeout=60)


def somebody_waits() -> bool:
    """Whether a transaction on this database waits for a lock of another one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def expand() -> None:
    expansion.expand_due(30)


@pytest.fixture
def between_reading_and_writing(monkeypatch: pytest.MonkeyPatch) -> Pause:
    """The first expansion stops when it knows what fits, and has written nothing yet."""
    pause, keep = Pause(), expansion._keep

    def paused(*arguments: object) -> object:
        pause()
        return keep(*arguments)

    monkeypatch.setattr(expansion, "_keep", paused)
    return pause


def one_in_the_middle_of_the_other(pause: Pause, meanwhile: Callable[[], object]) -> bool:
    """A worker pauses, something is committed, and another worker comes by.

    Returns whether the second one carried that on before the first one had ended.
    """
    last = OutboxRow.objects.latest("pk").pk
    first = Job(expand)
    assert pause.reached.wait(timeout=60)
    meanwhile()
    second = Job(expand)
    wait_until(lambda: somebody_waits() or not second.is_alive(), 60)
    overtook = not OutboxRow.objects.filter(pk__gt=last).exists()
    pause.go.set()
    for job in (first, second):
        job.end()
        assert job.error is None
    expand_all()
    return overtook


def slowly(change: Callable[[], object]) -> Callable[[], None]:
    """The change as of somebody who began a minute ago, and commits only now.

    Another worker then takes its row before the one in hand, on which it would have to wait.
    """

    def work() -> None:
        before = OutboxRow.objects.latest("pk").pk
        with transaction.atomic():
            change()
            rows = OutboxRow.objects.filter(pk__gt=before)
            assert rows.update(due_at=timezone.now() - timedelta(minutes=1)) == 1

    return work


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "wait_for_others", lambda: None)


# --- Two workers, and what is published or closed meanwhile -------------------------------------


@pytest.fixture
def draft(joinery: Organisation) -> Offer:
    return offer(joinery, kind="housing", contact_email="haus@tischlerei.example")


def test_what_is_published_while_its_need_is_looked_at_is_found_and_told_once(
    flat_wanted: Need, draft: Offer, between_reading_and_writing: Pause, sink: Sink
) -> None:
    assert not one_in_the_middle_of_the_other(
        between_reading_and_writing, slowly(lambda: publish(draft))
    )
    assert pairs() == {(flat_wanted.pk, draft.pk)}
    assert told() == EVERYBODY
    send_due()
    assert sorted(sink.recipients) == EVERYBODY


@pytest.mark.usefixtures("unguarded")
def test_without_the_guard_it_is_lost(
    flat_wanted: Need, draft: Offer, between_reading_and_writing: Pause, sink: Sink
) -> None:
    """The first worker takes for lapsed what the second one has just found."""
    assert one_in_the_middle_of_the_other(
        between_reading_and_writing, slowly(lambda: publish(draft))
    )
    assert pairs() == set()
    send_due()
    assert sink.recipients == []


def test_what_is_closed_while_its_need_is_looked_at_is_no_match(
    flat_wanted: Need,
    flat_offered: Offer,
    other_company: User,
    between_reading_and_writing: Pause,
) -> None:
    OutboxRow.objects.filter(key=flat_offered.pk).delete()
    assert not one_in_the_middle_of_the_other(
        between_reading_and_writing, slowly(lambda: postings.close(other_company, flat_offered))
    )
    assert pairs() == set()


@pytest.mark.usefixtures("unguarded")
def test_without_the_guard_it_stays_one_for_ever(
    flat_wanted: Need,
    flat_offered: Offer,
    other_company: User,
    between_reading_and_writing: Pause,
) -> None:
    """The second worker finds nothing to take back yet, and the first one writes afterwards."""
    OutboxRow.objects.filter(key=flat_offered.pk).delete()
    assert one_in_the_middle_of_the_other(
        between_reading_and_writing, slowly(lambda: postings.close(other_company, flat_offered))
    )
    assert pairs() == {(flat_wanted.pk, flat_offered.pk)}


def test_two_workers_that_take_the_same_row_tell_of_it_once(
    flat_wanted: Need, flat_offered: Offer, between_reading_and_writing: Pause
) -> None:
    one_in_the_middle_of_the_other(between_reading_and_writing, lambda: None)
    assert pairs() == {(flat_wanted.pk, flat_offered.pk)}
    assert told() == EVERYBODY


def test_many_workers_at_once_find_every_pair_and_tell_of_it_once(sink: Sink) -> None:
    needs, offers = crowd(6, 6)
    start = threading.Barrier(6)
    jobs = [Job(lambda: start.wait(timeout=60) >= 0 and expand()) for _number in range(6)]
    for job in jobs:
        job.end()
        assert job.error is None
    expand_all()
    assert pairs() == {(need, supply) for need in needs for supply in offers}
    spoken = [
        (delivery.recipient, pk)
        for delivery in Delivery.objects.all()
        for pk, _side in delivery.payload["matches"]
    ]
    assert len(spoken) == len(set(spoken)) == 2 * 36


# --- A change that is not committed yet ---------------------------------------------------------


def test_what_is_published_but_not_committed_is_found_as_soon_as_it_is(
    flat_wanted: Need, draft: Offer, office: User
) -> None:
    with transaction.atomic():
        publish(draft)
        worker = Job(expand)
        worker.end()
    assert worker.error is None
    assert pairs() == set()
    expand_all()
    assert pairs() == {(flat_wanted.pk, draft.pk)}
    assert told() == EVERYBODY


def test_what_is_closed_but_not_committed_is_no_match_as_soon_as_it_is(
    flat_wanted: Need, flat_offered: Offer, other_company: User, sink: Sink
) -> None:
    OutboxRow.objects.filter(key=flat_offered.pk).delete()
    with transaction.atomic():
        postings.close(other_company, flat_offered)
        worker = Job(expand)
        wait_until(lambda: somebody_waits() or not worker.is_alive(), 60)
    worker.end()
    assert worker.error is None
    expand_all()
    assert pairs() == set()
    send_due()
    assert sink.recipients == []


# --- Two people -------------------------------------------------------------------------------


def two_answers(pair: Match, monkeypatch: pytest.MonkeyPatch) -> list[Exception | None]:
    """Both sides answer what they saw as new; the second while the first is not committed."""
    pause, tell = Pause(), notifications.tell_answer

    def paused(answer: Answer) -> None:
        pause()
        tell(answer)

    monkeypatch.setattr(notifications, "tell_answer", paused)

    def decline() -> None:
        reason = DeclineReason.COST
        matching.answer(pair, Side.SUPPLY, MatchState.DECLINED, seen="open", reason=reason)

    first = Job(lambda: matching.answer(pair, Side.NEED, MatchState.INTERESTED, seen="open"))
    assert pause.reached.wait(timeout=60)
    second = Job(decline)
    wait_until(lambda: somebody_waits() or not second.is_alive(), 60)
    pause.go.set()
    first.end()
    second.end()
    return [first.error, second.error]


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told_so(
    pair: Match, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two_answers(pair, monkeypatch)
    assert first is None
    assert isinstance(second, Overtaken)
    assert Answer.objects.get().state == Match.objects.get().state == MatchState.INTERESTED
    assert told(ANSWERED) == sorted(["otto@example.org", "haus@tischlerei.example"])


def test_without_the_lock_both_would_win(pair: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MatchQuerySet, "select_for_update", lambda self, **_options: self)
    assert two_answers(pair, monkeypatch) == [None, None]
    assert Answer.objects.count() == 2


def test_an_answer_waits_for_nobody_who_looks_for_matches(
    pair: Match, flat_wanted: Need, between_reading_and_writing: Pause
) -> None:
    outbox.write("posting", flat_wanted.pk)
    worker = Job(expand)
    assert between_reading_and_writing.reached.wait(timeout=60)
    matching.answer(pair, Side.NEED, MatchState.SOLVED, seen="open")
    between_reading_and_writing.go.set()
    worker.end()
    assert worker.error is None
    fresh = Match.objects.get()
    assert (fresh.state, fresh.lapsed_at) == (MatchState.SOLVED, None)
