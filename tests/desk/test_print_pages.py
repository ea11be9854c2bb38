"""Where the pages of an original cannot be shown, the desk says why in a line that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.desk.print_pages import print_value
from support.planted_issue import pdf_file
from support.publishing import EARLY, gazette


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 文库\n", encoding="utf-8")
    return tmp_path


def test_a_source_without_an_original(archive: Path) -> None:
    (archive / "raw" / "a.txt").write_text(EARLY, encoding="utf-8")
    said = print_value("a")
    assert (said["pages"], said["lines"]) == ([], [])
    assert "pages-none" in said["why"]
    assert "\n" not in said["why"].strip()


def test_an_original_that_is_gone(archive: Path) -> None:
    (archive / "第6期.pdf").write_bytes(pdf_file())
    assert gazette("add", "第6期.pdf", "--id", "a", "--on", "2026-11-28").exit_code == 0
    (archive / "raw" / "originals" / "a.pdf").unlink()
    said = print_value("a")
    assert said["pages"] == []
    assert "raw/originals/a.pdf" in said["why"]
    assert "gazette add" in said["why"]
