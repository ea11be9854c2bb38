"""A site as a server sends it in production: text compressed, all else as it is."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEXT = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".ics"}


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Answers at once."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.send_body(body)

    def send_body(self, body: bytes) -> None:
        self.wfile.write(body)

    def guess_type(self, path: object) -> str:
        # As a Chinese site is served; without it a browser guesses the letters of scripts.
        kind = super().guess_type(str(path))
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Slow(Compressing):
    """Answers over the line of a reader: all connections share it."""

    latency = 0.04  # seconds
    throughput = 1_250_000  # bytes per second
    line = threading.Lock()

    def send_body(self, body: bytes) -> None:
        time.sleep(self.latency)
        with self.line:
            time.sleep(len(body) / self.throughput)
        super().send_body(body)


class Server(http.server.ThreadingHTTPServer):
    """A server for browsers that open many connections and leave them."""

    daemon_threads = True
    # More than a browser opens at once: one that is not let in asks again seconds later.
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that has left before the end of an answer."""


@contextmanager
def served_compressed(site: Path, answers: type[Compressing] = Compressing) -> Iterator[str]:
    """The site on a loopback address, for as long as the block runs."""

    def handler(*arguments: object) -> Compressing:
        return answers(*arguments, directory=str(site))  # type: ignore[arg-type]

    with Server(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()
