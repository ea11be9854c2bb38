"""What does a build cost, the first one and the next ones? ``python -m benchmarks.builds`` prints a table.

Archives of about 59 and 1,012 documents (``--documents 10000`` for a larger one) are converted, built by
one worker, built by all, once more with nothing changed, with one character changed, and with one issue
added, the newest; then other generators render the same pages. Each is a process of its own; its CPU
seconds with those of its workers say most, for they depend least on what else the machine does. Pages and
shards that are written are those whose files are new.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click

from benchmarks.archive import write_archive
from benchmarks.generators import Run, others
from build_tools.project import by_hand

RAW = Path("raw")
DOCUMENTS = (59, 1_000)
ALONE = 2_000
"""Of larger archives a build by one worker takes an hour and tells nothing new."""

_CHILD = """
import os, re, resource, sys
from pathlib import Path
workers, command = int(sys.argv[1]), sys.argv[2:]
if workers:
    os.cpu_count = lambda: workers
from build_tools.cli import main
main(command)
own, others = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
cpu = sum(u.ru_utime + u.ru_stime for u in (own, others))
status = Path("/proc/self/status")  # what is counted for a process begins with what started it
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
memory = int(peak[1]) if peak else own.ru_maxrss
print(f"MEASURED {cpu} {memory} {others.ru_maxrss}", file=sys.stderr)
"""


@dataclass(frozen=True)
class Built:
    """One measured build: CPU and wall seconds, memory of the process and of its largest worker in MB."""

    what: str
    cpu: float
    wall: float
    memory: float
    worker: float
    pages: int  # HTML files written
    shards: int  # of the search index
    files: int  # in the site
    size: float  # of them in MB


Files = dict[str, tuple[int, int]]


def standing(site: Path) -> Files:
    """Each file of a site: its number on the disk, and its size."""
    states = ((p.relative_to(site).as_posix(), p.stat()) for p in site.rglob("*") if p.is_file())
    return {name: (state.st_ino, state.st_size) for name, state in states}


def build(project: Path, what: str, command: Sequence[str] = ("build",), workers: int = 0) -> Built:
    """Build a project in a process of its own, with as many workers as there are cores, or so many."""
    before = standing(project / "site")
    # As on a machine of an editor, where Python keeps the modules that it has compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(Path.cwd())
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(workers), *command],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    wall = perf_counter() - start
    measured = re.search(r"MEASURED (\S+) (\S+) (\S+)", done.stderr)
    assert measured is not None, done.stderr
    after = standing(project / "site")
    written = [name for name, state in after.items() if before.get(name) != state]
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return Built(
        what,
        float(measured[1]),
        wall,
        float(measured[2]) * unit / 1e6,
        float(measured[3]) * unit / 1e6,
        sum(name.endswith(".html") for name in written),
        sum(name.startswith("assets/search/") for name in written),
        len(after),
        sum(size for _, size in after.values()) / 1e6,
    )


def newest(raw: Path) -> Path:
    """The source whose name says the latest year and month."""
    return max(raw.glob("*.txt"), key=lambda path: (re.findall(r"\d{4}-\d\d", path.stem), path.stem))


def one_character(path: Path) -> None:
    """Change the first character of the first article of a source."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(第一条 )\S", r"\1为", text, count=1), encoding="utf-8")


def begun(project: Path, documents: int) -> Path:
    """An archive as a project, without its newest issue, which is returned."""
    for path in by_hand(Path("docs")):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, project / path)
    shutil.copy("mkdocs.yml", project)
    write_archive(RAW, documents, 1, project / "raw")
    issue = newest(project / "raw")
    return issue.rename(project / issue.name)


def fresh(project: Path) -> None:
    """As if nothing had been built."""
    for name in ("build", "site"):
        shutil.rmtree(project / name, ignore_errors=True)


def builds(project: Path, documents: int) -> Iterator[Built]:
    """The builds of one archive."""
    issue = begun(project, documents)
    yield build(project, "convert", ("convert",))
    fresh(project)
    if documents <= ALONE:
        yield build(project, "full, one worker", workers=1)
        fresh(project)
    yield build(project, "full")
    yield build(project, "unchanged")
    one_character(min((project / "raw").glob("*.txt")))
    yield build(project, "one character")
    issue.rename(project / "raw" / issue.name)
    yield build(project, "the newest issue")


COLUMNS = (
    *("documents", "build", "CPU", "wall", "memory", "largest worker"),
    *("pages written", "shards written", "files", "size"),
)
HEAD = f"| {' | '.join(COLUMNS)} |\n|---:|---|{'---:|' * (len(COLUMNS) - 2)}"


def row(documents: int, built: Built | Run) -> str:
    """A line of the table."""
    ours = isinstance(built, Built)
    cells = [
        f"{documents:,}",
        built.what,
        f"{built.cpu:.1f} s",
        f"{built.wall:.1f} s",
        f"{built.memory:.0f} MB",
        f"{built.worker:.0f} MB" if ours else "–",
        f"{built.pages:,}",
        f"{built.shards:,}" if ours else "–",
        f"{built.files:,}",
        f"{built.size:.0f} MB",
    ]
    return f"| {' | '.join(cells)} |"


@click.command()
@click.option("--documents", multiple=True, type=int, default=DOCUMENTS, help="About so many; 59 and 1,000.")
def main(documents: tuple[int, ...]) -> None:
    """Measure builds of generated archives."""
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} cores\n\n{HEAD}")
    for size in documents:
        with tempfile.TemporaryDirectory(prefix="gazette-benchmark-") as folder:
            project = Path(folder).resolve()
            for built in builds(project, size):
                click.echo(row(size, built))
            (project / "others").mkdir()
            for run in others(project / "docs", project / "others"):
                click.echo(row(size, run))


if __name__ == "__main__":
    main()
