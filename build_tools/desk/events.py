"""What happens, told to every open window as it happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

_QUIET = 15  # seconds after which an open stream says that it is alive


class Events:
    """All windows that listen."""

    def __init__(self) -> None:
        self._open: set[asyncio.Queue[str]] = set()
        self._closed = False

    def tell(self, what: str, **said: Any) -> None:
        """Tell all windows."""
        line = f"event: {what}\ndata: {json.dumps(said, ensure_ascii=False)}\n\n"
        for queue in self._open:
            queue.put_nowait(line)

    def close(self) -> None:
        """Let all windows go."""
        self._closed = True
        for queue in self._open:
            queue.put_nowait("")

    async def stream(self, first: Mapping[str, Any]) -> AsyncIterator[str]:
        """What one window hears, from how things stand on."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._open.add(queue)
        try:
            yield f"retry: 1000\nevent: hello\ndata: {json.dumps(first, ensure_ascii=False)}\n\n"
            while not self._closed:
                try:
                    line = await asyncio.wait_for(queue.get(), _QUIET)
                except TimeoutError:
                    line = ": \n\n"
                if line:
                    yield line
        finally:
            self._open.discard(queue)
