"""How far it is, and what an area is made of, by brute force over plain values."""

from math import atan2, cos, radians, sin, sqrt
from typing import Any

EARTH_KM = 6371.0088


def members(world: dict[str, Any], posting: dict[str, Any]) -> list[str]:
    """The keys that make up the area of a posting that does not serve everywhere."""
    if posting["reach"] == "territories":
        return posting["territories"]
    if posting["reach"] == "place":
        return [posting["place"]] if posting["place"] else []
    circle = posting["place"], posting["radius"]
    if circle not in world["circles"]:
        world["circles"][circle] = _around(world, *circle)
    return world["circles"][circle]


def between(world: dict[str, Any], here: str, there: str) -> float | None:
    """Kilometres from one municipality to another; None where that is not known."""
    if here == there:
        return 0.0
    a, b = (world["territories"][key]["point"] for key in (here, there))
    if a is None or b is None:
        return None
    (x, y, z), (u, v, w) = _vector(a), _vector(b)
    cross = (y * w - z * v, z * u - x * w, x * v - y * u)
    return EARTH_KM * atan2(sqrt(sum(c * c for c in cross)), x * u + y * v + z * w)


def _around(world: dict[str, Any], place: str, radius: int) -> list[str]:
    near = [place]
    for key, territory in world["territories"].items():
        away = between(world, place, key)
        if territory["level"] == 60 and away is not None and away <= radius:
            near.append(key)
    return near


def _vector(point: tuple[float, float]) -> tuple[float, float, float]:
    lat, lon = map(radians, point)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
