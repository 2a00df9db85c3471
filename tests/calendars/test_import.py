"""Events of others are taken over, follow what changes there, and go the way of all postings."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.calendars import importing
from events.calendars.models import ImportedEvent
from events.events.models import Event
from events.events.recurrence import wall
from offers.postings import actions as postings
from offers.postings.enums import State
from offers.postings.models import Posting
from partners.deliveries.models import Delivery
from tests.calendars.builders import SOON, calendar, entry, only, times, weekly
from tests.postings.builders import send_back, term
from tests.support.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


# --- New -----------------------------------------------------------------------------


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


def test_what_is_gone_or_changed_does_not_wait_for_it(trusted, look, monkeypatch) -> None:
    look(trusted, entry("a", "Café"), entry("b", "Fest"))
    monkeypatch.setattr(importing, "MOST_NEW", 0)
    look(trusted, entry("new"), entry("b", "Stadtfest"))
    assert ImportedEvent.objects.get(uid="a").event.is_cancelled
    assert ImportedEvent.objects.get(uid="b").event.text.title == "Stadtfest"
    assert Event.objects.count() == 2


def test_a_look_has_an_end_and_the_next_goes_on(trusted, look, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(importing, "MOST_SECONDS", -1)
        assert look(trusted, entry()).etag == ""
    assert not Event.objects.exists()
    look(trusted, entry())
    assert Event.objects.exists()


# --- The same, and other -------------------------------------------------------------


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


# --- Gone ----------------------------------------------------------------------------


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
