"""What calendars elsewhere say, and what is wrong with them, in words for those who mend them."""

from datetime import datetime, timedelta
from time import perf_counter

import pytest
import time_machine
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from events.calendars import understanding
from events.calendars.problems import SourceError
from events.calendars.understanding import Found, Understood, understand
from events.events import recurrence
from events.events.recurrence import wall
from tests.calendars.builders import calendar, entry

NOW = "2026-11-30 12:00:00+01:00"

VIENNA = [
    "BEGIN:VTIMEZONE",
    "TZID:Our town",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "END:VTIMEZONE",
]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


def read(*entries: str, **options: str) -> Understood:
    return understand(calendar(*entries, **options))


def one(*lines: str, **properties: str) -> Found:
    result = read(entry("a", "Café", *lines, **properties))
    assert [str(problem) for problem in result.problems] == []
    return result.found[0]


def clocks(found: Found) -> list[str]:
    """When it takes place in the end, exceptions and all."""
    spans = [
        found.exceptions.get(span.starts_at, span)
        for span in recurrence.spans(found.first, found.rule)
    ]
    return [f"{wall(span.starts_at):%m-%d %H:%M}" for span in spans if span]


# --- Times --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20270105T180000", "01-05 18:00"),
        ("DTSTART:20270105T170000Z", "01-05 18:00"),
        ("DTSTART;TZID=Europe/Berlin:20270105T180000", "01-05 18:00"),
        ('DTSTART;TZID="Europe/Berlin":20270105T180000', "01-05 18:00"),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20270105T180000",
            "01-05 18:00",
        ),
        ("DTSTART;TZID=W. Europe Standard Time:20270105T180000", "01-05 18:00"),
        ("DTSTART;TZID=Europe/London:20270105T180000", "01-05 19:00"),
        ("DTSTART;TZID=America/New_York:20270105T120000", "01-05 18:00"),
        ("DTSTART;VALUE=DATE:20270105", "01-05 00:00"),
        ("DTSTART:20270105", "01-05 00:00"),
        ("DTSTART:20270328T023000", "03-28 03:30"),
        ("DTSTART:20271031T003000Z", "10-31 02:30"),
    ],
)
def test_times_are_those_of_germany(start: str, expected: str) -> None:
    assert clocks(one(start, DTSTART="")) == [expected]


def test_a_zone_that_the_file_describes_itself() -> None:
    start = "DTSTART;TZID=Our town:20270705T180000"
    result = read("\r\n".join(VIENNA), entry("a", "Café", start, DTSTART=""))
    assert clocks(result.found[0]) == ["07-05 18:00"]


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        (["DTEND:20270105T200000"], 2),
        (["DURATION:PT90M"], 1.5),
        (["DTEND;TZID=Europe/London:20270105T190000"], 2),
        ([], 1),
        (["DTEND:20270105T180000"], 1),
    ],
)
def test_how_long_it_lasts(lines: list[str], hours: float) -> None:
    found = one(*lines, DTSTART="20270105T180000")
    assert found.first.ends_at - found.first.starts_at == timedelta(hours=hours)


@pytest.mark.parametrize(("end", "days"), [("", 1), ("DTEND;VALUE=DATE:20270108", 3)])
def test_whole_days(end: str, days: int) -> None:
    found = one("DTSTART;VALUE=DATE:20270105", *filter(None, [end]), DTSTART="")
    assert found.all_day
    assert found.first.ends_at - found.first.starts_at == timedelta(days=days)


# --- Again and again ----------------------------------------------------------------------


