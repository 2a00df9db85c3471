"""What everybody sees of events: page, month, archive, structured data, search, sitemap."""

from datetime import date

import pytest
import time_machine

from events.events import actions, structured
from events.events.models import Event
from events.events.months import Month
from offers.postings.enums import Reach, State
from tests.events.builders import event, in_days, span
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


def test_the_page_says_when_and_where(client, company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=2", venue="Saal 3")
    html = client.get(f"/de/events/{shown.pk}/").text
    assert html.count("18:00–20:00") >= 2
    assert "Saal 3" in html
    assert f"/de/events/{shown.pk}/event.ics" in html


def test_dates_are_in_the_readers_language(client, company, owner) -> None:
    with time_machine.travel("2026-11-01 12:00 +0100"):
        shown = event(company, State.PUBLISHED, starts="2026-12-04 18:00")
        assert "4. Dezember 2026, 18:00–20:00" in client.get(f"/de/events/{shown.pk}/").text
        assert "4 December 2026" in client.get(f"/en/events/{shown.pk}/").text


def test_the_month_shows_each_date_on_its_day(client, company, owner) -> None:
    with time_machine.travel("2026-11-20 12:00 +0100"):
        again = "FREQ=WEEKLY;COUNT=9"
        event(company, State.PUBLISHED, "Café", starts="2026-12-01 17:00", recurrence=again)
        event(company, State.PUBLISHED, "Messe", starts="2026-12-12 10:00", hours=30)
        html = client.get("/de/events/month/?month=2026-12").text
        sheet = client.get("/de/events/month/?month=2026-12").context["month"]
        busy = {day.date.day: [str(e.event) for e in day.entries] for day in sheet.busy_days}
    assert busy[1] == ["Café"]
    assert busy[12] == ["Messe"]
    assert busy[13] == ["Messe"]
    assert html.count("Café</a>") == 5


def test_the_month_is_narrowed_as_the_list_is(client, company, owner) -> None:
    with time_machine.travel("2026-11-20 12:00 +0100"):
        event(company, State.PUBLISHED, "Vor Ort", starts="2026-12-01 17:00")
        html = client.get("/de/events/month/?month=2026-12&attendance=online").text
    assert "Vor Ort</a>" not in html


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "1900-01", "9999-12", "x-y", "²-³", "2026-00"]
)
def test_a_month_that_makes_no_sense_is_this_one(client, text) -> None:
    today = date.today()
    assert Month.named(text) == Month(today.year, today.month)
    assert client.get("/de/events/month/", {"month": text}).status_code == 200


def test_a_month_costs_the_same_however_full(client, company, owner) -> None:
    event(company, State.PUBLISHED, starts=in_days(1))
    few = counted(lambda: client.get("/de/events/month/"))
    for _number in range(5):
        event(company, State.PUBLISHED, starts=in_days(1), recurrence="FREQ=DAILY;COUNT=3")
    assert counted(lambda: client.get("/de/events/month/")) == few


def test_search_engines_read_it(company, owner) -> None:
    shown = event(company, State.PUBLISHED, starts=in_days(5), price_eur=0)
    said = structured.event(Event.objects.get(pk=shown.pk))
    assert said["@type"] == "Event"
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["location"][0]["address"]["streetAddress"] == "Rathaus, Markt 1"
    assert said["isAccessibleForFree"] is True


def test_search_engines_are_told_of_changes(company, owner) -> None:
    shown = event(company, State.PUBLISHED, starts=in_days(5))
    row = shown.occurrences.get()
    actions.move(owner, row, span(in_days(6)), "")
    said = structured.event(Event.objects.get(pk=shown.pk))
    assert said["eventStatus"] == "https://schema.org/EventRescheduled"
    assert said["previousStartDate"] < said["startDate"]
    actions.cancel_all(owner, shown, "")
    said = structured.event(Event.objects.get(pk=shown.pk))
    assert said["eventStatus"] == "https://schema.org/EventCancelled"


def test_what_is_online_has_an_address_there(company, owner) -> None:
    shown = event(
        company,
        State.PUBLISHED,
        attendance="online",
        place=None,
        reach=Reach.EVERYWHERE,
        online_url="https://treffen.example.org",
    )
    said = structured.event(shown)
    assert said["location"] == [{"@type": "VirtualLocation", "url": "https://treffen.example.org"}]


def test_the_one_search_finds_it(client, company, owner) -> None:
    event(company, State.PUBLISHED, "Laternenumzug")
    assert "Laternenumzug" in client.get("/de/search/?q=laternenumzug").text


def test_the_sitemap_has_it(client, company, owner) -> None:
    shown = event(company, State.PUBLISHED)
    draft = event(company)
    xml = client.get("/sitemap.xml").text
    assert f"/de/events/{shown.pk}/" in xml
    assert f"/de/events/{draft.pk}/" not in xml


def test_the_map_shows_it(client, company, owner) -> None:
    event(company, State.PUBLISHED)
    assert client.get("/de/events/map/").json()["count"] == 1
