"""No source hides another: what fails on one is told of, with its place, and the others go on."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from build_tools import pipeline
from build_tools.cache.store import NOTHING_KEPT
from build_tools.cache.workers import Workers
from build_tools.cli import main
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus, Failed
from build_tools.model.guard import StageFailed, guarded, over_corpus
from build_tools.model.source import Cleaned, Source
from build_tools.model.text import Text
from build_tools.pages import document as document_pages
from build_tools.pages.lists import home
from support.conversion import corpus_of, source_of
from support.paths import ROOT

PACKAGE = ROOT / "build_tools"
NOTICE = (
    "青江市人民政府关于加强{0}管理的通知\n\n青政发〔2024〕{1}号\n\n{0}应当按时开市。\n\n"
    "青江市人民政府\n2024年5月{1}日\n"
)
LINE = re.compile(r"^[^:\s]+:\d+: [a-z]+(?:-[a-z]+)* \S")


def _catches(tree: ast.Module) -> list[int]:
    """The lines of a module that catch whatever is raised."""
    broad = ("Exception", "BaseException")
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or any(isinstance(n, ast.Name) and n.id in broad for n in ast.walk(node.type)))
    ]


def test_only_the_guard_catches_any_exception() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := _catches(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert {name: len(lines) for name, lines in found.items()} == {"model/guard.py": 1}


@pytest.mark.parametrize("handler", ["except:", "except Exception:", "except (OSError, BaseException) as e:"])
def test_a_broad_handler_is_seen(handler: str) -> None:
    assert _catches(ast.parse(f"try:\n    pass\n{handler}\n    pass\n")) == [3]
    assert _catches(ast.parse("try:\n    pass\nexcept OSError:\n    pass\n")) == []


# The guard


def test_what_goes_well_goes_through() -> None:
    assert guarded(source_of("早市\n"), lambda: 3) == 3


def _reads(text: Text) -> None:
    raise KeyError("没有这个键")


def test_a_failure_says_where_it_was() -> None:
    source = source_of("早市管理办法\n\n第一条 早市按时开市。\n")
    offset = source.raw.index("第一条")
    failed = guarded(source, lambda: _reads(Text.of(source.raw[offset : offset + 9], offset)))
    assert isinstance(failed, Failed)
    (note,) = failed.notes
    assert (note.code, note.first_line, note.was) == (Code.SOURCE_FAILED, 3, "第一条 早市按时开")
    assert note.detail == "KeyError: '没有这个键'"
    assert "in _reads" in failed.traceback


def test_a_failure_without_a_place_is_one_of_the_source() -> None:
    failed = guarded(source_of("早市\n"), lambda: 1 // 0)
    assert isinstance(failed, Failed)
    assert [(n.first_line, n.was) for n in failed.notes] == [(1, "")]
    assert failed.source.file == "input.txt"


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_who_ends_a_run_is_not_held_up(error: type[BaseException]) -> None:
    def work() -> None:
        raise error

    with pytest.raises(error):
        guarded(source_of("早市\n"), work)


def test_a_stage_over_the_corpus_names_the_record() -> None:
    corpus = corpus_of(NOTICE.format("早市", 9))

    def work() -> int:
        for record in corpus.records:
            return len(record.id) // 0
        return 0

    with pytest.raises(StageFailed) as raised:
        over_corpus("时效", corpus, work)
    (note,) = raised.value.failed.notes
    assert (note.code, note.first_line) == (Code.STAGE_FAILED, 1)
    assert note.was.startswith("时效：qing-zheng-fa-2024-9 ")
    assert over_corpus("时效", corpus, lambda: 1) == 1


def test_a_disk_that_is_full_is_no_fault_of_a_record() -> None:
    def work() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        over_corpus("网页", corpus_of(NOTICE.format("早市", 9)), work)


# A project of three sources, one of which fails


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "raw").mkdir()
    for name, market, number in (("a", "早市", 8), ("b", "夜市", 9), ("c", "集市", 10)):
        (tmp_path / "raw" / f"{name}.txt").write_text(NOTICE.format(market, number), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gazette(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on the program fails on source b, while it reads its third line."""
    real = pipeline.segment

    def segment(cleaned: Cleaned) -> Any:
        for item in cleaned.items:
            if item.number == 3 and any("夜市" in getattr(x, "key", "") for x in cleaned.items):
                raise IndexError("tuple index out of range")
        return real(cleaned)

    return lambda: monkeypatch.setattr(pipeline, "segment", segment)


