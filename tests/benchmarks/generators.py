"""What do other generators take for the same pages, and what is the least that any of them must do?

Each gets the generated Markdown of an archive, its front matter left out but for the title, and renders it
with what comes with it: MkDocs and Zensical with Material, Hugo with one bare layout (it brings no theme).
None has an index of search, data or a proof to make. The floor reads each page, scans it, and writes it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import yaml

_HEAD = re.compile(r"\A---\n(?P<meta>.*?)\n---\n", re.DOTALL)
_LAYOUT = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n"
_FLOOR = """
import html, sys
from pathlib import Path
docs, site = map(Path, sys.argv[1:])
for path in docs.rglob("*.md"):
    target = site / path.relative_to(docs).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html.escape(path.read_text(encoding="utf-8")), encoding="utf-8")
"""


@dataclass(frozen=True)
class Run:
    """One program, run once: CPU and wall seconds, MB of its largest process, what stands then."""

    what: str
    cpu: float
    wall: float
    memory: float
    pages: int  # HTML files
    files: int
    size: float  # of them in MB


def plain_pages(docs: Path, target: Path) -> int:
    """The generated pages below a folder for a generator that knows nothing of ours. Returns how many."""
    count = 0
    for part in ("documents", "issues", "lists"):
        for path in (docs / part).rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            head = _HEAD.match(text)
            meta = yaml.load(head["meta"], yaml.CSafeLoader) if head else {}
            title = json.dumps(str(meta.get("title", path.stem)), ensure_ascii=False)
            plain = f"---\ntitle: {title}\n---\n{text[head.end() :] if head else text}"
            own = target / path.relative_to(docs)
            own.parent.mkdir(parents=True, exist_ok=True)
            own.write_text(plain, encoding="utf-8")
            count += 1
    (target / "index.md").write_text("# Benchmark\n", encoding="utf-8")
    return count + 1


def _material(folder: Path) -> None:
    settings = {
        "site_name": "Benchmark",
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [],
        "markdown_extensions": ["attr_list", "md_in_html", "tables"],
        "nav": [{"Benchmark": "index.md"}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def _hugo(folder: Path) -> None:
    settings = {
        "baseURL": "https://example.org/",
        "title": "Benchmark",
        "contentDir": "docs",
        "publishDir": "site",
        "uglyURLs": True,
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "404"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }
    (folder / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "layouts" / "_default").mkdir(parents=True)
    for kind in ("single", "list"):
        (folder / "layouts" / "_default" / f"{kind}.html").write_text(_LAYOUT, encoding="utf-8")
    for path in list((folder / "docs").rglob("index.md")):
        path.rename(path.with_name("_index.md"))  # else all beside it is a part of that page


@dataclass(frozen=True)
class Generator:
    """A program: the package that brings it, its settings, and the command that builds in the folder."""

    name: str
    package: str
    prepare: Callable[[Path], None]
    command: tuple[str, ...]


PYTHON = sys.executable
GENERATORS = (
    Generator("MkDocs, Material", "material", _material, (PYTHON, "-m", "mkdocs", "build", "--quiet")),
    Generator("Zensical", "zensical", _material, (PYTHON, "-m", "zensical", "build", "--clean")),
    Generator("Hugo", "hugo", _hugo, (str(Path(PYTHON).with_name("hugo")), "--quiet")),
)


# A process that is small itself: what it starts counts what it held before it became another program.
_LAUNCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("MEASURED", code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def _run(what: str, command: tuple[str, ...], folder: Path) -> Run:
    """Run a program in a folder until it ends; what it and its processes took."""
    # No more is inherited than a command line gives: a name of a setting may mean something to a generator.
    environment = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    start = perf_counter()
    done = subprocess.run(
        (PYTHON, "-S", "-c", _LAUNCH, *command),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    wall = perf_counter() - start
    measured = re.search(r"MEASURED (\S+) (\S+) (\S+)", done.stdout)
    if measured is None or measured[1] != "0":
        raise RuntimeError(f"{what}: {done.stdout[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    found = [path for path in (folder / "site").rglob("*") if path.is_file()]
    return Run(
        what,
        float(measured[2]),
        wall,
        float(measured[3]) * unit / 1e6,
        sum(path.suffix == ".html" for path in found),
        len(found),
        sum(path.stat().st_size for path in found) / 1e6,
    )


def others(docs: Path, folder: Path) -> Iterator[Run]:
    """What each generator that is installed takes for the pages below ``docs``, and the floor."""
    pages = folder / "docs"
    plain_pages(docs, pages)
    for generator in GENERATORS:
        if find_spec(generator.package) is None:
            continue
        own = folder / generator.package
        own.mkdir()
        shutil.copytree(pages, own / "docs")
        generator.prepare(own)
        yield _run(generator.name, generator.command, own)
        shutil.rmtree(own)
    (folder / "site").mkdir()
    yield _run("floor", (PYTHON, "-c", _FLOOR, str(pages), str(folder / "site")), folder)
