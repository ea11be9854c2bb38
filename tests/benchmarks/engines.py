"""The search engines that the benchmark compares: how each is built over the same pages, and asked.

Each engine gets a folder with its index and a page ``bench.html`` that defines ``bench``: ``start()``
loads what the engine needs, ``ask(q)`` returns all pages found, ``first(q)`` the words of the first
result. What a site's theme adds is left out for all of them alike.
"""

from __future__ import annotations

import gzip
import html
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import yaml

from benchmarks.truth import Printed
from build_tools.model.corpus import Corpus
from build_tools.pages.missing import PAGE as MISSING
from build_tools.site.search.index import search_files
from build_tools.site.search.places import leaves
from build_tools.site.writing import write_files
from support.rendering import ASSETS, LISTED

CONFIG = Path("mkdocs.yml")
HARNESS = "bench.html"


@dataclass(frozen=True)
class Engine:
    """A built engine: its folder, what building its index took, and how large the index is.

    ``urls`` turns what ``ask`` returns into addresses of pages.
    """

    name: str
    folder: Path
    seconds: float
    size: int  # bytes of the index as it is transferred
    urls: Mapping[str, str] = field(default_factory=dict)

    def pages(self, answer: Iterable[str]) -> frozenset[str]:
        """The addresses of the pages in an answer."""
        return frozenset(self.urls.get(a, a) for a in answer)


def compressed(content: bytes) -> int:
    """Bytes as a server sends them."""
    return len(gzip.compress(content, 6))


def _harness(folder: Path, scripts: Iterable[str], body: str) -> None:
    """The page that is asked; ``#q`` starts it with a query, as a link to a search page does."""
    tags = "".join(f'<script src="{html.escape(s)}"></script>' for s in scripts)
    start = """
const typed = decodeURIComponent(location.hash.slice(1));
if (typed) bench.start().then(() => bench.first(typed)).then(
  (words) => { window.done = {ms: performance.now(), words}; },
  (error) => { window.done = {ms: -1, words: String(error)}; });
"""
    page = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>bench</title>{tags}<script>'
    (folder / HARNESS).write_text(f"{page}{body}{start}</script></html>", encoding="utf-8")


_OURS = """
const bench = {
  start: () => gazetteSearch.prepare(),
  async ask(q) { return (await gazetteSearch.find(q, {printed: false})).pages.map((p) => String(p.page)); },
  async counts(q) {
    const found = await gazetteSearch.find(q, {printed: false});
    return found.pages.map((p) => [String(p.page), p.count]);
  },
  async first(q) {
    const found = await gazetteSearch.find(q, {printed: false});
    if (!found.pages.length) return '';
    const shown = await gazetteSearch.describe(found.pages[0].page, found, 3);
    return shown.title + shown.hits.map((h) => h.text).join('');
  },
  async shown(q) {
    const found = await gazetteSearch.find(q, {printed: false});
    await Promise.all(found.pages.slice(0, 10).map((p) => gazetteSearch.describe(p.page, found, 3)));
  },
  async url(page) {
    const found = await gazetteSearch.find('的', {printed: false});
    return (await gazetteSearch.describe(Number(page), found, 1)).url;
  },
};
"""


def ours(corpus: Corpus, pages: list[Printed], folder: Path) -> Engine:
    """Our own index over the corpus, with the scripts that the site loads."""
    start = perf_counter()
    files = search_files(corpus)
    seconds = perf_counter() - start
    write_files(folder, files)
    shutil.copytree(ASSETS, folder / "assets" / "gazette")
    scripts = [name for part in ("days", "base", "engine") for name in LISTED["scripts"][part]]
    _harness(folder, [f"assets/gazette/{name}.js" for name in scripts], _OURS)
    urls = {str(number): leaf.url for number, leaf in enumerate(leaves(corpus))}
    return Engine("ours", folder, seconds, sum(compressed(c.encode()) for c in files.values()), urls)


SEARCH_PAGE = Path("docs/search.md")


def with_theme(engine: Engine, folder: Path) -> Path | None:
    """The site's own search page with our index behind it, as readers open it; None if there is none.

    Only this page is rendered; what it leads to is missing.
    """
    if not SEARCH_PAGE.is_file():
        return None
    docs, site = folder / "own-docs", folder / "own-site"
    (docs / MISSING).parent.mkdir(parents=True)
    (docs / MISSING).touch()  # the page brings it in; empty where no source failed
    shutil.copyfile(SEARCH_PAGE, docs / SEARCH_PAGE.name)
    settings = {
        "INHERIT": str(CONFIG.resolve()),
        "docs_dir": str(docs),
        "site_dir": str(site),
        "nav": [{"Search": SEARCH_PAGE.name}],
        "not_in_nav": "*",
    }
    config = folder / "own.yml"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    _run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)])
    shutil.copytree(engine.folder / "assets" / "search", site / "assets" / "search")
    return site


