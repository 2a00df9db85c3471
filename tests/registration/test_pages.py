"""The pages on which people register, come back by the link in the mail, and say how it was."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from events.events.models import Occurrence
from events.registration import actions, feedback, links
from events.registration.enums import Kind, QuestionKind, State
from events.registration.models import Feedback, Participant, Registration
from events.registration.views import RegistrationThrottle
from tests.events.builders import event
from tests.registration.builders import (
    group,
    mails,
    open_event,
    registered,
    seat,
    state,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> None:
    translation.activate("en")


@pytest.fixture
def evening(company) -> Occurrence:
    return open_event(company, onsite=3)


def register_url(occurrence: Occurrence) -> str:
    return reverse("registration:register", args=[occurrence.pk])


def typed(occurrence: Occurrence, *names: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends: a person for each name, all on site."""
    people: dict[str, Any] = {
        "people-TOTAL_FORMS": str(len(names) or 1),
        "people-INITIAL_FORMS": "0",
    }
    for number, name in enumerate(names or ("",)):
        people[f"people-{number}-name"] = name
        people[f"people-{number}-seat"] = str(seat(occurrence).pk)
    usual = {"kind": "person", "contact_name": "Ada Gast", "email": "Ada@Example.org"}
    return people | usual | changes


def read(response: Any) -> str:
    return str(response.content.decode())


# --- Registering ----------------------------------------------------------------------------


def test_the_page_of_the_event_leads_to_it(client, evening) -> None:
    page = read(client.get(evening.event.get_absolute_url()))
    assert register_url(evening) in page
    assert "3 seats are free" in page


def test_the_page_of_an_event_without_it_does_not(client, company, owner) -> None:
    posting = event(company, "published")
    assert "registration" not in read(client.get(posting.get_absolute_url()))


def test_whoever_comes_alone_types_her_name_once(client, evening) -> None:
    answer = client.post(register_url(evening), typed(evening), follow=True)
    assert "look into your mailbox" in read(answer)
    mine = Registration.objects.get()
    assert (mine.email, mine.state, mine.language) == ("ada@example.org", State.UNCONFIRMED, "en")
    assert mine.people.get().name == "Ada Gast"
    assert mails("ada@example.org") == ["please_confirm"]


def test_who_is_logged_in_is_led_to_her_registration(client_of, newcomer, evening) -> None:
    client = client_of(newcomer)
    answer = client.post(register_url(evening), typed(evening, email=newcomer.email), follow=True)
    assert "Your seats are reserved" in read(answer)
    assert client.get(register_url(evening)).url == links.page_url(Registration.objects.get())


def test_a_household_names_the_age_of_children_only(client, evening) -> None:
    sent = typed(evening, "", "Kind", kind="household") | {"people-1-age": "7"}
    client.post(register_url(evening), sent)
    assert list(Participant.objects.values_list("name", "age")) == [("Ada Gast", None), ("Kind", 7)]
    sent |= {"people-1-age": "18", "email": "bo@example.org"}
    assert "people-1-age" in read(client.post(register_url(evening), sent))
    assert Registration.objects.count() == 1


def test_a_place_in_the_childcare_wants_the_age(client, evening) -> None:
    care = seat(evening).setup.seats.create(name="Betreuung", capacity=3, for_children=True)
    sent = typed(evening, "", "Kind", kind="household") | {"people-1-seat": str(care.pk)}
    assert "Say how old the child is" in read(client.post(register_url(evening), sent))


def test_an_organisation_says_its_name(client, evening) -> None:
    sent = typed(evening, "Ada", "Bo", kind="organisation")
    assert "Say for which organisation" in read(client.post(register_url(evening), sent))
    client.post(register_url(evening), sent | {"organisation_name": "Tischlerei"})
    assert Registration.objects.get().organisation_name == "Tischlerei"


def test_several_people_are_not_one_person(client, evening) -> None:
    page = read(client.post(register_url(evening), typed(evening, "Ada", "Bo")))
    assert "choose one of the other ways" in page
    assert not Registration.objects.exists()


@pytest.mark.parametrize("kind", ["organisation", "household"])
def test_what_the_organiser_does_not_want_cannot_be_sent(client, evening, kind) -> None:
    setup = seat(evening).setup
    setup.organisations = setup.households = False
    setup.save()
    sent = typed(evening, "Ada", "Bo", kind=kind, organisation_name="Tischlerei")
    client.post(register_url(evening), sent)
    assert not Registration.objects.exists()


def test_one_person_more_keeps_all_that_was_typed(client, evening) -> None:
    sent = typed(evening, "Ada", kind="household", note="Wir kommen später.", rows="people-add")
    page = read(client.post(register_url(evening), sent))
    assert 'name="people-1-name"' in page
    assert "Wir kommen später." in page
    assert 'value="Ada"' in page
    assert "Please check" not in page
    assert not Registration.objects.exists()


def test_a_person_less_is_the_one_that_was_meant(client, evening) -> None:
    sent = typed(evening, "Ada", "Bo", "Cem", kind="household", rows="people-drop-1")
    page = read(client.post(register_url(evening), sent))
    assert 'value="Ada"' in page
    assert 'value="Cem"' in page
    assert 'value="Bo"' not in page


