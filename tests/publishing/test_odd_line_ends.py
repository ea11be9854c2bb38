"""Characters that some programs take for a line's end stand within a line of the record and of a release."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.exports.every import all_data
from build_tools.exports.text_lines import read_lines, text_lines
from build_tools.model.published import Counts, PageMark, Past, PublishedPage
from build_tools.publishing.issue_report import issue_report
from build_tools.publishing.merging import merged
from build_tools.sources.published import read_past, record_files
from support.conversion import convert_text
from support.publishing import EARLY, gazette, quick_site, write_sources

ENDS = ("\u2028", "\u2029", "\x85", "\x1c", "\x0b", "\x0c")


@pytest.mark.parametrize("end", ENDS, ids=lambda c: f"{ord(c):04x}")
def test_the_lines_of_a_release(end: str, tmp_path: Path) -> None:
    corpus = convert_text(EARLY.replace("早市管理", f"早市{end}管理").replace("应当", f"应{end}当"), tmp_path)
    files = {name: str(content) for name, content in all_data(corpus).items()}
    assert read_lines(files) == text_lines(corpus)


@pytest.mark.parametrize("end", ENDS, ids=lambda c: f"{ord(c):04x}")
def test_the_record_and_its_merge(end: str, tmp_path: Path) -> None:
    mark = PageMark("documents/a.html", "a.txt", "青政发〔2024〕9号", f"早市{end}通知", "0")
    past = Past((PublishedPage(mark, "2024-06-01", ((mark.number, mark.title),), ("p-1",), Counts(1)),))
    for name, content in record_files(past).items():
        (tmp_path / name).write_bytes(content.encode())
    assert read_past(tmp_path) == past
    line = record_files(past)["2024.jsonl"]
    assert merged("published/2024.jsonl", "", line, "").content == line


@pytest.mark.parametrize("end", ENDS, ids=lambda c: f"{ord(c):04x}")
def test_publishing_again(end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    quick_site(monkeypatch)
    (tmp_path / "docs").mkdir()
    (tmp_path / "gazette.toml").write_text('[publish]\nfolder = "www"\n', encoding="utf-8")
    write_sources(tmp_path, {"a": EARLY.replace("早市管理", f"早市{end}管理").replace("应当", f"应{end}当")})
    assert gazette("publish", "--on", "2024-06-01").exit_code == 0
    said = gazette("changes")
    assert said.exit_code == 0, said.output
    assert "没有变化" in said.output
    assert gazette("publish", "--on", "2024-06-02").exit_code == 0


@pytest.mark.parametrize("end", ENDS, ids=lambda c: f"{ord(c):04x}")
def test_the_line_of_an_image_is_the_raw_line(end: str, tmp_path: Path) -> None:
    corpus = convert_text(f"早市管理办法\n\n第一条 早市{end}按时开市。\n![图1](images/none.png)\n", tmp_path)
    found = next(part for part in issue_report(0, corpus, tmp_path) if part.name == "图片").found
    assert found == ("第4行：images/none.png，没有这个文件",)
