"""How good is the search? ``python -m benchmarks.search`` prints Markdown tables.

A generated archive (:mod:`benchmarks.archive`) is indexed by our search, by Material's own with
jieba, and by Pagefind; all are asked the same queries in headless Chromium, and a plain scan of
the printed text says what is right. ``make search-benchmark`` installs what only this needs.
"""

from __future__ import annotations

import os
import platform
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click

from benchmarks.archive import RAW, Words, write_archive
from benchmarks.browser import (
    Cold,
    Warm,
    ask_all,
    chromium,
    cold,
    from_file,
    middle,
    p95,
    served,
    typed,
    warm,
)
from benchmarks.convert import convert, render_pages
from benchmarks.engines import HARNESS, Engine, material, ours, pagefind, with_theme
from benchmarks.truth import Printed, Query, Truth, printed_pages, score
from build_tools.model.corpus import Corpus
from build_tools.pipeline import convert_corpus

Build = Callable[[Corpus, list[Printed], Path], Engine]
ENGINES: dict[str, Build] = {"ours": ours, "material": material, "pagefind": pagefind}
KINDS = (("phrase", "phrases"), ("number", "numbers"), ("term", "terms"))
# Seconds that asking everything once, and asking cold, may take: a slow engine answers fewer queries.
WARM_LIMIT, COLD_LIMIT = 300.0, 90.0
COLD_QUERIES = 60


@dataclass(frozen=True)
class Archive:
    """A generated archive, converted, with its queries; ``size`` is the KB of its printed text."""

    raw: Path
    corpus: Corpus
    pages: list[Printed]
    truth: Truth
    queries: list[Query]
    size: float


@dataclass(frozen=True)
class Measured:
    """All that is known of one engine over one archive."""

    engine: Engine
    archive: Archive
    answers: tuple[frozenset[str], ...]
    warm: Warm
    cold: Cold
    from_file: str


def say(words: str) -> None:
    """A line of progress with the time since the start."""
    click.echo(f"[{perf_counter() - _BEGUN:7.1f} s] {words}", err=True)


_BEGUN = perf_counter()


def prepare(documents: int, seed: int, folder: Path) -> Archive:
    """Make an archive, convert it, and draw the queries."""
    raw = folder / f"raw-{documents}"
    made = write_archive(RAW, documents, seed, raw)
    say(f"archive of {made:,} documents; converting")
    corpus = convert_corpus(sorted(raw.glob("*.txt")))
    pages = printed_pages(corpus)
    truth, words = Truth(pages, seed), Words.read()
    trade = [*words.lists["topics"], *(w for g in words.groups for w in g)]
    queries = truth.phrases(200) + truth.numbers(30) + truth.terms(trade, 30)
    size = sum(len(part.encode()) for page in pages for part in page.parts) / 1024
    say(f"{len(corpus.records):,} documents on {len(pages):,} pages, {size:,.0f} KB of text")
    return Archive(raw, corpus, pages, truth, queries, size)


