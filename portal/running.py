"""Keeps several child processes together: all live, or none."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

PATIENCE = 5.0
"""Seconds a child gets to end by itself before it is killed."""


def in_use(port: int) -> bool:
    """Whether somebody already answers on this port of this machine, by either IP version."""
    for host in ("127.0.0.1", "::1"):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            continue
        return True
    return False


def free_port() -> int:
    """A loopback port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Group:
    """Child processes by name; they stay in our process group, so that they die with it.

    Runs until a signal asks to stop, our parent is gone, or a child ends on its own.
    """

    def __init__(self, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]):
        self._commands = commands
        self._environment = {**os.environ, **environment}
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._asked_to_stop = False

    def run(self, tick: Callable[[], None]) -> str | None:
        """Calls `tick` several times a second; returns the name of a child that ended early."""
        parent = os.getppid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self._start()
            while not self._asked_to_stop and os.getppid() == parent:
                if ended := self._ended():
                    return ended
                tick()
                time.sleep(0.2)
            return None
        finally:
            self._end_all()

    def _stop(self, *_: object) -> None:
        self._asked_to_stop = True

    def _start(self) -> None:
        for name, command in self._commands.items():
            # What a child prints of itself is noise here; what goes wrong comes by stderr.
            self._children[name] = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def _ended(self) -> str | None:
        for name, child in self._children.items():
            if child.poll() is not None:
                return name
        return None

    def _end_all(self) -> None:
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self._children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
