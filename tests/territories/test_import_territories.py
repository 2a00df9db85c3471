"""Importing a register: adds, updates, closes, reopens; refuses what would do harm."""

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict

from partners.territories.actions import ImportRefusedError, import_territories
from partners.territories.files import Bundle
from partners.territories.geography import Point
from partners.territories.models import Association, Boundary, Postcode, Territory
from partners.territories.supplements import Outline
from tests.territories import lines as make

pytestmark = pytest.mark.django_db

LATER = "20261130"
THIRTY = [f"Dorf {number}" for number in range(1, 31)]
SQUARE = {"type": "Polygon", "coordinates": [[[12, 50], [13, 50], [13, 51], [12, 50]]]}


def everything() -> list[list[dict[str, Any]]]:
    return [
        [model_to_dict(row) | {"pk": row.pk} for row in model._default_manager.order_by("pk")]
        for model in (Territory, Association, Postcode, Boundary)
    ]


def full_bundle(lines: list[str]) -> Bundle:
    return make.as_bundle(
        lines,
        points={"99001001": Point(50.5, 12.5)},
        postcodes={("04626", "99001001"), ("04626", "99001002"), ("04617", "99001001")},
        outlines=[Outline("99001", SQUARE, "© Somebody", "https://example.org/l")],
    )


def get(ags: str) -> Territory:
    return Territory.objects.get(ags=ags)


def test_everything_is_there_afterwards() -> None:
    summary = import_territories(full_bundle(make.small_region()))
    place = get("99001001")
    assert (place.name, place.short_name, place.county_name) == ("Adorf", "Adorf", "Musterkreis")
    assert place.label == "Adorf (Musterkreis)"
    assert place.edition == datetime.date(2025, 11, 30)
    assert place.point == Point(50.5, 12.5)
    assert place.association == Association.objects.get(key="990015001")
    assert list(place.postcodes.values_list("code", flat=True)) == ["04617", "04626"]
    assert get("99001").boundary.attribution == "© Somebody"
    assert (summary.postcodes, summary.boundaries, summary.skipped) == (3, 1, 0)
    assert {level.name: count for level, count in summary.open.items()} == {
        "STATE": 1,
        "COUNTY": 1,
        "MUNICIPALITY": 3,
    }


def test_higher_levels_carry_the_sums_of_their_municipalities() -> None:
    lines = [
        make.state(),
        make.line(20, "990", "Bezirk"),
        make.county(),
        make.association(),
        make.municipality("99001001", "Adorf", people=5, hectares=7),
        make.municipality("99001002", "Bdorf", people=50, hectares=70),
        make.county("99002", "Nachbarkreis"),
        make.association("99002"),
        make.municipality("99002001", "Cdorf", people=500, hectares=700),
    ]
    summary = import_territories(make.as_bundle(lines))
    assert (get("99001").population, get("99001").area_ha) == (55, 77)
    assert (get("990").population, get("990").area_ha) == (555, 777)
    assert (get("99").population, get("99").area_ha) == (555, 777)
    assert summary.population == 555


def test_the_largest_numbers_that_fit_the_columns_fit_the_database() -> None:
    lines = make.small_region()
    lines[3:] = [make.municipality("99001001", "Adorf", people=99_999_999_999)]
    import_territories(make.as_bundle(lines))
    assert get("99").population == 99_999_999_999


def test_a_second_time_nothing_changes() -> None:
    import_territories(full_bundle(make.small_region()))
    before = everything()
    summary = import_territories(full_bundle(make.small_region()))
    assert everything() == before
    assert summary.written == 0


def test_a_second_time_nothing_is_written(django_assert_max_num_queries) -> None:
    import_territories(full_bundle(make.small_region()))
    with django_assert_max_num_queries(30) as captured:
        import_territories(full_bundle(make.small_region()))
    written = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "closed_on" not in sql] == []


