"""Firefox over WebDriver BiDi: the browser that Debian ships has no driver beside it, and needs none."""

from __future__ import annotations

import base64
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
ENTER, UP, RIGHT, DOWN = "\ue007", "\ue013", "\ue014", "\ue015"


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

    def printed(self) -> bytes:
        """The page as PDF, on A4."""
        sheet = {"width": 21.0, "height": 29.7}
        told = self.call("browsingContext.print", context=self._tab, background=True, page=sheet)
        return base64.b64decode(told["data"])

    def enter(self) -> None:
        """Press the key where the focus is."""
        self.press(ENTER)

    def press(self, keys: str) -> None:
        """Press keys one after the other where the focus is; special ones by their WebDriver code."""
        deeds = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": deeds})

    def click(self, expression: str, right: int = 10, down: int = 10) -> None:
        """Click so far from the corner of what an expression names: an element, or a range of words, on the
        page or in a frame."""
        left, top, _, _ = self._box(expression)
        self._point((left + right, top + down))

    def drag(self, expression: str) -> None:
        """Select what an expression names by the mouse: from its left side to its right."""
        left, top, width, height = self._box(expression)
        self._point((left + 1, top + height / 2), (left + width - 1, top + height / 2))

    def _box(self, expression: str) -> tuple[float, float, float, float]:
        """Where something stands in the window, scrolled to: left, top, width and height."""
        found = self.evaluate(f"""(() => {{
            const own = {expression};
            const element = own.startContainer?.parentElement ?? own;
            element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const {{ left, top, width, height }} = own.getBoundingClientRect();
            const place = [left, top, width, height];
            for (let at = element.ownerDocument.defaultView.frameElement; at;
                     at = at.ownerDocument.defaultView.frameElement) {{
                const box = at.getBoundingClientRect();
                place[0] += box.left;
                place[1] += box.top;
            }}
            return place;
        }})()""")
        left, top, width, height = found
        return left, top, width, height

    def _point(self, *places: tuple[float, float]) -> None:
        """Press the button at the first place and let it go at the last."""
        first, *more = ({"type": "pointerMove", "x": round(x), "y": round(y)} for x, y in places)
        down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        deeds = [first, down, *more, up]
        self._act(
            {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": deeds}
        )

    def _act(self, source: dict[str, object]) -> None:
        self.call("input.performActions", context=self._tab, actions=[source])


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
