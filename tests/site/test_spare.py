"""A folder that was put aside becomes the next one; what is no file of the last one does not stay in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_tools.cache.store import Store
from build_tools.site.as_written import AsWritten
from build_tools.site.spare import fill_from, move_into, remove_strays
from build_tools.site.writing import staging, write_changed, write_files


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """A folder, and a spare one with most of its files."""
    spare, last = tmp_path / "spare", tmp_path / "last"
    write_files(last, {"a": "一", "b/c": "二", "b/d": "三", "e/f": "四"})
    write_files(spare, {"b/d": "三", "g": "五", "h/i": "六"})
    os.link(last / "a", spare / "a")
    os.link(last / "b" / "c", spare / "b" / "c")
    (spare / "e").mkdir()
    os.link(last / "e" / "f", spare / "e" / "f")
    return last


def test_only_the_very_files_of_the_last_folder_stay(tmp_path: Path, last: Path) -> None:
    """Not one that holds the same, one that is not wanted, one that another folder has; no empty folder."""
    (tmp_path / "fresh").mkdir()
    there = fill_from(tmp_path / "spare", tmp_path / "fresh", last, {"a", "b/c", "b/d", "g", "h/i"})
    assert there == {"a", "b/c"}
    assert _files(tmp_path / "fresh") == {"a": "一".encode(), "b/c": "二".encode()}
    assert sorted(p.name for p in (tmp_path / "fresh").iterdir()) == ["a", "b"]
    assert not (tmp_path / "spare").exists()
    assert fill_from(tmp_path / "spare", tmp_path / "fresh", last, {"a"}) == set()


def test_a_file_of_the_last_folder_is_never_written_to(tmp_path: Path, last: Path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    before = _files(last)
    there = fill_from(tmp_path / "spare", fresh, last, {"a", "b/c", "e/f"})
    write_changed(fresh, {"a": "一", "b/c": "贰"}, last, AsWritten(there=there))
    write_files(tmp_path / "made", {"e/f": "肆", "e/k": "八"})
    move_into(tmp_path / "made", fresh)
    now = {name: data.decode() for name, data in _files(fresh).items()}
    assert now == {"a": "一", "b/c": "贰", "e/f": "肆", "e/k": "八"}
    remove_strays(fresh, ["b/c", "e/k"])
    assert sorted(p.relative_to(fresh).as_posix() for p in fresh.rglob("*")) == ["a", "e", "e/f"]
    assert _files(last) == before


def test_what_is_swapped_out_is_put_aside_and_fills_the_next_one(tmp_path: Path) -> None:
    """A file that stays keeps its number on the disk; nothing else stays in the folder put aside."""
    out, spare = tmp_path / "out", tmp_path / "work" / "spare" / "out"
    for number in range(3):
        with staging(Store(tmp_path / "cache")) as stage:
            stage.spare(out, spare)
            stage.write(out, {"page": str(number), "a/stays": "一"})
        stays = (out / "a" / "stays").stat().st_ino
        assert _files(out) == {"page": str(number).encode(), "a/stays": "一".encode()}
        if number:
            assert _files(spare) == {"page": str(number - 1).encode(), "a/stays": "一".encode()}
            assert (spare / "a" / "stays").stat().st_ino == stays
            (spare / "a" / "stray").write_text("二", encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "out", "work"]


def test_a_folder_that_stays_as_it_is_leaves_the_one_put_aside(tmp_path: Path) -> None:
    out, spare = tmp_path / "out", tmp_path / "spare"
    for words in ("一", "二", "二", "三"):
        with staging(Store(tmp_path / "cache")) as stage:
            stage.spare(out, spare)
            stage.write(out, {"page": words})
        assert _files(out) == {"page": words.encode()}
    assert _files(spare) == {"page": "二".encode()}