def test_a_newer_edition_updates_and_keeps_the_rows() -> None:
    import_territories(full_bundle(make.small_region()))
    before = get("99001001")
    lines = make.small_region(date=LATER)
    lines[3] = make.municipality("99001001", "Neuadorf", people=7, date=LATER)
    import_territories(make.as_bundle(lines))
    after = get("99001001")
    assert (after.pk, after.name, after.population) == (before.pk, "Neuadorf", 7)
    assert after.edition == datetime.date(2026, 11, 30)
    assert after.point == before.point
    assert after.postcodes.count() == 2


def test_what_a_newer_edition_lacks_is_closed_and_stays_reachable() -> None:
    import_territories(full_bundle(make.small_region()))
    summary = import_territories(make.as_bundle(make.small_region(["Adorf", "Bdorf"], date=LATER)))
    gone = get("99001003")
    assert gone.closed_on == datetime.date(2026, 11, 30)
    assert gone.edition == datetime.date(2025, 11, 30)
    assert not gone.is_open
    assert gone not in Territory.objects.open()
    assert gone in Territory.objects.inside("99001")
    assert summary.closed == ["Cdorf (Musterkreis)"]
    assert get("99001").population == 200


def test_an_association_that_disappears_is_closed_with_its_members_kept() -> None:
    lines = make.small_region()
    lines.insert(3, make.association("99001", "5002", "Altverband"))
    lines[-1] = make.municipality("99001003", "Cdorf", number="5002")
    import_territories(make.as_bundle(lines))
    import_territories(make.as_bundle(make.small_region(["Adorf", "Bdorf"], date=LATER)))
    old = Association.objects.get(key="990015002")
    assert old.closed_on == datetime.date(2026, 11, 30)
    assert list(old.municipalities.all()) == [get("99001003")]


def test_what_reappears_is_open_again() -> None:
    import_territories(make.as_bundle(make.small_region()))
    import_territories(make.as_bundle(make.small_region(["Adorf", "Bdorf"], date=LATER)))
    summary = import_territories(make.as_bundle(make.small_region(date="20271130")))
    assert get("99001003").is_open
    assert summary.reopened == ["Cdorf (Musterkreis)"]
    assert summary.closed == []


def test_an_older_edition_is_refused() -> None:
    import_territories(make.as_bundle(make.small_region(date=LATER)))
    before = everything()
    with pytest.raises(ImportRefusedError, match="2025-11-30"):
        import_territories(make.as_bundle(make.small_region()), allow_closures=True)
    assert everything() == before


def test_a_small_file_over_a_large_register_closes_nobody_by_accident() -> None:
    import_territories(make.as_bundle(make.small_region(THIRTY)))
    before = everything()
    few = make.as_bundle(make.small_region(THIRTY[:19], date=LATER))
    with pytest.raises(ImportRefusedError, match="lacks 11 of 30 municipalities"):
        import_territories(few)
    assert everything() == before
    assert len(import_territories(few, allow_closures=True).closed) == 11


def test_ten_closures_are_a_reform() -> None:
    import_territories(make.as_bundle(make.small_region(THIRTY)))
    few = make.as_bundle(make.small_region(THIRTY[:20], date=LATER))
    assert len(import_territories(few).closed) == 10


def test_a_whole_county_is_not_closed_by_accident() -> None:
    neighbour = [
        make.county("99002", "Nachbarkreis"),
        make.association("99002"),
        make.municipality("99002001", "Xdorf"),
    ]
    import_territories(make.as_bundle([*make.small_region(), *neighbour]))
    with pytest.raises(ImportRefusedError, match="Nachbarkreis"):
        import_territories(make.as_bundle(make.small_region(date=LATER)))


def test_a_larger_register_is_imported_over_a_smaller_one() -> None:
    import_territories(make.as_bundle(make.small_region()))
    import_territories(make.as_bundle(make.small_region(THIRTY)))
    assert Territory.objects.open().municipalities().count() == 30


def test_postcodes_become_what_the_file_says() -> None:
    import_territories(full_bundle(make.small_region()))
    import_territories(make.as_bundle(make.small_region(), postcodes={("04626", "99001001")}))
    assert list(Postcode.objects.values_list("code", "territory__ags")) == [("04626", "99001001")]