@pytest.mark.parametrize("wish", ["people-drop-99", "people-drop-x", "people-", "x", "-"])
def test_a_wish_that_nobody_understands_changes_nothing(client, evening, wish) -> None:
    page = read(client.post(register_url(evening), typed(evening, "Ada", rows=wish)))
    assert 'value="Ada"' in page
    assert 'name="people-1-name"' not in page


def test_rows_left_blank_are_nobody(client, evening) -> None:
    client.post(register_url(evening), typed(evening, "Ada", "", "", kind="household"))
    assert Participant.objects.count() == 1


@pytest.mark.parametrize(
    "rows",
    [
        {"people-TOTAL_FORMS": "999999"},
        {"people-TOTAL_FORMS": "x"},
        {"people-TOTAL_FORMS": "0"},
        {"people-0-seat": "999999"},
        {"people-0-seat": ""},
    ],
)
def test_made_up_rows_are_refused(client, evening, rows) -> None:
    answer = client.post(register_url(evening), typed(evening, "Ada") | rows)
    assert answer.status_code == 200
    assert not Registration.objects.exists()


def test_a_seat_of_another_event_is_none(client, company, owner, evening) -> None:
    other = open_event(company)
    sent = typed(evening, "Ada") | {"people-0-seat": str(seat(other).pk)}
    client.post(register_url(evening), sent)
    assert not Registration.objects.exists()


def test_the_organisers_questions_are_asked(client, evening) -> None:
    questions = seat(evening).setup.questions
    must = questions.create(text="Was essen Sie?", required=True)
    choice = questions.create(text="Wann?", kind=QuestionKind.CHOICE, choices="Früh\nSpät")
    page = read(client.post(register_url(evening), typed(evening)))
    assert "Was essen Sie?" in page
    assert not Registration.objects.exists()
    answers = {f"question_{must.pk}": "Alles", f"question_{choice.pk}": "Spät"}
    client.post(register_url(evening), typed(evening, **answers))
    said = Registration.objects.get().answers.values_list("text", flat=True)
    assert list(said) == ["Alles", "Spät"]


def test_it_says_until_when_the_data_is_kept(client, evening) -> None:
    day = timezone.localtime(evening.ends_at + timedelta(days=30)).date()
    assert str(day.year) in read(client.get(register_url(evening)))
    assert "it is deleted" in read(client.get(register_url(evening)))


def test_what_is_not_open_says_so(client, company) -> None:
    later = open_event(company, opens_at=timezone.now() + timedelta(days=2))
    assert "One can register from" in read(client.get(register_url(later)))
    assert client.post(register_url(later), typed(later)).status_code == 409


def test_an_event_that_is_not_on_show_is_not_there(client, evening) -> None:
    evening.event.unpublish()
    assert client.get(register_url(evening)).status_code == 404


def test_one_without_registration_neither(client, company, owner) -> None:
    posting = event(company, "published")
    assert client.get(register_url(posting.occurrences.get())).status_code == 404


def test_nobody_learns_who_is_registered(client, evening) -> None:
    registered(evening, "ada@example.org")
    strangers = client.post(register_url(evening), typed(evening, email="bo@example.org"))
    known = client.post(register_url(evening), typed(evening))
    assert (known.status_code, known.url) == (strangers.status_code, strangers.url)


def test_after_three_mails_the_field_says_why(client, evening) -> None:
    for _number in range(3):
        client.post(register_url(evening), typed(evening))
    page = read(client.post(register_url(evening), typed(evening)))
    assert "several mails" in page


def test_nobody_holds_hundreds_of_seats(client, evening, monkeypatch) -> None:
    monkeypatch.setattr(RegistrationThrottle, "THROTTLE_RATES", {"registration": "2/hour"})
    for number in range(3):
        answer = client.post(
            register_url(evening), typed(evening, email=f"gast{number}@example.org")
        )
    assert answer.status_code == 429
    assert "Please go on in an hour" in read(answer)
    assert Registration.objects.count() == 2


# --- By the link ------------------------------------------------------------------------------


def page_of(registration: Registration) -> str:
    return links.page_url(registration)


def test_looking_confirms_nothing(client, evening) -> None:
    mine = actions.register(evening, group(evening, "ada@example.org"))
    assert "Confirm the registration" in read(client.get(page_of(mine)))
    assert state(mine) == State.UNCONFIRMED
    answer = client.post(page_of(mine), {"do": "confirm"}, follow=True)
    assert state(mine) == State.CONFIRMED
    assert "<svg" in read(answer)


def test_the_code_leads_the_organiser_to_the_check_in(client, evening) -> None:
    mine = registered(evening, "ada@example.org")
    assert links.door_url(mine).startswith("/de/events/check-in/")
    assert links.page_url(mine).rsplit("/", 2)[1] not in links.door_url(mine)


