"""A real server on this machine that speaks LibreTranslate's protocol, for tests.

It "translates" by turning every word's letters around, and leaves tags and entities in place as
the real one does. `answer` says what it does instead: a status, raw bytes, or silence.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PIECES = re.compile(r"(<[^>]*>|&[^;\s]*;|\s+)")


def turned(html: str) -> str:
    """What the server makes of a text."""
    return "".join(
        piece if not piece or piece[0] in "<&" or piece.isspace() else piece[::-1]
        for piece in _PIECES.split(html)
    )


class LibreTranslate(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.answer: tuple[int, bytes] | None = None
        self.silent = threading.Event()
        self.is_silent = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: LibreTranslate

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body | {"path": self.path})
        if self.server.is_silent:
            self.server.silent.wait(10)
            return
        done = {"translatedText": [turned(text) for text in body["q"]]}
        status, sent = self.server.answer or (200, json.dumps(done).encode())
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_args: object) -> None:
        """Tests keep quiet."""


@contextmanager
def serving() -> Iterator[LibreTranslate]:
    server = LibreTranslate()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.silent.set()
        server.shutdown()
        server.server_close()
        thread.join()