def test_rows_of_unknown_places_are_counted_and_left_out() -> None:
    bundle = make.as_bundle(
        make.small_region(),
        points={"99001001": Point(50.5, 12.5), "98001001": Point(50.5, 12.5)},
        postcodes={("04626", "99001001"), ("04626", "98001001")},
    )
    assert import_territories(bundle).skipped == 2


def test_files_of_another_place_altogether_are_refused() -> None:
    with pytest.raises(ImportRefusedError, match="coordinates"):
        import_territories(
            make.as_bundle(make.small_region(), points={"98001001": Point(50.5, 12.5)})
        )
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (["Adorf, Stadt", "Bdorf"], ["Adorf (Musterkreis)", "Bdorf (Musterkreis)"]),
        (
            ["Adorf, Stadt", "Adorf, Kirchspiel"],
            ["Adorf, Kirchspiel (Musterkreis)", "Adorf, Stadt (Musterkreis)"],
        ),
    ],
)
def test_namesakes_of_one_county_show_their_titles(names: list[str], labels: list[str]) -> None:
    import_territories(make.as_bundle(make.small_region(names)))
    assert sorted(place.label for place in Territory.objects.municipalities()) == labels


def test_namesakes_without_titles_show_their_associations_and_forests_what_they_are() -> None:
    lines = make.small_region(["Adorf", "Bdorf"])
    lines.insert(3, make.association("99001", "5002", "Seeland"))
    lines += [
        make.municipality("99001003", "Adorf", number="5002"),
        make.municipality("99001004", "Bdorf", kind="66"),
    ]
    import_territories(make.as_bundle(lines))
    assert [place.label for place in Territory.objects.municipalities()] == [
        "Adorf, Verband (Musterkreis)",
        "Bdorf (Musterkreis)",
        "Adorf, Seeland (Musterkreis)",
        "Bdorf, gemeindefreies Gebiet (Musterkreis)",
    ]


# --- The command --------------------------------------------------------------------------


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("import_territories", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    path = make.as_file(tmp_path, make.small_region())
    said = run(path)
    assert "Register of 2025-11-30, 300 people" in said
    assert "3 × municipality" in said
    assert "6 rows written." in said
    assert "Nothing changed." in run(path)


def test_the_command_names_who_was_closed(tmp_path: Path) -> None:
    run(make.as_file(tmp_path, make.small_region()))
    said = run(make.as_file(tmp_path, make.small_region(["Adorf", "Bdorf"], date=LATER)))
    assert "Closed 1: Cdorf (Musterkreis)" in said


def test_a_truncated_file_changes_nothing_and_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes(make.as_bytes(make.small_region())[:-50])
    with pytest.raises(CommandError, match=r"cut\.txt, line 6: 171 characters instead of 220"):
        run(path)
    assert not Territory.objects.exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.txt: No such file"):
        run(tmp_path / "absent.txt")


@pytest.mark.parametrize("option", ["coordinates", "postcodes", "boundaries"])
def test_a_broken_further_file_leaves_the_register_out_too(tmp_path: Path, option: str) -> None:
    broken = tmp_path / "broken.dat"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(CommandError, match=r"broken\.dat, line 1: "):
        run(make.as_file(tmp_path, make.small_region()), f"--{option}", broken)
    assert not Territory.objects.exists()


def test_a_failure_halfway_undoes_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        assert Territory.objects.count() == 5
        raise RuntimeError

    monkeypatch.setattr("partners.territories.writing.write_boundaries", fail)
    with pytest.raises(RuntimeError):
        import_territories(full_bundle(make.small_region()))
    assert not Territory.objects.exists()
    assert not Association.objects.exists()


def test_closures_can_be_allowed_on_the_command_line(tmp_path: Path) -> None:
    run(make.as_file(tmp_path, make.small_region(THIRTY)))
    few = make.as_file(tmp_path, make.small_region(THIRTY[:5], date=LATER), "few.txt")
    with pytest.raises(CommandError, match="--allow-closures"):
        run(few)
    assert "Closed 25: Dorf 6" in run(few, "--allow-closures")
    assert "and 5 more" in run(make.as_file(tmp_path, make.small_region(THIRTY, date="20271130")))