def test_a_forged_link_leads_nowhere(client, evening) -> None:
    mine = registered(evening, "ada@example.org")
    for url in (f"{page_of(mine)[:-2]}x/", reverse("registration:by_link", args=["x"])):
        assert client.get(url).status_code == 404
    Registration.objects.filter(pk=mine.pk).update(email="bo@example.org")
    assert client.get(page_of(mine)).status_code == 404


def test_the_code_at_the_door_opens_no_registration(client, evening) -> None:
    mine = registered(evening, "ada@example.org")
    door = links.door_url(mine).rstrip("/").rpartition("/")[2]
    assert client.get(reverse("registration:by_link", args=[door])).status_code == 404


def test_who_waits_sees_the_place_and_accepts_what_is_offered(client, evening) -> None:
    full = registered(evening, "full@example.org", 3)
    mine = registered(evening, "ada@example.org")
    assert "number 1 on the waiting list" in read(client.get(page_of(mine)))
    actions.cancel(full)
    assert "Seats are free for you until" in read(client.get(page_of(mine)))
    client.post(page_of(mine), {"do": "accept"})
    assert state(mine) == State.CONFIRMED


def test_what_is_offered_can_be_declined(client, evening) -> None:
    full = registered(evening, "full@example.org", 3)
    mine = registered(evening, "ada@example.org")
    actions.cancel(full)
    client.post(page_of(mine), {"do": "decline"})
    assert state(mine) == State.DECLINED


def test_one_cancels_by_the_link(client, evening) -> None:
    mine = registered(evening, "ada@example.org")
    client.post(page_of(mine), {"do": "cancel"})
    assert state(mine) == State.CANCELLED
    assert client.post(page_of(mine), {"do": "cancel"}).status_code == 409
    assert client.post(page_of(mine), {"do": "nonsense"}).status_code == 302


def test_one_changes_who_comes(client, evening) -> None:
    mine = registered(evening, "ada@example.org", 2)
    url = reverse("registration:change", args=[links.token_of(mine)])
    page = read(client.get(url))
    assert 'value="Gast 1"' in page
    assert 'name="email"' not in page
    client.post(url, typed(evening, "Gast 1", "Bo", "Cem") | {"email": "other@example.org"})
    mine.refresh_from_db()
    assert [person.name for person in mine.people.all()] == ["Gast 1", "Bo", "Cem"]
    assert (mine.email, mine.kind) == ("ada@example.org", Kind.HOUSEHOLD)


def test_more_than_there_are_seats_is_said_with_all_that_was_typed(client, evening) -> None:
    registered(evening, "bo@example.org", 2)
    mine = registered(evening, "ada@example.org")
    mine.kind = Kind.HOUSEHOLD
    mine.save()
    url = reverse("registration:change", args=[links.token_of(mine)])
    page = read(client.post(url, typed(evening, "Ada", "Neu")))
    assert "So many seats are not free" in page
    assert 'value="Neu"' in page
    assert mine.people.count() == 1


def test_adding_a_row_while_changing_keeps_what_was_typed(client, evening) -> None:
    mine = registered(evening, "ada@example.org", 2)
    url = reverse("registration:change", args=[links.token_of(mine)])
    page = read(client.post(url, typed(evening, "Ada", note="Neu", rows="people-add")))
    assert 'value="Ada"' in page
    assert ">\nNeu</textarea>" in page
    assert 'name="people-1-name"' in page


def test_after_the_deadline_nothing_is_changed_but_one_can_cancel(client, company) -> None:
    evening = open_event(company, deadline_days=5)
    mine = registered(evening, "ada@example.org")
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        url = reverse("registration:change", args=[links.token_of(mine)])
        assert client.get(url).url == page_of(mine)
        client.post(page_of(mine), {"do": "cancel"})
    assert state(mine) == State.CANCELLED


# --- Afterwards -------------------------------------------------------------------------------


def test_one_says_how_it_was_once_and_without_a_name(client, evening) -> None:
    mine = registered(evening, "ada@example.org")
    url = links.feedback_url(mine)
    sent = {"rating": "4", "good": "Der Kuchen", "missing": ""}
    client.post(url, sent)
    assert not Feedback.objects.exists()
    with time_machine.travel(evening.ends_at + timedelta(hours=20)):
        assert "How was it" in read(client.get(url))
        client.post(url, {"rating": "6"})
        assert not Feedback.objects.exists()
        client.post(url, sent)
        client.post(url, sent)
        assert "You have answered" in read(client.get(url))
    assert Feedback.objects.get().good == "Der Kuchen"
    names = {field.name for field in Feedback._meta.get_fields()}
    assert names == {"id", "occurrence", "rating", "good", "missing"}


def test_results_are_shown_from_three_answers_on(evening) -> None:
    for rating in (5, 4):
        Feedback.objects.create(occurrence=evening, rating=rating)
    assert not feedback.results_of(evening).are_enough
    Feedback.objects.create(occurrence=evening, rating=3, good="b")
    results = feedback.results_of(evening)
    assert results.are_enough
    assert (results.average, results.ratings[0], results.good) == (4, (5, 1), ["b"])
