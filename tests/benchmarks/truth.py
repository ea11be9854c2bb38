"""What a search has to find: a plain scan of the printed text of all pages, and queries drawn from it.

Independent of the index and of the engine: its own folding, its own walk over the corpus.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from build_tools.documents.names import issue_title
from build_tools.language.radicals import equivalents
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Block, Role, TableBlock
from build_tools.model.table import Table

_ALIKE = str.maketrans("([〔【〖)]〕】〗〈〉•‧・∙⋅零○◯", "(((((" + ")))))" + "《》" + "·····" + "〇〇〇")
_ALIKE |= dict.fromkeys(map(ord, "-‐‑‒–−―~〜∼"), "—") | dict.fromkeys(map(ord, "\"'”‘’„‟‛「」『』〝〞"), "“")
_RADICALS = {ord(radical): now for radical, now in equivalents().items() if now <= "\uffff"}
# Zero-width marks and the soft hyphen, which nobody can see to type them.
_UNSEEN = frozenset("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
BETWEEN = "\n"
"""Stands between the folded parts of a page; no query holds it, so nothing matches across two parts."""
PUNCTUATION = frozenset("，。；：、")
_OPERATORS = frozenset('-"“”＂－')


@cache
def _alike(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char.translate(_RADICALS)).lower().translate(_ALIKE)
    return "".join(c for c in wide if not c.isspace() and c not in _UNSEEN)


def fold(text: str) -> str:
    """What a match ignores: width, case, white space, the style of brackets, dots, dashes and quotes,
    a radical in place of its character, 零 in place of 〇."""
    return "".join(map(_alike, text))


@dataclass(frozen=True)
class Printed:
    """A page and what is printed on it, part by part: paragraphs, titles, cells of tables."""

    url: str
    parts: tuple[str, ...]
    cells: tuple[str, ...]  # those parts that are cells
    seams: tuple[str, ...]  # the words around each place where two raw lines were joined
    numbers: tuple[str, ...]  # the numbers of its documents, as printed
    folded: str = field(default="", repr=False)


def printed_pages(corpus: Corpus) -> list[Printed]:
    """All pages that print something, in the order of the corpus."""
    found = []
    for page, records in corpus.by_page.items():
        parts: list[str] = [_composed_title(records[0], corpus)]
        cells: list[str] = []
        seams: list[str] = []
        for record in records:
            line_of = corpus.sources[record.source].source.line_of
            for block in record.document.blocks:
                if isinstance(block, TableBlock):
                    own = list(_cells(block.table))
                    cells += own
                else:
                    own = ["".join(t.chars for t in block.texts())]
                    seams += _seams(block, line_of)
                parts += own
        numbers = tuple(r.document.doc_number for r in records if r.document.doc_number)
        shown = tuple(part for part in parts if part.strip())
        if shown:
            url = page.removesuffix(".md") + ".html"
            folded = BETWEEN.join(fold(p) for p in shown)
            found.append(Printed(url, shown, tuple(filter(None, cells)), tuple(seams), numbers, folded))
    return found


def _composed_title(first: Record, corpus: Corpus) -> str:
    """The title over a page that prints none, put together of its cover or its sidecar."""
    if first.document.kind in ISSUE_KINDS:
        titled = any(b.role is Role.TITLE for b in first.document.blocks)
        return "" if titled else issue_title(first.source, corpus)
    return "" if any(b.role is Role.TITLE for b in first.document.blocks) else first.document.title


def _cells(table: Table) -> Iterator[str]:
    """The cells of a table as its page shows them, a merged one once."""
    for row in table.all_rows():
        for slot in row.slots:
            if not slot.covered:
                yield ("".join(t.chars for t in slot.texts) or slot.value).strip()


def _seams(block: Block, line_of: Callable[[int], int]) -> Iterator[str]:
    """Eight characters around each place where the text goes on on another raw line."""
    at, chars = block.text.at, block.text.chars
    for i in range(4, len(chars) - 4):
        if at[i] != at[i - 1] + 1 and line_of(at[i]) != line_of(at[i - 1]):
            yield chars[i - 4 : i + 4]


@dataclass(frozen=True)
class Query:
    """What is typed, and the pages that have to be found.

    ``allowed`` are the pages that a hit may lead to, where they are more than those that must be
    found: a document number has to lead to its document, and may lead to where it is cited.
    """

    kind: str
    text: str
    wanted: frozenset[str]
    allowed: frozenset[str]
    counts: Mapping[str, int] = field(default_factory=dict)


class Truth:
    """The plain scan, and queries drawn with a seed."""

    def __init__(self, pages: Sequence[Printed], seed: int) -> None:
        self.pages = pages
        self.rng = Random(f"queries-{seed}")

    def holding(self, text: str) -> frozenset[str]:
        """The pages that print a text."""
        needle = fold(text)
        return frozenset(p.url for p in self.pages if needle in p.folded)

    def counts(self, text: str) -> dict[str, int]:
        """How often each page prints a text, from left to right without overlap."""
        needle = fold(text)
        return {p.url: n for p in self.pages if (n := p.folded.count(needle))}

    def query(self, kind: str, text: str) -> Query:
        """The query for a text as it stands."""
        counts = self.counts(text)
        pages = frozenset(counts)
        return Query(kind, text, pages, pages, counts)

    def _drawn(self, parts_of: Callable[[Printed], Sequence[str]], low: int, high: int) -> str:
        """Some characters of a random part of a random page, without blanks."""
        for _ in range(100_000):
            page = self.rng.choice(self.pages)
            if not (parts := parts_of(page)):
                continue
            part = "".join(c for c in self.rng.choice(parts) if not c.isspace())
            length = self.rng.randint(low, high)
            start = self.rng.randint(0, max(0, len(part) - length))
            drawn = part[start : start + length]
            # What stands for a sign of the query language is left to the tests of that language.
            if len(fold(drawn)) >= low and not (_OPERATORS & set(drawn)):
                return drawn
        raise ValueError("the corpus prints nothing that could be drawn")

    def phrases(self, count: int) -> list[Query]:
        """Random phrases of 2 to 12 characters out of random blocks."""
        return [self.query("phrase", self._drawn(lambda p: p.parts, 2, 12)) for _ in range(count)]

    def numbers(self, count: int) -> list[Query]:
        """Document numbers in various writings: each has to lead to its document."""
        held = sorted({(n, p.url) for p in self.pages for n in p.numbers if "〔" in n})
        drawn = self.rng.sample(held, min(count, len(held)))
        made = []
        for i, (number, url) in enumerate(drawn):
            agency, _, rest = number.partition("〔")
            year, _, serial = rest.removesuffix("号").partition("〕")
            writings = (
                number,
                f"{agency}{year} {serial}",
                f"{agency}({year}){serial}号",
                f"{agency}[{year}]{serial}",
                f"{agency} {year} {serial}号",
                f"{agency}（{year}）{serial}号",
            )
            made.append(
                Query("number", writings[i % len(writings)], frozenset({url}), self.holding(number) | {url})
            )
        return made

    def terms(self, words: Sequence[str], count: int) -> list[Query]:
        """Words of the trade that the archive prints."""
        found: list[Query] = []
        for word in self.rng.sample(list(words), len(words)):
            if len(found) < count and self.holding(word):
                found.append(self.query("term", word))
        return found

    def crossing(self, count: int) -> list[Query]:
        """Phrases across punctuation."""
        found: list[Query] = []
        while len(found) < count:
            drawn = self._drawn(lambda p: p.parts, 5, 12)
            if PUNCTUATION & set(drawn[1:-1]):
                found.append(self.query("across punctuation", drawn))
        return found

    def joined(self, count: int) -> list[Query]:
        """Phrases across the end of a raw line or page."""
        seams = [s for p in self.pages for s in p.seams if not (_OPERATORS & set(s)) and not _blank(s)]
        drawn = self.rng.sample(seams, min(count, len(seams)))
        return [self.query("across page breaks", s) for s in drawn]

    def in_cells(self, count: int) -> list[Query]:
        """Phrases inside the cells of tables."""
        return [self.query("in table cells", self._drawn(lambda p: p.cells, 2, 8)) for _ in range(count)]

    def single(self, count: int) -> list[Query]:
        """Single characters."""
        return [self.query("single characters", self._drawn(lambda p: p.parts, 1, 1)) for _ in range(count)]

    def pairs(self, count: int) -> list[Query]:
        """Two words of one page, and a word without another one."""
        made = []
        for _ in range(count):
            first, absent = (self._drawn(lambda p: p.parts, 2, 4) for _ in range(2))
            beside = self._holder(first)
            other = self._drawn(lambda _, parts=beside.parts: parts, 2, 4)  # type: ignore[misc]
            both = self.holding(first) & self.holding(other)
            made.append(Query("AND", f"{first} {other}", both, both))
            without = self.holding(first) - self.holding(absent)
            made.append(Query("exclusion", f"{first} -{absent}", without, without))
        return made

    def _holder(self, text: str) -> Printed:
        needle = fold(text)
        return next(p for p in self.pages if needle in p.folded)


def _blank(text: str) -> bool:
    return any(c.isspace() for c in text)


@dataclass(frozen=True)
class Score:
    """How exact a set of answers is: means over the queries, page by page."""

    recall: float
    precision: float


def score(asked: Sequence[Query], answers: Sequence[frozenset[str]]) -> Score:
    """Recall and precision. A query without an answer has recall 0 and does not count for precision."""
    recalls = [len(q.wanted & a) / len(q.wanted) for q, a in zip(asked, answers, strict=True) if q.wanted]
    precisions = [len(q.allowed & a) / len(a) for q, a in zip(asked, answers, strict=True) if a]
    return Score(_mean(recalls), _mean(precisions))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
