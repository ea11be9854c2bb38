"""What builds and other generators cost is measured of what they are said to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import builds, generators
from benchmarks.generators import GENERATORS, others, plain_pages
from support.paths import ROOT


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    for name in ("documents/a", "documents/b/annex", "lists/c"):
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'---\ntitle: "甲：{name}"\nkind: notice\n---\n\n# 甲\n\n正文。\n', encoding="utf-8")
    (folder / "about.md").write_text("# by hand\n", encoding="utf-8")
    return folder


def test_the_pages_keep_their_titles_and_their_text(docs: Path, tmp_path: Path) -> None:
    assert plain_pages(docs, tmp_path / "plain") == 4
    page = (tmp_path / "plain" / "documents" / "a.md").read_text(encoding="utf-8")
    assert page == '---\ntitle: "甲：documents/a"\n---\n\n# 甲\n\n正文。\n'


def test_each_generator_renders_all_pages(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that the lock brings; the others come with ``make benchmark``."""
    monkeypatch.setattr(generators, "GENERATORS", GENERATORS[:1])
    (tmp_path / "work").mkdir()
    found = {run.what: run for run in others(docs, tmp_path / "work")}
    assert found.keys() == {"MkDocs, Material", "floor"}
    assert found["floor"].pages == 4
    assert found["MkDocs, Material"].pages == 5  # and its page of errors
    for run in found.values():
        assert run.cpu > 0
        assert run.size > 0
        assert 1 < run.memory < 500


def test_a_generator_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such page"):
        generators._run("x", (sys.executable, "-c", "raise SystemExit('no such page')"), tmp_path)


def test_a_project_has_all_that_is_kept_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def archive(_raw: Path, _documents: int, _seed: int, out: Path) -> None:
        out.mkdir()
        for name in ("lasa-2023-01.txt", "anduo-2024-02.txt"):
            (out / name).touch()

    monkeypatch.setattr(builds, "write_archive", archive)
    monkeypatch.chdir(ROOT)
    issue = builds.begun(tmp_path, 59)
    assert issue == tmp_path / "anduo-2024-02.txt"
    assert [p.name for p in (tmp_path / "raw").iterdir()] == ["lasa-2023-01.txt"]
    assert (tmp_path / "docs" / "pictures").is_dir()
    assert not (tmp_path / "docs" / "documents").exists()
