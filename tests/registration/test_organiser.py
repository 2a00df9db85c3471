"""What organisers see and do: set-up, list, table, messages, check-in, badges, certificates."""

from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from events.events.models import Occurrence
from events.registration import actions, links, organising
from events.registration.enums import State
from events.registration.models import Participant, SeatKind, Setup
from partners.deliveries.models import Delivery
from partners.taxonomy.models import Term
from tests.events.builders import event
from tests.registration.builders import (
    group,
    mails,
    open_event,
    open_seats,
    registered,
    seat,
    state,
)
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> None:
    translation.activate("en")


@pytest.fixture
def evening(company, owner) -> Occurrence:
    return open_event(company, onsite=2)


@pytest.fixture
def browser(client_of, colleague) -> Client:
    return client_of(colleague)


def page(name: str, occurrence: Occurrence) -> str:
    return reverse(f"registration:{name}", args=[occurrence.pk])


def read(response: Any) -> str:
    return str(response.content.decode())


# --- Set-up -----------------------------------------------------------------------------------


def rows(prefix: str, *given: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": str(len(given)),
        f"{prefix}-INITIAL_FORMS": "0",
    }
    for number, row in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


RULES = {"deadline_days": "2", "offer_hours": "12", "purge_days": "20", "households": "on"}


def set_up_url(posting: Any) -> str:
    return reverse("registration:set_up", args=[posting.pk])


def test_a_new_set_up_begins_with_what_the_event_says(browser, company, owner) -> None:
    posting = event(company, "published", attendance="hybrid", childcare=True)
    text = read(browser.get(set_up_url(posting)))
    assert [f'value="{name}"' in text for name in ("On site", "Online", "Childcare")] == [True] * 3


def test_it_is_saved_with_seats_and_questions(browser, company, owner) -> None:
    posting = event(company, "published")
    seats = rows("seats", {"name": "Vor Ort", "capacity": "3"}, {"name": "Online"})
    questions = rows("questions", {"text": "Essen?", "kind": "text"})
    browser.post(set_up_url(posting), RULES | seats | questions)
    setup = Setup.objects.get()
    assert (setup.deadline_days, setup.households, setup.organisations) == (2, True, False)
    assert list(setup.seats.values_list("name", "capacity")) == [("Vor Ort", 3), ("Online", None)]
    assert setup.questions.get().text == "Essen?"


def test_one_row_more_loses_nothing(browser, company, owner) -> None:
    posting = event(company, "published")
    sent = RULES | rows("seats", {"name": "Saal"}) | rows("questions")
    text = read(browser.post(set_up_url(posting), sent | {"rows": "questions-add"}))
    assert 'value="Saal"' in text
    assert 'name="questions-0-text"' in text
    assert 'value="12"' in text
    assert not Setup.objects.exists()


def test_an_edit_keeps_the_rows_that_people_have_chosen(browser, evening) -> None:
    registered(evening, "ada@example.org")
    kept = seat(evening)
    sent = (
        RULES | rows("seats", {"id": kept.pk, "name": "Saal", "capacity": "1"}) | rows("questions")
    )
    browser.post(set_up_url(evening.event), sent)
    assert SeatKind.objects.get() == kept
    assert SeatKind.objects.get().name == "Saal"
    assert open_seats(evening) == 0


def test_a_kind_of_seat_that_somebody_has_cannot_go(browser, evening) -> None:
    registered(evening, "ada@example.org")
    sent = RULES | rows("seats", {"name": "Anders"}) | rows("questions")
    assert "cannot be removed" in read(browser.post(set_up_url(evening.event), sent))
    assert SeatKind.objects.get().name == "Vor Ort"


