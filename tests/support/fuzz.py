"""A long run over random inputs: ``make fuzz MINUTES=10 SEED=1 BUILDS=5``. What fails is kept, made smaller.

Each input is converted, rendered and proven; one that crashes, hangs or loses a character is cut down, line
by line, to what still fails, and written to ``build/fuzz/``. Then some are built, a few sources at a time, as
the whole site of a project of their own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import FrameType

import click

from support.paths import ROOT
from support.random_inputs import Input, drawn
from support.rendering import hand_written
from support.sound import check_input

KEPT = Path("build/fuzz")
_SECONDS = 60
"""A text of two hundred lines that takes so long hangs."""
_BUILD_SECONDS = 600
_SOURCES = 4
"""So many inputs are one project."""
_OURS = ("Traceback", "这是程序的错误", "ledger-")
"""What a build says of a fault of the program; what an editor can mend may stop it."""


class Hung(Exception):
    """A text that takes too long."""


def _hung(_: int, __: FrameType | None) -> None:
    raise Hung


def failure(given: Input) -> str:
    """The last line of what went wrong with an input; empty where nothing did."""
    signal.signal(signal.SIGALRM, _hung)
    signal.alarm(_SECONDS)
    try:
        check_input(given)
    except Exception:
        return traceback.format_exc().strip().splitlines()[-1][:200]
    finally:
        signal.alarm(0)
    return ""


def build_failure(inputs: Sequence[Input]) -> str:
    """What goes wrong where these are the sources of a project; empty where nothing does, and where an editor
    is told what to mend."""
    with tempfile.TemporaryDirectory(prefix="gazette-fuzz-") as name:
        folder = Path(name)
        hand_written(folder)
        (folder / "raw").mkdir()
        for k, given in enumerate(inputs):
            path = folder / "raw" / f"{k}{given.name}.txt"
            path.write_bytes(given.data)
            if given.sidecar:
                path.with_suffix(".toml").write_text(given.sidecar, encoding="utf-8", newline="")
        run = [sys.executable, "-m", "build_tools", "build", "--skip-failed"]
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            run,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=_BUILD_SECONDS,
        )
    said = (done.stdout + done.stderr).strip().splitlines()
    ours = [line for line in said if any(word in line for word in _OURS)]
    if ours or done.returncode not in (0, 1):
        return (ours or said or ["nothing said"])[-1][:200]
    return ""


def smaller(given: Input, fails: Callable[[Input], object]) -> Input:
    """The input without what beside its text, and without the lines, that it does not need to fail."""
    for less in given.smaller:
        if fails(less):
            return smaller(less, fails)
    lines = given.text.splitlines(keepends=True)
    size = max(1, len(lines) // 2)
    while size:
        at = 0
        while at < len(lines):
            rest = lines[:at] + lines[at + size :]
            if rest and fails(replace(given, text="".join(rest))):
                lines = rest
            else:
                at += size
        size //= 2
    return replace(given, text="".join(lines))


def keep(given: Input, name: str) -> Path:
    """Write an input to where the failed ones are."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{name}.txt"
    path.write_bytes(given.data)
    if given.sidecar:
        path.with_suffix(".toml").write_text(given.sidecar, encoding="utf-8", newline="")
    return path


def _groups(seed: int) -> Iterator[list[Input]]:
    """The inputs of projects, other ones than are converted one by one."""
    inputs = drawn(-seed - 1)
    while True:
        yield list(islice(inputs, _SOURCES))


def _converted(seed: int, end: float) -> tuple[int, int]:
    """How many inputs were tried before the end, and how many failed."""
    tried, failed = 0, 0
    for given in drawn(seed):
        if time.monotonic() > end:
            break
        tried += 1
        if said := failure(given):
            failed += 1
            small = smaller(given, failure)
            click.echo(f"{keep(small, f'seed-{seed}-{tried}')}: {said} (name {small.name!r})")
    return tried, failed


def _built(seed: int, count: int) -> int:
    """How many of so many projects failed."""
    failed = 0
    for k, inputs in enumerate(islice(_groups(seed), count), start=1):
        if said := build_failure(inputs):
            failed += 1
            for at in range(len(inputs) - 1, -1, -1):
                rest = inputs[:at] + inputs[at + 1 :]
                inputs = rest if rest and build_failure(rest) else inputs
            kept = [str(keep(given, f"build-{seed}-{k}-{n}")) for n, given in enumerate(inputs)]
            click.echo(f"{'、'.join(kept)}: {said} (names {[given.name for given in inputs]})")
    return failed


@click.command()
@click.option("--minutes", default=10.0, help="How long to convert.")
@click.option("--seed", default=1, help="What is drawn: the same seed, the same inputs.")
@click.option("--builds", default=5, help="How many projects of four sources to build then.")
def main(minutes: float, seed: int, builds: int) -> None:
    """Convert, build and prove random inputs."""
    tried, failed = _converted(seed, time.monotonic() + 60 * minutes)
    click.echo(f"seed {seed}: {tried} inputs, {failed} failed")
    broken = _built(seed, builds)
    click.echo(f"seed {seed}: {builds} projects of {_SOURCES} built, {broken} failed")
    sys.exit(1 if failed or broken else 0)


if __name__ == "__main__":
    main()
