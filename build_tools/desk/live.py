"""The site kept up while files are edited: one rebuild at a time, and what came of it told to the windows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from watchfiles import awatch

from build_tools.desk import workshop
from build_tools.desk.events import Events
from build_tools.documents.names import FOLDERS
from build_tools.project import CONFIG, DOCS, PUBLISHED, RAW
from build_tools.site.writing import is_ours

T = TypeVar("T")


class Live:
    """Two workers that each hold the archive: one answers while the other rebuilds the site."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._answering = _Worker()
        self._rebuilding = _Worker()
        self._wanted = asyncio.Event()
        self.turn = asyncio.Lock()  # held by what writes: a rebuild, or a command
        self.wrong = ""
        self.building = False

    async def ask(self, question: Callable[..., T], *given: Any) -> T:
        """What the workshop answers. Raises Unready."""
        return await self._answering.run(question, *given)

    def changed(self) -> None:
        """Something that the site is made of is no longer as it was."""
        self._wanted.set()

    async def keep_up(self) -> None:
        """Rebuild whenever something changed, until cancelled."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            async with self.turn:
                await self._rebuilt()

    async def _rebuilt(self) -> None:
        self.building = True
        self._events.tell("building")
        try:
            await self._rebuilding.run(workshop.rebuild)
            self.wrong = ""
        except workshop.Unready as error:
            self.wrong = str(error)
        except workshop.Overtaken:
            self.changed()
            return
        self.building = False
        self._events.tell("built", **self.state())

    def state(self) -> Mapping[str, Any]:
        """How things stand: whether a rebuild runs, and what the last one said."""
        return {"building": self.building, "wrong": self.wrong}

    async def watch(self, stop: asyncio.Event) -> None:
        """Mind the files that the site is made of, until told to stop."""
        places = [p for p in (RAW, DOCS, PUBLISHED, CONFIG) if p.exists()]
        async for found in awatch(*places, stop_event=stop, step=50, debounce=200):
            if any(_matters(Path(path)) for _, path in found):
                self._events.tell("changed")
                self.changed()

    def close(self) -> None:
        """End the workers."""
        self._answering.close()
        self._rebuilding.close()


class _Worker:
    """One process that does one thing after the other; one that died is followed by another."""

    def __init__(self) -> None:
        self._pool = _new_pool()

    async def run(self, work: Callable[..., T], *given: Any) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, partial(work, *given))
        except BrokenProcessPool:
            self._pool = _new_pool()
            return await loop.run_in_executor(self._pool, partial(work, *given))

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _new_pool() -> ProcessPoolExecutor:
    """Started anew: a copy of a process that serves would hold its connections."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _matters(path: Path) -> bool:
    """Whether the site is made of a file: not of what is written when it is built."""
    here = Path.cwd()
    own = path.relative_to(here) if path.is_relative_to(here) else path
    if is_ours(path.name) or any(is_ours(part) for part in own.parts):
        return False
    return not (own.parts[:1] == DOCS.parts and len(own.parts) > 1 and own.parts[1] in FOLDERS)
