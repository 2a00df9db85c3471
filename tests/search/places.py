"""How far it is, and what an area is made of, by brute force over plain values."""

from math import atan2, cos, radians, sin, sqrt
from typing import Any

EARTH_KM = 6371.0088


def members(world: dict[str, Any], posting: dict[str, Any]) -> set[str]:
    """The keys that make up the area of a posting that does not serve everywhere."""
    facts = posting["reach"], posting["place"], posting["radius"], *posting["territories"]
    if facts not in world["areas"]:
        world["areas"][facts] = _merged(world, _named(world, posting))
    return world["areas"][facts]


def both(world: dict[str, Any], key: str) -> list[str]:
    """A municipality, and the one that it was merged into."""
    into = world["territories"][key].get("into")
    return [key, into] if into else [key]


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


def _merged(world: dict[str, Any], area: list[str]) -> set[str]:
    """The area, where its merged parts went, and all that went there or into another part."""
    today = {part for key in area for part in both(world, key)}
    gone = {
        key
        for key, territory in world["territories"].items()
        if any(territory.get("into", "").startswith(part) for part in today)
    }
    return today | gone


def _named(world: dict[str, Any], posting: dict[str, Any]) -> list[str]:
    if posting["reach"] == "territories":
        return posting["territories"]
    if posting["place"] is None:
        return []
    if posting["reach"] == "place":
        return [posting["place"]]
    return _around(world, posting["place"], posting["radius"])


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
