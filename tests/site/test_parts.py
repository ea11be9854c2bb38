"""MkDocs over parts of the pages gives the same bytes, and says what one run says."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from build_tools.cache import workers
from build_tools.cache.store import Store
from build_tools.cli import main
from build_tools.model.corpus import Corpus
from build_tools.pages import ahead
from build_tools.site import build, parts
from build_tools.site.last import Built
from support.conversion import made_up
from support.rendering import hand_written

TEXTS = ("20-mini-gazette", "18-annexes", "21-quoted-articles-and-table")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    hand_written(tmp_path)
    for name in TEXTS:
        shutil.copy(made_up(name), tmp_path / "raw")
    return tmp_path


def built(project: Path, monkeypatch: pytest.MonkeyPatch, cores: int) -> tuple[int, str, dict[str, bytes]]:
    """Exit code, what was said, and the site, with as many processes."""
    monkeypatch.chdir(project)
    for own in (parts, build):
        monkeypatch.setattr(own, "PART", 3)
        monkeypatch.setattr(own, "cores", lambda: cores)
    monkeypatch.setattr(ahead, "cores", lambda: cores)
    monkeypatch.setattr(ahead, "_WORTH_WORKERS", 0)
    shutil.rmtree("build", ignore_errors=True)
    shutil.rmtree("site", ignore_errors=True)
    done = CliRunner().invoke(main, ["build"], catch_exceptions=False)
    site = {p.as_posix(): p.read_bytes() for p in Path("site").rglob("*") if p.is_file()}
    return done.exit_code, done.output, site


@pytest.mark.parametrize("cores", [2, 8])
def test_the_same_bytes(project: Path, monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    real, counts = parts.forked, []

    def forked(work: Callable[[int], object], count: int, workers: int) -> list[object]:
        counts.append(count)
        return real(work, count, workers)

    monkeypatch.setattr(parts, "forked", forked)
    one = built(project, monkeypatch, 1)
    assert one[0] == 0
    assert counts == []
    assert built(project, monkeypatch, cores) == one
    assert counts[0] > 1


@pytest.mark.parametrize("most", [5, 1_000])
def test_all_pages_but_those_of_the_navigation_are_parted(
    project: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """None of the parts, however many a process makes, finds anything wrong: one run would make all again."""
    real, parted = build.in_parts, []

    def in_parts(*given: Any) -> dict[str, Built]:
        parted.append((given[0], real(*given)))
        return parted[0][1]

    one = built(project, monkeypatch, 1)
    monkeypatch.setattr(parts, "_MOST", most)
    monkeypatch.setattr(build, "in_parts", in_parts)
    assert built(project, monkeypatch, 2) == one
    ((names, made),) = parted
    assert len(made) == len(names) > 10


def test_a_dead_link_is_told_as_by_one_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a part, between parts, and from a page that is kept by hand."""
    real = parts.ways_of
    page = next(iter(sorted((project / "docs").glob("*.md"))))
    page.write_text(page.read_text(encoding="utf-8") + "\n[早市](lists/units.md#no-such-unit)\n", "utf-8")
    one = built(project, monkeypatch, 1)
    assert one[0] == 1
    assert "no-such-unit" in one[1]
    assert built(project, monkeypatch, 3) == one
    assert list(real("a/b.md", "[x](../c.md#d) [y](e.md)")) == [("c.md", "d"), ("a/e.md", "")]


def test_a_process_that_is_killed_is_survived(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = built(project, monkeypatch, 1)
    parent, real = os.getpid(), parts.html_file

    def killed(k: int) -> object:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError(k)

    monkeypatch.setattr(parts, "forked", lambda _, count, workers_: workers.forked(killed, count, workers_))
    assert built(project, monkeypatch, 2) == one
    assert parts.html_file is real


def test_a_stage_that_fails_in_a_process_is_told_as_by_one_run(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(corpus: Corpus) -> dict[str, str]:
        record = corpus.records[2]
        raise ValueError(record.id)

    monkeypatch.setattr(build, "previews", failing)
    one = built(project, monkeypatch, 1)
    assert one[0] == 1
    assert "预览" in one[1]
    assert built(project, monkeypatch, 3) == one


def test_pages_and_tables_that_processes_made_are_not_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = built(project, monkeypatch, 1)
    parent, real, made = os.getpid(), ahead.forked, []

    def forked(work: Callable[[int], frozenset[str]], count: int, workers_: int) -> list[frozenset[str]]:
        made.extend(real(work, count, workers_))
        return made

    def asked(index: int, *_: object) -> object:
        raise AssertionError(index, os.getpid() == parent)

    def then_none(corpus: Corpus, store: Store) -> None:
        ahead.make_ahead(corpus, store)
        monkeypatch.setattr("build_tools.pages.document._source_pages", asked)
        monkeypatch.setattr("build_tools.exports.downloads._source_files", asked)

    monkeypatch.setattr(ahead, "forked", forked)
    monkeypatch.setattr("build_tools.edition.make_ahead", then_none)
    assert built(project, monkeypatch, 2) == one
    assert all(made)


def test_a_page_that_fails_in_a_process_is_told_as_by_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(index: int, *_: object) -> object:
        raise ValueError(index)

    monkeypatch.setattr("build_tools.pages.document._source_pages", failing)
    one = built(project, monkeypatch, 1)
    assert one[0] == 1
    assert "ValueError" in one[1]
    assert built(project, monkeypatch, 2) == one


def test_a_killed_process_of_a_stage_is_survived(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = built(project, monkeypatch, 1)
    parent, real = os.getpid(), build.previews

    def killed(corpus: Corpus) -> dict[str, str]:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(corpus)

    monkeypatch.setattr(build, "previews", killed)
    assert built(project, monkeypatch, 2) == one


def test_what_processes_kept_is_not_let_go_of(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder has no room for more than a run used: nothing that the next one asks for is gone."""
    monkeypatch.setattr("build_tools.cache.store._ROOM", -(10**9))
    kept = []
    for cores in (1, 2):
        assert built(project, monkeypatch, cores)[0] == 0
        kept.append(sorted(p.name for p in Path("build/cache").rglob("*") if p.is_file()))
    assert kept[0] == kept[1]
