"""The server of background tiles, where an operator has set one."""

import re

from django.core.exceptions import ImproperlyConfigured

_ADDRESS = re.compile(r"(https://[a-z0-9.-]+(?::[0-9]{1,5})?)/[^\s;,]+")


def origin_of_tiles(url: str, attribution: str) -> str:
    """What the content security policy must allow; empty where there are no tiles.

    Raises:
        ImproperlyConfigured: no address of tiles, or the credit is missing.
    """
    if not url:
        return ""
    address = _ADDRESS.fullmatch(url)
    if not address or not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(
            "MAP_TILES_URL must be https://, one host in small letters, and {z}, {x} and {y} "
            "behind it: https://tiles.example.org/{z}/{x}/{y}.png"
        )
    if not attribution.strip():
        raise ImproperlyConfigured("MAP_TILES_ATTRIBUTION is missing: the credit of the tiles.")
    return address[1]
