"""Calendar files say what the pages say, in a way that every program understands."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.events import actions, calendar_files
from events.events.models import Event
from events.events.recurrence import at, wall
from offers.postings.enums import State
from offers.postings.models import PostingText
from tests.events.builders import event, in_days, moment, span
from tests.support import ical

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

BERLIN = ZoneInfo("Europe/Berlin")


def fresh(posting: Event) -> Event:
    return Event.objects.for_card().get(pk=posting.pk)


def file_of(posting: Event) -> ical.Component:
    return ical.read(calendar_files.file_of(fresh(posting)))


def times(calendar: ical.Component) -> set[datetime]:
    """When it takes place by the file: the rule, counted by an independent reader, and the rest."""
    found = {}
    for entry in calendar.events:
        if "RECURRENCE-ID" in entry:
            continue
        first = entry["DTSTART"].moment
        assert isinstance(first, datetime)
        found[first] = entry
        for one in entry.properties:
            if one.name == "RRULE":
                rule = rrulestr(one.value, dtstart=first.astimezone(BERLIN))
                found |= dict.fromkeys((m.astimezone(UTC) for m in rule), entry)
            if one.name == "RDATE":
                found[one.moment] = entry
    for entry in calendar.events:
        if "RECURRENCE-ID" in entry:
            assert entry["RECURRENCE-ID"].moment in found, "an exception to no rule"
            del found[entry["RECURRENCE-ID"].moment]
            found[entry["DTSTART"].moment] = entry
    return {begin for begin, entry in found.items() if entry["STATUS"].value != "CANCELLED"}


def held(posting: Event) -> set[datetime]:
    return set(posting.occurrences.filter(cancelled_at=None).values_list("starts_at", flat=True))


# --- One event ----------------------------------------------------------------------------


def test_a_visitor_opens_the_file_of_an_event(client: Client, company, owner) -> None:
    shown = event(company, State.PUBLISHED, "Willkommen; alle, wirklich", wheelchair=True)
    answer = client.get(shown.ics_path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = ical.read(answer.content)
    entry = calendar.events[0]
    assert calendar["METHOD"].value == "PUBLISH"
    assert entry["SUMMARY"].text == "Willkommen; alle, wirklich"
    assert entry["SUMMARY"].parameters["LANGUAGE"] == "de"
    assert entry["LOCATION"].text.startswith("Rathaus, Markt 1")
    assert entry["DTSTART"].moment == shown.starts_at
    assert entry["DTEND"].moment == shown.ends_at
    assert entry["ORGANIZER"].value == "mailto:kontakt@example.org"
    assert entry["ORGANIZER"].parameters["CN"] == company.name
    assert entry["UID"].value == f"event-{shown.pk}@localhost"


def test_nobody_opens_that_of_a_draft(client: Client, company, owner) -> None:
    assert client.get(event(company).ics_path).status_code == 404


def test_it_speaks_the_language_of_the_address(client: Client, company, owner) -> None:
    shown = event(company, State.PUBLISHED, texts={"en": "Welcome evening"})
    answer = client.get(shown.ics_path.replace("/de/", "/en/"))
    entry = ical.read(answer.content).events[0]
    assert entry["SUMMARY"].text == "Welcome evening"
    assert entry["SUMMARY"].parameters["LANGUAGE"] == "en"


def test_the_same_event_gives_the_same_bytes(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")
    assert calendar_files.file_of(fresh(shown)) == calendar_files.file_of(fresh(shown))


def test_each_change_has_a_higher_number_and_a_later_stamp(company, owner) -> None:
    shown = event(company, State.PUBLISHED)
    before = file_of(shown).events[0]
    actions.move(owner, shown.occurrences.get(), span(in_days(11)), "Der Saal ist belegt.")
    after = file_of(shown).events[0]
    assert int(after["SEQUENCE"].value) == int(before["SEQUENCE"].value) + 1
    assert after["UID"] == before["UID"]
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert after[name].moment >= before[name].moment
    assert after["DTSTART"].moment == span(in_days(11)).starts_at
    assert "Der Saal ist belegt." in after["DESCRIPTION"].text


def test_a_cancelled_event_is_taken_out_of_the_calendar(client: Client, company, owner) -> None:
    shown = event(company, State.PUBLISHED)
    actions.cancel_all(owner, shown, "Die Rednerin ist krank.")
    calendar = ical.read(client.get(shown.ics_path).content)
    entry = calendar.events[0]
    assert calendar["METHOD"].value == "CANCEL"
    assert entry["STATUS"].value == "CANCELLED"
    assert entry["TRANSP"].value == "TRANSPARENT"
    assert entry["SUMMARY"].text.endswith(": Willkommensabend")
    assert entry["DESCRIPTION"].text.startswith("Die Rednerin ist krank.")


@pytest.mark.parametrize("days", [1, 3])
def test_an_all_day_event_ends_on_the_day_after(company, owner, days) -> None:
    begin = moment("2027-03-27 00:00")
    end = at(datetime(2027, 3, 27) + timedelta(days=days))
    shown = event(company, State.PUBLISHED, all_day=True, starts_at=begin, ends_at=end)
    entry = file_of(shown).events[0]
    assert entry["DTSTART"].moment == date(2027, 3, 27)
    assert entry["DTEND"].moment == date(2027, 3, 27) + timedelta(days=days)


def test_an_all_day_event_with_hours_lasts_at_least_a_day(company, owner) -> None:
    entry = file_of(event(company, State.PUBLISHED, all_day=True)).events[0]
    assert entry["DTEND"].moment - entry["DTSTART"].moment == timedelta(days=1)


# --- One that comes again -----------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;COUNT=3",
        "FREQ=WEEKLY;UNTIL=20270601",
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=4",
        # The first day, a Friday, is not in the rule.
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270801",
    ],
)
def test_an_independent_reader_finds_the_same_times(company, owner, rule) -> None:
    shown = event(company, State.PUBLISHED, starts="2027-03-05 18:00", recurrence=rule)
    assert times(file_of(shown)) == held(shown)


def test_where_the_rule_does_not_name_the_first_time_programs_need_not_guess(
    company, owner
) -> None:
    shown = event(
        company,
        State.PUBLISHED,
        starts="2027-03-05 18:00",
        recurrence="FREQ=WEEKLY;BYDAY=MO;COUNT=3",
    )
    entry = file_of(shown).events[0]
    assert "COUNT" not in entry["RRULE"].value
    assert entry["RDATE"].moment == entry["DTSTART"].moment


def test_moved_and_cancelled_occurrences_are_exceptions(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=4")
    _first, second, third, _last = shown.occurrences.all()
    actions.move(owner, second, span(in_days(18, 9)), "")
    actions.cancel(owner, third, "Feiertag")
    calendar = file_of(shown)
    assert times(calendar) == held(shown)
    assert calendar["METHOD"].value == "PUBLISH"
    series, moved, cancelled = calendar.events
    assert series["STATUS"].value == moved["STATUS"].value == "CONFIRMED"
    assert cancelled["STATUS"].value == "CANCELLED"
    assert cancelled["RECURRENCE-ID"].moment == third.original_start
    assert {one["UID"].value for one in calendar.events} == {series["UID"].value}


def test_a_series_that_is_cancelled_is_one_cancellation(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=4")
    actions.cancel_all(owner, shown, "")
    calendar = file_of(shown)
    assert calendar["METHOD"].value == "CANCEL"
    assert [one["STATUS"].value for one in calendar.events] == ["CANCELLED"]


def test_a_series_of_which_some_was_held_keeps_that(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=4")
    actions.cancel_all(owner, shown, "")
    first = shown.occurrences.first()
    first.cancelled_at = None
    first.save()
    calendar = file_of(shown)
    assert calendar["METHOD"].value == "PUBLISH"
    assert times(calendar) == held(shown) == {first.starts_at}


def test_what_was_held_by_an_earlier_rule_is_no_exception(company, owner) -> None:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=4")
    gone = moment("2026-01-02 18:00")
    shown.occurrences.create(
        original_start=gone, starts_at=gone, ends_at=gone, told_start=gone, changed_at=gone
    )
    assert len(file_of(shown).events) == 1


def test_the_rule_of_an_all_day_event_ends_with_a_day(company, owner) -> None:
    shown = event(
        company,
        State.PUBLISHED,
        all_day=True,
        starts="2027-03-05 00:00",
        hours=24,
        recurrence="FREQ=WEEKLY;UNTIL=20270402",
    )
    actions.cancel(owner, shown.occurrences.all()[1], "")
    series, cancelled = file_of(shown).events
    assert series["RRULE"].value.endswith("UNTIL=20270402")
    assert cancelled["RECURRENCE-ID"].moment == date(2027, 3, 12)


# --- Clock changes ------------------------------------------------------------------------


@pytest.mark.parametrize("change", [datetime(2027, 3, 28), datetime(2027, 10, 31)])
@pytest.mark.parametrize("offset", range(-120, 121, 15))
def test_both_nights_of_the_year(company, owner, change, offset) -> None:
    """Every quarter of an hour around the change, the hour that is there twice among them."""
    begin = change.replace(hour=1, tzinfo=UTC) + timedelta(minutes=offset)
    end = begin + timedelta(minutes=50)
    shown = event(company, State.PUBLISHED, starts_at=begin, ends_at=end)
    entry = file_of(shown).events[0]
    assert (entry["DTSTART"].moment, entry["DTEND"].moment) == (begin, end)


@pytest.mark.parametrize("first", ["2027-03-26 22:00", "2027-10-29 22:00", "2027-03-27 22:00"])
def test_a_night_watch_ends_at_the_same_hour_in_every_program(company, owner, first) -> None:
    """Programs add the hours of the first night (RFC 5545, 3.8.5.3), which may be more or fewer."""
    shown = event(company, State.PUBLISHED, starts=first, hours=8, recurrence="FREQ=DAILY;COUNT=4")
    calendar = file_of(shown)
    series, *exceptions = calendar.events
    usual = series["DTEND"].moment - series["DTSTART"].moment
    ends = {one["RECURRENCE-ID"].moment: one["DTEND"].moment for one in exceptions}
    for row in shown.occurrences.all():
        assert ends.get(row.original_start, row.starts_at + usual) == row.ends_at
    assert exceptions


def test_a_rule_keeps_to_the_clock(company, owner) -> None:
    shown = event(
        company, State.PUBLISHED, starts="2027-03-16 18:00", recurrence="FREQ=WEEKLY;COUNT=4"
    )
    assert times(file_of(shown)) == held(shown)
    assert {one.astimezone(BERLIN).hour for one in held(shown)} == {18}


def test_the_zone_in_the_file_is_that_of_germany() -> None:
    zone = tzical(StringIO(calendar_files.ZONE.decode())).get()
    clock = datetime(2026, 1, 1)
    while clock.year < 2029:
        if wall(at(clock)) == clock:  # there is such a time
            ours = clock.replace(tzinfo=BERLIN)
            assert clock.replace(tzinfo=zone).utcoffset() == ours.utcoffset()
        clock += timedelta(minutes=30)


# --- Whatever is written ------------------------------------------------------------------

ODD = st.text(
    st.sampled_from("\r\n\t\x00\x0b\x0c\x1f\x85\u2028\u2029:;,\\\"'^= ä🙂")
    | st.characters(codec="utf-8")
) | st.sampled_from(
    [
        "x\r\nATTENDEE:mailto:x@example.org",
        "x\nEND:VEVENT\nBEGIN:VEVENT",
        "x\rBEGIN:VALARM\rACTION:EMAIL\rEND:VALARM",
        'x";X-EVIL="1',
        "x\\nEND:VEVENT",
        "x\u2028ATTENDEE:y",
    ]
)


def words(text: str) -> str:
    """What is left of a text when line ends, spaces and control characters do not count."""
    return "".join(
        x for x in text if not x.isspace() and ord(x) not in (*range(32), *range(127, 160))
    )


@pytest.fixture
def written(company, owner) -> Any:
    shown = event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=2")
    actions.cancel(owner, shown.occurrences.last(), "")
    return fresh(shown)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=ODD, summary=ODD, body=ODD, venue=ODD, note=ODD, name=ODD, calendar=ODD)
def test_nothing_that_is_written_becomes_a_property(
    written, title, summary, body, venue, note, name, calendar
) -> None:
    usual = [[p.name for p in part.properties] for part in _read(written).parts]
    written.texts = [PostingText(language="de", title=title, summary=summary, body=body)]
    written.venue, written.organisation.name = venue, name
    written.dates[-1].note = note
    found = _read(written, calendar)
    assert [[p.name for p in part.properties] for part in found.parts] == usual
    series, cancelled = found.events
    assert words(series["SUMMARY"].text) == words(title)
    assert words(f"{summary}{body}") in words(series["DESCRIPTION"].text)
    assert words(series["DESCRIPTION"].text).startswith(words(summary + body))
    assert words(cancelled["DESCRIPTION"].text).startswith(words(note))
    assert words(series["LOCATION"].text).startswith(words(venue))
    assert words(found["X-WR-CALNAME"].text) == words(calendar)


def _read(posting: Event, name: str = "Termine") -> ical.Component:
    with translation.override("de"):
        return ical.read(calendar_files.feed_of([posting], name))


def test_lines_of_a_text_stay_lines(written) -> None:
    text = PostingText(language="de", title="Fest", summary="Eins", body="Zwei\r\nDrei\n\nVier")
    written.texts = [text]
    found = _read(written).events[0]["DESCRIPTION"].text
    assert found.startswith("Eins\n\nZwei\nDrei\n\nVier\n\n")
