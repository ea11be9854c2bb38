"""How soon does an open page show what was saved? ``PYTHONPATH=tests python -m benchmarks.live``

``gazette serve`` runs on an archive of about 59 and 1,012 documents, a page of it is open in Chromium. The
clock goes from the moment at which a file is saved until the page shows it; CPU seconds are those of the
server and its workers until then.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.archive import write_archive
from support.desk import Served, cpu_seconds, gazette, served
from support.rendering import hand_written

RAW = Path("raw")
DOCUMENTS = (59, 1_000)
PATIENCE = 600_000  # ms
COLUMNS = ("shown after: median", "longest", "CPU until then", "whole site after")
HEAD = f"| documents | saved | {' | '.join(COLUMNS)} |\n|---:|---|{'---:|' * len(COLUMNS)}"

Edit = Callable[[str, int, str], tuple[str, str]]
"""The text of a source, changed for the so-manieth time, given a title in it; what the page then shows."""


def words(text: str, n: int, _: str) -> tuple[str, str]:
    """The first words of the first article."""
    shown = f"为第{n}次试验"
    return re.sub(r"(第一条 ).{6}", rf"\g<1>{shown}", text, count=1), shown


def title(text: str, n: int, own: str) -> tuple[str, str]:
    """A title, wherever it stands: lists are made anew."""
    fresh = own.replace("印发", f"第{n}次印发", 1)
    return text.replace(own, fresh), fresh


EDITS: dict[str, Edit] = {"some words": words, "a title": title}


@contextmanager
def archive(documents: int) -> Iterator[Served]:
    """The desk of an archive that was built."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        hand_written(project)
        write_archive(RAW, documents, 1, project / "raw")
        gazette(project, "build")
        with served(project) as own:
            yield own


def whole(page: Page) -> None:
    """Wait until nothing is behind."""
    page.wait_for_timeout(1_000)
    expect(page.locator("#gz-live")).to_have_count(0, timeout=PATIENCE)


def first_page(own: Served) -> tuple[Path, str, str]:
    """The first source whose text has articles: its file, the page that shows it, the title there."""
    records = json.loads((own.folder / "site" / "data" / "documents.json").read_text(encoding="utf-8"))
    by_id = {record["id"]: record for record in records}
    for record in records:
        if any(entry["number"] == "第一条" for entry in record["outline"]) and record["parent"] in by_id:
            notice = by_id[record["parent"]]
            return own.folder / "raw" / record["source"]["file"], notice["url"], notice["title"]
    raise AssertionError("no text has articles")


def measured(own: Served, page: Page, edit: Edit, rounds: int) -> Iterator[tuple[float, float, float]]:
    """Of each round: seconds and CPU until the page shows what was saved; seconds until all is whole."""
    path, _, there = first_page(own)
    before = path.read_text(encoding="utf-8")
    for n in range(1, rounds + 1):
        text, shown = edit(before, n, there)
        used, begun = cpu_seconds(own.process.pid), time.perf_counter()
        path.write_text(text, encoding="utf-8")
        expect(page.locator("body")).to_contain_text(shown, timeout=PATIENCE)
        shown_after, cpu = time.perf_counter() - begun, cpu_seconds(own.process.pid) - used
        whole(page)
        yield shown_after, cpu, time.perf_counter() - begun
    path.write_text(before, encoding="utf-8")
    whole(page)


@click.command()
@click.option("--most", default=1_000, show_default=True, help="Leave out archives of more documents.")
@click.option("--rounds", default=5, show_default=True)
def main(most: int, rounds: int) -> None:
    """Print the table."""
    click.echo(HEAD)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for documents in (n for n in DOCUMENTS if n <= most):
            with archive(documents) as own:
                page = browser.new_page()
                page.goto(own.address)
                page.goto(f"{own.root}/{first_page(own)[1]}")
                list(measured(own, page, words, 1))  # the first time the workers load what they need
                for name, edit in EDITS.items():
                    own_times, cpu, behind = zip(*measured(own, page, edit, rounds), strict=True)
                    times = f"{median(own_times):.1f} s | {max(own_times):.1f} s | {median(cpu):.1f} s"
                    click.echo(f"| {documents:,} | {name} | {times} | {median(behind):.1f} s |")
        browser.close()


if __name__ == "__main__":
    main()
