"""Which files of a folder still are as a build wrote them, told without reading them.

Of each file is kept the hash of what it holds, with its stamp: size, time of change to the nanosecond, number
on the disk. A file with the same stamp holds the same; one with another stamp is read. What a stamp misses is
a file changed in its place whose size stays and whose time of change is set back to the nanosecond: nobody
does that by hand. Where it was done, delete ``build/cache/``.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from build_tools.cache.spill import hash_in
from build_tools.cache.store import Store

_KIND = "written"

Left = tuple[str, tuple[int, int, int]]
"""The hash of what a file holds, and its stamp."""


class AsWritten:
    """The files of a folder, by their paths below it: as the last build left them, and as this one does.

    ``there`` are those that the folder to be filled has already, the very files of the last one.
    """

    def __init__(self, before: Mapping[str, Left] | None = None, there: Collection[str] = ()) -> None:
        self.before: Mapping[str, Left] = before or {}
        self.there = there
        self.now: dict[str, Left] = {}

    def holds(self, folder: str, name: str, files: Mapping[str, Any], own: str) -> bool:
        """Whether the file ``name`` below ``folder`` holds what ``files`` have under their ``own`` name. What
        they have is loaded only where the file is not as it was left."""
        path, wanted = f"{folder}/{name}", hash_in(files, own)
        stamp = _stamp_of(path)
        if stamp is None:
            return False
        known = self.before.get(name)
        if known is not None and known[1] == stamp:
            same = known[0] == wanted
        else:
            same = _holds(path, stamp[0], files[own])
        if same:
            self.now[name] = (wanted, stamp)
        return same

    def wrote(self, folder: str, name: str, files: Mapping[str, Any], own: str) -> None:
        """That the file below ``folder`` was written now."""
        stamp = _stamp_of(f"{folder}/{name}")
        if stamp is not None:
            self.now[name] = (hash_in(files, own), stamp)


def last_written(store: Store, folder: Path) -> AsWritten:
    """What is known of the files of a folder."""
    return AsWritten(store.held(_KIND, folder.as_posix()))


def remember_written(store: Store, folder: Path, files: AsWritten) -> None:
    """Keep for the next build what this one left in a folder."""
    store.keep(_KIND, folder.as_posix(), files.now)


def _stamp_of(path: str) -> tuple[int, int, int] | None:
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns, state.st_ino


_PART = 1 << 20


def _holds(path: str, size: int, content: str | bytes) -> bool:
    """Whether a file of this size holds this content. Of a large one only a part is read at a time."""
    data = memoryview(content.encode() if isinstance(content, str) else content)
    if size != len(data):
        return False
    try:
        with open(path, "rb") as file:
            parts = (data[start : start + _PART] for start in range(0, len(data), _PART))
            return all(part == file.read(_PART) for part in parts)
    except OSError:
        return False
