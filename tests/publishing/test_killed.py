"""Killed at any moment, publishing leaves the old release or the new one; the next run goes on from there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.publishing.folder_target import FolderTarget
from build_tools.publishing.target import Target
from support.publishing import EARLY, LATE, gazette, quick_site, write_sources

Seen = Callable[[], dict[str, bytes]]

# What changes something on this disk; on the disk of another the programs do that are run.
_HERE = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "open")
_THERE = ("subprocess.Popen",)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_FULL = os.environ.get("GAZETTE_FULL")


def _run(arguments: list[str], steps: tuple[str, ...], dies_before: int) -> bool:
    """Run the command line in a process of its own, which is killed before that step; whether it was."""
    child = os.fork()
    if child == 0:
        left = dies_before

        def watch(event: str, told: tuple[object, ...]) -> None:
            nonlocal left
            if event in steps and (event != "open" or (isinstance(told[2], int) and told[2] & _WRITES)):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        os._exit(gazette(*arguments).exit_code)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _days(project: Path) -> list[str]:
    return [r["day"] for r in json.loads((project / "published" / "releases.json").read_text("utf-8"))]


def test_old_or_new(place: tuple[Target, Seen, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before each step of publishing in turn: some of them, with `make full` each."""
    target, seen, settings = place
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    monkeypatch.chdir(project)
    quick_site(monkeypatch)
    (project / "gazette.toml").write_text(f"[publish]\nkeep = 999\n{settings}\n", encoding="utf-8")
    write_sources(project, {"early": EARLY})
    assert gazette("publish", "--on", "2024-06-01").exit_code == 0
    old, first = seen(), target.current()
    write_sources(project, {"early": EARLY, "late": LATE})
    own = {folder: tmp_path / f"kept-{k}" for k, folder in enumerate((project, tmp_path / "目标 文件夹"))}
    for folder, kept in own.items():
        shutil.copytree(folder, kept, symlinks=True)
    steps, stride = (_HERE, 37) if isinstance(target, FolderTarget) else (_THERE, 2)
    number, found = 0, set()

    def killed(number: int) -> bool:
        """Whether there is such a step; readers see the old or the new then, and the next run goes on."""
        # The target too: a release of the same second is held there already, and takes fewer steps.
        for folder, kept in own.items():
            shutil.rmtree(folder)
            shutil.copytree(kept, folder, symlinks=True)
        os.chdir(project)
        if not _run(["publish", "--on", "2024-07-01"], steps, number):
            return False
        readers = seen()
        fresh = target.current() != first
        found.add(fresh)
        assert ("青政发〔2024〕10号" in readers["data/documents.json"].decode()) == fresh
        assert fresh or readers == old
        said = gazette("publish", "--on", "2024-07-02")
        assert said.exit_code == 0, said.output
        assert _days(project) == ["2024-06-01", *(["2024-07-01"] * fresh), "2024-07-02"]
        return True

    while killed(number):
        number += 1 if _FULL else stride
    assert found == {False, True}