def measure(name: str, archive: Archive, folder: Path) -> Measured:
    """Build an engine over an archive and ask it everything."""
    say(f"{name}: building its index")
    site = folder / f"{name}-site"
    site.mkdir()
    engine = ENGINES[name](archive.corpus, archive.pages, site)
    texts = [q.text for q in archive.queries]
    say(f"{name}: built in {engine.seconds:.1f} s; asking {len(texts)} queries")
    warmed = warm(engine, texts, WARM_LIMIT)
    asked = archive.queries[: len(warmed.answers)]
    step = max(1, len(texts) // COLD_QUERIES)
    say(f"{name}: median {middle(warmed.second):.1f} ms; asking cold")
    chilled = cold(engine.folder, [q.text for q in asked if q.wanted][::step], COLD_LIMIT)
    say(f"{name}: {len(chilled.ms)} asked cold, {len(chilled.failed)} failed; from file")
    files, said = from_file(engine, texts[:5], warmed.answers[:5])
    say(f"{name}: from file: {files} {said}".rstrip())
    if name == "ours":
        verify_addresses(engine)
    return Measured(engine, archive, tuple(map(engine.pages, warmed.answers)), warmed, chilled, files)


def verify_addresses(engine: Engine) -> None:
    """Fail where the engine leads elsewhere than the numbers of its pages say, on a sample of 100."""
    with chromium() as browser, served(engine.folder) as (address, _):
        page = browser.new_page()
        page.goto(address + HARNESS)
        page.evaluate("() => bench.start()")
        sample = list(engine.urls)[:: max(1, len(engine.urls) // 100)]
        answers, _ = ask_all(page, sample, "url", 120)
    wrong = [n for n, url in zip(sample, answers, strict=False) if engine.urls[n] != url]
    if wrong or not answers:
        raise RuntimeError(f"pages {wrong} have other addresses than the index says")


def column(measured: Measured) -> dict[str, str]:
    """All that the table says of one engine, by line."""
    archive, engine, warmed, chilled = measured.archive, measured.engine, measured.warm, measured.cold
    asked = archive.queries[: len(measured.answers)]
    lines = {"": engine.name, "pages": f"{len(archive.pages):,}"}
    for kind, plural in KINDS:
        own = [(q, a) for q, a in zip(asked, measured.answers, strict=True) if q.kind == kind]
        got = score([q for q, _ in own], [a for _, a in own])
        lines[f"{len(own)} {plural}: recall, precision"] = f"{got.recall:.3f}, {got.precision:.3f}"
    memory = "–" if warmed.renderer is None else f"{warmed.renderer:.0f} MB"
    return lines | {
        "a new query on an open page": f"{middle(warmed.first):.1f} ms",
        "the same again: median, p95": f"{middle(warmed.second):.1f} ms, {p95(warmed.second):.1f} ms",
        "cold, to the first result": f"{middle(chilled.ms) / 1000:.2f} s",
        "sent for it (gz)": f"{middle(chilled.sent) / 1000:,.0f} KB",
        "memory of the renderer": memory,
        "index (gz)": f"{engine.size / 1e6:.2f} MB",
        "index per KB of text": f"{engine.size / 1024 / archive.size:.2f} KB",
        "index built in": f"{engine.seconds:.1f} s",
        "from `file://`": measured.from_file,
    }


def tabled(columns: list[dict[str, str]]) -> list[str]:
    """A Markdown table with a column for each engine."""
    rows = [f"| {name} | {' | '.join(c[name] for c in columns)} |" for name in columns[0]]
    return [rows[0], f"|---|{'---:|' * len(columns)}", *rows[1:]]


def exactness(measured: Measured) -> list[str]:
    """Lines of a table: on how many queries of each kind ours gives exactly what a plain scan gives."""
    archive = measured.archive
    truth = Truth(archive.pages, 7)
    queries = [
        *truth.phrases(100),
        *truth.crossing(60),
        *truth.joined(60),
        *truth.in_cells(60),
        *truth.single(40),
        *truth.pairs(40),
    ]
    with chromium() as browser, served(measured.engine.folder) as (address, _):
        page = browser.new_page()
        page.goto(address + HARNESS)
        page.evaluate("() => bench.start()")
        texts = [q.text for q in queries]
        urls = measured.engine.urls
        answers, _ = ask_all(page, texts, "counts", 300)
        shown = ask_all(page, texts[:100], "shown", 300)[1]
    say(f"ours: 10 results with snippets take {middle(shown):.1f} ms, p95 {p95(shown):.1f} ms")
    lines = ["| exactness of ours | queries | same pages | same counts |", "|---|---:|---:|---:|"]
    for kind in dict.fromkeys(q.kind for q in queries):
        own = [
            (q, {urls[n]: c for n, c in a}) for q, a in zip(queries, answers, strict=True) if q.kind == kind
        ]
        pages = sum(set(got) == q.wanted for q, got in own)
        counted = [(q, got) for q, got in own if q.counts]
        counts = sum(got == q.counts for q, got in counted)
        lines.append(f"| {kind} | {len(own)} | {pages} | {counts if counted else '–'} |")
        for query, got in own:
            if set(got) != query.wanted or (query.counts and got != query.counts):
                say(_difference(query, got))
    return lines


def _difference(query: Query, got: dict[str, int]) -> str:
    missing, extra = sorted(query.wanted - set(got)), sorted(set(got) - query.wanted)
    counts = [(u, n, got[u]) for u, n in query.counts.items() if u in got and got[u] != n]
    return (
        f"not exact: {query.kind} {query.text!r}: {len(query.wanted)} wanted, {len(got)} found;"
        f" missing {missing[:3]}, extra {extra[:3]}, counts (page, scan, ours) {counts[:3]}"
    )


def inexact(measured: Measured) -> None:
    """Say on which of the compared queries the answer is not the right one."""
    asked = measured.archive.queries[: len(measured.answers)]
    for query, answer in zip(asked, measured.answers, strict=True):
        if not query.wanted <= answer <= query.allowed:
            say(_difference(query, dict.fromkeys(answer, 0) | {u: query.counts.get(u, 0) for u in answer}))


def mkdocs_seconds(archive: Archive, folder: Path) -> tuple[float, int]:
    """Seconds and pages of MkDocs over the pages of an archive, lists included."""
    say("MkDocs renders the pages of the smaller archive")
    out = folder / "rendered"
    convert(archive.raw, out)
    taken = render_pages(archive.raw, out)
    shutil.rmtree(out)
    return taken


@click.command()
@click.option("--compare", default=1_000, show_default=True, help="Documents on which engines are compared.")
@click.option(
    "--documents", default=10_000, show_default=True, help="Documents for ours alone; 0: leave out."
)
@click.option("--seed", default=1, show_default=True)
@click.option("--engine", "names", multiple=True, type=click.Choice(sorted(ENGINES)), help="Default: all.")
def main(compare: int, documents: int, seed: int, names: tuple[str, ...]) -> None:
    """Compare the searches, and print Markdown tables."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the temporary folder is removed
    with tempfile.TemporaryDirectory(prefix="gazette-search-") as name:
        folder = Path(name).resolve()
        (folder / "small").mkdir()
        small = prepare(compare, seed, folder)
        columns = []
        for engine in names or ENGINES:
            measured = measure(engine, small, folder / "small")
            columns.append(column(measured))
            say(str(columns[-1]))
            if engine == "ours":
                inexact(measured)
        more: list[list[str]] = []
        if documents and (not names or "ours" in names):
            more = large(documents, seed, small, folder, columns)
    more.append(shipped())
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    click.echo("\n\n".join("\n".join(t) for t in [tabled(columns), *more] if t))


def large(
    documents: int, seed: int, small: Archive, folder: Path, columns: list[dict[str, str]]
) -> list[list[str]]:
    """Ours over the large archive: its column goes to ``columns``, its other tables are returned."""
    (folder / "large").mkdir()
    archive = prepare(documents, seed, folder)
    measured = measure("ours", archive, folder / "large")
    columns.append(column(measured))
    say(str(columns[-1]))
    inexact(measured)
    seconds, count = mkdocs_seconds(small, folder)
    each = seconds / len(small.pages)
    ratio = measured.engine.seconds / (each * len(archive.pages))
    build = (
        f"Index build: {measured.engine.seconds:.1f} s for {len(archive.pages):,} pages."
        f" MkDocs: {seconds:.1f} s for {len(small.pages):,} ({count:,} with lists):"
        f" by the page, ours ÷ MkDocs = {ratio:.2f}."
    )
    return [exactness(measured), [build], own_page(measured, folder)]


def own_page(measured: Measured, folder: Path) -> list[str]:
    """How the site's own search page does, its theme and styles counted, over the slow line."""
    site = with_theme(measured.engine, folder)
    if site is None:
        return []
    say("ours: the search page itself, cold")
    queries = [q.text for q in measured.archive.queries if q.wanted][:: len(measured.archive.queries) // 40]
    chilled = cold(site, queries, COLD_LIMIT, "search.html?q=", ".gz-result")
    for words in chilled.failed:
        say(words)
    return [
        f"The search page itself, theme and styles included: {middle(chilled.ms) / 1000:.2f} s and"
        f" {middle(chilled.sent) / 1000:,.0f} KB to the first result (medians of {len(chilled.ms)} queries)."
    ]


SHIPPED = Path("site/index.html")
TYPED = ("空气质量", "行政处理", "藏政发2024 11", "责任单位", "人工智能", "养老服务")


def shipped() -> list[str]:
    """How soon the box of the built site answers; nothing where the site is not built."""
    if not SHIPPED.is_file():
        return []
    taken = typed(SHIPPED.resolve(), TYPED * 2)
    return [
        f"The built site, from its file, nothing of the index held: {middle(taken):.0f} ms from typing in the"
        f" header's box to the first result, p95 {p95(taken):.0f} ms ({len(taken)} queries)."
    ]


if __name__ == "__main__":
    main()
