"""What the mails say, and that none says what is no longer true."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from events.events import actions as events
from events.events.models import Occurrence
from events.registration import actions, links, organising, telling, upkeep
from events.registration.models import Registration
from events.registration.notifications import OWN
from partners.deliveries import messages
from partners.deliveries.models import Delivery
from partners.deliveries.rendering import render
from tests.events.builders import in_days, span
from tests.registration.builders import group, open_event, registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> None:
    translation.activate("en")


@pytest.fixture
def evening(company, owner) -> Occurrence:
    return open_event(company, onsite=1, note="Aufzug im Hof.")


@pytest.fixture
def ada(evening) -> Registration:
    return registered(evening, "ada@example.org")


@pytest.fixture
def bo(evening, ada) -> Registration:
    """She waits for Ada's seat."""
    return registered(evening, "bo@example.org")


def last(code: str) -> Delivery:
    return Delivery.objects.filter(message=f"registration.{code}").latest("pk")


def written(code: str) -> str:
    """Subject and text of the newest mail of this kind; empty where there is nothing to say."""
    mail = render(last(code))
    if mail is None:
        return ""
    text = mail.get_body(("plain",))
    return f"{mail['Subject']}\n{text.get_content()}" if text else ""


def test_all_are_known() -> None:
    assert {messages.get(code).code for code in OWN} == set(OWN)
    assert {code for code in messages._registry if code.startswith("registration.")} == set(OWN)


def test_the_first_mail_leads_to_the_page_on_which_one_confirms(evening) -> None:
    mine = actions.register(evening, group(evening, "ada@example.org"))
    text = written("please_confirm")
    assert "Please confirm: Willkommensabend" in text
    assert "kept for an hour" in text
    assert links.page_url(mine) in text
    actions.confirm(mine)
    assert written("please_confirm") == ""


def test_it_says_when_there_is_only_the_waiting_list(evening, ada) -> None:
    actions.register(evening, group(evening, "bo@example.org"))
    assert "waiting list" in written("please_confirm")


def test_who_has_a_seat_gets_the_note_and_a_file_for_the_calendar(evening, ada) -> None:
    text = written("confirmed")
    assert "Aufzug im Hof." in text
    assert evening.event.ics_path in text
    assert "Gast 1" in text


def test_who_is_registered_already_reads_so(evening, ada) -> None:
    actions.register(evening, group(evening, "ada@example.org"))
    assert "registered already" in written("registered_already")


def test_an_offer_says_until_when(ada, bo) -> None:
    assert "waiting list" in written("waiting")
    actions.cancel(ada)
    bo.refresh_from_db()
    day = timezone.localtime(bo.offered_until)
    assert f"{day.day} {day:%B %Y}" in written("offered")
    assert written("waiting") == ""
    actions.accept_offer(bo)
    assert written("offered") == ""


def test_an_offer_that_is_over_shows_the_way_back(evening, ada, bo) -> None:
    actions.cancel(ada)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        upkeep.end_what_is_over()
    assert f"/times/{evening.pk}/register/" in written("offer_over")


def test_who_is_cancelled_reads_why(owner, ada) -> None:
    organising.cancel(owner, ada, "Zu wenig Platz.")
    assert "Zu wenig Platz." in written("cancelled_by_organiser")


def test_what_was_moved_says_from_when_to_when(evening, owner, ada) -> None:
    events.move(owner, evening, span(in_days(12, 19)), "Saal belegt.")
    upkeep.tell_participants()
    text = written("event_moved")
    assert "Saal belegt." in text
    assert "18:00–20:00" in text
    assert "19:00–21:00" in text
    events.move(owner, evening, span(in_days(13, 19)), "")
    assert written("event_moved") == ""


def test_what_does_not_take_place_says_why(evening, owner, ada) -> None:
    events.cancel(owner, evening, "Sturm.")
    upkeep.tell_participants()
    assert "Sturm." in written("event_cancelled")


def test_a_reminder_is_not_sent_once_it_was_cancelled(evening, owner, ada) -> None:
    with time_machine.travel(evening.starts_at - timedelta(hours=20)):
        upkeep.remind()
        assert "Soon" in written("reminder")
        events.cancel(owner, evening, "")
        assert written("reminder") == ""


def test_the_organisers_words_stay_as_they_are(evening, owner, ada) -> None:
    organising.write(owner, evening, "Raum <b>", "Erster Satz.\n\nZweiter & Satz.", waiting=False)
    text = written("from_organiser")
    assert "Raum <b>" in text
    assert "Zweiter & Satz." in text
    mail = render(last("from_organiser"))
    assert mail is not None
    assert "List-Unsubscribe" in mail


def test_a_line_break_in_a_subject_makes_no_header(evening, owner, ada) -> None:
    organising.write(owner, evening, "Raum\r\nBcc: eve@example.org", "Text", waiting=False)
    mail = render(last("from_organiser"))
    assert mail is not None
    assert mail["Bcc"] is None


def test_who_has_answered_is_not_asked(evening, ada) -> None:
    telling.ask_for_feedback([ada])
    assert links.feedback_url(ada) in written("feedback_wanted")
    Registration.objects.update(gave_feedback=True)
    assert written("feedback_wanted") == ""


def test_what_was_deleted_is_not_spoken_of(ada) -> None:
    Registration.objects.all().delete()
    assert written("confirmed") == ""