def test_all_failures_are_reported_and_nothing_is_written(project: Path, broken: Callable[[], None]) -> None:
    assert gazette("convert").exit_code == 0
    before = _files(project)
    broken()
    (project / "raw" / "c.txt").write_bytes(b"\xff\xff\xff\n")
    before["raw/c.txt"] = b"\xff\xff\xff\n"
    for command in ("convert", "build", "bundle"):
        result = gazette(command)
        assert result.exit_code == 1
        found = [line for line in result.stderr.splitlines() if LINE.match(line)]
        assert [line.split(" ")[:2] for line in found] == [
            ["b.txt:3:", "source-failed"],
            ["c.txt:1:", "read-undecodable"],
        ]
        assert "IndexError: tuple index out of range" in found[0]
        assert found[0].endswith("：青政发〔2024〕9号")
        assert "没有写入任何文件" in result.stderr
        trace = (project / "build" / "failures" / "b.txt.txt").read_text(encoding="utf-8")
        assert "in segment" in trace
        shutil.rmtree(project / "build" / "failures")
        assert _files(project) == before


def test_check_tells_of_all_and_goes_on(project: Path, broken: Callable[[], None]) -> None:
    assert gazette("convert").exit_code == 0
    assert gazette("check").exit_code == 0
    broken()
    result = gazette("check")
    assert result.exit_code == 1
    assert "b.txt:3: source-failed " in result.stdout
    assert "\n    青政发〔2024〕9号\n" in result.stdout, "with the printed line"
    assert "a.txt：印 " in result.stdout
    assert "b.txt：印 " not in result.stdout
    found = json.loads(gazette("check", "--format", "json").stdout)
    assert [(n["code"], n["file"], n["first_line"]) for n in found["notes"] if n["severity"] == "error"] == [
        ("source-failed", "b.txt", 3)
    ]


def test_without_the_failed_source(project: Path, broken: Callable[[], None]) -> None:
    assert gazette("convert").exit_code == 0
    page = project / "docs" / "documents" / "qing-zheng-fa-2024-9.md"
    was = page.read_text(encoding="utf-8")
    broken()
    (project / "raw" / "a.txt").write_text(NOTICE.format("早市", 8).replace("按时", "准时"), encoding="utf-8")
    result = gazette("convert", "--skip-failed")
    assert result.exit_code == 0
    assert "b.txt:3: source-failed " in result.stderr
    assert "b.txt" in result.stdout.splitlines()[-1]

    now = page.read_text(encoding="utf-8")
    assert "本期未能重新生成" in now
    assert re.sub(r'\n<div class="gz-kept".*?</div>\n', "", now, flags=re.DOTALL) == was
    assert "准时开市" in (project / "docs" / "documents" / "qing-zheng-fa-2024-8.md").read_text(
        encoding="utf-8"
    )
    for name in ("by-date", "by-number", "units", "data", "calendar", "_missing"):
        shown = (project / "docs" / "lists" / f"{name}.md").read_text(encoding="utf-8")
        assert "本期未能重新生成" in shown, name
        assert "夜市" not in shown
    data = {p.stem: p.read_text(encoding="utf-8") for p in (project / "build" / "data").glob("*.json")}
    assert "夜市" not in data["documents"]
    missing = [n["file"] for n in json.loads(data["notes"]) if n["code"] == "source-missing"]
    assert missing == ["b.txt"]
    assert gazette("check").exit_code == 1


