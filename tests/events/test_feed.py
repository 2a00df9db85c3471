"""Any search is a calendar to subscribe to."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from events.events import actions, feeds
from offers.postings import actions as postings
from offers.postings.enums import State, Visibility
from tests.events.builders import event, in_days
from tests.support import ical
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

FEED = "/de/events/feed.ics"


@pytest.fixture
def three(company, owner) -> dict[str, Any]:
    return {
        "soon": event(company, State.PUBLISHED, "Bald", topics=["language"]),
        "weekly": event(
            company,
            State.PUBLISHED,
            "Wöchentlich",
            starts=in_days(5),
            recurrence="FREQ=WEEKLY;COUNT=9",
        ),
        "draft": event(company, title="Entwurf"),
    }


def titles(client: Client, url: str = FEED, **query: str) -> list[str]:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return [one["SUMMARY"].text for one in ical.read(answer.content).events]


def test_it_holds_what_is_on_show_the_soonest_first(client, three) -> None:
    assert titles(client) == ["Wöchentlich", "Bald"]


def test_it_is_narrowed_as_the_list_is(client, three) -> None:
    assert titles(client, topic="language") == ["Bald"]
    assert titles(client, starts_before=in_days(6)[:10]) == ["Wöchentlich"]


def test_it_forgives(client, three) -> None:
    assert len(titles(client, topic="nothing", starts_after="soon", x="y")) == 2


def test_it_says_what_it_is_and_how_often_to_look(client, three) -> None:
    calendar = ical.read(client.get(FEED, {"topic": "language"}).content)
    assert calendar["METHOD"].value == "PUBLISH"
    assert calendar["X-WR-CALNAME"].text == calendar["NAME"].text == "Partnerkommune: Sprache"
    assert calendar["REFRESH-INTERVAL"].value == calendar["X-PUBLISHED-TTL"].value == "PT1H"


@pytest.mark.parametrize("query", ["", "?organisation=klinikum-musterstadt"])
def test_it_is_the_same_for_everybody(client_of, three, company, other_company, query) -> None:
    """Also where the person knows of an organisation that others do not."""
    event(other_company.organisations.get(), State.PUBLISHED, "Fremdes Fest")
    company.verification = "pending"
    company.save()
    visitor, member = (client_of(who).get(FEED + query) for who in (None, company.members.get()))
    assert visitor.content == member.content


def test_what_not_everybody_may_see_is_not_in_it(client, client_of, company, owner) -> None:
    event(company, State.PUBLISHED, visibility=Visibility.VERIFIED)
    assert titles(client) == titles(client_of(owner)) == []


def test_it_speaks_the_language_of_its_address(client, company, owner) -> None:
    event(company, State.PUBLISHED, texts={"en": "Welcome evening"})
    assert titles(client, "/en/events/feed.ics") == ["Welcome evening"]


def test_programs_hear_of_a_cancellation_for_thirty_days(client, three, owner) -> None:
    actions.cancel_all(owner, three["soon"], "")
    weekly, cancelled = titles(client)
    assert (weekly, cancelled.endswith(": Bald")) == ("Wöchentlich", True)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert titles(client) == ["Wöchentlich"]


def test_what_is_taken_off_show_leaves_it(client, three, owner) -> None:
    postings.close(owner, three["soon"])
    assert titles(client) == ["Wöchentlich"]


def test_it_has_an_end(client, three, monkeypatch) -> None:
    monkeypatch.setattr(feeds, "MOST_EVENTS", 1)
    assert titles(client) == ["Wöchentlich"]


def test_it_costs_the_same_however_long(client, three, company) -> None:
    few = counted(lambda: client.get(FEED))
    for number in range(5):
        event(company, State.PUBLISHED, f"Treffen {number}", recurrence="FREQ=DAILY;COUNT=3")
    assert counted(lambda: client.get(FEED)) == few


def test_who_has_it_is_told_only_that(client, three, owner) -> None:
    first = client.get(FEED)
    known = {"If-None-Match": first["ETag"]}
    assert client.get(FEED, headers=known).status_code == 304
    assert client.get(FEED, headers=known).content == b""
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(FEED, headers=since).status_code == 304
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        actions.cancel(owner, three["weekly"].occurrences.last(), "")
    assert client.get(FEED, headers=known).status_code == 200
    assert client.get(FEED, headers=since).status_code == 200


def test_who_asks_by_time_only_hears_within_the_hour_of_what_left(client, three, owner) -> None:
    since = {"If-Modified-Since": client.get(FEED)["Last-Modified"]}
    postings.close(owner, three["soon"])
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert client.get(FEED, headers=since).status_code == 200


@pytest.mark.parametrize("page", ["/en/events/", "/en/events/month/"])
def test_list_and_month_say_where_it_is(client, three, page) -> None:
    html = client.get(page, {"topic": "language"}).text
    assert "Subscribe to this calendar" in html
    for scheme in ("webcal", "http"):
        assert f'href="{scheme}://localhost:8000/en/events/feed.ics?topic=language"' in html


def test_it_follows_the_filter_as_it_is_changed(client, three) -> None:
    answer = client.get("/en/events/", {"topic": "language"}, headers={"HX-Request": "true"})
    assert "feed.ics?topic=language" in answer.text


def test_an_address_with_several_parameters_is_written_well(client, three) -> None:
    html = client.get("/en/events/", {"topic": "language", "attendance": "onsite"}).text
    assert escape("feed.ics?topic=language&attendance=onsite") in html
