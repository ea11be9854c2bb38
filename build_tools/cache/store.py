"""The folder of kept results: the one place that reads and writes it.

A result is found by what kind it is, by the program, and by a hash of its inputs; there is no other
question whether it is still good. An entry that is missing, cut off or damaged is made anew: deleting the
folder, or any file of it, only costs time.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from build_tools.cache.hashes import code_hash, hash_of
from build_tools.cache.memory import give_back
from build_tools.cache.spill import Content, Spill

T = TypeVar("T")

_SUM = hashlib.sha256().digest_size
_SELDOM = 200_000  # values made between two looks for garbage among them; by itself Python looks every 700
_ROOM = 64_000_000  # bytes that may be kept beside what the last run used as much again


class Store:
    """Results kept in a folder; none where there is no folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    @property
    def used(self) -> frozenset[str]:
        """What this run has asked for and had, or kept: it stays when the folder is trimmed."""
        return frozenset(self._used)

    @property
    def lasts(self) -> bool:
        """Whether it keeps anything."""
        return self._folder is not None

    def use(self, names: Iterable[str]) -> None:
        """Another process of this run has asked for these."""
        self._used.update(names)

    def __reduce__(self) -> tuple[object, ...]:
        """Another process is given the folder alone."""
        return Store, (self._folder,)

    def result(self, kind: str, inputs: str, make: Callable[[], T]) -> T:
        """What ``make`` gives for inputs of this hash: held from an earlier run, else made and kept."""
        held: T | None = self.held(kind, inputs)
        return held if held is not None else self.keep(kind, inputs, make())

    def held(self, kind: str, inputs: str) -> T | None:
        """The result of this kind for inputs of this hash; None where there is none that is whole."""
        if self._folder is None:
            return None
        name = self._name(kind, inputs)
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        content = memoryview(data)[_SUM:]
        if hashlib.sha256(content).digest() != data[:_SUM]:
            return None
        self._used.add(name)
        found: T = pickle.loads(content)
        return found

    def keeps(self, kind: str, inputs: str) -> bool:
        """Whether the folder has a result of this kind for inputs of this hash."""
        return self._folder is not None and (self._folder / self._name(kind, inputs)).is_file()

    def keep(self, kind: str, inputs: str, value: T) -> T:
        """Keep a result, whole or not at all. A disk that has no room for it keeps none."""
        if self._folder is None:
            return value
        name = self._name(kind, inputs)
        # as it is: to press it together and apart again takes a twentieth of a build, for a third of the room
        data = pickle.dumps(value, protocol=5)
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, fresh = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest())
                file.write(data)
            os.replace(fresh, path)
        except OSError:
            return value
        self._used.add(name)
        return value

    def room(self) -> Spill:
        """An empty mapping for very many texts or files, which lies on the disk where results are kept."""
        try:
            return Spill(self._folder)
        except OSError:
            return Spill(None)

    def fill(self, room: Spill, kind: str, inputs: str, make: Callable[[], Mapping[str, Content]]) -> None:
        """Put the contents that ``make`` gives into a room. Those of an earlier run come by their hashes, and
        are loaded when one of them is asked for."""
        hashes: dict[str, str] | None = self.held(f"{kind}-hashes", inputs)
        if hashes is not None:
            self._used.add(self._name(kind, inputs))
            room.take(hashes, partial(self.result, kind, inputs, make))
            return
        made = self.result(kind, inputs, make)
        room.update(made)
        self.keep(f"{kind}-hashes", inputs, {name: room.hash(name) for name in made})

    def trim(self) -> None:
        """Let go of what this run did not use, the oldest first, where more is held than as much again as it
        used and some room."""
        if self._folder is None:
            return
        found = dict(_files(str(self._folder)))
        own = {f"{self._folder}/{name}" for name in self._used}
        used = sum(state.st_size for path, state in found.items() if path in own)
        free = 2 * used + _ROOM - sum(state.st_size for state in found.values())
        for path in sorted(found.keys() - own, key=lambda path: (found[path].st_mtime_ns, path)):
            if free >= 0:
                break
            Path(path).unlink(missing_ok=True)
            free += found[path].st_size

    def _name(self, kind: str, inputs: str) -> str:
        key = hash_of(code_hash(), kind, inputs)
        return f"{kind}/{key[:2]}/{key}"


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """All files below a folder; what another run removes meanwhile is none."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                with suppress(OSError):
                    yield entry.path, entry.stat()


class Warm(Store):
    """A store that holds what it gave and kept in memory too, until a run did not use it."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder)
        self._values: dict[str, object] = {}

    def held(self, kind: str, inputs: str) -> T | None:
        """The value itself where this process has had it."""
        name = self._name(kind, inputs)
        self._used.add(name)
        if name not in self._values and (found := super().held(kind, inputs)) is not None:
            self._values[name] = found
        return self._values.get(name)  # type: ignore[return-value]

    def keep(self, kind: str, inputs: str, value: T) -> T:
        """Keep it here and in the folder."""
        self._values[self._name(kind, inputs)] = value
        return super().keep(kind, inputs, value)

    def trim(self) -> None:
        """Let go of what was not used since the last time, here and in the folder."""
        super().trim()
        self.forget()

    def forget(self) -> None:
        """Let go of what was not used since the last time, here alone."""
        self._values = {name: value for name, value in self._values.items() if name in self._used}
        self._used.clear()


NOTHING_KEPT = Store(None)


@contextmanager
def many_values() -> Iterator[None]:
    """While very many values that stay are loaded or made: Python need not look for garbage among them, now
    or later. It takes a third of the time. Afterwards it looks more seldom: of what a run makes little is
    garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_SELDOM)
        gc.enable()
        give_back()
