"""Where background tiles may come from, and what pages may ask of the device."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from portal.settings.maps import origin_of_tiles


def test_tiles_open_the_policy_for_their_own_host_only() -> None:
    url = "https://tiles.example.org/plain/{z}/{x}/{y}.png?key=1"
    assert origin_of_tiles(url, "© Example") == "https://tiles.example.org"
    assert origin_of_tiles("", "") == ""


@pytest.mark.parametrize(
    ("url", "credit"),
    [
        ("http://tiles.example.org/{z}/{x}/{y}.png", "© Example"),
        ("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "© Example"),
        ("https://tiles.example.org/{z}/{x}.png", "© Example"),
        ("https://tiles.example.org; script-src */{z}/{x}/{y}", "© Example"),
        ("https://*/{z}/{x}/{y}.png", "© Example"),
        ("https://tiles.example.org/{z}/{x}/{y}.png", " "),
    ],
)
def test_tiles_that_cannot_be_shown_safely_are_refused(url: str, credit: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MAP_TILES"):
        origin_of_tiles(url, credit)


def test_a_map_without_tiles_asks_nobody(client: Client) -> None:
    assert "http" not in client.get("/health/live").headers["Content-Security-Policy"]
    assert "geolocation=(self)" in client.get("/health/live").headers["Permissions-Policy"]
