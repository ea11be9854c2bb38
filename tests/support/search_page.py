"""The search engine on a page of its own, opened from a file, with what the corpus prints beside it."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from build_tools.model.corpus import Corpus
from build_tools.site.search.fold import SEPARATOR
from build_tools.site.search.index import search_files
from build_tools.site.search.places import leaves
from build_tools.site.writing import write_files
from support.rendering import ASSETS, LISTED

SCRIPTS = [name for part in ("days", "base", "engine") for name in LISTED["scripts"][part]]


@dataclass(frozen=True)
class Opened:
    """An open page with the engine, and what the corpus prints: page → its places, folded."""

    page: Page
    corpus: Corpus
    texts: dict[str, list[str]]

    def find(self, query: str, **options: bool) -> dict[str, int]:
        """Address of each page found → occurrences there."""
        found = self.page.evaluate(
            """async ([query, options]) => {
                const found = await gazetteSearch.find(query, options);
                const shown = await Promise.all(
                    found.pages.map(p => gazetteSearch.describe(p.page, found, 1)));
                return found.pages.map((p, i) => [shown[i].url, p.count]);
            }""",
            [query, options],
        )
        return dict(found)

    def answer(self, query: str) -> list[dict[str, Any]]:
        """What is shown of a query: each reading of it, and its pages with occurrences."""
        read: list[dict[str, Any]] = self.ask(
            """(async answer => Promise.all(answer.groups.map(async g => ({said: g.said || "", pages:
                Object.fromEntries(await Promise.all(g.pages.map(async p =>
                    [(await gazetteSearch.describe(p.page, g, 1)).url, p.count])))}))))
               (await gazetteWays.ask(a[0], {}, () => {}))""",
            query,
        )
        return read

    def leads(self, query: str) -> list[str]:
        """The addresses that are offered: ways to a place or page, then the pages of all readings."""
        read: list[str] = self.ask(
            """(async answer => answer.doors.map(d => d.url).concat(await Promise.all(
                gazetteWays.entriesOf(answer).map(
                    async e => (await gazetteSearch.describe(e.page, e.by, 1)).url))))
               (await gazetteWays.ask(a[0], {}, () => {}))""",
            query,
        )
        return read

    def ask(self, script: str, *arguments: object) -> Any:
        """What an expression over the engine gives; ``a`` are the arguments."""
        return self.page.evaluate(f"async a => {script}", list(arguments))

    def scan(self, query: str) -> dict[str, int]:
        """The same by a plain scan of the text."""
        wanted = plain(query)
        counts = {url: sum(text.count(wanted) for text in texts) for url, texts in self.texts.items()}
        return {url: n for url, n in counts.items() if n}


def plain(text: str) -> str:
    """Width, case, brackets, dots, dashes, quotes, zeros and blanks made alike, not by the engine's table."""
    wide = unicodedata.normalize("NFKC", text).lower()
    wide = re.sub(r"[\[〔【〖]", "(", re.sub(r"[\]〕】〗]", ")", wide))
    wide = wide.translate(str.maketrans("〈〉•‧・∙⋅", "《》·····"))
    wide = re.sub("[-‐-―−~〜∼]", "—", re.sub("[\"'‘-‟「-』〝〞]", "“", re.sub("[零○◯]", "〇", wide)))
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\u180e]", "", wide)


@contextmanager
def opened_engine(browser: Browser, corpus: Corpus, folder: Path) -> Iterator[Opened]:
    """The engine over the index of a corpus, which is written into ``folder``."""
    write_files(folder, search_files(corpus))
    shutil.copytree(ASSETS, folder / "assets" / "gazette")
    scripts = "".join(f'<script src="assets/gazette/{name}.js"></script>' for name in SCRIPTS)
    policy = "default-src 'none'; script-src 'self'"
    (folder / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>检索</title>{scripts}"
    )
    texts: dict[str, list[str]] = {}
    for leaf in leaves(corpus):
        cells = [cell for place in leaf.places for cell in place.text.split(SEPARATOR)]
        texts[leaf.url] = [plain(cell) for cell in cells]
    page = browser.new_page()
    page.goto(f"file://{folder}/index.html")
    yield Opened(page, corpus, texts)
    page.close()
