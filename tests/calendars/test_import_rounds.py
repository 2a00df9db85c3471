"""Whose turn it is to be looked at, and what is told when it goes wrong."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from events.calendars import fetching, importing, tasks
from events.calendars.fetching import Fetched
from events.calendars.models import CalendarSource
from events.calendars.problems import SourceError
from events.events.models import Event
from tests.calendars.builders import calendar, entry, only, source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


# --- What goes wrong -----------------------------------------------------------------


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


# --- Whose turn it is ----------------------------------------------------------------


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