def test_a_build_is_incomplete_until_the_source_is_mended(
    project: Path, broken: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gazette("convert").exit_code == 0
    before = _files(project / "docs")
    broken()
    for _ in range(2):  # the notice stands once, however often
        assert gazette("convert", "--skip-failed").exit_code == 0
    page = (project / "docs" / "documents" / "qing-zheng-fa-2024-9.md").read_text(encoding="utf-8")
    assert page.count("本期未能重新生成") == 1
    monkeypatch.undo()
    monkeypatch.chdir(project)
    assert gazette("check").exit_code == 1, "the pages are those of an incomplete run"
    assert gazette("convert").exit_code == 0
    assert _files(project / "docs") == before
    assert gazette("check").exit_code == 0


def test_nothing_fails_nothing_is_said(project: Path) -> None:
    assert gazette("convert").exit_code == 0
    before = _files(project)
    result = gazette("convert", "--skip-failed")
    assert (result.exit_code, "未能重新生成" in result.output) == (0, False)
    assert _files(project) == before


def test_a_source_with_an_error_of_any_kind_is_left_out(project: Path) -> None:
    assert gazette("convert").exit_code == 0
    (project / "raw" / "b.toml").write_text("yaer = 2024\n", encoding="utf-8")
    assert gazette("convert").exit_code == 1
    result = gazette("convert", "--skip-failed")
    assert result.exit_code == 0
    assert "b.toml:1: sidecar-invalid " in result.stderr
    assert "夜市" not in (project / "build" / "data" / "documents.json").read_text(encoding="utf-8")


def test_a_run_of_which_nothing_is_left_writes_nothing(project: Path) -> None:
    for path in (project / "raw").iterdir():
        path.write_bytes(b"\xff\xff\xff\n")
    assert gazette("convert", "--skip-failed").exit_code == 1
    assert not (project / "docs").exists()


def test_an_address_of_a_kept_page_is_not_given_again(project: Path, broken: Callable[[], None]) -> None:
    """A reprint of what the failed source prints keeps its own address."""
    reprint = NOTICE.format("夜市", 9).replace("夜市", "夜 市")
    (project / "raw" / "d.txt").write_text(reprint, encoding="utf-8")
    assert gazette("convert").exit_code == 0
    broken()
    assert gazette("convert", "--skip-failed").exit_code == 0
    kept = (project / "docs" / "documents" / "qing-zheng-fa-2024-9.md").read_text(encoding="utf-8")
    assert "source: raw/b.txt" in kept


def test_a_page_that_cannot_be_made_is_a_failure_of_its_source(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = document_pages.connections

    def connections(records: Any, corpus: Corpus) -> Any:
        if "夜市" in records[0].document.title:
            raise RecursionError("maximum recursion depth exceeded")
        return real(records, corpus)

    monkeypatch.setattr(document_pages, "connections", connections)
    result = gazette("convert")
    assert result.exit_code == 1
    assert [x.split(" ")[:2] for x in result.stderr.splitlines() if LINE.match(x)] == [
        ["b.txt:1:", "source-failed"]
    ]
    assert gazette("check").exit_code == 1
    assert gazette("convert", "--skip-failed").exit_code == 0


def test_a_list_that_cannot_be_made_stops_the_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def posts(corpus: Corpus) -> Any:
        for record in corpus.records:
            if "夜市" in record.document.title:
                raise ValueError("没有这个人")
        return []

    monkeypatch.setattr(home, "given_posts", posts)
    for arguments in (("convert",), ("convert", "--skip-failed"), ("build",), ("check",)):
        result = gazette(*arguments)
        assert result.exit_code == 1
        first = result.stderr.splitlines()[0]
        assert first.startswith("b.txt:1: stage-failed ")
        assert "清单：qing-zheng-fa-2024-9" in first
        assert "ValueError: 没有这个人" in first
        assert not (project / "docs").exists()


# Workers


def _dies(path: Path) -> pipeline.Result:
    if path.name == "b.txt":
        os._exit(9)
    return guarded(Source(path.stem, path.name, "", "", (0,), ""), lambda: pipeline.convert_source(path))


def test_a_worker_that_dies_is_an_error_of_its_source(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_guarded_source", _dies)
    paths = sorted((project / "raw").glob("*.txt"))
    seen: list[str] = []
    with ProcessPoolExecutor(2) as pool:
        found = pipeline._in_workers(paths, Workers(pool), seen.append, NOTHING_KEPT)
    results = [r if r is not None else pipeline._by_itself(p) for p, r in zip(paths, found, strict=True)]
    failed = [r for r in results if isinstance(r, Failed)]
    assert [(f.source.file, f.notes[0].code) for f in failed] == [("b.txt", Code.WORKER_DIED)]
    assert len(results) == 3


def test_many_sources_go_to_workers(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result is that of one process; a source that fails in a worker says where."""
    monkeypatch.setattr(pipeline, "_WORTH_WORKERS", 0)
    (project / "raw" / "b.txt").write_bytes(b"\xff\xff\xff\n")
    paths = sorted((project / "raw").glob("*.txt"))
    seen: list[str] = []
    results = pipeline.convert_sources(paths, seen.append)
    assert sorted(seen) == ["a.txt", "b.txt", "c.txt"]
    assert [r[0].source.file for r in results if not isinstance(r, Failed)] == ["a.txt", "b.txt", "c.txt"]


def test_a_source_that_vanishes_is_an_error(project: Path) -> None:
    (project / "raw" / "b.txt").unlink()
    corpus = pipeline.convert_corpus([project / "raw" / f"{n}.txt" for n in "abc"])
    assert [(f.source.file, f.notes[0].code) for f in corpus.failed] == [("b.txt", Code.READ_FAILED)]
    assert len(corpus.records) == 2
