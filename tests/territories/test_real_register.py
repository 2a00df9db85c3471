"""The real register, with the counts that are known of it."""

from collections import Counter
from pathlib import Path

import pytest
from django.db.models import Count, Q, Sum

from partners.territories.actions import Summary
from partners.territories.enums import UNINCORPORATED_KINDS, AssociationKind, Level
from partners.territories.files import read_bundle, read_demo_region
from partners.territories.models import Association, Boundary, Postcode, Territory
from partners.territories.places import find_places
from partners.territories.register import RegisterError, check_edition, read_lines, read_records

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("whole_country"),
    pytest.mark.xdist_group("the whole country"),  # imported once
]


def test_all_levels_are_complete(whole_country: Summary) -> None:
    assert whole_country.open == {
        Level.STATE: 16,
        Level.REGION: 29,
        Level.PLANNING_REGION: 12,
        Level.COUNTY: 400,
        Level.MUNICIPALITY: 10_953,
    }
    assert Territory.objects.filter(kind__in=UNINCORPORATED_KINDS).count() == 202
    assert Association.objects.count() == 4_590
    of_several = Association.objects.exclude(kind=AssociationKind.NONE)
    assert of_several.count() == 1_203


def test_people_add_up_on_every_level() -> None:
    for level in (Level.STATE, Level.MUNICIPALITY):
        people = Territory.objects.filter(level=level).aggregate(sum=Sum("population"))
        assert people["sum"] == 83_577_140


def test_areas_add_up() -> None:
    assert Territory.objects.states().aggregate(sum=Sum("area_ha"))["sum"] == 35_768_392


@pytest.mark.parametrize(
    ("ags", "label"),
    [
        ("09162000", "München"),
        ("11000000", "Berlin"),
        ("01001000", "Flensburg"),
        ("16077001", "Altenburg (Altenburger Land)"),
        ("16052", "Gera"),
        ("16052000", "Gera"),
    ],
)
def test_well_known_keys(ags: str, label: str) -> None:
    assert Territory.objects.get(ags=ags).label == label


def test_396_names_are_ambiguous_and_no_label_is() -> None:
    municipalities = Territory.objects.municipalities()
    forests = set(municipalities.filter(kind__in=UNINCORPORATED_KINDS))
    counted = Counter(place.short_name for place in municipalities if place not in forests)
    assert sum(count > 1 for count in counted.values()) == 396
    labels = [place.label for place in municipalities]
    counties = Territory.objects.filter(level=Level.COUNTY)
    labels += [county.label for county in counties if not county.is_city_county]
    assert [label for label, count in Counter(labels).items() if count > 1] == []


def test_1394_postcodes_span_several_municipalities() -> None:
    shared = Postcode.objects.order_by().values("code").annotate(n=Count("pk")).filter(n__gt=1)
    assert shared.count() == 1_394
    assert Territory.objects.with_postcode("04626").count() == 11


def test_every_municipality_has_a_point_except_four_forests() -> None:
    lost = Territory.objects.municipalities().filter(Q(lat=None) | Q(lon=None))
    assert lost.count() == 4
    assert not lost.exclude(kind__in=UNINCORPORATED_KINDS).exists()


def test_every_state_and_county_has_a_boundary() -> None:
    assert Boundary.objects.count() == 416
    assert set(Boundary.objects.values_list("attribution", flat=True)) == {
        "© GeoBasis-DE / BKG 2021 (Daten verändert)"
    }


def test_radii_around_altenburg_match_brute_force() -> None:
    centre = Territory.objects.get(ags="16077001")
    places = [place for place in Territory.objects.municipalities() if place.point]
    for radius in (5, 10, 25, 50, 100):
        near = {place.ags for place in places if (centre.distance_km(place) or 0) <= radius}
        found = set(Territory.objects.within(centre, radius).values_list("ags", flat=True))
        assert found == near


@pytest.mark.parametrize("typed", ["München", "Muenchen", "munchen", " MÜNCHEN ", "09162", "80331"])
def test_munich_is_found_however_it_is_typed(typed: str) -> None:
    assert find_places(typed).found == Territory.objects.get(ags="09162000")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("altenb", "Altenburg (Altenburger Land)"),
        ("Frankfurt", "Frankfurt am Main"),
        ("Neustadt Coburg", "Neustadt b.Coburg (Coburg)"),
        ("Chosebuz", "Cottbus/Chóśebuz"),
        ("0462", "Schmölln (Altenburger Land)"),
    ],
)
def test_the_best_candidate_comes_first(typed: str, first: str) -> None:
    assert find_places(typed).candidates[0].label == first


@pytest.mark.parametrize("typed", ["Neuenkirchen", "Landsberg", "Rosenheim", "04626", "Burg", "a"])
def test_what_several_places_may_mean_is_left_to_people(typed: str) -> None:
    places = find_places(typed)
    assert places.found is None
    assert len(places.candidates) > 1


def test_every_label_leads_back_to_its_place_or_asks() -> None:
    """A third of all would take long; one in forty says as much."""
    for place in Territory.objects.municipalities()[::40]:
        places = find_places(place.label)
        assert places.found in (place, None), place.label
        assert place in places.candidates


def test_counties_named_as_their_city_can_be_told_apart() -> None:
    found = [row.ags for row in Territory.objects.open().matching("München")[:3]]
    assert found == ["09162", "09162000", "09184"]
    labels = {Territory.objects.get(ags=ags).label for ags in ("09162", "09184")}
    assert len(labels) == 2


def test_the_demo_region_tells_the_truth(real_data: Path) -> None:
    real = read_bundle(real_data / "GV100AD_30112025.txt")
    known = {(record.type, record.key): record for record in real.edition.records}
    for record in read_demo_region().edition.records:
        original = known[record.type, record.key]
        assert (record.name, record.seat, record.kind) == (
            original.name, original.seat, original.kind,
        )  # fmt: skip
        assert (record.area_ha, record.population) == (original.area_ha, original.population)


@pytest.mark.parametrize("length", [1_000, 100_001, 1_000_000, 3_500_000, -2, -3_000])
def test_cut_off_by_bytes_the_real_file_is_refused(real_data: Path, length: int) -> None:
    data = (real_data / "GV100AD_30112025.txt").read_bytes()[:length]
    with pytest.raises(RegisterError) as caught:
        check_edition(read_records(read_lines(data)))
    assert caught.value.line == data.count(b"\n") + 1


@pytest.mark.parametrize("count", [1, 5, 1294, 3_000, 8_000, 12_491, 15_183, 15_905, 15_965])
def test_cut_off_between_lines_the_real_file_is_refused(real_data: Path, count: int) -> None:
    lines = (real_data / "GV100AD_30112025.txt").read_text(encoding="utf-8").splitlines()[:count]
    with pytest.raises(RegisterError):
        check_edition(read_records(lines))


def test_the_whole_register_reads_alike_in_latin_1(real_data: Path) -> None:
    text = (real_data / "GV100AD_30112025.txt").read_text(encoding="utf-8")
    # Older editions had no Sorbian letters.
    text = "".join(char if ord(char) < 256 else "?" for char in text)
    edition = check_edition(read_records(read_lines(text.encode("iso-8859-1"))))
    assert len(edition.records) == 16_000
