"""How fast is the converter? ``python -m benchmarks.convert`` prints a Markdown table.

Copies of ``raw/`` under other file names make corpora of 1, 10 and 100 times the size. Beside the
converter, in the same run, MkDocs renders the pages that it writes, without a navigation. Nothing
is judged: a time says something only next to another one taken on the same machine.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

import click
import yaml

from build_tools.exports.every import all_data
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from build_tools.site.build import render
from build_tools.site.writing import write_files

RAW, CONFIG = Path("raw"), Path("mkdocs.yml")
SIZES = (
    # times the corpus, runs, whether MkDocs renders the pages too
    (1, 3, True),
    (10, 3, True),
    (100, 1, False),
)
Job = Callable[[Path, Path], tuple[float, int]]


@dataclass(frozen=True)
class Run:
    """One measured run: seconds, how many documents or pages, peak memory in MB."""

    seconds: float
    count: int
    peak: float


@dataclass(frozen=True)
class Result:
    """All runs over one corpus; ``size`` is its raw text in MB."""

    times: int
    size: float
    converted: tuple[Run, ...]
    rendered: tuple[Run, ...]


def multiply(raw: Path, target: Path, times: int) -> float:
    """Copy all sources ``times`` times, each under a name of its own. Returns MB of raw text."""
    target.mkdir(parents=True)
    size = 0
    for path in sorted(raw.glob("*.txt")):
        for n in range(1, times + 1):
            copy = target / f"{path.stem}-copy-{n}.txt"
            shutil.copyfile(path, copy)
            size += copy.stat().st_size
            if path.with_suffix(".toml").is_file():
                shutil.copyfile(path.with_suffix(".toml"), copy.with_suffix(".toml"))
    return size / 1e6


def convert(raw: Path, out: Path) -> tuple[float, int]:
    """Seconds and documents of a whole conversion, from opening the files to writing the pages."""
    start = perf_counter()
    corpus = convert_corpus(sorted(raw.glob("*.txt")))
    write_files(out / "docs", all_pages(corpus))
    write_files(out / "data", all_data(corpus))
    return perf_counter() - start, len(corpus.records)


def render_pages(raw: Path, out: Path) -> tuple[float, int]:
    """Seconds and pages of MkDocs over what :func:`convert` wrote, with the home page as only nav."""
    import mkdocs.commands.build  # noqa: F401  # loading MkDocs is no part of rendering

    corpus = convert_corpus(sorted(raw.glob("*.txt")))
    docs = out / "docs"
    for path in Path("docs").glob("*.md"):
        shutil.copy(path, docs)
    settings = {
        "INHERIT": str(CONFIG.resolve()),
        "docs_dir": str(docs),
        "nav": [{"Benchmark": "index.md"}],
        "not_in_nav": "*",
    }
    (out / CONFIG).write_text(yaml.safe_dump(settings), encoding="utf-8")
    start = perf_counter()
    render(out / CONFIG, corpus, out / "site")
    return perf_counter() - start, sum(1 for _ in docs.rglob("*.md"))


def measured(job: Job, raw: Path, out: Path) -> Run:
    """Run a job here and add the peak memory of this process and its workers.

    An upper bound: the largest worker counts for each, with all that it shares with this process.
    """
    seconds, count = job(raw, out)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return Run(seconds, count, (own + worker * (os.cpu_count() or 1)) * unit / 1e6)


def apart(job: Job, raw: Path, out: Path) -> Run:
    """Measure a job in a fresh process, so that no run inherits memory or caches of another."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, job, raw, out).result()


def benchmark(raw: Path, folder: Path) -> Iterator[Result]:
    """One result per corpus size; converter and MkDocs take turns, so that both meet the same load."""
    for times, runs, with_mkdocs in SIZES:
        copies = folder / f"raw-{times}"
        size = multiply(raw, copies, times)
        converted, rendered = [], []
        for n in range(1, runs + 1):
            click.echo(f"{times} × the corpus, run {n} of {runs}", err=True)
            out = folder / "out"
            out.mkdir()
            converted.append(apart(convert, copies, out))
            if with_mkdocs:
                rendered.append(apart(render_pages, copies, out))
            shutil.rmtree(out)
        yield Result(times, size, tuple(converted), tuple(rendered))


def table_row(result: Result) -> str:
    """A line of the table: medians of the runs."""
    seconds = median(r.seconds for r in result.converted)
    documents = result.converted[0].count
    cells = [
        f"{result.times} ×",
        f"{result.size:.2f} MB",
        f"{documents:,}",
        f"{seconds:.2f} s",
        f"{result.size / seconds:.2f}",
        f"{documents / seconds:.0f}",
        f"{median(r.peak for r in result.converted):.0f} MB",
    ]
    if result.rendered:
        mkdocs = median(r.seconds for r in result.rendered)
        cells += [f"{mkdocs:.2f} s", f"{result.rendered[0].count:,}", f"{seconds / mkdocs:.2f}"]
    else:
        cells += ["–", "–", "–"]
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| corpus | raw text | documents | converter | MB/s | documents/s | peak memory"
    " | MkDocs | its pages | converter ÷ MkDocs |\n"
    "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


@click.command()
def main() -> None:
    """Measure the converter on copies of raw/, beside MkDocs on the same pages."""
    with tempfile.TemporaryDirectory(prefix="gazette-benchmark-") as folder:
        rows = [table_row(result) for result in benchmark(RAW, Path(folder).resolve())]
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} cores; medians\n")
    click.echo("\n".join([HEAD, *rows]))


if __name__ == "__main__":
    main()
