"""Reads what the register itself does not tell: points, postcodes, boundaries, mergers.

Writes nothing. All raise RegisterError with the line (for boundaries: the feature) and the reason.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from partners.territories.geography import Point
from partners.territories.register import MAX_BYTES, RegisterError

# Generous frame around Germany: catches latitude and longitude in the wrong order.
LATITUDES = (47.0, 56.0)
LONGITUDES = (5.0, 16.0)

_DECIMAL = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?\Z")
_MUNICIPALITY_KEY = re.compile(r"[0-9]{8}\Z")
_ANY_KEY = re.compile(r"([0-9]{2,5}|[0-9]{8})\Z")
_POSTCODE = re.compile(r"[0-9]{5}\Z")


@dataclass(frozen=True)
class Outline:
    """A GeoJSON geometry (Polygon or MultiPolygon, WGS84) and the credit due for it."""

    ags: str
    geometry: dict[str, Any]
    attribution: str
    licence_url: str


@dataclass(frozen=True)
class Merger:
    """A municipality that was merged into another, with the line that says so."""

    line: int
    old: str
    new: str


def read_coordinates(data: bytes) -> dict[str, Point]:
    """CSV with the columns `ags,lat,lon`: one point in degrees per municipality."""
    points: dict[str, Point] = {}
    for line, row in _rows(data, ("ags", "lat", "lon")):
        ags = _matching(_MUNICIPALITY_KEY, row["ags"], line, "the key of a municipality")
        if ags in points:
            raise RegisterError(line, f"{ags} already has a point")
        lat, lon = (
            float(_matching(_DECIMAL, row[column], line, "a number of degrees"))
            for column in ("lat", "lon")
        )
        if not _in_germany(lon, lat):
            raise RegisterError(line, f"{lat}, {lon} is not in Germany")
        points[ags] = Point(lat, lon)
    return points


def read_postcodes(data: bytes) -> set[tuple[str, str]]:
    """CSV with the columns `plz,ags`: pairs of a postcode and a municipality it reaches into."""
    return {
        (
            _matching(_POSTCODE, row["plz"], line, "a postcode"),
            _matching(_MUNICIPALITY_KEY, row["ags"], line, "the key of a municipality"),
        )
        for line, row in _rows(data, ("plz", "ags"))
    }


def read_successors(data: bytes) -> list[Merger]:
    """CSV with the columns `old,new`: municipalities, and those that they were merged into."""
    mergers: dict[str, Merger] = {}
    for line, row in _rows(data, ("old", "new")):
        old, new = (
            _matching(_MUNICIPALITY_KEY, row[column], line, "the key of a municipality")
            for column in ("old", "new")
        )
        if old == new:
            raise RegisterError(line, f"{old} cannot be merged into itself")
        if old in mergers:
            raise RegisterError(line, f"{old} already has a successor")
        mergers[old] = Merger(line, old, new)
    return list(mergers.values())


def read_boundaries(data: bytes) -> list[Outline]:
    """GeoJSON FeatureCollection whose features' ids are keys; `metadata` holds the attribution."""
    collection = _json(data)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise RegisterError(1, "not a GeoJSON FeatureCollection")
    metadata = collection.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    attribution = metadata.get("attribution")
    if not isinstance(attribution, str) or not attribution.strip():
        raise RegisterError(1, "metadata.attribution is missing; boundaries need their credit")
    licence = str(metadata.get("license") or "")
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        raise RegisterError(1, "there are no features")
    return [
        Outline(*_feature(number, feature), attribution[:200], licence)
        for number, feature in enumerate(features, start=1)
    ]


def _rows(data: bytes, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    if len(data) > MAX_BYTES:
        raise RegisterError(0, f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegisterError(data[: error.start].count(b"\n") + 1, "not UTF-8") from None
    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        if missing := [name for name in columns if name not in (reader.fieldnames or [])]:
            raise RegisterError(1, f"the column {missing[0]} is missing")
        for row in reader:
            if None in row or None in row.values():
                raise RegisterError(reader.line_num, "too many or too few columns")
            yield reader.line_num, row
    except csv.Error as error:
        raise RegisterError(reader.line_num + 1, f"not CSV ({error})") from None


def _json(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise RegisterError(0, f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise RegisterError(error.lineno, f"not JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise RegisterError(1, "not JSON") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _feature(number: int, feature: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise RegisterError(0, f"feature {number} has no geometry")
    ags = feature.get("id")
    if not isinstance(ags, str) or not _ANY_KEY.match(ags):
        raise RegisterError(0, f"feature {number}: the id is not an official key")
    geometry = feature["geometry"]
    coordinates = geometry.get("coordinates")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(
        str(geometry.get("type"))
    )
    if not isinstance(polygons, list) or not polygons or not all(map(_is_polygon, polygons)):
        raise RegisterError(0, f"feature {number} ({ags}): not a closed polygon in Germany")
    return ags, {"type": geometry["type"], "coordinates": coordinates}


def _is_polygon(rings: Any) -> bool:
    return isinstance(rings, list) and bool(rings) and all(map(_is_ring, rings))


def _is_ring(ring: Any) -> bool:
    return (
        isinstance(ring, list)
        and len(ring) >= 4
        and all(map(_is_position, ring))
        and ring[0] == ring[-1]
    )


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and len(position) == 2
        and all(type(number) in (int, float) for number in position)
        and _in_germany(*position)
    )


def _in_germany(lon: float, lat: float) -> bool:
    return LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]


def _matching(pattern: re.Pattern[str], text: str, line: int, what: str) -> str:
    if not pattern.match(text.strip()):
        raise RegisterError(line, f"“{text[:40]}” is not {what}")
    return text.strip()