def test_a_rule_with_exceptions_of_all_kinds() -> None:
    series = entry(
        "a",
        "Café",
        "EXDATE:20270112T180000",
        "EXDATE;TZID=Europe/Berlin:20270202T180000",
        "EXDATE;VALUE=DATE:20270126",
        DTSTART="20270105T180000",
        RRULE="FREQ=WEEKLY;COUNT=6",
    )
    moved = entry("a", "Café", RECURRENCE_ID="20270119T180000", DTSTART="20270120T190000")
    cancelled = entry(
        "a", "Café", RECURRENCE_ID="20270209T180000", DTSTART="20270209T180000", STATUS="CANCELLED"
    )
    result = read(moved, series, cancelled)
    assert result.problems == []
    assert clocks(result.found[0]) == ["01-05 18:00", "01-20 19:00"]
    assert result.found[0].rule == "FREQ=WEEKLY;COUNT=6"


def test_further_dates_become_events_of_their_own() -> None:
    result = read(
        entry("a", "Café", "RDATE:20270110T180000,20270111T090000", DTSTART="20270105T180000"),
        entry("a", "Café", RECURRENCE_ID="20270111T090000", DTSTART="20270111T100000"),
    )
    assert [clocks(found)[0] for found in result.found] == [
        "01-05 18:00",
        "01-10 18:00",
        "01-11 10:00",
    ]
    assert len({found.uid for found in result.found}) == 3
    assert {found.uid for found in result.found} <= result.uids


def test_a_rule_without_end_is_taken_over_for_twelve_months() -> None:
    found = one(DTSTART="20190101T180000", RRULE="FREQ=WEEKLY")
    times = [wall(span.starts_at) for span in recurrence.spans(found.first, found.rule)]
    assert times[0] == datetime(2026, 10, 6, 18)  # the first Tuesday of the quarter
    assert times[-1] == datetime(2027, 9, 28, 18)


def test_it_stays_the_same_until_the_quarter_is_over() -> None:
    def weekly() -> Found:
        return one(DTSTART="20190101T180000", RRULE="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH")

    before = weekly()
    with time_machine.travel("2026-12-30 12:00+01:00"):
        assert weekly() == before
    with time_machine.travel("2027-01-01 12:00+01:00"):
        after = weekly()
    later = {span.starts_at for span in recurrence.spans(after.first, after.rule)}
    assert after.first.starts_at in {
        s.starts_at for s in recurrence.spans(before.first, before.rule)
    }
    assert {s.starts_at for s in recurrence.spans(before.first, before.rule)} & later


def test_the_first_time_counts_even_where_the_rule_does_not_name_it() -> None:
    found = one(DTSTART="20270101T180000", RRULE="FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    assert clocks(found) == ["01-01 18:00", "01-04 18:00", "01-11 18:00"]


def test_a_rule_by_the_clock_of_another_zone_that_is_changed_on_other_days() -> None:
    """New York goes over to summer two weeks earlier: for two weeks it is an hour earlier here."""
    start = "DTSTART;TZID=America/New_York:20270302T120000"
    found = one(start, DTSTART="", RRULE="FREQ=WEEKLY;COUNT=5")
    assert [clock[-5:] for clock in clocks(found)] == ["18:00", "18:00", "17:00", "17:00", "18:00"]


def test_occurrences_without_their_event_stand_alone() -> None:
    result = read(entry("a", "Café", RECURRENCE_ID="20270105T180000", DTSTART="20270106T180000"))
    assert clocks(result.found[0]) == ["01-06 18:00"]


def test_what_is_over_or_cancelled_is_known_but_not_taken() -> None:
    result = read(
        entry("old", DTSTART="20200101T180000"),
        entry("far", DTSTART="20350101T180000"),
        entry("off", STATUS="CANCELLED"),
    )
    assert (result.found, result.problems) == ([], [])
    assert result.uids == {"old", "far", "off"}
    assert result.cancelled == {"off"}


def test_a_file_of_cancellations() -> None:
    assert read(entry("a"), method="CANCEL").cancelled == {"a"}


# --- Words --------------------------------------------------------------------------------


def test_texts_are_plain_and_cut_to_what_fits() -> None:
    found = one(
        f"DESCRIPTION:<p>Komm &amp\\; <b>bring</b> was mit.</p>\\n\\n<br>{'Wort ' * 3000}",
        SUMMARY="Fest\\, " * 60,
        LOCATION="Markt\\n1\x07",
    )
    assert len(found.title) <= 120
    assert found.title.startswith("Fest, Fest,")
    assert found.title.endswith("…")
    assert found.summary == "Komm & bring was mit."
    assert len(found.body) <= 8000
    assert "<" not in found.body
    assert found.venue == "Markt 1"


def test_less_than_signs_are_no_tags() -> None:
    assert one(DESCRIPTION="Kinder < 6 frei\\, 3 > 2").body == ""
    assert one(DESCRIPTION="Kinder < 6 frei").summary == "Kinder < 6 frei"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "nowhere", "https://x.org/" + "a" * 300])
