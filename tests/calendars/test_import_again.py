"""Single occurrences of events that are taken over: excluded, moved, put back."""

import pytest

from events.calendars.understanding import understand
from tests.calendars.builders import entry, only, times, weekly
from tests.postings.builders import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_exceptions_hold_from_the_first_moment(trusted, look) -> None:
    moved = entry("w", "Café", RECURRENCE_ID="20270119T180000", DTSTART="20270120T190000")
    look(trusted, weekly("EXDATE:20270112T180000"), moved)
    assert times(only()) == ["01-05 18:00", "01-20 19:00", "01-26 18:00"]


def test_and_from_the_moment_of_approval(town, look, office) -> None:
    look(town, weekly("EXDATE:20270112T180000"))
    assert times(only()) == []
    publish(only())
    assert times(only()) == ["01-05 18:00", "01-19 18:00", "01-26 18:00"]


def test_a_new_exception_holds_at_once_without_a_new_review(town, look, office) -> None:
    look(town, weekly())
    publish(only())
    version, sequence = only().version, only().sequence
    look(town, weekly("EXDATE:20270112T180000"))
    assert times(only()) == ["01-05 18:00", "01-19 18:00", "01-26 18:00"]
    assert only().version == version
    assert only().sequence > sequence


def test_an_exception_that_is_taken_back_is_one_no_more(trusted, look) -> None:
    moved = entry("w", "Café", RECURRENCE_ID="20270119T180000", DTSTART="20270120T190000")
    look(trusted, weekly("EXDATE:20270112T180000"), moved)
    look(trusted, weekly())
    assert times(only()) == ["01-05 18:00", "01-12 18:00", "01-19 18:00", "01-26 18:00"]
    assert not only().occurrences.exclude(changed_at=None).exists()


def test_a_change_of_the_text_keeps_the_exceptions(trusted, look) -> None:
    look(trusted, weekly("EXDATE:20270112T180000"))
    look(trusted, weekly("EXDATE:20270112T180000", SUMMARY="Sprachcafé"))
    assert times(only()) == ["01-05 18:00", "01-19 18:00", "01-26 18:00"]


def test_what_is_understood_is_what_a_calendar_of_ours_says(trusted, look, client) -> None:
    """The portal reads its own feeds."""
    look(trusted, weekly("EXDATE:20270112T180000"))
    feed = client.get("/de/events/feed.ics").content
    found = understand(feed).found[0]
    assert (found.rule, found.first) == (only().recurrence, only().first)
    assert list(found.exceptions.values()) == [None]
