"""The desk of a project as its editor starts it: a server of its own, ended as from the keyboard."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from support.once import once
from support.paths import ROOT
from support.planted_issue import word_file
from support.publishing import EARLY, write_sources
from support.rendering import hand_written

ISSUE = "luzhou-2024-06"
"""The id of the planted issue (``support.planted_issue``)."""
PATIENCE = 120  # seconds for a build on a busy machine
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


@dataclass(frozen=True)
class Served:
    """A project with its desk."""

    folder: Path
    address: str  # with the token
    process: subprocess.Popen[str]

    @property
    def root(self) -> str:
        return self.address.partition("/desk")[0]

    def sidecar(self, id_: str = ISSUE) -> dict[str, list[dict[str, object]]]:
        return tomllib.loads((self.folder / "raw" / f"{id_}.toml").read_text(encoding="utf-8"))


def project(folder: Path) -> Path:
    """An archive with one source and a folder to publish to."""
    folder.mkdir()
    hand_written(folder)
    (folder / "gazette.toml").write_text('[publish]\nfolder = "网站"\n', encoding="utf-8")
    write_sources(folder, {"a": EARLY})
    return folder


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The desk of a project."""
    process = subprocess.Popen(
        [sys.executable, "-m", "build_tools", "serve", "--port", "0"],
        cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/desk/\?token=\S+", process.stdout.readline())
        assert found is not None
        yield Served(folder, found[0], process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def planted(folder: Path) -> Path:
    """The archive with the planted issue in it, and built."""

    def make(made: Path) -> None:
        own = project(made / "archive")
        (made / "第6期.docx").write_bytes(word_file())
        gazette(own, "add", str(made / "第6期.docx"), "--on", "2026-11-28")
        gazette(own, "build")

    shutil.copytree(once("desk", make) / "archive", folder)
    return folder


def gazette(folder: Path, *arguments: str) -> None:
    """A command of the program in an archive."""
    command = [sys.executable, "-m", "build_tools", *arguments]
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)


def cpu_seconds(group: int) -> float:
    """CPU seconds of a group of processes and of those that they ended; 0 where no system tells."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, _, of_group, *rest = stat.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, rest[8:12])) if int(of_group) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def until(true: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)
