"""Very many texts and files by name, never held at once: each lies on the disk until it is asked for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, MutableMapping
from pathlib import Path

Content = str | bytes


class Spill(MutableMapping[str, Content]):
    """Contents by name, in the order in which they came, in one file without a name: it is gone with the
    process. What the disk has no room for is held."""

    def __init__(self, folder: Path) -> None:
        self._held: dict[str, Content] = {}
        # Where in the file each content stands, how long it is, and whether it is text.
        self._places: dict[str, tuple[int, int, bool] | None] = {}
        self._end = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115  # as long as this lives

    def __setitem__(self, name: str, content: Content) -> None:
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        self._held.pop(name, None)
        try:
            self._file.seek(self._end)
            written = self._file.write(data)
        except OSError:
            written = -1
        if written == len(data):
            self._places[name] = (self._end, len(data), isinstance(content, str))
            self._end += len(data)
        else:
            self._places[name] = None
            self._held[name] = content

    def __getitem__(self, name: str) -> Content:
        place = self._places[name]
        if place is None:
            return self._held[name]
        start, length, is_text = place
        data = self._read(start, length)
        return data.decode("utf-8", "surrogatepass") if is_text else data

    def _read(self, start: int, length: int) -> bytes:
        """Processes that are copies of this one read at the same time, where the system has copies."""
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        return self._file.read(length)

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._held.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        """Without reading it."""
        return name in self._places
