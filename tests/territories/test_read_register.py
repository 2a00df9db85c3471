"""The reader takes GV100AD files and names line and reason when it cannot."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.territories.register import (
    Edition,
    RegisterError,
    check_edition,
    read_lines,
    read_records,
)
from tests.territories import lines as make


def read(data: bytes) -> Edition:
    return check_edition(read_records(read_lines(data)))


def refused(data: bytes) -> RegisterError:
    with pytest.raises(RegisterError) as caught:
        read(data)
    return caught.value


REGION = make.small_region(["Ährenfeld", "Bölsdorf", "Cdorf"])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1"])
def test_editions_in_either_encoding_and_with_either_line_end_are_the_same(
    encoding: str, end: str
) -> None:
    assert read(make.as_bytes(REGION, encoding, end)) == read(make.as_bytes(REGION))


def test_the_last_line_needs_no_end() -> None:
    assert len(read(make.as_bytes(REGION)[:-1]).records) == len(REGION)


def test_all_fields_of_a_municipality_are_read() -> None:
    text = make.municipality("99001001", "Adorf, Stadt", people=31093, hectares=4569, kind="63")
    record = read(make.as_bytes([*REGION[:3], text])).records[-1]
    assert record.date == datetime.date(2025, 11, 30)
    assert (record.key, record.association) == ("99001001", "990015001")
    assert (record.name, record.kind) == ("Adorf, Stadt", "63")
    assert (record.area_ha, record.population) == (4569, 31093)


def test_a_seat_is_read() -> None:
    lines = [make.line(10, "99", "Musterland", seat="Adorf"), *REGION[1:]]
    assert read(make.as_bytes(lines)).records[0].seat == "Adorf"


@pytest.mark.parametrize(
    ("position", "text", "reason"),
    [
        (3, REGION[3][:100], "100 characters instead of 220"),
        (3, REGION[3] + " ", "221 characters"),
        (3, "", "0 characters"),
        (0, "11" + REGION[0][2:], "record type “11” is unknown"),
        (3, make.municipality("99001001", ""), "name is missing"),
        (3, make.municipality("9900100", "Adorf"), "should have 8 digits"),
        (3, make.municipality("9900100٣", "Adorf"), "should have 8 digits"),
        (3, make.municipality("99001001", "Adorf", kind="41"), "kind of body “41”"),
        (3, make.municipality("99001001", "Adorf", number="50x1"), "key of an association"),
        (3, REGION[3][:139] + "    100    " + REGION[3][150:], "population “100” is not a number"),
        (3, REGION[3][:128] + "0000000001x" + REGION[3][139:], "area “0000000001x”"),
        (3, REGION[3][:30] + "\x00" + REGION[3][31:], "control characters"),
        (3, REGION[3][:30] + "\x85" + REGION[3][31:], "control characters"),
        (3, make.municipality("99001001", "Adorf", date="20251131"), "“20251131” is not a date"),
        (3, make.municipality("99001001", "Adorf", date="20241130"), "dated 2024-11-30"),
        (4, make.municipality("99001001", "Doppelt"), "already on line 4"),
        (3, make.municipality("99002001", "Adorf"), "county 99002 is missing"),
        (3, make.municipality("98001001", "Adorf"), "state 98 is missing"),
        (3, make.municipality("99001001", "Adorf", number="5002"), "association 990015002 is miss"),
        (1, make.county("990"), "should have 5 digits"),
        (1, make.county("99001", kind=""), "kind of body “”"),
        (2, make.association("99001", "501"), "not the key of an association"),
        (0, make.line(10, "99", "Musterland", association="0001"), "“0001” stands where"),
    ],
)
def test_a_wrong_line_is_named_with_the_reason(position: int, text: str, reason: str) -> None:
    lines = [*REGION]
    lines[position] = text
    error = refused(make.as_bytes(lines))
    assert error.line == position + 1
    assert reason in error.reason


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        (make.county("99002", "Leerkreis"), "Leerkreis has no municipality"),
        (make.state("98", "Leerland"), "Leerland has no municipality"),
        (make.association("99001", "5002", "Leerverband"), "Leerverband has no municipality"),
        (make.line(20, "991", "Leerbezirk"), "Leerbezirk has no municipality"),
    ],
)
def test_what_holds_no_municipality_was_cut_off(extra: str, reason: str) -> None:
    error = refused(make.as_bytes([*REGION, extra]))
    assert (error.line, reason in error.reason) == (len(REGION) + 1, True)


def test_waters_of_a_state_need_no_county() -> None:
    waters = [
        make.association("99000", "9999", "Küstengewässer"),
        make.municipality("99000999", "Küstengewässer", kind="66", number="9999", people=0),
    ]
    assert len(read(make.as_bytes([*REGION, *waters])).records) == 8


def test_a_region_may_lie_in_four_states_but_five_were_cut_from_a_whole() -> None:
    def states(count: int) -> bytes:
        found = [text.replace("99001", f"{state}001").replace("30" + "99 ", f"30{state} ")
                 for state in range(90, 90 + count) for text in make.small_region()]  # fmt: skip
        return make.as_bytes(found)

    assert len(read(states(4)).of_type(10)) == 4
    assert "only 5 of 16 states" in refused(states(5)).reason


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"\n", 1),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3, 1),
        (b"PK\x03\x04" + b"\x00" * 500, 1),
        (b"ags,lat,lon\n01001000,54.782520,9.437510\n", 1),
        (b"<html>" + b"x" * 214 + b"\n", 1),
        (b" " * 220 + b"\n", 1),
        (("1" * 220 + "\n").encode(), 1),
        ("ü".encode("utf-16"), 1),
    ],
)
def test_foreign_files_are_refused_at_their_first_line(data: bytes, line: int) -> None:
    assert refused(data).line == line


def test_damaged_utf8_is_named_with_its_line() -> None:
    data = make.as_bytes(REGION)
    damaged = data.replace("ölsdorf".encode(), b"\xc3lsdorf ", 1)
    assert (refused(damaged).line, refused(damaged).reason) == (5, "damaged UTF-8")


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partners.territories.register.MAX_BYTES", 1000)
    assert "larger than" in refused(make.as_bytes(REGION)).reason


@given(st.integers(1, len(make.as_bytes(REGION)) - 2))
def test_cut_off_anywhere_within_a_line_the_file_is_refused(length: int) -> None:
    data = make.as_bytes(REGION)[:length]
    complete = {len(make.as_bytes(REGION[:count])) for count in range(4, len(REGION))}
    if length not in complete and length + 1 not in complete:
        refused(data)


@given(st.binary(max_size=700))
def test_whatever_bytes_come_the_answer_is_a_refusal(data: bytes) -> None:
    refused(data)


@given(st.integers(0, 220 * 6 - 1), st.characters(codec="iso-8859-1"))
def test_one_changed_character_never_crashes_the_reader(position: int, char: str) -> None:
    text = make.as_bytes(make.small_region()).decode()
    changed = text[:position] + char + text[position + 1 :]
    with suppress(RegisterError):
        read(changed.encode("iso-8859-1"))
