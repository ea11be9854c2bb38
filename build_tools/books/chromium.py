"""Chromium as a printer: one process that prints page after page, told over two pipes (DevTools protocol)."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PATIENCE = 300  # seconds for one book
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--allow-file-access-from-files",
    "--no-first-run",
    "--remote-debugging-pipe",
)
_PRINTED = {
    "preferCSSPageSize": True,
    "printBackground": False,
    "displayHeaderFooter": False,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}


# It reads from 3 and writes to 4, whatever the pipes are called here.
_BEGUN = """
import fcntl, os, sys
reading, writing = (fcntl.fcntl(int(n), fcntl.F_DUPFD, 10) for n in sys.argv[1:3])
os.dup2(reading, 3)
os.dup2(writing, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class NoChromium(Exception):
    """There is no Chromium on this machine."""


class PrintingFailed(Exception):
    """What Chromium said, or that it said nothing in time."""


@contextmanager
def printer() -> Iterator[Printer]:
    """A Chromium that runs until the block ends. Raises NoChromium, PrintingFailed."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None or sys.platform == "win32":  # which has no such pipes
        raise NoChromium
    read_here, write_there = os.pipe()
    read_there, write_here = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = (*_OPTIONS, f"--user-data-dir={profile}")
        process = subprocess.Popen(
            [sys.executable, "-c", _BEGUN, *map(str, (read_there, write_there)), program, *options],
            pass_fds=(read_there, write_there),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_there)
        os.close(write_there)
        try:
            yield Printer(read_here, write_here, Path(profile))
        finally:
            process.kill()
            process.wait()
            os.close(read_here)
            os.close(write_here)


class Printer:
    """A tab without scripts: what a page shows of today is not printed."""

    def __init__(self, reading: int, writing: int, folder: Path) -> None:
        self._reading, self._writing, self._page = reading, writing, folder / "page.html"
        self._count = 0
        self._rest = b""
        self._session: dict[str, str] = {}
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._session = {"sessionId": session}
        self._ask("Page.enable")
        self._ask("Emulation.setScriptExecutionDisabled", value=True)

    def printed(self, page: bytes) -> bytes:
        """A page as PDF: tagged, with its headings as bookmarks."""
        self._page.write_bytes(page)
        self._ask("Page.navigate", url=self._page.as_uri())
        self._await(lambda told: told.get("method") == "Page.loadEventFired")
        return base64.b64decode(self._ask("Page.printToPDF", **_PRINTED)["data"])

    def _ask(self, method: str, **values: object) -> dict[str, Any]:
        self._count += 1
        number = self._count
        asked = {"id": number, "method": method, "params": values, **self._session}
        try:
            os.write(self._writing, json.dumps(asked).encode() + b"\0")
        except OSError as error:
            raise PrintingFailed(str(error)) from error
        told = self._await(lambda told: told.get("id") == number)
        if "result" not in told:
            raise PrintingFailed(f"{method}: {told.get('error')}")
        result: dict[str, Any] = told["result"]
        return result

    def _await(self, wanted: Any) -> dict[str, Any]:
        """The first message from now on that is wanted; others are passed over."""
        end = time.monotonic() + _PATIENCE
        while True:
            while b"\0" not in self._rest:
                self._rest += self._more(end)
            message, _, self._rest = self._rest.partition(b"\0")
            told: dict[str, Any] = json.loads(message)
            if wanted(told):
                return told

    def _more(self, end: float) -> bytes:
        ready, _, _ = select.select([self._reading], [], [], max(0.0, end - time.monotonic()))
        data = os.read(self._reading, 1 << 20) if ready else b""
        if not data:
            raise PrintingFailed("Chromium 没有回答" if not ready else "Chromium 已退出")
        return data
