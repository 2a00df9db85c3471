"""Municipalities that were merged into others: told by a file, checked, and kept short."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from partners.territories.actions import ImportRefusedError, Summary, import_territories
from partners.territories.mergers import Mergers
from partners.territories.models import Territory, current_key
from partners.territories.register import RegisterError
from partners.territories.supplements import Merger, read_successors
from tests.territories import lines as make

pytestmark = pytest.mark.django_db

A, B, C, D = "99001001", "99001002", "99001003", "99001004"
TOWNS = {A: "Adorf", B: "Bdorf", C: "Cdorf", D: "Ddorf"}


def register(*keys: str, year: int = 2026) -> list[str]:
    """The register of a year that has these municipalities."""
    date = f"{year}1130"
    towns = [make.municipality(key, TOWNS[key], date=date) for key in keys]
    return [*make.small_region((), date=date), *towns]


def read(*keys: str, year: int = 2026, merged: dict[str, str] | None = None) -> Summary:
    """Imports that register with these mergers, old to new, each in a line of its own."""
    mergers = [Merger(line, old, new) for line, (old, new) in enumerate((merged or {}).items(), 2)]
    return import_territories(make.as_bundle(register(*keys, year=year), mergers=mergers))


def successors() -> dict[str, str]:
    rows = Territory.objects.exclude(successor=None)
    return dict(rows.values_list("ags", "successor__ags"))


@pytest.fixture(autouse=True)
def four() -> None:
    read(A, B, C, D, year=2025)


# --- The file -----------------------------------------------------------------------------


def test_the_file_is_read_line_by_line() -> None:
    data = f"\ufeffold,new,note\r\n{C},{B},x\r\n{D},{B},\r\n".encode()
    assert read_successors(data) == [Merger(2, C, B), Merger(3, D, B)]


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        (f"old\n{C}\n", 1, "column new is missing"),
        (f"old,new\n{C}\n", 2, "too many or too few"),
        (f"old,new\n{C},{B}\n99001,{B}\n", 3, "key of a municipality"),
        (f"old,new\n{C},99001\n", 2, "key of a municipality"),
        (f"old,new\n{C},{B}\n{D},{D}\n", 3, "cannot be merged into itself"),
        (f"old,new\n{C},{B}\n{C},{A}\n", 3, "already has a successor"),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_line(rows: str, line: int, reason: str) -> None:
    with pytest.raises(RegisterError) as caught:
        read_successors(rows.encode())
    assert caught.value.line == line
    assert reason in caught.value.reason


# --- Mergers ------------------------------------------------------------------------------


def test_a_closed_municipality_knows_where_it_went() -> None:
    read(A, B, D, merged={C: B})
    assert successors() == {C: B}
    assert Territory.objects.get(ags=C).current_ags == current_key(C) == B
    assert Territory.objects.get(ags=A).current_ags == current_key(A) == A
    assert list(Territory.objects.merged_into("99001")) == [Territory.objects.get(ags=C)]
    assert not Territory.objects.merged_into(A).exists()


def test_each_merger_counts_as_a_row_and_a_second_time_nothing_changes() -> None:
    read(A, B, D)
    assert read(A, B, D, merged={C: B}).written == 1
    assert read(A, B, D, merged={C: B}).written == 0
    assert read(A, B, D).written == 0
    assert successors() == {C: B}


def test_a_chain_is_shortened_to_its_end() -> None:
    read(A, merged={D: C, C: B, B: A})
    assert successors() == {B: A, C: A, D: A}


def test_a_chain_over_the_years_is_shortened_too() -> None:
    read(A, B, C, merged={D: C})
    read(A, B, year=2027)
    assert read(A, B, year=2027, merged={C: B}).written == 2
    assert successors() == {C: B, D: B}
    read(A, year=2028, merged={B: A})
    assert successors() == {B: A, C: A, D: A}


def test_the_middle_of_a_chain_need_not_be_known_here() -> None:
    told = read(A, B, C, merged={D: "99001999", "99001999": C})
    assert successors() == {D: C}
    assert told.skipped == 1


def test_a_successor_that_closes_untold_is_followed_once_that_is_told() -> None:
    read(A, B, C, merged={D: C})
    read(A, B, year=2027)
    assert successors() == {D: C}
    read(A, B, year=2027, merged={C: A})
    assert successors() == {C: A, D: A}


def test_a_wrong_merger_is_put_right_by_telling_it_anew() -> None:
    read(A, B, D, merged={C: B})
    read(A, B, D, merged={C: A})
    assert successors() == {C: A}


def test_what_reappears_is_open_and_has_no_successor() -> None:
    read(A, B, D, merged={C: B})
    told = read(A, B, C, D, year=2027)
    assert told.reopened == ["Cdorf (Musterkreis)"]
    assert successors() == {}
    assert Territory.objects.get(ags=C).current_ags == C


@pytest.mark.parametrize(
    ("mergers", "line", "reason"),
    [
        ({A: B}, 2, f"{A} is still open"),
        ({C: B, B: A}, 3, f"{B} is still open"),
        ({C: D}, 2, f"{D} is no open municipality"),
        ({C: "99009001"}, 2, "99009001 is no open municipality"),
        ({C: D, D: C}, 2, f"{C} comes back to {C}"),
        ({C: "99001998", "99001998": "99001999", "99001999": "99001998"}, 2, "comes back to"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(
    mergers: dict[str, str], line: int, reason: str
) -> None:
    with pytest.raises(RegisterError, match=f"successors, line {line}: .*{reason}"):
        read(A, B, merged=mergers)
    assert Territory.objects.get(ags=C).is_open


def test_a_circle_over_the_years_is_refused() -> None:
    read(A, B, C, merged={D: C})
    with pytest.raises(RegisterError, match=r"line 2: .*comes back"):
        read(A, B, year=2027, merged={C: D})
    assert successors() == {D: C}


def test_what_this_register_never_had_is_left_out() -> None:
    told = read(A, B, D, merged={C: B, "98001001": "98001002"})
    assert (told.skipped, successors()) == (1, {C: B})


def test_a_file_of_another_region_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="successors"):
        read(A, B, D, merged={"98001001": "98001002"})
    assert read(A, B, D, merged={"98001001": B}).skipped == 1


def test_only_what_is_closed_can_have_a_successor() -> None:
    with pytest.raises(IntegrityError, match="territory_with_successor_is_closed"), \
            transaction.atomic():  # fmt: skip
        Territory.objects.filter(ags=C).update(successor=Territory.objects.get(ags=B))


# --- Sets of keys -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "members"),
    [
        ({A}, {A}),
        ({B}, {B, C, D}),
        ({C}, {B, C, D}),
        ({"99001"}, {"99001", C, D}),
        ({"99"}, {"99", C, D}),
        ({"98001", A}, {"98001", A}),
    ],
)
def test_keys_are_widened_by_mergers(named: set[str], members: set[str]) -> None:
    read(A, B, merged={C: B, D: B})
    assert Mergers.known().close(named) == members


def test_a_county_that_is_gone_goes_on_where_its_municipalities_went() -> None:
    """As the city of Eisenach, a county of its own, did in the Wartburgkreis."""
    both = Mergers({"99002": None, "99002000": B, "99003001": B})
    assert both.close({"99002"}) == {"99002", "99002000", "99003001", B}
    assert both.close({"99003"}) == {"99003"}


# --- The command --------------------------------------------------------------------------


def run(folder: Path, csv: str, *keys: str) -> str:
    file, out = folder / "successors.csv", io.StringIO()
    file.write_text(csv)
    path = make.as_file(folder, register(*keys))
    call_command("import_territories", str(path), successors=file, stdout=out)
    return out.getvalue()


def test_the_command_takes_the_file(tmp_path: Path) -> None:
    assert "8 rows written." in run(tmp_path, f"old,new\n{C},{B}\n", A, B, D)
    assert successors() == {C: B}
    assert "Nothing changed." in run(tmp_path, f"old,new\n{C},{B}\n", A, B, D)


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("old,new\nx,y\n", r"successors\.csv, line 2: “x” is not the key"),
        (f"old,new\n{A},{B}\n", r"successors, line 2: 99001001 is still open"),
    ],
)
def test_a_wrong_file_changes_nothing_at_all(tmp_path: Path, csv: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(tmp_path, csv, A, B, D)
    assert Territory.objects.get(ags=C).is_open
