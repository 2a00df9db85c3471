"""Distances between points on the globe, in kilometres and degrees."""

from math import asin, cos, degrees, pi, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius of the WGS84 ellipsoid (IUGG)
_SLACK_DEGREES = 1e-6  # keeps rounding from cutting off what lies exactly on the edge


class Point(NamedTuple):
    """Latitude and longitude in degrees, WGS84."""

    lat: float
    lon: float


class Box(NamedTuple):
    """Smallest and largest latitude and longitude, in degrees."""

    south: float
    north: float
    west: float
    east: float


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance (haversine)."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def bounding_box(centre: Point, radius_km: float) -> Box:
    """Box that holds every point within the radius; all longitudes where it reaches a pole.

    A box that would cross the date line spans all longitudes.
    """
    angle = radius_km / EARTH_RADIUS_KM
    south = centre.lat - degrees(angle) - _SLACK_DEGREES
    north = centre.lat + degrees(angle) + _SLACK_DEGREES
    if angle >= pi / 2 or south <= -90 or north >= 90:
        return Box(max(south, -90), min(north, 90), -180, 180)
    width = degrees(asin(min(1.0, sin(angle) / cos(radians(centre.lat))))) + _SLACK_DEGREES
    west, east = centre.lon - width, centre.lon + width
    if west < -180 or east > 180:
        return Box(south, north, -180, 180)
    return Box(south, north, west, east)
