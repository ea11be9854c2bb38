"""A source that was taken out at the desk is put back as it was, with all that belongs to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.adding import remove
from build_tools.desk.removed import keep, put_back, removed
from build_tools.publishing.new_archive import is_example, set_up
from build_tools.sources.imports.refusals import Refused

FILES = {
    "a.txt": "文",
    "a.toml": "# 附",
    "a.import.json": "{}",
    "originals/a.docx": "原件",
    "b.txt": "另一份",
}


def _archive(folder: Path) -> tuple[Path, Path]:
    raw = folder / "raw"
    for name, text in FILES.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(text, encoding="utf-8")
    return raw, folder / "build" / "desk"


def _held(raw: Path) -> dict[str, str]:
    files = (path for path in raw.rglob("*") if path.is_file())
    return {path.relative_to(raw).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_what_was_taken_out_is_put_back_whole(tmp_path: Path) -> None:
    raw, kept = _archive(tmp_path)
    keep("a", raw, kept)
    remove("a", raw)
    assert _held(raw) == {"b.txt": "另一份"}
    assert removed(raw, kept) == ["a"]
    assert put_back("a", raw, kept)
    assert _held(raw) == FILES
    assert removed(raw, kept) == []
    assert not put_back("a", raw, kept)


def test_a_name_that_is_taken_again_is_not_written_over(tmp_path: Path) -> None:
    raw, kept = _archive(tmp_path)
    keep("a", raw, kept)
    remove("a", raw)
    (raw / "a.txt").write_text("新的", encoding="utf-8")
    assert removed(raw, kept) == []
    assert not put_back("a", raw, kept)
    assert _held(raw)["a.txt"] == "新的"
    # of the second time the second text comes back
    keep("a", raw, kept)
    remove("a", raw)
    assert put_back("a", raw, kept)
    assert _held(raw) == {"a.txt": "新的", "b.txt": "另一份"}


def test_there_is_nothing_to_keep_of_a_source_that_is_not_there(tmp_path: Path) -> None:
    raw, kept = _archive(tmp_path)
    for name in ("none", "../a"):
        with pytest.raises(Refused):
            keep(name, raw, kept)
        assert not put_back(name, raw, kept)
    assert _held(raw) == FILES


def test_the_example_of_a_new_archive_is_known_by_its_words(tmp_path: Path) -> None:
    set_up(tmp_path)
    text = (tmp_path / "raw" / "example.txt").read_text(encoding="utf-8")
    assert is_example(text)
    assert not is_example(text.replace("示例", "早市"))
