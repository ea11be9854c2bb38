"""What is kept is found again whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_tools.cache.hashes import hash_of, hash_of_files
from build_tools.cache.store import NOTHING_KEPT, Store


def files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_a_result_is_made_once(tmp_path: Path) -> None:
    made = []

    def make() -> list[str]:
        made.append(1)
        return ["早市"]

    for _ in range(2):
        assert Store(tmp_path).result("kind", "inputs", make) == ["早市"]
    assert made == [1]
    assert Store(tmp_path).held("kind", "other inputs") is None
    assert Store(tmp_path).held("other kind", "inputs") is None


def test_contents_that_are_kept_come_by_their_hashes(tmp_path: Path) -> None:
    """They are made once; where what is kept of them is damaged or gone they are made anew."""
    made, wanted = [], {"a.md": "早市", "b.bin": b"1"}

    def make() -> dict[str, str | bytes]:
        made.append(1)
        return dict(wanted)

    for change in (None, None, "kind", "kind-hashes"):
        for path in files(tmp_path / change) if change else ():
            path.write_bytes(path.read_bytes()[:-1])
        store = Store(tmp_path)
        room = store.room()
        store.fill(room, "kind", "inputs", make)
        assert {name: room.hash(name) for name in room} == {n: hash_of(c) for n, c in wanted.items()}
        assert room == wanted
        assert len(store.used) == 2
    assert made == [1, 1]
    bare = NOTHING_KEPT.room()
    NOTHING_KEPT.fill(bare, "kind", "inputs", make)
    assert bare == wanted


@pytest.mark.parametrize("length", [0, 10, 40, -1])
def test_a_damaged_result_is_none(tmp_path: Path, length: int) -> None:
    Store(tmp_path).keep("kind", "inputs", "早市" * 100)
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    assert Store(tmp_path).held("kind", "inputs") is None
    assert Store(tmp_path).result("kind", "inputs", lambda: "anew") == "anew"


def test_without_a_folder_nothing_is_kept() -> None:
    assert NOTHING_KEPT.keep("kind", "inputs", 1) == 1
    assert NOTHING_KEPT.held("kind", "inputs") is None


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Store(tmp_path / "file").result("kind", "inputs", lambda: 1) == 1


def test_the_oldest_goes_where_there_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.cache.store._ROOM", 0)
    for number in range(5):
        Store(tmp_path).keep("kind", str(number), os.urandom(1000))
        for path in files(tmp_path):
            if path.stat().st_mtime > 100:
                os.utime(path, (number, number))
    store = Store(tmp_path)
    assert store.held("kind", "0") is not None  # the oldest, but this run uses it
    store.trim()
    assert [k for k in "01234" if Store(tmp_path).held("kind", k) is not None] == ["0", "4"]


def test_lists_of_texts_have_hashes_of_their_own(tmp_path: Path) -> None:
    assert len({hash_of("ab", "c"), hash_of("a", "bc"), hash_of("abc"), hash_of("abc", "")}) == 4
    path = tmp_path / "a.toml"
    missing = hash_of_files([path])
    path.touch()
    assert hash_of_files([path]) != missing