def test_what_no_browser_opens_is_no_link(link: str) -> None:
    assert one(URL=link).link == ""


def test_categories_are_those_of_all_lines() -> None:
    assert one("CATEGORIES:Sprache,Bildung\\, Kurse", "CATEGORIES:Fest").categories == (
        "Sprache",
        "Bildung, Kurse",
        "Fest",
    )


def test_folded_lines_and_other_line_ends() -> None:
    text = calendar(entry("a", "Sprach\r\n café", DTSTART="20270105T180000")).replace(
        b"\r\n", b"\n"
    )
    assert understand(text).found[0].title == "Sprachcafé"


def test_another_encoding_is_read_and_told() -> None:
    result = understand(calendar(entry("a", "Café")).decode().encode("cp1252"))
    assert result.found[0].title == "Café"
    assert "UTF-8" in str(result.problems[0])


# --- What is wrong ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "lines", "words"),
    [
        ({"UID": ""}, [], "no UID"),
        ({"DTSTART": ""}, [], "no DTSTART"),
        ({"SUMMARY": ""}, [], "no SUMMARY"),
        ({"DTSTART": "tomorrow"}, [], "DTSTART cannot be read: “tomorrow”"),
        ({"DTSTART": "20271340T990000"}, [], "DTSTART cannot be read"),
        ({"DTEND": "20200101T180000"}, [], "DTEND lies before DTSTART"),
        ({"DTEND": "20270105"}, [], "is a day"),
        ({"DURATION": "long"}, [], "DURATION cannot be read: “long”"),
        ({"DURATION": "P40D"}, [], "longer than 31 days"),
        ({"DTSTART": ""}, ["DTSTART;TZID=Middle Earth:20270105T180000"], "“Middle Earth”"),
        ({"RRULE": "FREQ=HOURLY;COUNT=3"}, [], "RRULE “FREQ=HOURLY;COUNT=3”"),
        ({"RRULE": "FREQ=SOMETIMES"}, [], "RRULE"),
        ({"RRULE": "FREQ=WEEKLY;UNTIL=never"}, [], "last day of the rule"),
        ({"RRULE": "FREQ=WEEKLY;COUNT=2"}, ["RRULE:FREQ=DAILY;COUNT=2"], "more than one RRULE"),
        ({"DTSTART": "19900101T180000", "RRULE": "FREQ=WEEKLY"}, [], "more than 20 years"),
        ({"EXRULE": "FREQ=DAILY"}, [], "EXRULE"),
        ({"RDATE": ",".join(f"202701{day:02}T090000" for day in range(1, 15))}, [], "12 further"),
    ],
)
def test_one_bad_event_is_told_and_stops_no_other(properties, lines, words) -> None:
    result = read(entry("bad@town", "Schlecht", *lines, **properties), entry("good"))
    assert [found.uid for found in result.found] == ["good"]
    problem = str(result.problems[0])
    assert words in problem
    assert "line 5" in problem
    for name, value in (("SUMMARY", "Schlecht"), ("UID", "bad@town")):
        assert (value in problem) == (name not in properties)


def test_of_two_with_one_uid_the_first_counts() -> None:
    result = read(entry("a", "Erstes"), entry("a", "Zweites"))
    assert [found.title for found in result.found] == ["Erstes"]
    assert "more than once" in str(result.problems[0])
    assert "Zweites" in str(result.problems[0])


