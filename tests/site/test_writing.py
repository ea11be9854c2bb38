"""Output is there whole at every moment: swapped in one step, cleaned up after, one run at a time."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from build_tools import edition, output
from build_tools.cli import main
from build_tools.site import writing
from build_tools.site.writing import write_files
from build_tools.site.written import foreign_file
from support.conversion import made_up
from support.paths import ROOT
from support.rendering import hand_written

NOTICE = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n早市应当按时开市。\n"
TABLE = "早市一览表\n\n| 名称 | 数量 |\n|---|---|\n| 早市 | 12 |\n| 夜市 | 3 |\n"


# A hook of MkDocs: the build stands still in the middle of the site.
WAIT = """
import pathlib, time

def on_pre_build(config):
    pathlib.Path({reached!r}).touch()
    time.sleep(60)
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(NOTICE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gazette(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def ours(folder: Path) -> list[str]:
    return [p.relative_to(folder).as_posix() for p in folder.rglob(".gazette-*")]


# Swaps


@pytest.fixture(params=["in one step", "in two steps"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The way of this system, and that of one that cannot exchange two folders."""
    if request.param == "in two steps":
        monkeypatch.setattr(writing, "_swapped", lambda a, b: False)
    return str(request.param)


def test_a_swap_leaves_nothing_beside_it(tmp_path: Path, swap: str) -> None:
    for name in ("first", "second"):
        writing.swap_in(tmp_path / "out", {name: "x"})
    assert files(tmp_path) == {"out/second": b"x"}
    assert ours(tmp_path) == []


def test_this_system_knows_how_to_exchange(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / f"was-{name}").touch()
    assert writing._swapped(os.fsencode(tmp_path / "a"), os.fsencode(tmp_path / "b"))
    assert sorted(files(tmp_path)) == ["a/was-b", "b/was-a"]
    with pytest.raises(FileNotFoundError):
        writing._swapped(os.fsencode(tmp_path / "a"), os.fsencode(tmp_path / "none"))


def test_there_is_no_moment_without_the_old_or_the_new(tmp_path: Path) -> None:
    target = tmp_path / "out"
    writing.swap_in(target, {"page": "0"})
    missed: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                folder = os.open(target, os.O_RDONLY)
            except FileNotFoundError:
                missed.append(1)
                continue
            os.close(folder)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(60):
        writing.swap_in(target, {"page": str(n)})
    stop.set()
    reader.join()
    assert missed == []


def test_folders_are_swapped_together_or_not_at_all(tmp_path: Path, swap: str) -> None:
    for name in "ab":
        writing.swap_in(tmp_path / name, {"page": "old"})

    def both(second: dict[str, str]) -> None:
        with writing.staging() as stage:
            stage.write(tmp_path / "a", {"page": "new"})
            stage.write(tmp_path / "b", second)

    with pytest.raises(OSError, match="page"):
        both({"page": "new", "page/below a file": ""})
    assert set(files(tmp_path).values()) == {b"old"}
    both({"page": "new"})
    assert set(files(tmp_path).values()) == {b"new"}


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".gazette-out-xyz").mkdir()
    (tmp_path / ".gazette-out-xyz" / "half").touch()
    (tmp_path / ".gazette-other-xyz").mkdir()
    writing.swap_in(tmp_path / "out", {"page": "x"})
    assert sorted(p.name for p in tmp_path.iterdir()) == [".gazette-other-xyz", "out"]


def test_a_run_killed_between_two_steps_is_mended(tmp_path: Path) -> None:
    old = tmp_path / ".gazette-out-xyz-old"
    old.mkdir()
    (old / "page").write_text("old", encoding="utf-8")
    writing.remove_leftovers(tmp_path / "out")
    assert files(tmp_path) == {"out/page": b"old"}


def test_git_ignores_what_killed_runs_leave() -> None:
    assert ".gazette-*" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


# One run at a time


def test_a_second_run_says_who_runs(project: Path) -> None:
    with writing.locked(project / "build", "gazette build"):
        result = gazette("convert")
    assert result.exit_code == 1
    assert f"busy 另一次运行正在写入同一位置：gazette build（进程 {os.getpid()}）" in result.stderr
    assert not (project / "docs").exists()
    assert gazette("convert").exit_code == 0
    assert ours(project) == []


def test_runs_into_other_folders_are_not_held_up(project: Path) -> None:
    with writing.locked(project / "build", "gazette build"):
        assert gazette("convert", "--out", "out").exit_code == 0
        assert gazette("check").exit_code == 1, "it writes nothing: only the pages are missing"


_HOLDS = """
import sys, time
from pathlib import Path
from build_tools.site.writing import staging, locked
with locked(Path("build"), "gazette build"), staging() as stage:
    (stage.folder(Path("site")) / "half").touch()
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Another run, in the middle of its work."""
    process = subprocess.Popen([sys.executable, "-c", _HOLDS], stdout=subprocess.PIPE, text=True, cwd=project)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()


def test_a_killed_run_holds_nothing(project: Path, holder: subprocess.Popen[str]) -> None:
    assert f"进程 {holder.pid}" in gazette("convert").stderr
    holder.kill()
    holder.wait()
    assert len(ours(project)) == 2, "its lock and its folder"
    assert gazette("convert").exit_code == 0
    with writing.staged(project / "site"):
        pass
    assert ours(project) == []


# Runs that are told to end


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=lambda s: s.name)
def test_a_run_that_is_told_to_end_cleans_up(project: Path, sent: signal.Signals) -> None:
    hand_written(project)
    shutil.copy(made_up("20-mini-gazette"), project / "raw" / "a.txt")
    reached = project / "reached"
    (project / "wait.py").write_text(WAIT.format(reached=str(reached)), encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks:\n  - wait.py\n")
    command = [sys.executable, "-m", "build_tools", "build"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # What a shell starts in the background ignores SIGINT, and hands that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not reached.exists() and process.poll() is None:
        time.sleep(0.05)
    assert any("gazette-site" in name for name in ours(project))
    process.send_signal(sent)
    _, errors = process.communicate(timeout=60)
    # Python ends itself by the signal where that met it in the middle of evaluating a string.
    assert process.returncode in (1, -signal.SIGINT), errors.decode()
    assert ours(project) == []
    assert not (project / "site").exists()
    assert not (project / "docs" / "documents").exists()


# What cannot be written


def _full(self: Path, data: bytes) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("arguments", [("convert",), ("convert", "--out", "out"), ("build",)], ids=" ".join)
def test_a_full_disk_is_told_with_its_path(
    project: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_written(project)
    before = files(project)
    monkeypatch.setattr(Path, "write_bytes", _full)
    result = gazette(*arguments)
    assert result.exit_code == 1
    said = result.stderr.splitlines()[-1]
    assert said.startswith("io ")
    assert said.endswith("：不能读写（磁盘已满）")
    assert ".gazette-" in said
    monkeypatch.undo()
    assert {name: data for name, data in files(project).items() if not name.startswith("build/")} == before


def test_a_folder_that_may_not_be_written(project: Path) -> None:
    (project / "docs").write_text("", encoding="utf-8")  # a file where a folder has to be
    result = gazette("convert")
    assert result.exit_code == 1
    assert result.stderr.startswith("io docs")


# Sources that change while they are worked on


@pytest.mark.parametrize("arguments", [("convert",), ("build",)], ids=" ".join)
def test_a_source_that_changes_stops_the_run(
    project: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_written(project)
    assert gazette(*arguments).exit_code == 0
    before = files(project)
    real = edition.all_data
    later = NOTICE.replace("按时", "准时")

    def all_data(*arguments: object) -> object:
        (project / "raw" / "a.txt").write_text(later, encoding="utf-8")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(edition, "all_data", all_data)
    result = gazette(*arguments, "--as-of", "2030-01-01")  # on the same day all would stand already
    assert result.exit_code == 1
    assert "source-changed 来源在处理过程中改变：raw/a.txt" in result.stderr
    written = {name: data for name, data in files(project).items() if name in before or not _is_kept(name)}
    assert written == {**before, "raw/a.txt": later.encode()}


def _is_kept(name: str) -> bool:
    """What a run keeps for the next one is found by what it was made of: it may stay where the run stops."""
    return name.startswith("build/cache/")


def test_a_bundle_holds_the_sources_that_were_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_written(project)
    real = output.fill_site

    def fill_site(*arguments: object) -> object:
        built = real(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr("build_tools.sources.folder.stamps", lambda _: {})
        (project / "raw" / "a.txt").write_text(NOTICE * 2, encoding="utf-8")
        return built

    monkeypatch.setattr(output, "fill_site", fill_site)
    monkeypatch.setattr("build_tools.commands.unchanged", lambda before, roots: None)
    result = gazette("bundle")
    assert result.exit_code == 1
    assert "source-changed" in result.stderr
    assert not list((project / "dist").glob("*"))


# --out


def test_out_may_be_used_again_for_another_file(project: Path) -> None:
    (project / "raw" / "b.txt").write_text(TABLE, encoding="utf-8")
    assert gazette("convert", "raw/b.txt", "--out", "out").exit_code == 0
    assert list((project / "out" / "data" / "tables").iterdir())
    assert gazette("convert", "raw/a.txt", "--out", "out").exit_code == 0
    assert not (project / "out" / "data" / "tables").exists()
    assert gazette("convert", "raw/a.txt", "--out", "fresh").exit_code == 0
    assert files(project / "out") == files(project / "fresh")


@pytest.mark.parametrize(
    "name",
    ["data/notes.txt", "data/tables/own.csv", "pages/about.md", "pages/documents/own.md", "data/x.json"],
)
def test_out_with_files_of_others_is_not_replaced(project: Path, name: str) -> None:
    assert gazette("convert", "raw/a.txt", "--out", "out").exit_code == 0
    path = project / "out" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("自己的文件\n", encoding="utf-8")
    result = gazette("convert", "raw/a.txt", "--out", "out")
    assert result.exit_code == 2
    assert f"out/{name} 不是本程序生成的文件" in result.stderr
    assert path.is_file()


def test_a_list_of_tables_that_is_none_proves_nothing(project: Path) -> None:
    (project / "raw" / "b.txt").write_text(TABLE, encoding="utf-8")
    assert gazette("convert", "raw/b.txt", "--out", "out").exit_code == 0
    (project / "out" / "data" / "tables.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    assert gazette("convert", "raw/a.txt", "--out", "out").exit_code == 2


def test_files_of_other_years_and_units_are_ours(tmp_path: Path) -> None:
    """A run over other sources replaces what an earlier one wrote; what no run writes is left alone."""
    data = tmp_path / "data"
    ours = ("text/2019.jsonl", "text/undated.jsonl", "years/2019/notes.json", "calendars/gong-an-ju.ics")
    for name in ours:
        write_files(data, {name: ""})
        assert foreign_file(tmp_path / "pages", data, ()) is None
    for name in ("text/letter.jsonl", "years/2019/notes.txt", "years/last/notes.json", "calendars/a/b.ics"):
        write_files(data, {name: ""})
        assert foreign_file(tmp_path / "pages", data, ()) == data / name
        (data / name).unlink()
