"""An organisation names calendars, sees what is in them, and has them taken over."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from events.calendars import fetching, importing
from events.calendars.fetching import Fetched
from events.calendars.models import CalendarSource
from events.calendars.problems import SourceError
from events.events.models import Event
from offers.postings.enums import State
from tests.calendars.builders import calendar, entry, source
from tests.cast import territory
from tests.events.builders import event
from tests.support.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

ADDRESS = "https://town.example/calendar.ics"


@pytest.fixture
def holds(monkeypatch) -> Callable[[Any], None]:
    """What every calendar of the web holds."""

    def hold(content: Any) -> None:
        def fetch(*_marks: str) -> Fetched:
            if isinstance(content, SourceError):
                raise content
            return Fetched(content)

        monkeypatch.setattr(fetching, "fetch", fetch)

    hold(calendar(entry()))
    return hold


def page(path: str = "") -> str:
    return f"/en/organisations/klinikum-musterstadt/calendars/{path}"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "url": ADDRESS,
        "kind": "welcome",
        "topics": ["language"],
        "place": "16077001",
        "language": "de",
        "active": "on",
    } | changes


@pytest.fixture
def client(client_of, owner, holds) -> Client:
    territory("16077001")
    return client_of(owner)


def test_a_calendar_is_added_and_shown_before_anything_happens(client, company) -> None:
    answer = client.post(page("add/"), typed(), follow=True)
    made = company.calendar_sources.get()
    assert (made.url, made.kind.slug, made.place.ags, made.active) == (
        ADDRESS,
        "welcome",
        "16077001",
        True,
    )
    assert "Sprachcafé" in answer.text
    assert not Event.objects.exists()
    assert importing.due() == [made.pk]


def test_categories_are_rows(client, company) -> None:
    rows = {"category_0": "Bildung", "rowkind_0": "training", "rowtopic_0": "work_training"}
    client.post(page("add/"), typed(**rows, category_1="Fest", rowtopic_1="language"))
    made = company.calendar_sources.get()
    assert [str(row) for row in made.mappings.all()] == ["Bildung", "Fest"]
    html = client.get(page(f"{made.pk}/edit/")).text
    assert 'value="Bildung"' in html
    assert "category_4" in html
    assert "category_5" not in html
    client.post(page(f"{made.pk}/edit/"), typed(category_1="Fest", rowtopic_1="housing"))
    assert made.mappings.get().topic.slug == "housing"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": ""}, "required"),
        ({"url": "ftp://town.example/x.ics"}, "must begin with https://"),
        ({"url": "https://a:b@town.example/x.ics"}, "user name"),
        ({"url": "https://town.example:8443/x.ics"}, "ports"),
        ({"url": "https://" + "x" * 600}, "at most 500"),
        ({"kind": "party"}, "party"),
        ({"topics": []}, "required"),
        ({"place": "Nirgendwo"}, "Nirgendwo"),
        ({"language": "xx"}, "xx"),
        ({"category_0": "Fest"}, "Choose what events of this category are here."),
        ({"rowkind_0": "training"}, "Name the category that this is about."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, company, changes, words) -> None:
    answer = client.post(page("add/"), typed(**changes))
    assert answer.status_code == 200
    assert words in answer.text
    assert not company.calendar_sources.exists()


@pytest.mark.parametrize("address", ["town.example/calendar.ics", f"webcal{ADDRESS[5:]}"])
def test_addresses_are_taken_as_people_write_them(client, company, address) -> None:
    client.post(page("add/"), typed(url=address))
    assert company.calendar_sources.get().url == ADDRESS


def test_the_same_calendar_is_taken_over_once(client, company) -> None:
    source(company, url=ADDRESS)
    assert "already" in client.post(page("add/"), typed()).text
    assert company.calendar_sources.count() == 1
    other = source(company, url="https://other.example/x.ics")
    assert "already" in client.post(page(f"{other.pk}/edit/"), typed()).text


def test_an_organisation_that_is_not_verified_has_to_wait(client, company) -> None:
    company.verification = "pending"
    company.save()
    assert "as soon as your organisation is verified" in client.get(page()).text
    assert client.post(page("add/"), typed()).status_code == 302
    assert not company.calendar_sources.exists()


def test_the_preview_says_what_would_happen(client, company, holds) -> None:
    made = source(company)
    importing.run(made.pk)
    holds(
        calendar(entry("a@town", "Sprachcafé neu"), entry("new", "Fest"), entry("bad", DTSTART=""))
    )
    answer = client.get(page(f"{made.pk}/preview/"))
    for words in ("Sprachcafé neu", "changed", "Fest", "new", "no DTSTART", "UID bad"):
        assert words in answer.text
    holds(calendar(entry("new", "Fest")))
    assert "will be cancelled" in client.get(page(f"{made.pk}/preview/")).text
    assert Event.objects.count() == 1


def test_the_preview_of_what_cannot_be_read_says_why(client, company, holds) -> None:
    made = source(company)
    holds(SourceError("status", value=404))
    assert "404" in client.get(page(f"{made.pk}/preview/")).text


def test_a_preview_costs_the_same_however_long(client, company, holds) -> None:
    made = source(company)
    many = [entry(f"{number}") for number in range(8)]
    holds(calendar(*many[:2]))
    importing.run(made.pk)
    holds(calendar(*many[1:3]))  # one is gone, one the same, one new
    few = counted(lambda: client.get(page(f"{made.pk}/preview/")))
    holds(calendar(*many[:4]))
    CalendarSource.objects.update(last_run_at=None)
    importing.run(made.pk)
    holds(calendar(*many[2:]))
    assert counted(lambda: client.get(page(f"{made.pk}/preview/"))) == few


def test_problems_of_the_last_look_stand_in_the_list(client, company, holds) -> None:
    made = source(company)
    holds(calendar(entry("bad", "Schlecht<b>", DTSTART="")))
    importing.run(made.pk)
    html = client.get(page()).text
    assert "no DTSTART" in html
    assert "Schlecht&lt;b&gt;" in html


def test_now_makes_it_its_turn(client, company) -> None:
    made = source(company)
    importing.run(made.pk)
    assert importing.due() == []
    client.post(page(f"{made.pk}/now/"))
    assert importing.due() == [made.pk]


def test_what_was_taken_over_stays_when_the_calendar_goes(client, company) -> None:
    made = source(company)
    importing.run(made.pk)
    assert "Remove this calendar?" in client.get(page(f"{made.pk}/remove/")).text
    client.post(page(f"{made.pk}/remove/"))
    assert not CalendarSource.objects.exists()
    assert Event.objects.get().state == State.SUBMITTED


def test_the_list_costs_the_same_however_long(client, company) -> None:
    source(company)
    few = counted(lambda: client.get(page()))
    for number in range(3):
        source(company, url=f"https://town.example/{number}.ics")
    assert counted(lambda: client.get(page())) == few


def test_what_is_written_is_led_to_it(client, company) -> None:
    event(company)
    html = client.get("/en/organisations/klinikum-musterstadt/postings/").text
    assert page() in html
