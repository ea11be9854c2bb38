"""The site kept up while files are edited: one rebuild at a time, and what came of it told to the windows."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from watchfiles import awatch

from build_tools.desk import workshop
from build_tools.desk.ahead import Html
from build_tools.desk.events import Events
from build_tools.documents.names import FOLDERS
from build_tools.project import CONFIG, DOCS, PUBLISHED, RAW
from build_tools.site.writing import is_ours

T = TypeVar("T")

_DIED = "worker-died 程序的一个进程两次中途结束（内存可能不足）；关闭其他程序，再保存一次"
_QUIET = 1.5  # seconds without a change after which the whole site is rebuilt


class Live:
    """Two workers that each hold the archive. One answers, and renders the pages of documents that changed;
    the other one follows with the lists, then with the whole site."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._answering = Worker()
        self._rebuilding = Worker(behind=True)
        self._changed = asyncio.Event()  # for the pages of documents
        self._behind = asyncio.Event()  # for all else
        self._changes = 0
        self._documents: Html = {}
        self._lists: Html = {}
        self.turn = asyncio.Lock()  # held by what writes: a rebuild, or a command
        self.wrong = ""
        self.building = False

    async def ask(self, question: Callable[..., T], *given: Any) -> T:
        """What the workshop answers. Raises Unready."""
        return await self._answering.run(question, *given)

    def page(self, address: str) -> bytes | None:
        """A page of the site that was rendered ahead of it; None where the site's own is good."""
        return self._documents.get(address) or self._lists.get(address)

    def changed(self) -> None:
        """Something that the site is made of is no longer as it was."""
        self._changes += 1
        self._changed.set()

    async def keep_up(self) -> None:
        """Show what changed, and rebuild behind it, until cancelled."""
        await asyncio.gather(self._ahead(), self._following())

    async def _ahead(self) -> None:
        """The pages of documents, as soon as they changed."""
        with suppress(workshop.Unready):
            await self._answering.run(workshop.documents_ahead)  # the first time takes longest
        while True:
            await self._changed.wait()
            self._changed.clear()
            self.building = True
            self._events.tell("building")
            try:
                self._documents = await self._answering.run(workshop.documents_ahead)
                self.wrong = ""
            except workshop.Unready as error:
                self.wrong = str(error)
            self._events.tell("shown", **self.state())
            self._behind.set()

    async def _following(self) -> None:
        """The lists, then the whole site: once nothing changed for a while, for a change makes it vain."""
        while True:
            await self._behind.wait()
            self._behind.clear()
            begun = self._changes
            with suppress(workshop.Unready):  # the rebuild says it
                lists = await self._rebuilding.run(workshop.lists_ahead)
                if self._changes == begun:
                    self._lists = lists
                    self._events.tell("shown", **self.state())
            await asyncio.sleep(_QUIET)
            if self._changes != begun:
                continue
            async with self.turn:
                await self._rebuilt()

    async def _rebuilt(self) -> None:
        begun = self._changes
        try:
            await self._rebuilding.run(workshop.rebuild)
            self.wrong = ""
        except workshop.Unready as error:
            self.wrong = str(error)
        except workshop.Overtaken:
            self.changed()
            return
        if self._changes != begun:
            return  # what was shown ahead meanwhile is newer than the site
        if not self.wrong:
            self._documents, self._lists = {}, {}
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


class Worker:
    """One process that does one thing after the other; one that died is followed by another. One that works
    ``behind`` another yields to it."""

    def __init__(self, *, behind: bool = False) -> None:
        self._behind = behind
        self._pool = _new_pool(behind)

    async def run(self, work: Callable[..., T], *given: Any) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, partial(work, *given))
        except BrokenProcessPool:
            self._pool = _new_pool(self._behind)
        try:
            return await loop.run_in_executor(self._pool, partial(work, *given))
        except BrokenProcessPool as error:
            self._pool = _new_pool(self._behind)
            raise workshop.Unready(_DIED) from error

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _new_pool(behind: bool) -> ProcessPoolExecutor:
    """Started anew: a copy of a process that serves would hold its connections."""
    return ProcessPoolExecutor(1, get_context("spawn"), _yielding if behind else None)


def _yielding() -> None:
    """Let other processes go first, where the system can."""
    if sys.platform != "win32":
        os.nice(10)


def _matters(path: Path) -> bool:
    """Whether the site is made of a file: not of what is written when it is built."""
    here = Path.cwd()
    own = path.relative_to(here) if path.is_relative_to(here) else path
    if is_ours(path.name) or any(is_ours(part) for part in own.parts):
        return False
    return not (own.parts[:1] == DOCS.parts and len(own.parts) > 1 and own.parts[1] in FOLDERS)
