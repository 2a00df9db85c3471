"""Events of others are taken over, follow what changes there, and go the way of all postings."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from events.calendars import fetching, importing, tasks
from events.calendars.fetching import Fetched
from events.calendars.models import CalendarSource, ImportedEvent
from events.calendars.problems import SourceError
from events.calendars.understanding import understand
from events.events.models import Event
from events.events.recurrence import wall
from offers.postings import actions as postings
from offers.postings.enums import State
from offers.postings.models import Posting
from partners.deliveries.models import Delivery
from tests.calendars.builders import SOON, calendar, entry, source
from tests.postings.builders import publish, send_back, term
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

Importer = Callable[..., CalendarSource]


@pytest.fixture
def town(company, owner) -> CalendarSource:
    return source(company)


@pytest.fixture
def trusted(town) -> CalendarSource:
    town.organisation.publishes_at_once = True
    town.organisation.save()
    return town


@pytest.fixture
def look(monkeypatch) -> Importer:
    """Looks at a source that now holds these events; `look(town, content=…)` for anything else."""

    def run(town: CalendarSource, *entries: str, content: Any = None) -> CalendarSource:
        answer = content if content is not None else calendar(*entries)

        def fetch(*_marks: str) -> Fetched:
            if isinstance(answer, SourceError):
                raise answer
            return answer if isinstance(answer, Fetched) else Fetched(answer, '"1"')

        monkeypatch.setattr(fetching, "fetch", fetch)
        CalendarSource.objects.filter(pk=town.pk).update(last_run_at=None)
        importing.run(town.pk)
        town.refresh_from_db()
        return town

    return run


def times(event: Event) -> list[str]:
    rows = event.occurrences.filter(cancelled_at=None)
    return [f"{wall(row.starts_at):%m-%d %H:%M}" for row in rows]


def only() -> Event:
    return Event.objects.get()


def weekly(*more: str, **properties: str) -> str:
    given = {"DTSTART": "20270105T180000", "RRULE": "FREQ=WEEKLY;COUNT=4"} | properties
    return entry("w", "Café", *more, **given)


# --- New ----------------------------------------------------------------------------------


def test_new_events_wait_for_review_as_written_ones_do(town, look, office) -> None:
    look(town, entry("a@town", "Sprachcafé", DESCRIPTION="Komm vorbei.", LOCATION="Markt 1"))
    event = only()
    assert event.state == State.SUBMITTED
    draft = event.get_latest_revision_as_object()
    assert draft.text.title == "Sprachcafé"
    assert draft.text.summary == "Komm vorbei."
    assert (draft.venue, draft.kind.slug, draft.place.ags) == ("Markt 1", "welcome", "16077001")
    assert [topic.slug for topic in draft.topics.all()] == ["language"]
    assert draft.contact_email == town.organisation.contact_email
    assert Delivery.objects.filter(message="postings.review_wanted").count() == 1


def test_those_of_trusted_organisations_are_on_show_at_once(trusted, look) -> None:
    look(trusted, entry())
    assert only().is_published
    assert only().occurrences.count() == 1


def test_a_link_instead_of_a_place_means_online(trusted, look) -> None:
    look(trusted, entry(LOCATION="https://meet.example.org/cafe"))
    assert (only().attendance, only().online_url) == ("online", "https://meet.example.org/cafe")


def test_categories_say_kind_and_topics(trusted, look) -> None:
    trusted.mappings.create(category=" bildung ", kind=term("event_kind", "training"))
    trusted.mappings.create(category="Bildung", topic=term("topic", "work_training"))
    trusted.mappings.create(category="Wohnen", topic=term("topic", "housing"))
    look(trusted, entry("a", "Kurs", CATEGORIES="Bildung,Wohnen"), entry("b", "Fest"))
    course = Event.objects.get(kind__slug="training")
    assert {topic.slug for topic in course.topics.all()} == {"work_training", "housing"}
    assert Event.objects.get(kind__slug="welcome").topics.get().slug == "language"


def test_there_are_not_too_many_at_once(trusted, look, monkeypatch) -> None:
    monkeypatch.setattr(importing, "MOST_NEW", 2)
    entries = [entry(f"{number}") for number in range(3)]
    assert look(trusted, *entries).etag == ""  # so that the next look reads it again
    assert Event.objects.count() == 2
    look(trusted, *entries)
    assert Event.objects.count() == 3


# --- The same, and other ------------------------------------------------------------------


def test_what_is_unchanged_is_left_alone(trusted, look) -> None:
    look(trusted, entry("a"), weekly())
    rows = Event.objects.order_by("pk").values_list("latest_revision", "sequence")
    before = list(rows)
    look(trusted, entry("a"), weekly())
    assert list(rows.all()) == before


def test_a_longer_calendar_that_is_unchanged_costs_no_more(trusted, look) -> None:
    look(trusted, entry("0"))
    few = counted(lambda: look(trusted, entry("0")))
    entries = [entry(f"{number}") for number in range(6)]
    look(trusted, *entries)
    assert counted(lambda: look(trusted, *entries)) == few


def test_what_changed_there_changes_here(trusted, look) -> None:
    look(trusted, entry("a", "Café"))
    row = only().occurrences.get()
    look(trusted, entry("a", "Sprachcafé", DTSTART=f"{SOON}T190000"))
    event = only()
    assert event.text.title == "Sprachcafé"
    assert event.occurrences.get().pk == row.pk
    assert wall(event.occurrences.get().starts_at).hour == 19


def test_what_was_added_here_stays(trusted, look, owner) -> None:
    look(trusted, entry("a", "Café"))
    event = only()
    english = {"title": "Café", "summary": "Come.", "body": ""}
    postings.translate(owner, event, "en", english, event.version)
    event = only()
    details = postings.details_of(event.get_latest_revision_as_object())
    postings.save(owner, event, details | {"childcare": True}, event.version)
    look(trusted, entry("a", "Sprachcafé"))
    event = only()
    assert event.childcare
    assert {text.language for text in event.texts.all()} == {"de", "en"}


def test_other_settings_of_the_source_change_it_too(trusted, look) -> None:
    look(trusted, entry())
    trusted.kind = term("event_kind", "training")
    trusted.save()
    look(trusted, entry())
    assert only().kind.slug == "training"


def test_a_change_while_it_waits_is_handed_in_anew(town, look, office) -> None:
    look(town, entry("a", "Café"))
    look(town, entry("a", "Sprachcafé"))
    assert only().review_state == State.SUBMITTED
    assert only().get_latest_revision_as_object().text.title == "Sprachcafé"
    send_back(only())
    look(town, entry("a", "Sprachcafé"))
    assert only().review_state == State.RETURNED
    look(town, entry("a", "Sprachcafé neu"))
    assert only().review_state == State.SUBMITTED


def test_what_was_closed_here_stays_closed(trusted, look, owner) -> None:
    look(trusted, entry("a", "Café"))
    postings.close(owner, only())
    look(trusted, entry("a", "Sprachcafé"))
    assert only().state == State.CLOSED


# --- Gone ---------------------------------------------------------------------------------


def test_what_is_taken_out_is_cancelled(trusted, look) -> None:
    look(trusted, entry("a"), entry("b", "Fest"))
    look(trusted, entry("b", "Fest"))
    gone = ImportedEvent.objects.get(uid="a").event
    assert gone.is_cancelled
    assert gone.dates[0].note
    assert ImportedEvent.objects.get(uid="b").event.is_published


@pytest.mark.parametrize("method", ["", "CANCEL"])
def test_so_is_what_is_cancelled_there(trusted, look, method) -> None:
    look(trusted, entry())
    if method:
        look(trusted, content=calendar(entry(), method=method))
    else:
        look(trusted, entry(STATUS="CANCELLED"))
    assert only().is_cancelled


def test_a_draft_that_nobody_saw_is_deleted(town, look, office) -> None:
    look(town, entry("a"), entry("b"))
    look(town, entry("b"))
    assert ImportedEvent.objects.get().uid == "b"
    assert Event.objects.count() == Posting.objects.count() == 1


def test_what_comes_back_takes_place_again(trusted, look) -> None:
    look(trusted, weekly(), entry("b"))
    look(trusted, entry("b"))
    look(trusted, weekly(), entry("b"))
    event = ImportedEvent.objects.get(uid="w").event
    assert event.is_published
    assert len(times(event)) == 4


def test_what_is_over_is_left_in_the_archive(trusted, look) -> None:
    look(trusted, entry("a"), entry("b", DTSTART="20270701T180000"))
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        look(trusted, entry("b", DTSTART="20270701T180000"))
        old = ImportedEvent.objects.get(uid="a").event
        assert not old.occurrences.get().cancelled_at
        assert Event.objects.past().filter(pk=old.pk).exists()


def test_what_can_no_longer_be_read_is_not_gone(trusted, look) -> None:
    look(trusted, entry("a"))
    look(trusted, entry("a", DTSTART="tomorrow"), entry("b"))
    assert ImportedEvent.objects.get(uid="a").event.is_published


def test_a_calendar_that_is_suddenly_empty_cancels_nothing(trusted, look) -> None:
    look(trusted, entry("a"))
    look(trusted)
    assert only().is_published
    assert trusted.told[0].code == "empty"


# --- Again and again ----------------------------------------------------------------------


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


# --- What goes wrong ----------------------------------------------------------------------


def test_problems_are_told_in_the_readers_language(trusted, look) -> None:
    look(trusted, entry("bad", "Schlecht", DTSTART=""), entry("good"))
    assert Event.objects.count() == 1
    with translation.override("en"):
        assert str(trusted.told[0]) == (
            "Event “Schlecht” (line 5, UID bad): It has no DTSTART: when does it begin?"
        )


def test_a_server_that_fails_is_told_and_changes_nothing(trusted, look) -> None:
    look(trusted, entry())
    ok = trusted.last_ok_at
    look(trusted, content=SourceError("status", value=404))
    assert "404" in str(trusted.told[0])
    assert trusted.last_ok_at == ok
    assert only().is_published
    assert look(trusted, entry()).told == []


def test_what_the_server_says_is_unchanged_is_not_read(trusted, look) -> None:
    look(trusted, entry())
    assert trusted.etag == '"1"'
    look(trusted, content=Fetched(None))
    assert only().is_published


def test_after_a_day_it_is_read_whatever_the_server_says(trusted, look, monkeypatch) -> None:
    look(trusted, entry())
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        fetching, "fetch", lambda *a: asked.append(a[1:]) or Fetched(calendar(entry()))
    )
    for hours in (2, 26):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            importing.run(trusted.pk)
        CalendarSource.objects.update(last_run_at=None)
    assert asked == [('"1"', ""), ("", "")]


def test_when_who_added_it_has_left_another_acts(trusted, look, colleague, owner) -> None:
    owner.memberships.all().delete()
    look(trusted, entry())
    assert only().latest_revision.user == colleague


def test_without_anybody_who_may_write_nothing_happens(trusted, look, owner) -> None:
    owner.memberships.all().delete()
    look(trusted, entry())
    assert not Event.objects.exists()
    assert trusted.told[0].code == "nobody"


# --- Whose turn it is ---------------------------------------------------------------------


def test_each_is_looked_at_once_an_hour(town) -> None:
    assert importing.due() == [town.pk]
    now = timezone.now()
    for minutes, expected in ((59, []), (61, [town.pk])):
        CalendarSource.objects.update(last_run_at=now - timedelta(minutes=minutes))
        assert importing.due() == expected


def test_not_those_that_rest_or_whose_organisation_is_not_verified(town) -> None:
    CalendarSource.objects.update(active=False)
    assert importing.due() == []
    CalendarSource.objects.update(active=True)
    town.organisation.verification = "pending"
    town.organisation.save()
    assert importing.due() == []


def test_of_two_workers_one_looks(trusted, monkeypatch) -> None:
    asked = []

    def fetch(*_marks: str) -> Fetched:
        asked.append(1)
        importing.run(trusted.pk)  # the other worker, a moment later
        return Fetched(calendar(entry()))

    monkeypatch.setattr(fetching, "fetch", fetch)
    importing.run(trusted.pk)
    assert asked == [1]


def test_one_that_fails_stops_no_other(company, owner, monkeypatch, caplog) -> None:
    first = source(company)
    second = source(company, url="https://other.example/x.ics")

    def run(pk: int) -> None:
        if pk == first.pk:
            raise RuntimeError("secret")
        looked.append(pk)

    looked: list[int] = []
    monkeypatch.setattr(importing, "run", run)
    tasks.import_calendars()
    assert looked == [second.pk]
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_what_is_understood_is_what_a_calendar_of_ours_says(trusted, look, client) -> None:
    """The portal reads its own feeds."""
    look(trusted, weekly("EXDATE:20270112T180000"))
    feed = client.get("/de/events/feed.ics").content
    found = understand(feed).found[0]
    assert (found.rule, found.first) == (only().recurrence, only().first)
    assert list(found.exceptions.values()) == [None]
