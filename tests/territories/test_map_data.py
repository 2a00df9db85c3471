"""What a map asks of places: who is nearest to a point, and which boundaries are in view."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.territories import outlines
from partners.territories.geography import Point, distance_km
from partners.territories.models import Boundary, Territory
from partners.territories.nearby import FARTHEST_KM, nearest
from tests.cast import merge, territory

pytestmark = pytest.mark.django_db

POINTS = {"16077001": (50.99, 12.43), "16077032": (51.04, 12.29), "16076079": (50.77, 12.06)}
SQUARE = {"type": "Polygon", "coordinates": [[[12, 51], [13, 51], [13, 52], [12, 51]]]}
BOX = "11.5,50.5,13,51.5"


@pytest.fixture(autouse=True)
def towns(db: None) -> None:
    for ags, (lat, lon) in POINTS.items():
        territory(ags)
        Territory.objects.filter(ags=ags).update(lat=lat, lon=lon)


def ask(client: Client, **query: object) -> tuple[int, dict]:
    answer = client.get("/de/places/nearest/", query)
    return answer.status_code, answer.json()


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.floats(49.9, 51.9), st.floats(11.2, 13.3))
def test_the_nearest_is_what_brute_force_finds(lat: float, lon: float) -> None:
    here = Point(lat, lon)
    by_distance = sorted((distance_km(here, Point(*point)), ags) for ags, point in POINTS.items())
    distance, ags = by_distance[0]
    found = nearest(here)
    assert (found.ags if found else None) == (ags if distance <= FARTHEST_KM else None)


def test_the_device_learns_the_key_of_its_place(client: Client) -> None:
    assert ask(client, lat="51.03", lon="12.30") == (
        200,
        {"near": "16077032", "label": "Meuselwitz (Altenburger Land)"},
    )


def test_nothing_of_the_point_is_kept(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.get("/de/places/nearest/", {"lat": "51.03", "lon": "12.30"})
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    written = [record.getMessage() for record in caplog.records if "django.db" not in record.name]
    assert "51.03" not in " ".join(written)


def test_a_merged_municipality_is_nobodys_place(client: Client) -> None:
    merge("16077032", "16077001")
    assert ask(client, lat="51.04", lon="12.29")[1]["near"] == "16077001"


def test_far_away_there_is_no_place(client: Client) -> None:
    status, answer = ask(client, lat="0", lon="0")
    assert (status, list(answer)) == (404, ["message"])


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({}, {"lat", "lon"}),
        ({"lat": "91", "lon": "12"}, {"lat"}),
        ({"lat": "51", "lon": "west"}, {"lon"}),
        ({"lat": "nan", "lon": "inf"}, {"lat", "lon"}),
        ({"lat": "1e999", "lon": "\x00"}, {"lat", "lon"}),
    ],
)
def test_no_point_is_told_what_is_wrong(client: Client, query: dict, wrong: set[str]) -> None:
    status, answer = ask(client, **query)
    assert (status, set(answer["errors"])) == (400, wrong)


# --- Boundaries ---------------------------------------------------------------------------


@pytest.fixture
def drawn(db: None) -> None:
    for ags in ("16", "16076", "16077"):
        Boundary.objects.create(
            territory=territory(ags),
            geometry=SQUARE,
            attribution="© Vermessung",
            licence_url="https://example.org/licence",
        )


def boundaries(client: Client, box: str) -> dict:
    answer = client.get("/de/places/boundaries/", {"box": box})
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.usefixtures("drawn")
def test_counties_in_view_come_with_their_credit(client: Client) -> None:
    found = boundaries(client, BOX)
    assert found["level"] == "county"
    assert [feature["id"] for feature in found["features"]] == ["16076", "16077"]
    assert found["features"][0]["geometry"] == SQUARE
    assert found["credits"] == [{"text": "© Vermessung", "licence": "https://example.org/licence"}]
    assert [f["id"] for f in boundaries(client, "12.2,50.9,12.5,51.2")["features"]] == ["16077"]


@pytest.mark.usefixtures("drawn")
def test_many_counties_give_way_to_their_states(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(outlines, "MOST_COUNTIES", 1)
    found = boundaries(client, BOX)
    assert (found["level"], [f["id"] for f in found["features"]]) == ("state", ["16"])


def test_without_an_imported_file_there_is_nothing_to_draw(client: Client) -> None:
    assert boundaries(client, BOX)["features"] == []


@pytest.mark.usefixtures("drawn")
def test_boundaries_take_two_queries_and_may_be_kept(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/de/places/boundaries/", {"box": BOX})
    assert len(queries) == 2
    assert "public" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "box", ["", "1,2,3", "a,b,c,d", "13,50,12,51", "0,0,181,1", "nan,nan,nan,nan", "1,2,3,4,5"]
)
def test_what_is_no_box_is_refused(client: Client, box: str) -> None:
    answer = client.get("/de/places/boundaries/", {"box": box})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["box"])
