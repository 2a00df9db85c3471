"""When an event takes place by its rule: RFC 5545, by the clock in Germany."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from events.events import recurrence
from events.events.enums import Rhythm
from events.events.recurrence import (
    BadRule,
    Span,
    Wish,
    at,
    canonical,
    rule_of,
    spans,
    wall,
    wish_of,
)
from tests.events.builders import moment, span


def starts(first: Span, rule: str) -> list[str]:
    return [f"{wall(one.starts_at):%Y-%m-%d %H:%M}" for one in spans(first, rule)]


def test_without_a_rule_it_takes_place_once() -> None:
    assert spans(span("2026-12-04 18:00"), "") == [span("2026-12-04 18:00")]


def test_it_keeps_to_the_clock_when_the_clocks_are_changed() -> None:
    tuesdays = span("2026-03-17 18:00")
    found = spans(tuesdays, "FREQ=WEEKLY;COUNT=4")
    assert [wall(one.starts_at).hour for one in found] == [18] * 4
    assert [one.starts_at.hour for one in found] == [17, 17, 16, 16]
    assert all(one.ends_at - one.starts_at == timedelta(hours=2) for one in found)


@pytest.mark.parametrize(
    ("clock", "utc"),
    [
        # 29 March 2026: the clock goes from 02:00 to 03:00; what is left out is read as before it.
        ("2026-03-29 01:59", "2026-03-29 00:59"),
        ("2026-03-29 02:30", "2026-03-29 01:30"),
        ("2026-03-29 03:00", "2026-03-29 01:00"),
        # 25 October 2026: 02:00 to 03:00 is there twice; the first of the two is meant.
        ("2026-10-25 02:30", "2026-10-25 00:30"),
        ("2026-10-25 03:00", "2026-10-25 02:00"),
    ],
)
def test_both_nights_of_the_year(clock: str, utc: str) -> None:
    assert moment(clock) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_night_is_an_hour_shorter_or_longer() -> None:
    nights = spans(span("2026-10-24 22:00", hours=8), "FREQ=DAILY;COUNT=2")
    assert [one.ends_at - one.starts_at for one in nights] == [
        timedelta(hours=9),
        timedelta(hours=8),
    ]
    assert {wall(one.ends_at).hour for one in nights} == {6}


def test_the_last_day_of_a_rule_belongs_to_it() -> None:
    found = starts(span("2026-12-04 18:00"), "FREQ=WEEKLY;UNTIL=20261218")
    assert found == ["2026-12-04 18:00", "2026-12-11 18:00", "2026-12-18 18:00"]


def test_the_first_time_counts_even_where_the_rule_does_not_name_it() -> None:
    found = starts(span("2026-12-04 18:00"), "FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    assert found == ["2026-12-04 18:00", "2026-12-07 18:00", "2026-12-14 18:00"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYDAY=1MO",
        "FREQ=YEARLY;BYDAY=-1FR;BYMONTH=3,9",
        "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;BYMONTH=3",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYYEARDAY=100",
    ],
)
def test_it_is_counted_as_dateutil_counts_it(rule: str) -> None:
    start, last = datetime(2026, 12, 4, 18), datetime(2028, 11, 1)
    plain = rrulestr(f"{rule};UNTIL=20281101T000000", dtstart=start)
    assert list(recurrence.counted(rule, start, last)) == list(plain)


def test_a_day_that_a_month_lacks_is_left_out() -> None:
    found = starts(span("2026-12-31 18:00"), "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270401")
    assert found == ["2026-12-31 18:00", "2027-01-31 18:00", "2027-03-31 18:00"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=401",
        "FREQ=DAILY;INTERVAL=0;COUNT=2",
        "FREQ=YEARLY;COUNT=4",
        "FREQ=WEEKLY;UNTIL=20990101",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=DAILY;BYSETPOS=2;COUNT=1",
        "FREQ=WEEKLY;BYDAY=XX;COUNT=2",
        "FREQ=WEEKLY;FREQ=DAILY;COUNT=2",
        "FREQ=WEEKLY;BYEASTER=1;COUNT=2",
        "FREQ=WEEKLY;UNTIL=soon",
        "every week",
        "FREQ=WEEKLY;COUNT=2\r\nATTENDEE:x",
        "FREQ=WEEKLY;COUNT=" + "1" * 400,
    ],
)
def test_what_is_no_rule_or_has_no_end_is_refused_at_once(rule: str) -> None:
    begin = perf_counter()
    with pytest.raises(BadRule) as refused:
        canonical(rule, span("2026-12-04 18:00"))
    assert str(refused.value)
    assert perf_counter() - begin < 1


@given(st.text(max_size=80) | st.from_regex(r"(FREQ=(DAILY|WEEKLY);)?[A-Z]{3,9}=[0-9A-Z,+-]{1,8}"))
def test_nothing_that_is_typed_breaks_it(rule: str) -> None:
    first = span("2026-12-04 18:00")
    try:
        kept = canonical(rule, first)
    except BadRule:
        return
    assert spans(first, kept) == spans(first, rule)


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    st.integers(1, 3),
    st.integers(1, 12),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
)
def test_an_independent_reader_finds_the_same_days(
    freq: str, interval: int, count: int, clock: datetime
) -> None:
    """The rule as a calendar reads it from a file, counted in times that know their zone."""
    clock = clock.replace(second=0, microsecond=0, hour=18)
    first = Span(at(clock), at(clock + timedelta(hours=1)))
    rule = f"FREQ={freq};INTERVAL={interval};COUNT={count}"
    try:
        ours = [one.starts_at for one in spans(first, rule)]
    except BadRule:
        return
    aware = rrulestr(
        icalendar.vRecur.from_ical(rule).to_ical().decode(),
        dtstart=clock.replace(tzinfo=recurrence.BERLIN),
    )
    assert ours == [one.astimezone(UTC) for one in aware]


@pytest.mark.parametrize("rhythm", [r for r in Rhythm if r not in (Rhythm.ONCE, Rhythm.OTHER)])
@pytest.mark.parametrize("day", ["2026-12-04", "2026-12-29", "2027-01-31"])
def test_what_the_form_writes_it_reads_again(rhythm: Rhythm, day: str) -> None:
    first = span(f"{day} 18:00")
    wish = Wish(rhythm, date(2027, 7, 31))
    rule = rule_of(wish, first)
    assert wish_of(rule, first).until == wish.until
    assert spans(first, rule)[0] == first
    assert rule_of(wish_of(rule, first), first) == rule


def test_a_foreign_rule_stays_as_it_is() -> None:
    first = span("2026-12-04 18:00")
    rule = canonical("FREQ=WEEKLY;BYDAY=TU,FR;COUNT=6", first)
    assert wish_of(rule, first).rhythm == Rhythm.OTHER


def test_a_fifth_weekday_is_the_last_one() -> None:
    first = span("2026-12-29 18:00")
    rule = rule_of(Wish(Rhythm.MONTHLY_WEEKDAY, date(2027, 3, 1)), first)
    assert "BYDAY=-1TU" in rule
    assert starts(first, rule) == ["2026-12-29 18:00", "2027-01-26 18:00", "2027-02-23 18:00"]
