"""Does time grow as the input grows? ``python -m benchmarks.growth`` prints a Markdown table.

Each shape of :mod:`support.growing` is converted, with all pages and data, at a length, twice and four
times that. What is printed is CPU time: four times the input should take at most five times of it.
Nothing is judged here; ``tests/house/test_growth.py`` counts work instead.
"""

from __future__ import annotations

import resource
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from time import process_time

import click

from build_tools.exports.every import all_data
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from support.growing import SHAPES

TIMES = (1, 2, 4)


def seconds(name: str, size: int, limit: int) -> float:
    """CPU seconds of a whole conversion, in this process, which ends where they are more than ``limit``."""
    resource.setrlimit(resource.RLIMIT_CPU, (limit + 5, limit + 5))
    with tempfile.TemporaryDirectory(prefix="gazette-growth-") as folder:
        path = Path(folder) / "input.txt"
        path.write_text(SHAPES[name](size), encoding="utf-8")
        start = process_time()
        corpus = convert_corpus([path])
        all_pages(corpus)
        all_data(corpus)
        return process_time() - start


def measured(name: str, size: int, limit: int) -> float | None:
    """The same in a process of its own; None where it takes more than ``limit``."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(seconds, name, size, limit).result()
        except BrokenProcessPool:
            return None


def table_row(name: str, size: int, limit: int) -> str:
    """A line of the table; lengths behind one that took too long are not tried."""
    found: list[float | None] = []
    for times in TIMES:
        found.append(measured(name, times * size, limit) if not found or found[-1] is not None else None)
    cells = [f"{s:.2f} s" if s is not None else f"> {limit} s" for s in found]
    first, last = found[0], found[-1]
    cells.append(f"{last / first:.1f}" if first and last else "–")
    return f"| {' | '.join([name, *cells])} |"


@click.command()
@click.argument("names", nargs=-1)
@click.option("--size", default=100_000, help="Characters of the shortest text.")
@click.option("--limit", default=120, help="CPU seconds after which a conversion is given up.")
def main(names: tuple[str, ...], size: int, limit: int) -> None:
    """Measure all shapes, or those whose name begins with one of NAMES."""
    heads = [f"{times * size:,} characters" for times in TIMES]
    click.echo(f"| {' | '.join(['shape', *heads, 'ratio'])} |\n|---|{'---:|' * (len(TIMES) + 1)}")
    for name in SHAPES:
        if not names or name.startswith(names):
            click.echo(table_row(name, size, limit))


if __name__ == "__main__":
    main()
