"""How large those tests are that could be of any size."""

import os

THOROUGH = os.environ.get("THOROUGH") == "1"


def size(everyday: int, thorough: int) -> int:
    """The first in every run, the second where `THOROUGH=1` asks for the figures of the docs."""
    return thorough if THOROUGH else everyday
