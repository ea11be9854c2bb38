"""Very many texts and files by name, never held at once: each lies on the disk until it is asked for."""

from __future__ import annotations

import os
import tempfile
from abc import abstractmethod
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import IO, Any

from build_tools.cache.hashes import hash_of

Content = str | bytes

Load = Callable[[], Mapping[str, Content]]
"""Brings contents from where they are kept."""


class Hashed(Mapping[str, Any]):
    """Contents of which it is known what each is, without asking for it."""

    @abstractmethod
    def hash(self, name: str) -> str:
        """The hash of a content, as ``hash_of`` gives it."""


def hash_in(files: Mapping[str, Any], name: str) -> str:
    """The hash of one of these contents; what is not loaded yet is not loaded for it."""
    if isinstance(files, Hashed):
        return files.hash(name)
    if isinstance(files, ChainMap):
        return hash_in(next(own for own in files.maps if name in own), name)
    return hash_of(files[name])


class Spill(Hashed, MutableMapping[str, Any]):
    """Contents by name, in the order in which they came, in one file without a name: it is gone with the
    process. What the disk has no room for is held, and all is where there is no folder."""

    def __init__(self, folder: Path | None) -> None:
        self._held: dict[str, Content] = {}
        # Where in the file each content stands, how long it is, and whether it is text; or what brings it.
        self._places: dict[str, tuple[int, int, bool] | Load | None] = {}
        self._hashes: dict[str, str] = {}
        self._end = 0
        self._file = _nameless(folder) if folder is not None else None
        self._process = os.getpid()

    def __setitem__(self, name: str, content: Content) -> None:
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        self._hashes[name] = hash_of(data)
        self._held.pop(name, None)
        if self._wrote(data):
            self._places[name] = (self._end, len(data), isinstance(content, str))
            self._end += len(data)
        else:
            self._places[name] = None
            self._held[name] = content

    def _wrote(self, data: bytes) -> bool:
        """Whether the data stand at the end of the file now. A copy of this process shares it, and holds."""
        if self._file is None or self._process != os.getpid():
            return False
        try:
            self._file.seek(self._end)
            return self._file.write(data) == len(data)
        except OSError:
            return False

    def take(self, hashes: Mapping[str, str], load: Load) -> None:
        """Contents by their hashes alone: all of them are loaded once one is asked for."""
        for name, known in hashes.items():
            self._held.pop(name, None)
            self._places[name] = load
            self._hashes[name] = known

    def hash(self, name: str) -> str:
        """Without reading or loading it."""
        return self._hashes[name]

    def __getitem__(self, name: str) -> Content:
        place = self._places[name]
        if place is None:
            return self._held[name]
        if not isinstance(place, tuple):
            return self._loaded(name, place)
        start, length, is_text = place
        data = self._read(start, length)
        return data.decode("utf-8", "surrogatepass") if is_text else data

    def _loaded(self, name: str, load: Load) -> Content:
        found = load()
        for own, content in found.items():
            if self._places.get(own) is load:
                self[own] = content
        return found[name]

    def _read(self, start: int, length: int) -> bytes:
        """Processes that are copies of this one read at the same time, where the system has copies."""
        assert self._file is not None, "what stands nowhere is held"
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        return self._file.read(length)

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        del self._hashes[name]
        self._held.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        """Without reading it."""
        return name in self._places


def _nameless(folder: Path) -> IO[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder, buffering=0)
