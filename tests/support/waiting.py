"""Waiting for another process, without guessing how long it takes."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], seconds: float = 10) -> None:
    """Returns once `holds()` is true; fails after so many seconds. Errors of the OS count as no."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)
