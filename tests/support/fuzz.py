"""A long run over random texts: ``make fuzz MINUTES=10 SEED=1``. A text that fails is made smaller and kept.

Each text is converted and rendered; one that crashes, hangs or loses a character is cut down, line by line,
to what still fails, and written to ``build/fuzz/``.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

import click

from support.random_texts import drawn
from support.sound import check

KEPT = Path("build/fuzz")
_SECONDS = 60
"""A text of two hundred lines that takes so long hangs."""


class Hung(Exception):
    """A text that takes too long."""


def _hung(_: int, __: FrameType | None) -> None:
    raise Hung


def failure(text: str) -> str:
    """The last line of what went wrong with a text; empty where nothing did."""
    signal.signal(signal.SIGALRM, _hung)
    signal.alarm(_SECONDS)
    try:
        check(text)
    except Exception:
        return traceback.format_exc().strip().splitlines()[-1][:200]
    finally:
        signal.alarm(0)
    return ""


def smaller(text: str) -> str:
    """The text without the lines that are not needed for it to fail."""
    lines = text.splitlines(keepends=True)
    size = max(1, len(lines) // 2)
    while size:
        at = 0
        while at < len(lines):
            rest = lines[:at] + lines[at + size :]
            if rest and failure("".join(rest)):
                lines = rest
            else:
                at += size
        size //= 2
    return "".join(lines)


@click.command()
@click.option("--minutes", default=10.0, help="How long to run.")
@click.option("--seed", default=1, help="What is drawn: the same seed, the same texts.")
def main(minutes: float, seed: int) -> None:
    """Convert and prove random texts."""
    end = time.monotonic() + 60 * minutes
    tried, failed = 0, 0
    for text in drawn(seed):
        if time.monotonic() > end:
            break
        tried += 1
        if said := failure(text):
            failed += 1
            KEPT.mkdir(parents=True, exist_ok=True)
            kept = KEPT / f"seed-{seed}-{tried}.txt"
            kept.write_text(smaller(text), encoding="utf-8", newline="")
            click.echo(f"{kept}: {said}")
    click.echo(f"seed {seed}: {tried} texts, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
