"""An archive of any size to measure with: ``python -m benchmarks.archive --documents 10000 --out DIR``.

Whole gazette issues as raw text, made of the sources in ``raw/``: their headings, paragraphs, clauses
and tables put together anew under titles, numbers and dates of their own, with places, years, figures
and words exchanged. Nothing in it was ever printed, and nothing of it is kept: it only has the
size, the shape and the vocabulary of a real archive. Appointments, chronicles and editorial boards
are left out, so that no person is said to have done what a seed made up.

The same seed gives the same bytes; an issue depends on the seed and its own number alone, so the
time is linear in the documents.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

import click

from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind, NumberedBlock, Role
from build_tools.pipeline import convert_corpus

RAW, WORDS = Path("raw"), Path(__file__).with_name("archive.toml")
KINDS = (Kind.NOTICE, Kind.ATTACHED, Kind.PLAN, Kind.INTERPRETATION, Kind.EXPLANATION)
DIGITS = "〇一二三四五六七八九"
# 第一条 · 第二章 · 一、 · （一） · 1. at the head of a paragraph: what is put together is numbered anew.
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[编章节条款]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])\s*"
)
_CLAUSE = re.compile(r"[^，。；：]+[，。；：]?")
_PLAIN = re.compile(r"^[^“”‘’《》〈〉（）〔〕一二三四五六七八九十、]{6,40}[，；]$")
_FIGURE = re.compile(r"(?<![\d.])(?:(?:19|20)\d\d(?!\d)|\d+\.\d+|\d{2,})")


@dataclass(frozen=True)
class Words:
    """What titles, places and clauses are made of (``archive.toml``)."""

    places: tuple[tuple[str, str], ...]  # 拉萨市, lasa
    groups: tuple[tuple[str, ...], ...]
    lists: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls) -> Words:
        """The words of the package."""
        data = tomllib.loads(WORDS.read_text(encoding="utf-8"))
        pairs = (p.split() for row in data["place"] for p in row["names"].split(","))
        return cls(
            tuple((name, slug) for name, slug in pairs),
            tuple(tuple(g.split()) for g in data["swap"]["groups"]),
            {k: tuple(v.split()) for k, v in data["words"].items()},
        )

    @cached_property
    def group_of(self) -> dict[str, tuple[str, ...]]:
        """The group of each word that may become another one."""
        return {word: group for group in self.groups for word in group}

    @cached_property
    def swappable(self) -> re.Pattern[str]:
        """Any word of a group, the longest first."""
        return re.compile("|".join(sorted(self.group_of, key=lambda w: (-len(w), w))))


@dataclass(frozen=True)
class Stock:
    """What the real sources give: running text by what it is, and tables as their raw lines."""

    chapters: tuple[str, ...]
    heads: tuple[str, ...]
    paragraphs: tuple[str, ...]
    articles: tuple[str, ...]
    clauses: tuple[str, ...]
    tables: tuple[tuple[str, str], ...]  # title, raw lines


def stock_of(corpus: Corpus) -> Stock:
    """Take the sources apart. Titles, numbers, dates and signatures are not taken over."""
    chapters: list[str] = []
    heads: list[str] = []
    paragraphs: list[str] = []
    articles: list[str] = []
    for record in corpus.records:
        if record.document.kind not in KINDS:
            continue
        for block in record.document.blocks:
            text = _NUMBER.sub("", block.text.chars)
            if isinstance(block, NumberedBlock) and block.title_end == len(block.text) > 0:
                (chapters if block.entry.depth == 1 else heads).append(text)
            elif block.role is Role.ARTICLE and len(text) > 20:
                articles.append(text)
            elif block.role in (Role.HEADING, Role.PARAGRAPH, Role.ITEM) and len(text) > 40:
                paragraphs.append(text)
    clauses = {c for p in (*paragraphs, *articles) for c in _CLAUSE.findall(p) if _PLAIN.match(c)}
    tables = tuple(t for r in corpus.records if (t := _raw_table(r, corpus)) is not None)
    return Stock(
        tuple(chapters), tuple(heads), tuple(paragraphs), tuple(articles), tuple(sorted(clauses)), tables
    )


def _raw_table(record: Record, corpus: Corpus) -> tuple[str, str] | None:
    """The title and the raw lines of an annex that is a table."""
    blocks = record.document.blocks
    if record.document.kind is not Kind.ANNEX or not any(b.role is Role.TABLE for b in blocks):
        return None
    source = corpus.sources[record.source].source
    above = [b for b in blocks if b.role in (Role.LABEL, Role.TITLE)]
    start = max(source.line_of(b.text.at[-1]) for b in above) + 1
    lines = [source.line(n) for n in range(start, record.document.last_line + 1)]
    return record.document.title, "\n".join(lines).strip("\n")


@dataclass(frozen=True)
class Issue:
    """One generated issue: its file name, its text, and the documents that it prints."""

    name: str
    text: str
    documents: int


@dataclass(frozen=True)
class Instrument:
    """A printed notice with what it issues: title, column, number of documents, paragraphs."""

    title: str
    documents: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Printer:
    """Makes the texts of one issue out of the stock; all chance comes from ``rng``."""

    stock: Stock
    words: Words
    rng: Random
    place: str
    year: int

    def word(self, kind: str) -> str:
        """A word of a list of ``archive.toml``."""
        return self.rng.choice(self.words.lists[kind])

    def clause(self) -> str:
        """A clause of the sources, or one that no source prints."""
        if self.rng.random() < 0.5:
            return self.rng.choice(self.stock.clauses)
        a, b = self.word("nouns"), self.word("nouns")
        form = self.rng.randrange(4)
        if form == 0:
            return f"{self.word('verbs')}{a}{b}{self.word('things')}，"
        if form == 1:
            return f"{self.word('verbs')}{a}、{b}和{self.word('nouns')}{self.word('things')}，"
        if form == 2:
            return f"{self.word('topics')}{self.word('measures')}达到{self.rng.randint(20, 990) / 10}%，"
        return f"推动{a}{self.word('things')}与{b}{self.word('things')}衔接，"

    def vary(self, text: str) -> str:
        """A text with clauses, words, years and figures exchanged; brackets and quotes stay whole."""
        rng = self.rng
        parts = []
        for clause in _CLAUSE.findall(text):
            parts.append(self.clause() if _PLAIN.match(clause) and rng.random() < 0.4 else clause)
            if rng.random() < 0.08 and clause.endswith("，") and _PLAIN.match(clause):
                parts.append(self.clause())
        mixed = self.words.swappable.sub(
            lambda m: rng.choice(self.words.group_of[m[0]]) if rng.random() < 0.6 else m[0], "".join(parts)
        )
        return self.figures(mixed)

    def figures(self, text: str) -> str:
        """A text with other years and figures of the same length."""
        return _FIGURE.sub(self._figure, text)

    def _figure(self, match: re.Match[str]) -> str:
        was, rng = match[0], self.rng
        if re.fullmatch(r"(?:19|20)\d\d", was):
            return str(max(1980, min(2035, self.year + rng.randint(-6, 6))))
        head = str(rng.randint(1, 9))
        return head + "".join(str(rng.randint(0, 9)) if c.isdecimal() else c for c in was[1:])

    def paragraph(self, text: str) -> str:
        """A varied paragraph, now and then cut by the edge of a page as scanned issues are."""
        varied = self.vary(text)
        if len(varied) > 120 and self.rng.random() < 0.06:
            cut = self.rng.randint(50, len(varied) - 50)
            if re.fullmatch(r"[\u4e00-\u9fff]{4}", varied[cut - 2 : cut + 2]):
                return f"{varied[:cut]}\n\n{varied[cut:]}"
        return varied

    def day(self, month: int) -> str:
        """A day as printed below a notice."""
        return f"{self.year}年{month}月{self.rng.randint(1, 28)}日"


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十二, 四十."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def plan(printer: Printer) -> list[str]:
    """The text of a plan: an opening, then 一、 with （一） below it."""
    rng, stock = printer.rng, printer.stock
    parts = [printer.paragraph(rng.choice(stock.paragraphs))]
    for n in range(1, rng.randint(4, 7)):
        parts.append(f"{numeral(n)}、{printer.vary(rng.choice(stock.chapters))}")
        for m in range(1, rng.randint(3, 6)):
            parts.append(f"（{numeral(m)}）{printer.vary(rng.choice(stock.heads))}")
            count = rng.randint(1, 4)
            parts += [printer.paragraph(rng.choice(stock.paragraphs)) for _ in range(count)]
    return parts


def rules(printer: Printer) -> list[str]:
    """The text of rules: chapters and articles, numbered through."""
    rng, stock = printer.rng, printer.stock
    parts, article = [], 0
    for n in range(1, rng.randint(4, 7)):
        parts.append(f"第{numeral(n)}章 {printer.word('topics')}{printer.word('things')}")
        for _ in range(rng.randint(5, 10)):
            article += 1
            parts.append(f"第{numeral(article)}条 {printer.paragraph(rng.choice(stock.articles))}")
    parts.append(f"第{numeral(article + 1)}条 本办法自{printer.day(rng.randint(1, 12))}起施行。")
    return parts


def table(printer: Printer) -> tuple[str, str]:
    """A table: one of the sources with other words and figures, or indicators by place."""
    rng = printer.rng
    if rng.random() < 0.4:
        title, lines = rng.choice(printer.stock.tables)
        body = "\n".join(
            printer.figures(
                printer.words.swappable.sub(lambda m: rng.choice(printer.words.group_of[m[0]]), x)
            )
            for x in lines.split("\n")
        )
        return f"{printer.place}{printer.word('topics')}{title.removeprefix('西藏自治区')}", body
    topic = printer.word("topics")
    measures = [printer.word("nouns") + m for m in rng.sample(printer.words.lists["measures"], 3)]
    rows = [f"| 序号 | 地区 | {' | '.join(measures)} |"]
    rows.append("|---|---|---|---|---|")
    for n, (place, _) in enumerate(rng.sample(printer.words.places, rng.randint(5, 14)), start=1):
        rows.append(f"| {n} | {place} | {' | '.join(str(rng.randint(10, 9999) / 10) for _ in measures)} |")
    return f"{printer.place}{topic}目标任务表", "\n".join(rows)


def instrument(printer: Printer, number: str, office: str, month: int) -> Instrument:
    """A notice with the text that it issues and its annexes."""
    rng, place = printer.rng, printer.place
    topic, genre = printer.word("topics"), printer.word("genres")
    if rng.random() < 0.4:
        topic += f"{rng.choice(('和', '与'))}{printer.word('topics')}"
    name = f"{place}{topic}{genre}" + ("（试行）" if rng.random() < 0.2 else "")
    title = f"{office}关于印发《{name}》的通知"
    day = printer.day(month)
    ordinal = rng.randint(2, 90)
    parts = [
        f"# {title}",
        number,
        "各乡（镇）人民政府，各有关单位：",
        f"《{name}》已经{place}人民政府第{ordinal}次常务会议研究通过，现印发给你们，请认真贯彻执行。",
        office,
        day,
        f"# {name}",
        *(rules(printer) if re.search("办法|规定|规则|细则", genre) else plan(printer)),
    ]
    tables = [table(printer) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
    for n, (caption, body) in enumerate(tables, start=1):
        parts += [f"附件{n if len(tables) > 1 else ''}", caption, body]
    return Instrument(title, 2 + len(tables), tuple(parts))


def issue(stock: Stock, words: Words, seed: int, index: int) -> Issue:
    """The issue with this number: a cover, its contents, and the instruments of one month."""
    place, slug = words.places[index % len(words.places)]
    nth = index // len(words.places)
    first = Random(f"{seed}-{slug}").randint(2005, 2022)
    year, month = first + nth // 12, nth % 12 + 1
    printer = Printer(stock, words, Random(f"{seed}-{index}"), place, year)
    made = []
    government = f"{place}人民政府"
    for n in range(printer.rng.randint(3, 8)):
        whole = n < 2
        office = government if whole else f"{government}办公室"
        sign = place.rstrip("市县") + ("政发" if whole else "政办发")
        serial = (month - 1) * (2 if whole else 6) + n + (1 if whole else -1)
        made.append(instrument(printer, f"{sign}〔{year}〕{serial}号", office, month))
    pages = [1 + sum(3 + x.documents for x in made[:n]) for n in range(len(made))]
    cover = [
        str(year),
        f"第{month}期",
        f"（总第{nth + 1}号）",
        f"{government}公报",
        f"主管单位：{government}",
        f"主办单位：{government}办公室",
        "## 目录",
        "### 政府文件",
        *(f"{page} {x.title}" for page, x in zip(pages, made, strict=True)),
    ]
    text = "\n\n".join([*cover, *(p for x in made for p in x.paragraphs)]) + "\n"
    return Issue(f"{slug}-{year}-{month:02d}.txt", text, 2 + sum(x.documents for x in made))


def archive(raw: Path, documents: int, seed: int) -> Iterator[Issue]:
    """Issues until they print about ``documents`` documents, covers and contents included."""
    stock, words = stock_of(convert_corpus(sorted(raw.glob("*.txt")))), Words.read()
    made = index = 0
    while made < documents:
        fresh = issue(stock, words, seed, index)
        made, index = made + fresh.documents, index + 1
        yield fresh


def write_archive(raw: Path, documents: int, seed: int, out: Path) -> int:
    """Write the issues into a folder. Returns how many documents they print."""
    out.mkdir(parents=True, exist_ok=True)
    made = 0
    for fresh in archive(raw, documents, seed):
        (out / fresh.name).write_bytes(fresh.text.encode("utf-8"))
        made += fresh.documents
    return made


@click.command()
@click.option("--documents", default=10_000, show_default=True, help="About how many documents.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
def main(documents: int, seed: int, out: Path) -> None:
    """Write raw gazette issues that hold about as many documents into a folder."""
    click.echo(f"{write_archive(RAW, documents, seed, out):,} documents in {out}", err=True)


if __name__ == "__main__":
    main()