_MATERIAL = """
let worker;
const said = (type) => new Promise((ok) => {
  const hear = (m) => {
    if (m.data.type !== type) return;
    worker.removeEventListener('message', hear);
    ok(m.data.data);
  };
  worker.addEventListener('message', hear);
});
const bench = {
  async start() {
    const index = await (await fetch('search/search_index.json')).json();
    worker = new Worker(SCRIPT);
    const ready = said(1);
    worker.postMessage({type: 0, data: {config: index.config, docs: index.docs, options: {suggest: false}}});
    await ready;
  },
  async find(q) {
    const answer = said(3);
    worker.postMessage({type: 2, data: q});
    return (await answer).items;
  },
  async ask(q) { return (await this.find(q)).map((group) => group[0].location.split('#')[0]); },
  async first(q) { const found = await this.find(q); return found.length ? found[0][0].text : ''; },
};
"""


def comparison_pages(corpus: Corpus, pages: list[Printed]) -> dict[str, str]:
    """The printed text of all pages as plain Markdown: what every engine is given to index."""
    made = {}
    for page in pages:
        title, rest = titled(page, corpus)
        text = "\n\n".join(f"<p>{html.escape(' '.join(part.split()))}</p>" for part in rest)
        made[page.url.removesuffix(".html") + ".md"] = f"# {html.escape(title)}\n\n{text}\n"
    return made


def titled(page: Printed, corpus: Corpus) -> tuple[str, list[str]]:
    """The title of a page and all else that it prints."""
    title = corpus.by_page[page.url.removesuffix(".html") + ".md"][0].document.title
    rest = list(page.parts)
    if title in rest:
        rest.remove(title)
    return title, rest


def material(corpus: Corpus, pages: list[Printed], folder: Path) -> Engine:
    """Material's own search with ``lang: zh`` and jieba. Its seconds are MkDocs with less without it."""
    docs = folder.with_name(folder.name + "-docs")
    write_files(docs, comparison_pages(corpus, pages) | {"index.md": "# Benchmark\n"})
    took = []
    for plugins in ([], [{"search": {"lang": "zh"}}]):
        settings = {
            "site_name": "benchmark",
            "docs_dir": str(docs),
            "site_dir": str(folder),
            "use_directory_urls": False,
            "theme": {"name": "material", "language": "zh", "font": False},
            "plugins": plugins,
            "nav": [{"Benchmark": "index.md"}],
            "not_in_nav": "*",
        }
        config = docs.with_suffix(".yml")
        config.write_text(yaml.safe_dump(settings), encoding="utf-8")
        took.append(_run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]))
    worker = next((folder / "assets/javascripts/workers").glob("search.*.min.js"))
    script = json.dumps(worker.relative_to(folder).as_posix())
    _harness(folder, (), _MATERIAL.replace("SCRIPT", script))
    size = compressed((folder / "search/search_index.json").read_bytes())
    return Engine("Material + jieba", folder, took[1] - took[0], size)


_PAGEFIND = """
let engine;
const bench = {
  async start() { engine = await import('./pagefind/pagefind.js'); await engine.init(); },
  async ask(q) { return (await engine.search(q)).results.map((r) => r.id); },
  async first(q) {
    const found = (await engine.search(q)).results;
    return found.length ? (await found[0].data()).excerpt : '';
  },
};
"""


def pagefind(corpus: Corpus, pages: list[Printed], folder: Path) -> Engine:
    """Pagefind, with its Chinese word breaker, over the same text."""
    for page in pages:
        title, rest = titled(page, corpus)
        body = "".join(f"<p>{html.escape(part)}</p>" for part in rest)
        head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
        path = folder / page.url
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (
            f'<!doctype html><html lang="zh">{head}<body><h1>{html.escape(title)}</h1>{body}</body></html>'
        )
        path.write_text(content, encoding="utf-8")
    seconds = _run([sys.executable, "-m", "pagefind_bin_extended", "--site", str(folder), "--quiet"])
    _harness(folder, (), _PAGEFIND)
    built = folder / "pagefind"
    size = sum(p.stat().st_size for p in built.rglob("*") if p.suffix.startswith(".pf_"))
    urls = {}
    for path in (built / "fragment").glob("*.pf_fragment"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        urls[path.stem] = fragment["url"].lstrip("/")
    return Engine("Pagefind", folder, seconds, size, urls)


def _run(command: list[str]) -> float:
    """Seconds that a command takes; its own words where it fails."""
    start = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return perf_counter() - start
