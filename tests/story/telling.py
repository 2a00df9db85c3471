"""Prints each step of the story, and what of it holds."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Teller:
    """Numbers the steps; `failed` says at the end whether one of them did."""

    def __init__(self) -> None:
        self._number = 0
        self._began = time.monotonic()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """A step that holds unless something within it raises."""
        self._number += 1
        say(f"\n{self._number:2}. {what}")
        try:
            yield
        except BaseException as error:
            say(f"    ✗ {type(error).__name__}: {error}")
            raise
        say(f"    ✓ after {time.monotonic() - self._began:.0f} s")

    def see(self, text: object) -> None:
        """What there is to see on the way."""
        for line in str(text).splitlines():
            say(f"    │ {line}")
