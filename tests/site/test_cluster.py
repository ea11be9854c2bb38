"""The workers of a Dask scheduler give what this machine gives, also where one of them dies at its work."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner, Result

from build_tools import commands
from build_tools.cli import main
from support.conversion import made_up
from support.rendering import hand_written

MADE_UP = ("20-mini-gazette", "18-annexes", "21-quoted-articles-and-table", "07-joint-notice-2004")
WAIT = 60


def dask(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    """A command of Dask in a project."""
    words = (sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:])
    return subprocess.Popen(words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of some sources, one of which many workers would still be at when the first is done."""
    folder = tmp_path / "project"
    (folder / "raw").mkdir(parents=True)
    hand_written(folder)
    for name in MADE_UP:
        for k in range(2):
            shutil.copy(made_up(name), folder / "raw" / f"{name}-{k}.txt")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def running(project: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    told = project.parent / "scheduler.json"
    own = ("--host", "127.0.0.1", "--no-dashboard")
    started = [dask("scheduler", "--port", "0", *own, "--scheduler-file", str(told), cwd=project.parent)]
    try:
        until = monotonic() + WAIT
        while not told.is_file() or not told.read_text(encoding="utf-8").strip():
            assert monotonic() < until, "the scheduler begins"
            sleep(0.1)
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        one = ("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
        started += [dask(*one, "--local-directory", str(project.parent), cwd=project) for _ in range(2)]
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def gazette(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def held(project: Path) -> dict[str, bytes]:
    """All that a build writes for people."""
    paths = (p for part in ("docs", "site", "build/data") for p in (project / part).rglob("*"))
    return {p.relative_to(project).as_posix(): p.read_bytes() for p in paths if p.is_file()}


def test_a_worker_that_is_killed_changes_nothing(
    project: Path,
    running: tuple[str, list[subprocess.Popen[bytes]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, workers = running
    seen: list[str] = []

    @contextmanager
    def progress(_total: int, _what: str) -> Iterator[Callable[[str], None]]:
        def done(name: str) -> None:
            seen.append(name)
            if len(seen) == 1:
                workers[0].kill()

        yield done

    with monkeypatch.context() as patched:
        patched.setattr(commands, "progress", progress)
        spread = gazette("build", "--scheduler", address)
    assert spread.exit_code == 0, spread.output
    assert workers[0].wait(WAIT) != 0
    assert sorted(seen) == sorted(path.name for path in (project / "raw").glob("*.txt"))
    made = held(project)
    for folder in ("build", "site"):
        shutil.rmtree(project / folder)
    assert gazette("build").output == spread.output
    assert held(project) == made


def test_without_a_scheduler_nothing_is_written(project: Path) -> None:
    before = sorted(project.rglob("*"))
    said = gazette("build", "--scheduler", "tcp://127.0.0.1:1")
    assert (said.exit_code, said.output.startswith("no-scheduler")) == (1, True)
    written = set(project.rglob("*")) - set(before)
    assert [path for path in written if path.is_file() and "cache" not in path.parts] == []