@pytest.mark.parametrize(
    "wrong",
    [
        rows("seats"),
        rows("seats", {"name": ""}),
        rows("seats", {"name": "Saal"}, {"name": "Saal"}),
        rows("seats", {"name": "Saal", "capacity": "-1"}),
        rows("questions", {"text": "Wann?", "kind": "choice", "choices": "nur eine"}),
        {"purge_days": "181"},
        {"offer_hours": "0"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(browser, company, owner, wrong) -> None:
    posting = event(company, "published")
    right = RULES | rows("seats", {"name": "Saal"}) | rows("questions")
    answer = browser.post(set_up_url(posting), right | wrong)
    assert answer.status_code == 200
    assert not Setup.objects.exists()


def test_a_row_of_another_event_is_not_touched(browser, company, other_company, evening) -> None:
    foreign = seat(open_event(other_company.organisations.get()))
    sent = RULES | rows("seats", {"id": foreign.pk, "name": "Meins"}) | rows("questions")
    browser.post(set_up_url(evening.event), sent)
    foreign.refresh_from_db()
    assert foreign.name == "Vor Ort"


def test_more_seats_are_offered_to_who_waits(browser, evening) -> None:
    registered(evening, "ada@example.org", 2)
    waiting = registered(evening, "bo@example.org")
    row = {"id": seat(evening).pk, "name": "Saal", "capacity": "3"}
    browser.post(set_up_url(evening.event), RULES | rows("seats", row) | rows("questions"))
    assert state(waiting) == State.OFFERED


# --- The list ---------------------------------------------------------------------------------


def test_the_list_shows_who_comes_and_how_many(browser, evening) -> None:
    registered(evening, "ada@example.org", 2)
    waiting = registered(evening, "bo@example.org")
    text = read(browser.get(page("of_occurrence", evening)))
    assert "2 of 2 taken" in text
    assert "bo@example.org" in text
    only = read(browser.get(page("of_occurrence", evening), {"state": "waiting"}))
    assert "bo@example.org" in only
    assert "ada@example.org" not in only
    assert state(waiting) == State.WAITING


def test_it_asks_the_database_no_more_for_many(browser, company, owner) -> None:
    evening = open_event(company, onsite=None)
    arabic = Term.objects.get(vocabulary="language", slug="ar")

    def come(number: int) -> None:
        mine = registered(evening, f"gast{number}@example.org", 2)
        mine.people.update(interpretation=arabic)

    come(0)
    url = page("of_occurrence", evening)
    browser.get(url)
    few = counted(lambda: browser.get(url))
    table = counted(lambda: browser.get(page("export", evening)))
    for number in range(1, 8):
        come(number)
    assert counted(lambda: browser.get(url)) == few
    assert counted(lambda: browser.get(page("export", evening))) == table


def test_the_table_has_a_line_for_each_and_no_formula(browser, evening) -> None:
    question = seat(evening).setup.questions.create(text="=Essen?")
    entry = group(evening, "ada@example.org", 2, contact_name="=1+1", note="@SUM(A1)")
    mine = actions.confirm(actions.register(evening, entry))
    mine.answers.create(question=question, text="-2")
    sheet = load_workbook(BytesIO(browser.get(page("export", evening)).content)).active
    lines = list(sheet.iter_rows())
    assert len(lines) == 3
    cells = {cell.value: cell for line in lines for cell in line}
    for text in ("=1+1", "@SUM(A1)", "-2", "=Essen?"):
        assert (cells[text].data_type, cells[text].quotePrefix) == ("s", True)


def test_a_message_goes_to_those_with_a_seat_and_if_wished_to_all(browser, evening) -> None:
    registered(evening, "ada@example.org", 2)
    registered(evening, "bo@example.org")
    actions.register(evening, group(evening, "cem@example.org"))
    sent = {"subject": "Raum", "text": "Wir sind im Saal.\n\nBis bald"}
    browser.post(page("write", evening), sent)
    browser.post(page("write", evening), sent | {"waiting": "on"})
    told = Delivery.objects.filter(message="registration.from_organiser")
    assert sorted(told.values_list("recipient", flat=True)) == [
        *["ada@example.org"] * 2,
        "bo@example.org",
    ]


def test_the_organiser_cancels_and_says_why(browser, evening) -> None:
    mine = registered(evening, "ada@example.org", 2)
    waiting = registered(evening, "bo@example.org")
    url = reverse("registration:cancel", args=[mine.pk])
    assert "Gast 1" in read(browser.get(url))
    browser.post(url, {"reason": "Doppelt"})
    assert (state(mine), state(waiting)) == (State.CANCELLED, State.OFFERED)
    assert mails("ada@example.org")[-1] == "cancelled_by_organiser"
    browser.post(url, {"reason": "Noch einmal"})
    assert mails("ada@example.org").count("cancelled_by_organiser") == 1


# --- On the day -------------------------------------------------------------------------------


def present() -> list[str]:
    return sorted(Participant.objects.exclude(attended_at=None).values_list("name", flat=True))


def test_the_code_on_the_phone_checks_in_who_is_there(browser, evening) -> None:
    mine = registered(evening, "ada@example.org", 2)
    first = mine.people.get(name="Gast 1")
    assert "Gast 2" in read(browser.get(links.door_url(mine)))
    assert present() == []
    browser.post(links.door_url(mine), {"present": [first.pk]})
    assert present() == ["Gast 1"]
    browser.post(links.door_url(mine), {"present": ["x", "999999"]})
    assert present() == []


def test_who_has_no_seat_is_not_checked_in(browser, evening) -> None:
    registered(evening, "ada@example.org", 2)
    waiting = registered(evening, "bo@example.org")
    assert "Kein Platz" in read(browser.get(links.door_url(waiting)))
    sent = {"present": [waiting.people.get().pk]}
    assert browser.post(links.door_url(waiting), sent).status_code == 404
    assert present() == []


def test_a_forged_code_is_none(browser, evening) -> None:
    mine = registered(evening, "ada@example.org")
    assert browser.get(f"{links.door_url(mine)[:-3]}xx/").status_code == 404


def test_a_stranger_finds_nothing_behind_the_code(client_of, other_company, evening) -> None:
    mine = registered(evening, "ada@example.org")
    assert client_of(other_company).get(links.door_url(mine)).status_code == 404


def test_badges_are_for_all_with_a_seat_and_certificates_for_who_came(browser, evening) -> None:
    mine = registered(evening, "ada@example.org", 2)
    registered(evening, "bo@example.org", people=group(evening, "", 1).people)
    organising.check_in(mine, [mine.people.get(name="Gast 1").pk])
    assert read(browser.get(page("badges", evening))).count("registration-badge__name") == 2
    text = read(browser.get(page("certificates", evening)))
    assert text.count("registration-certificate__name") == 1
    assert "Gast 1" in text


def test_who_did_not_come_stands_in_the_list_afterwards(browser, evening) -> None:
    registered(evening, "ada@example.org")
    assert "did not come" not in read(browser.get(page("of_occurrence", evening)))
    with time_machine.travel(evening.ends_at):
        browser = Client()
        browser.force_login(
            evening.event.organisation.members.first(),
            "allauth.account.auth_backends.AuthenticationBackend",
        )
        assert "did not come" in read(browser.get(page("of_occurrence", evening)))
