"""What is published has a row for each time at which it takes place, and keeps it."""

import pytest
from django.utils import timezone

from events.events import actions as times_of
from events.events.models import Event
from events.events.recurrence import wall
from offers.postings import actions
from offers.postings.areas import EVERYWHERE
from offers.postings.enums import Reach, State
from offers.postings.models import Posting
from tests.events.builders import event, in_days, span
from tests.postings.builders import publish

pytestmark = pytest.mark.django_db


def times(posting: Event) -> list[str]:
    return [f"{wall(one.starts_at):%m-%d %H:%M}" for one in posting.occurrences.all()]


def edit(posting: Event, owner, **changes) -> Event:
    """Writes a new version and puts it on show."""
    stored = Event.objects.get(pk=posting.pk)
    draft = stored.get_latest_revision_as_object()
    saved = actions.save(owner, stored, actions.details_of(draft) | changes, stored.version)
    publish(saved)
    return Event.objects.get(pk=posting.pk)


def test_a_draft_has_no_rows(company, owner) -> None:
    assert not event(company).occurrences.exists()


def test_a_single_event_has_one(company, owner) -> None:
    shown = event(company, State.PUBLISHED)
    assert times(shown) == [f"{wall(shown.starts_at):%m-%d %H:%M}"]


def test_it_is_over_with_its_last_time(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")
    last = max(one.ends_at for one in shown.occurrences.all())
    assert shown.expires_on == wall(last).date()
    assert shown.starts_on == wall(shown.starts_at).date()


def test_what_ends_at_midnight_does_not_last_a_day_longer(company, owner) -> None:
    shown = event(company, State.PUBLISHED, starts=in_days(10, 20), hours=4)
    assert shown.expires_on == wall(shown.starts_at).date()


def test_a_new_time_is_the_same_row(company, owner) -> None:
    shown = event(company, State.PUBLISHED)
    row = shown.occurrences.get()
    later = span(in_days(12, 19))
    edited = edit(shown, owner, starts_at=later.starts_at, ends_at=later.ends_at)
    assert edited.occurrences.get().pk == row.pk
    assert edited.occurrences.get().starts_at == later.starts_at


def test_what_keeps_its_day_keeps_its_row(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")
    before = list(shown.occurrences.values_list("pk", flat=True))
    hour_later = span(in_days(10, 19))
    edited = edit(shown, owner, starts_at=hour_later.starts_at, ends_at=hour_later.ends_at)
    assert list(edited.occurrences.values_list("pk", flat=True)) == before
    assert {wall(one.starts_at).hour for one in edited.occurrences.all()} == {19}


def test_all_moved_by_a_day_are_the_same_rows(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")
    before = list(shown.occurrences.values_list("pk", flat=True))
    day_later = span(in_days(11))
    edited = edit(shown, owner, starts_at=day_later.starts_at, ends_at=day_later.ends_at)
    assert list(edited.occurrences.values_list("pk", flat=True)) == before


def test_fewer_times_leave_fewer_rows_and_more_times_make_more(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")
    assert len(times(edit(shown, owner, recurrence="FREQ=WEEKLY;COUNT=2"))) == 2
    assert len(times(edit(shown, owner, recurrence="FREQ=WEEKLY;COUNT=5"))) == 5


def test_what_is_over_stays_as_it_was(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")
    first = shown.occurrences.first()
    gone = timezone.now() - timezone.timedelta(days=4)
    shown.occurrences.filter(pk=first.pk).update(original_start=gone, starts_at=gone, ends_at=gone)
    edited = edit(shown, owner, recurrence="FREQ=WEEKLY;COUNT=2")
    assert edited.occurrences.filter(pk=first.pk, starts_at=gone).exists()


def test_each_publication_is_a_new_version_to_calendars(company, owner) -> None:
    shown = event(company, State.PUBLISHED)
    assert edit(shown, owner).sequence == Event.objects.get(pk=shown.pk).sequence
    assert Event.objects.get(pk=shown.pk).sequence == shown.sequence + 1


def test_the_scheduler_which_knows_only_postings_makes_rows_too(company, owner) -> None:
    draft = event(company)
    Posting.objects.get(pk=draft.pk).latest_revision.publish()
    assert Event.objects.get(pk=draft.pk).occurrences.count() == 1


def test_what_is_online_needs_no_place(company, owner) -> None:
    shown = event(company, State.PUBLISHED, attendance="online", place=None, reach=Reach.EVERYWHERE)
    assert shown.area.code == EVERYWHERE
    assert shown.place is None


def test_a_new_date_after_it_was_called_off_does_take_place(company, owner) -> None:
    shown = event(company, State.PUBLISHED)
    times_of.cancel_all(owner, shown, "Krank.")
    later = span(in_days(20))
    again = edit(shown, owner, starts_at=later.starts_at, ends_at=later.ends_at)
    assert again.is_published
    assert not again.is_cancelled
    assert [bool(row.cancelled_at) for row in again.occurrences.all()] == [True, False]


def test_what_is_closed_does_not_take_place(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=2")
    actions.close(owner, shown)
    assert all(row.cancelled_at for row in shown.occurrences.all())
