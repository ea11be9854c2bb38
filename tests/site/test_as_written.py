"""A file that stands as it was written is known without reading it; any other one is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_tools.cache.spill import Spill
from build_tools.cache.store import Store
from build_tools.site.as_written import AsWritten, last_written, remember_written
from build_tools.site.writing import staging

WORDS = "早市应当按时开市"


class _Unread(Spill):
    """Contents that must not be asked for."""

    def __getitem__(self, name: str) -> str:
        raise AssertionError(name)


def _files(words: str, *, unread: bool = False) -> Spill:
    files = _Unread(None) if unread else Spill(None)
    files["a"] = words
    return files


@pytest.fixture
def written(tmp_path: Path) -> AsWritten:
    """A folder with one file, and what is known of it."""
    (tmp_path / "a").write_text(WORDS, encoding="utf-8")
    first = AsWritten()
    first.wrote(str(tmp_path), "a", _files(WORDS), "a")
    return AsWritten(first.now)


def test_what_stands_as_it_was_written_is_not_read(tmp_path: Path, written: AsWritten) -> None:
    assert written.holds(str(tmp_path), "a", _files(WORDS, unread=True), "a")
    assert not written.holds(str(tmp_path), "a", _files("夜市应当按时开市", unread=True), "a")


def test_a_change_of_as_many_bytes_is_seen(tmp_path: Path, written: AsWritten) -> None:
    """Made in the place of the file; or by another file of its size and time that takes its place."""
    path = tmp_path / "a"
    state = path.stat()
    path.write_text(WORDS.replace("早", "夜"), encoding="utf-8")
    os.utime(path, ns=(0, state.st_mtime_ns + 1))
    assert not written.holds(str(tmp_path), "a", _files(WORDS), "a")
    other = tmp_path / "other"
    other.write_text(WORDS.replace("早", "晚"), encoding="utf-8")
    os.utime(other, ns=(0, state.st_mtime_ns))
    other.replace(path)
    assert not written.holds(str(tmp_path), "a", _files(WORDS), "a")


def test_a_copy_of_the_folder_is_read_and_good(tmp_path: Path, written: AsWritten) -> None:
    path = tmp_path / "a"
    path.write_text(WORDS, encoding="utf-8")
    assert written.holds(str(tmp_path), "a", _files(WORDS), "a")
    path.unlink()
    assert not written.holds(str(tmp_path), "a", _files(WORDS), "a")


def test_a_folder_is_known_once_it_took_its_place(tmp_path: Path) -> None:
    """Of one that did not, what is known tells nothing wrong of the one that stands."""
    store, out = Store(tmp_path / "cache"), tmp_path / "out"
    with staging(store) as stage:
        stage.write(out, _files(WORDS))
    assert last_written(store, out).holds(str(out), "a", _files(WORDS, unread=True), "a")
    with pytest.raises(OSError, match="out"), staging(store) as stage:
        stage.write(out, {"a": "夜市", "a/below a file": ""})
    assert last_written(store, out).holds(str(out), "a", _files(WORDS, unread=True), "a")
    remember_written(store, out, AsWritten())
    assert last_written(store, out).holds(str(out), "a", _files(WORDS), "a")
