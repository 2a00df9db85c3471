"""Distances and radii, checked against plain brute force."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.territories.geography import Point, bounding_box, distance_km
from partners.territories.models import Territory

anywhere = st.builds(
    Point, st.floats(-90, 90, allow_subnormal=False), st.floats(-180, 180, allow_subnormal=False)
)
in_germany = st.builds(Point, st.floats(47, 56), st.floats(5, 16))


def test_berlin_and_munich_are_504_km_apart() -> None:
    assert distance_km(Point(52.52, 13.405), Point(48.137, 11.576)) == pytest.approx(504.3, abs=1)


@given(anywhere, anywhere)
def test_distance_is_the_same_both_ways_and_at_most_half_the_globe(a: Point, b: Point) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)
    assert 0 <= distance_km(a, b) <= 20_016
    assert distance_km(a, a) == 0


@given(anywhere, anywhere)
def test_the_box_leaves_out_nobody_who_is_near_enough(a: Point, b: Point) -> None:
    box = bounding_box(a, distance_km(a, b))
    assert box.south <= b.lat <= box.north
    assert box.west <= b.lon <= box.east


@given(in_germany, st.floats(0.001, 5), st.floats(-0.2, 0.2))
def test_the_box_reaches_far_enough_to_the_east(a: Point, east: float, north: float) -> None:
    b = Point(a.lat + north, a.lon + east)
    assert bounding_box(a, distance_km(a, b)).east >= b.lon


@given(in_germany, st.floats(0, 100))
def test_the_box_is_not_much_wider_than_needed(a: Point, radius: float) -> None:
    box = bounding_box(a, radius)
    corner = distance_km(a, Point(box.north, box.east))
    assert corner <= radius * 1.5 + 0.01


def place(number: int, point: Point | None) -> Territory:
    lat, lon = point or (None, None)
    return Territory(
        ags=f"99001{number:03}", level=60, name=str(number), short_name=str(number),
        label_name=str(number), lat=lat, lon=lon, edition="2025-11-30",
    )  # fmt: skip


@pytest.fixture
def places(db: None) -> list[Territory]:
    dice = random.Random(7)
    rows = [place(n, Point(dice.uniform(50, 52), dice.uniform(10, 13))) for n in range(150)]
    rows += [place(200 + n, None) for n in range(3)]
    rows.append(place(300, Point(rows[0].lat or 0, rows[0].lon or 0)))
    Territory.objects.bulk_create(rows)
    return list(Territory.objects.all())


def test_a_radius_finds_exactly_who_is_within(places: list[Territory]) -> None:
    for centre in places[:20]:
        for radius in (0, 5, 10.5, 25, 50, 100):
            near = set(Territory.objects.within(centre, radius).values_list("ags", flat=True))
            assert near == {
                other.ags
                for other in places
                if (distance := centre.distance_km(other)) is not None and distance <= radius
            }


def test_the_radius_includes_its_edge(places: list[Territory]) -> None:
    for centre, other in zip(places[:40], places[40:80], strict=True):
        distance = centre.distance_km(other)
        assert distance is not None
        assert other in Territory.objects.within(centre, distance)
        assert other not in Territory.objects.within(centre, distance * (1 - 1e-9))


def test_a_place_without_coordinates_reaches_only_itself(places: list[Territory]) -> None:
    lost = next(row for row in places if row.point is None)
    assert list(Territory.objects.within(lost, 1000)) == [lost]


def test_a_radius_costs_two_queries(places: list[Territory], django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        list(Territory.objects.within(places[0], 100))
