"""The area that a posting serves: shared rows, the right members, the right answers."""

from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command

from offers.postings.areas import EVERYWHERE, Area, AreaMember
from offers.postings.enums import RADII_KM, Reach
from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.territories.geography import distance_km
from partners.territories.models import Territory
from tests.cast import EDITION, territory
from tests.postings.builders import offer
from tests.territories import lines

pytestmark = pytest.mark.django_db


def members(area: Area) -> set[str]:
    return set(area.members.values_list("ags", flat=True))


def place(number: int, lat: float | None, lon: float | None) -> Territory:
    return Territory(
        ags=f"990{number // 60:02}{number:03}", level=60, name=str(number), short_name=str(number),
        label_name=str(number), lat=lat, lon=lon, edition=EDITION,
    )  # fmt: skip


@pytest.fixture(params=range(3))
def places(request: pytest.FixtureRequest) -> list[Territory]:
    """A made-up country of 240 municipalities, every twelfth of them without a point."""
    dice = Random(request.param)
    rows = [
        place(number, dice.uniform(50, 52), dice.uniform(10, 13))
        if number % 12
        else place(number, None, None)
        for number in range(240)
    ]
    return Territory.objects.bulk_create(rows)


def near(centre: Territory, radius_km: int, places: list[Territory]) -> set[str]:
    """By brute force."""
    if centre.point is None:
        return {centre.ags}
    return {
        other.ags
        for other in places
        if other.point and distance_km(centre.point, other.point) <= radius_km
    }


def test_around_are_all_who_lie_within_and_nobody_else(places: list[Territory]) -> None:
    dice = Random(1)
    for _try in range(25):
        centre, radius_km = dice.choice(places), dice.choice(RADII_KM)
        assert members(Area.objects.around(centre, radius_km)) == near(centre, radius_km, places)


def test_a_place_without_a_point_reaches_itself_alone(places: list[Territory]) -> None:
    centre = places[0]
    assert centre.point is None
    assert members(Area.objects.around(centre, 100)) == {centre.ags}


def test_who_is_covered_and_touched_agrees_with_plain_prefixes(places: list[Territory]) -> None:
    dice = Random(2)
    keys = ["99", "990", "99000", "99003", *[row.ags for row in dice.sample(places, 40)], "16077"]
    areas = {Area.objects.everywhere(): {"*"}}
    for _try in range(15):
        centre, radius_km = dice.choice(places), dice.choice(RADII_KM)
        areas[Area.objects.around(centre, radius_km)] = near(centre, radius_km, places)
    for size in (1, 2, 5):
        chosen = dice.sample(places, size)
        areas[Area.objects.of(chosen)] = {row.ags for row in chosen}
    for ags in keys:
        covering = {a for a, inside in areas.items() if covers(inside, ags)}
        touching = {a for a, inside in areas.items() if covers(inside, ags) or lies_in(inside, ags)}
        assert set(Area.objects.covering(ags)) == covering, ags
        assert set(Area.objects.touching(ags)) == touching, ags


def covers(inside: set[str], ags: str) -> bool:
    return inside == {"*"} or any(ags.startswith(key) for key in inside)


def lies_in(inside: set[str], ags: str) -> bool:
    return any(key.startswith(ags) for key in inside)


def test_postings_with_the_same_area_share_it(company: Organisation, owner: User) -> None:
    either = offer(company, reach=Reach.TERRITORIES, territories=["16077", "16076"])
    other = offer(company, reach=Reach.TERRITORIES, territories=["16076", "16077", "16077"])
    alone = offer(company, reach=Reach.TERRITORIES, territories=["16077001"])
    here = offer(company, reach=Reach.PLACE, place="16077001")
    assert either.area == other.area
    assert alone.area == here.area != either.area
    assert Area.objects.count() == 2


def test_everywhere_is_one_row_without_members() -> None:
    first, second = Area.objects.everywhere(), Area.objects.everywhere()
    assert first == second
    assert first.code == EVERYWHERE
    assert not AreaMember.objects.exists()
    assert Area.objects.covering("01001000").get() == first


def test_a_circle_that_is_used_again_knows_the_newer_register() -> None:
    """Postings share the row, so the old ones learn of it, too."""
    centre = place(1, 50.9, 12.1)
    centre.save()
    before = Area.objects.around(centre, 10)
    Territory.objects.bulk_create([place(2, 50.91, 12.1), place(3, 50.2, 12.1)])
    after = Area.objects.around(centre, 10)
    assert after == before
    assert members(before) == {place(1, 0, 0).ags, place(2, 0, 0).ags}
    Territory.objects.filter(ags=place(2, 0, 0).ags).update(lat=50.1)
    assert members(Area.objects.around(centre, 10)) == {centre.ags}


def test_an_import_brings_all_circles_up_to_date(tmp_path: Path) -> None:
    """Those of postings that nobody touches again, too."""
    read(tmp_path, 50.5, 50.52, 50.9)
    centre, other, _third = Territory.objects.municipalities()
    small, large = Area.objects.around(centre, 10), Area.objects.around(other, 100)
    chosen = Area.objects.of([centre, other])
    assert members(small) == {"99001001", "99001002"}
    assert members(large) == {"99001001", "99001002", "99001003"}
    said = read(tmp_path, 50.5, 52.5, 50.51)
    assert members(small) == {"99001001", "99001003"}
    assert members(large) == {"99001002"}
    assert members(chosen) == {"99001001", "99001002"}
    assert "2 areas of postings" in said
    assert "areas" not in read(tmp_path, 50.5, 52.5, 50.51)


def read(folder: Path, *latitudes: float) -> str:
    """Imports municipalities north of each other by the command; returns what it says."""
    register, points = lines.as_file(folder, lines.small_region()), folder / "points.csv"
    rows = [f"99001{number:03},{lat},12.5" for number, lat in enumerate(latitudes, start=1)]
    points.write_text("\n".join(["ags,lat,lon", *rows, ""]))
    out = StringIO()
    call_command("import_territories", register, coordinates=points, stdout=out)
    return out.getvalue()


def test_a_prefix_is_no_neighbour() -> None:
    """16077 lies in 16 and contains 16077001; 16076 has nothing to do with either."""
    county = Area.objects.of([territory("16077")])
    for ags, touched in (("16", True), ("16077", True), ("16077001", True), ("16076", False)):
        assert Area.objects.touching(ags).filter(pk=county.pk).exists() is touched
    assert not Area.objects.covering("16").exists()
    assert Area.objects.covering("16077032").get() == county
