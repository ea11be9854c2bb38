"""Firefox over WebDriver BiDi: the browser that Debian ships has no driver beside it, and needs none."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from support.every_page import PATIENCE

# A driven Firefox lets a page that was opened from a file read other files: a reader's does not.
PREFERENCES = 'user_pref("security.fileuri.strict_origin_policy", true);\n'
ENTER = "\ue007"


class Refused(Exception):
    """What Firefox says where it does not do what it was told."""


class Firefox:
    """One tab. What its console says, and what its policy forbids, is kept in ``troubles``."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.troubles: list[str] = []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self._tab: str = self.call("browsingContext.create", type="tab")["context"]

    def call(self, method: str, **params: object) -> Any:
        """The result of a command; it fails with what Firefox says."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            said = json.loads(self._socket.recv(timeout=60))
            if said.get("method") == "log.entryAdded" and said["params"]["level"] in ("error", "warn"):
                self.troubles.append(said["params"]["text"])
            if said.get("id") == number:
                if said["type"] != "success":
                    raise Refused(said)
                return said["result"]

    def size(self, width: int, height: int) -> None:
        """Set the size of the window's inside."""
        self.call(
            "browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height}
        )

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded.

        The waiting is ours: Firefox never answers a navigation that it was told to wait for where the
        page that is left writes its own address (``history.replaceState``) at the same moment.
        """
        self.evaluate("(window.isLeft = true)")
        self.call("browsingContext.navigate", context=self._tab, url=address, wait="none")
        self.until("!window.isLeft && document.readyState === 'complete'")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression on the page; None where the page is just being left."""
        asked = f"(async () => JSON.stringify(await ({expression})))()"
        target = {"context": self._tab}
        try:
            said = self.call("script.evaluate", expression=asked, target=target, awaitPromise=True)
        except Refused:
            return None
        assert said["type"] == "success", said
        return json.loads(said["result"].get("value", "null"))

    def until(self, expression: str) -> None:
        """Wait until an expression on the page holds, however slow the machine."""
        end = time.monotonic() + PATIENCE / 1000
        while not self.evaluate(expression):
            assert time.monotonic() < end, expression
            time.sleep(0.05)

    def enter(self) -> None:
        """Press the key where the focus is."""
        keys = [{"type": "keyDown", "value": ENTER}, {"type": "keyUp", "value": ENTER}]
        self.call(
            "input.performActions", context=self._tab, actions=[{"type": "key", "id": "k", "actions": keys}]
        )


@contextmanager
def firefox() -> Iterator[Firefox]:
    """The system's Firefox with a profile of its own. A missing one fails the run."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("no Firefox on PATH; install it: apt-get install firefox-esr")
    with tempfile.TemporaryDirectory(prefix="gazette-firefox-", ignore_cleanup_errors=True) as profile:
        (Path(profile) / "user.js").write_text(PREFERENCES)
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            assert running.stderr is not None
            told = (re.search(r"WebDriver BiDi listening on (ws://\S+)", line) for line in running.stderr)
            address = next(match[1] for match in told if match)
            with connect(f"{address}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            running.terminate()
            running.wait(30)
