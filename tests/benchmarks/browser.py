"""Asking an engine in headless Chromium, over http and from files, and measuring what that takes."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.engines import HARNESS, Engine

BANDWIDTH, LATENCY = 10_000_000 / 8, 40  # bytes a second, ms
_TEXTUAL = {".html", ".js", ".json", ".css", ".svg", ".txt", ".mjs"}


class Traffic:
    """What a server has sent since it was last asked."""

    def __init__(self) -> None:
        self.sent = 0
        self.packed: dict[str, bytes] = {}

    def taken(self) -> int:
        """Bytes sent since the last call, heads of the answers included."""
        sent, self.sent = self.sent, 0
        return sent


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the browser to acknowledge its head

    def __init__(self, *args: Any, traffic: Traffic, **rest: Any) -> None:
        self.traffic = traffic
        super().__init__(*args, **rest)

    def do_GET(self) -> None:
        """A file, gzipped where it is text."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packs = path.suffix in _TEXTUAL
        if packs:
            body = self.traffic.packed.setdefault(self.path, gzip.compress(body, 6))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packs:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        self.traffic.sent += len(body)

    def flush_headers(self) -> None:
        """Count the head of an answer too."""
        self.traffic.sent += sum(map(len, getattr(self, "_headers_buffer", ())))
        super().flush_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Traffic]]:
    """A folder on a loopback address for as long as the block runs."""
    traffic = Traffic()
    handler = partial(_Handler, directory=str(folder), traffic=traffic)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{running.server_address[1]}/", traffic
        finally:
            running.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A fresh headless browser of the system."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((p for n in names if (p := shutil.which(n))), None)
    if path is None:
        raise RuntimeError("no Chromium on PATH")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=switches)
        yield running
        running.close()


def renderer_memory() -> float | None:
    """MB that the largest renderer below this process holds for itself; None where no one can tell."""
    sizes = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"--type=renderer" not in (folder / "cmdline").read_bytes() or not _is_ours(folder):
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        sizes.append(sum(int(x.split()[1]) for x in lines if x.startswith(("Private_", "Swap:"))) / 1024)
    return max(sizes, default=None)


def _is_ours(folder: Path) -> bool:
    while folder.name not in ("0", "1"):
        if folder.name == str(os.getpid()):
            return True
        status = (folder / "status").read_text()
        folder = folder.with_name(next(x.split()[1] for x in status.splitlines() if x.startswith("PPid:")))
    return False


@dataclass(frozen=True)
class Warm:
    """All queries on one page, asked twice: the answers, and the ms of the second time."""

    answers: tuple[tuple[str, ...], ...]
    first: tuple[float, ...]
    second: tuple[float, ...]
    renderer: float | None  # MB of its process


@dataclass(frozen=True)
class Cold:
    """Each query on a page of its own with nothing in the cache: ms and bytes to the first result."""

    ms: tuple[float, ...]
    sent: tuple[int, ...]
    failed: tuple[str, ...] = field(default=())


_ASK_ALL = """async ([queries, method, limit]) => {
  const begun = performance.now(), answers = [], ms = [];
  for (const q of queries) {
    if (performance.now() - begun > limit) break;
    const start = performance.now();
    const answer = await bench[method](q);
    ms.push(performance.now() - start);
    answers.push(answer);
  }
  return {answers, ms};
}"""


def ask_all(page: Page, queries: Sequence[str], method: str, seconds: float) -> tuple[list[Any], list[float]]:
    """Ask one query after the other, as many as the time allows; answers and ms of each."""
    done = page.evaluate(_ASK_ALL, [list(queries), method, seconds * 1000])
    return done["answers"], done["ms"]


def warm(engine: Engine, queries: Sequence[str], seconds: float) -> Warm:
    """Ask everything twice on one page."""
    with chromium() as browser, served(engine.folder) as (address, _):
        page = browser.new_page()
        page.set_default_timeout(seconds * 1000)
        page.goto(address + HARNESS)
        page.evaluate("() => bench.start()")
        answers, first = ask_all(page, queries, "ask", seconds)
        _, second = ask_all(page, queries[: len(answers)], "ask", seconds)
        return Warm(tuple(tuple(a) for a in answers), tuple(first), tuple(second), renderer_memory())


_SEEN = """new MutationObserver((_, observer) => {
  if (!document.querySelector(SELECTOR)) return;
  window.done ??= {ms: performance.now(), words: ''};
  observer.disconnect();
}).observe(document, {childList: true, subtree: true});"""


def cold(
    folder: Path, queries: Sequence[str], seconds: float, start: str = HARNESS + "#", seen: str = ""
) -> Cold:
    """Ask each query in a fresh context over a slow line, as many as the time allows.

    ``start`` and the query are the address that is opened; where ``seen`` is given, the first
    result is there when an element fits that selector.
    """
    ms, sent, failed = [], [], []
    deadline = monotonic() + seconds
    line = {"offline": False, "latency": LATENCY, "uploadThroughput": BANDWIDTH}
    with chromium() as browser, served(folder) as (address, traffic):
        # The first one only has the server pack its files; it is asked again.
        for turn, query in enumerate([*queries[:1], *queries]):
            if monotonic() > deadline:
                break
            context = browser.new_context()
            page = context.new_page()
            if seen:
                page.add_init_script(_SEEN.replace("SELECTOR", json.dumps(seen)))
            tools = context.new_cdp_session(page)
            tools.send("Network.enable")
            tools.send("Network.emulateNetworkConditions", {**line, "downloadThroughput": BANDWIDTH})
            traffic.taken()
            try:
                page.goto(f"{address}{start}{quote(query)}", wait_until="commit")
                page.wait_for_function("() => window.done", timeout=120_000)
                done = page.evaluate("() => window.done")
            except Error as error:
                done = {"ms": -1, "words": error.message}
            if not turn:
                pass
            elif done["ms"] < 0:
                failed.append(f"{query}: {done['words']}")
            else:
                ms.append(done["ms"])
                sent.append(traffic.taken())
            context.close()
    return Cold(tuple(ms), tuple(sent), tuple(failed))


_START = """() => Promise.race([
  bench.start(), new Promise((_, no) => setTimeout(() => no(new Error('silent for 20 s')), 20000)),
])"""


def from_file(engine: Engine, queries: Sequence[str], answers: Sequence[Sequence[str]]) -> tuple[str, str]:
    """What a double-clicked file does: ``works`` where it answers as the server does, and what it says."""
    with chromium() as browser:
        page = browser.new_page()
        page.goto((engine.folder / HARNESS).as_uri())
        try:
            page.evaluate(_START)
            found, _ = ask_all(page, queries, "ask", 30)
        except Error as error:
            return "dead", error.message.splitlines()[0]
    same = [sorted(f) for f in found] == [sorted(a) for a in answers]
    return ("works" if same else "differs"), ""


_TYPED = """async (query) => {
  const field = document.querySelector("form.gz-search input");
  const begun = performance.now();
  field.focus();
  field.value = query;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: query }));
  while (!document.querySelector("form.gz-search [role=option]")) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


def typed(home: Path, queries: Sequence[str]) -> list[float]:
    """Milliseconds from typing in the box of a built site, opened from its file, to the first result.

    Nothing of the index is held before; the time that the box waits for further typing is counted.
    """
    taken = []
    with chromium() as browser:
        for query in queries:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(home.as_uri())
                page.wait_for_load_state("networkidle")
                taken.append(float(page.evaluate(_TYPED, query)))
    return taken


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def middle(values: Sequence[float]) -> float:
    """The median; not a number where there is none."""
    return median(values) if values else float("nan")