def test_what_is_only_odd_is_told_and_taken_over() -> None:
    result = read(
        entry("a", "Café", "and bring cake", RRULE="FREQ=WEEKLY;COUNT=2"),
        entry("a", "Café", RECURRENCE_ID="20280105T180000", DTSTART="20280105T190000"),
        entry("a", "Café", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270105T180000"),
    )
    assert len(result.found) == 1
    told = " ".join(str(problem) for problem in result.problems)
    for words in ("and bring cake", "2028-01-05 18:00", "THISANDFUTURE"):
        assert words in told


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\x00\xff", b"BEGIN:VCARD\r\nEND:VCARD", b"\xef\xbb\xbf"]
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError) as refused:
        understand(content)
    assert "BEGIN:VCALENDAR" in str(refused.value.at())


def test_a_file_that_breaks_off_is_told() -> None:
    result = understand(calendar(entry("a"), entry("b"))[:-60])
    assert any("breaks off" in str(problem) for problem in result.problems)
    assert [found.uid for found in result.found] == ["a"]


def test_what_lies_within_an_event_is_not_the_event() -> None:
    alarm = ["BEGIN:VALARM", "SUMMARY:Weckruf", "DESCRIPTION:Auf!", "END:VALARM"]
    found = one(*alarm)
    assert (found.title, found.body) == ("Café", "")


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:VALARM",
             "END:VCALENDAR", "UID:a", "UID:b", "SUMMARY:Fest", "DTSTART:20270105T180000",
             "DTSTART;VALUE=DATE:20270105", "DTEND:20270105T190000", "RRULE:FREQ=WEEKLY",
             "RRULE:FREQ=YEARLY;BYDAY=-1MO,XX;BYSETPOS=0", "RRULE:FREQ=DAILY;UNTIL=20270301",
             "RRULE:FREQ=MONTHLY;INTERVAL=99999", "RRULE:COUNT=3", "EXDATE:20270105T180000,x",
             "RDATE;VALUE=PERIOD:20270106T180000Z/PT1H", "RECURRENCE-ID:20270105T180000",
             "TZID:x", "DTSTART;TZID=x:20270105T180000", "STATUS:CANCELLED", "DURATION:-PT1H",
             "CATEGORIES:", "DTSTART:00010101T000000Z", "DTSTART:99991231T235959"]
        )
        | st.text(max_size=40),
        max_size=25,
    )
)  # fmt: skip
def test_nothing_that_a_file_says_breaks_it(rows: list[str]) -> None:
    content = "\r\n".join(["BEGIN:VCALENDAR", *rows]).encode(errors="replace")
    try:
        problems = understand(content).problems
    except SourceError as error:  # the first line goes on in the second
        problems = [error.at()]
    assert all(str(problem) for problem in problems)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=1;COUNT=999999999",
    ],
)
def test_no_rule_is_counted_without_end(rule: str) -> None:
    begin = perf_counter()
    read(entry("a", "Café", DTSTART="20060101T180000", RRULE=rule))
    assert perf_counter() - begin < 3


@pytest.mark.parametrize(
    "line",
    [
        "X" * 4_000_000,
        "A;B=" + " " * 4_000_000,
        ";A=" * 1_000_000,
        "DESCRIPTION:" + "<a" * 2_000_000,
    ],
)
def test_no_line_is_looked_at_without_end(line: str) -> None:
    begin = perf_counter()
    read(entry("a", "Café", line))
    assert perf_counter() - begin < 3


def test_a_file_full_of_such_rules_has_an_end_too(monkeypatch) -> None:
    monkeypatch.setattr(understanding, "MOST_SECONDS", 0)
    result = read(entry("a"), entry("b"))
    assert result.found == []
    assert result.uids == {"a", "b"}  # so that nothing counts as taken out
    assert len(result.problems) == 1
