"""Points, postcodes and boundaries are checked as strictly as the register."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.territories.geography import Point
from partners.territories.register import RegisterError
from partners.territories.supplements import read_boundaries, read_coordinates, read_postcodes

SQUARE = [[12.0, 50.0], [13.0, 50.0], [13.0, 51.0], [12.0, 51.0], [12.0, 50.0]]


def collection(**changed: Any) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "metadata": {"attribution": "© Somebody", "license": "https://example.org/l"},
        "features": [
            {
                "type": "Feature",
                "id": "16077",
                "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            }
        ],
    } | changed


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_points_are_read() -> None:
    data = "\ufeffags,lat,lon,note\r\n16077001,50.987,12.437,x\r\n".encode()
    assert read_coordinates(data) == {"16077001": Point(50.987, 12.437)}


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "column ags is missing"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "not UTF-8"),
        (b"ags,lat\n16077001,50.9\n", 1, "column lon is missing"),
        (b"ags,lat,lon\n16077001,50.9\n", 2, "too many or too few"),
        (b"ags,lat,lon\n16077001,50.9,12.4,1\n", 2, "too many or too few"),
        (b"ags,lat,lon\n16077,50.9,12.4\n", 2, "key of a municipality"),
        (b"ags,lat,lon\n16077001,12.437,50.987\n", 2, "not in Germany"),
        (b"ags,lat,lon\n16077001,nan,12.4\n", 2, "number of degrees"),
        (b"ags,lat,lon\n16077001,1e5,12.4\n", 2, "number of degrees"),
        (b"ags,lat,lon\n16077001,50.9,12.4\n16077001,50.9,12.4\n", 3, "already has a point"),
        (b"ags,lat,lon\n16077001,50.9,12.4\n16077\xfc,50.9,12.4\n", 3, "not UTF-8"),
        (b'ags,lat,lon\n"16077001,50.9,12.4\n', 2, "not CSV"),
        (b"ags,lat,lon\n16077001,50.9,\x00\n", 2, ""),
    ],
)
def test_wrong_points_are_named_with_line_and_reason(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(RegisterError) as caught:
        read_coordinates(data)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_postcodes_are_pairs_and_may_repeat() -> None:
    data = b"plz,ags,source\n04626,16077043,osm\n04626,16077026,osm\n04626,16077043,seat\n"
    assert read_postcodes(data) == {("04626", "16077043"), ("04626", "16077026")}


@pytest.mark.parametrize("row", [b"4626,16077043", b"04626,16077", b"0462x,16077043", b"04626,"])
def test_a_wrong_postcode_is_named_with_its_line(row: bytes) -> None:
    with pytest.raises(RegisterError, match="line 3"):
        read_postcodes(b"plz,ags\n04626,16077043\n" + row + b"\n")


def test_boundaries_carry_their_credit() -> None:
    (outline,) = read_boundaries(as_json(collection()))
    assert (outline.ags, outline.attribution) == ("16077", "© Somebody")
    assert outline.licence_url == "https://example.org/l"
    assert outline.geometry == {"type": "Polygon", "coordinates": [SQUARE]}


def with_geometry(geometry: Any, ags: Any = "16077") -> dict[str, Any]:
    return collection(features=[{"type": "Feature", "id": ags, "geometry": geometry}])


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([], "FeatureCollection"),
        ({"type": "Feature"}, "FeatureCollection"),
        (collection(metadata={}), "attribution"),
        (collection(metadata=None), "attribution"),
        (collection(features=[]), "no features"),
        (collection(features=[None]), "feature 1 has no geometry"),
        (with_geometry(None), "feature 1 has no geometry"),
        (with_geometry({"type": "Polygon", "coordinates": [SQUARE]}, 16077), "official key"),
        (with_geometry({"type": "Point", "coordinates": [12, 50]}), "closed polygon"),
        (with_geometry({"type": "Polygon", "coordinates": None}), "closed polygon"),
        (with_geometry({"type": "Polygon", "coordinates": [SQUARE[:-1]]}), "closed polygon"),
        (with_geometry({"type": "Polygon", "coordinates": [[[0, 0]] * 4]}), "closed polygon"),
        (with_geometry({"type": "Polygon", "coordinates": [[["<"] * 2] * 4]}), "closed polygon"),
        (with_geometry({"type": "MultiPolygon", "coordinates": []}), "closed polygon"),
        (with_geometry({"type": ["Polygon"], "coordinates": [SQUARE]}), "closed polygon"),
    ],
)
def test_wrong_boundaries_are_named(value: Any, reason: str) -> None:
    with pytest.raises(RegisterError, match=reason):
        read_boundaries(as_json(value))


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"", 1), (b"{\n{", 2), (b"\xff", 1), (b"[NaN]", 1), (b"[" * 100_000, 1)],
)
def test_what_is_no_json_is_named_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(RegisterError) as caught:
        read_boundaries(data)
    assert caught.value.line == line


@given(st.binary(max_size=300))
def test_whatever_bytes_come_the_answer_is_a_refusal(data: bytes) -> None:
    for reader in (read_coordinates, read_postcodes, read_boundaries):
        with pytest.raises(RegisterError):
            reader(data)
