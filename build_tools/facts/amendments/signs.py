"""A text as instructions are read in it: one sign for each quotation, title, place, day and table.

``将第二条中的“市公安局”修改为“市城市管理局”。`` is ``将P中的Q修改为Q。``; each sign knows what it stands for.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.citations.find import title_spans
from build_tools.documents.outline.numbering import numbered_at
from build_tools.facts.amendments.places import LIST
from build_tools.facts.amendments.quotes import quotations
from build_tools.language.brackets import pairs
from build_tools.language.phrases import MARKER
from build_tools.language.script import DATE, NUMERAL, date, even
from build_tools.model.document import Block, Document, NumberedBlock, Role, TableBlock
from build_tools.model.source import Source

Q, T, P, D, G, X = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"
"""The signs: quotation, title, places, day, table, a quotation that is never closed."""
SIGNS = f"{Q}{T}{P}{D}{G}{X}"

TELLS = re.compile(
    r"修改|修订为|修正为|改为|更正|应为|误[为将作]|之误|删[去除]|增加|合并|拆分|移至|调整|延长|顺延|延续|展期|延期|延[至到]|推迟|提前(?=[终至到])|暂停|停止执行|废止"
    r"|恢复(?:执行|施行|实施)|上浮|下调|作为第"
)
"""Words of an instruction."""

_READ = (Role.PARAGRAPH, Role.ITEM, Role.ARTICLE, Role.HEADING, Role.ENTRY, Role.REMARK)
_OWN_ARTICLE = re.compile(r"第[^条]{1,6}条\s*")


@dataclass(frozen=True)
class Begin:
    """Where a block begins in the text, and the number that it begins with, style and value."""

    at: int
    block: Block
    style: str = ""
    value: int | None = None
    head: int = 0  # the length of that number


@dataclass(frozen=True)
class Sentence:
    """A sentence in signs; ``spans[i]`` is the place in the text that ``signs[i]`` stands for."""

    signs: str
    spans: tuple[tuple[int, int], ...]
    begin: Begin
    first: bool  # it is the first of its block

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text."""
        return self.spans[0][0], self.spans[-1][1]


@dataclass(frozen=True, eq=False)
class Signed:
    """The running text of a document with its paragraphs, and the raw offsets of its characters."""

    text: str
    at: array[int]  # of a table the raw line of each character, negative
    begins: tuple[Begin, ...]
    source: Source

    def line(self, place: int) -> int:
        """The raw line of a character."""
        offset = self.at[place]
        return -offset if offset < 0 else self.source.line_of(offset)

    def block_at(self, place: int) -> Block:
        """The block that holds a character."""
        starts = [b.at for b in self.begins]
        return self.begins[bisect_right(starts, place) - 1].block

    def sentences(self) -> Iterator[Sentence]:
        """The sentences in print order; 。 and ； end one, and a paragraph that does not lead on."""
        signs, spans = _signs(self)
        numbered = {b.at for b in self.begins if b.head}
        starts = [b.at for b in self.begins]
        start, begin, first = 0, 0, True
        for i, sign in enumerate(signs):
            runs_on = sign == "\n" and (_leads_on(signs, i) or _broken(signs, i, spans, numbered))
            ended = sign in "。；" or (sign == "\n" and not runs_on)
            if not ended:
                continue
            stop = i if sign == "\n" else i + 1
            kept = [(s, spans[k]) for k, s in enumerate(signs[start:stop], start) if s != "\n"]
            if kept:
                found = bisect_right(starts, kept[0][1][0]) - 1
                first = first or found != begin
                begin = found
                yield Sentence(
                    "".join(s for s, _ in kept), tuple(p for _, p in kept), self.begins[begin], first
                )
                first = False
            start = i + 1


def signed(document: Document, source: Source) -> Signed:
    """The text of a document, its tables as printed lines."""
    chars: list[str] = []
    at = array("l")
    begins: list[Begin] = []
    for block in document.blocks:
        if isinstance(block, TableBlock) or block.role is Role.LINE:
            words, places = _printed(block, source)
        elif block.role in _READ:
            words, places = block.text.chars, array("l", block.text.at)
        else:
            continue
        begins.append(_begin(len(at), block))
        chars.append(f"{words}\n")
        at.extend(places)
        at.append(places[-1] if places else 0)
    return Signed("".join(chars), at, tuple(begins), source)


def _printed(block: Block, source: Source) -> tuple[str, array[int]]:
    if isinstance(block, TableBlock):
        lines = [n for row in block.table.all_rows() for n in row.lines]
    else:
        lines = [source.line_of(offset) for offset in block.text.at]
    numbers = range(min(lines), max(lines) + 1) if lines else range(0)
    words = [source.line(n).rstrip() for n in numbers]
    at = array("l", (-n for n, w in zip(numbers, words, strict=True) for _ in range(len(w) + 1)))
    return "\n".join(words), at[:-1]


def _begin(at: int, block: Block) -> Begin:
    if isinstance(block, TableBlock) or block.role is Role.LINE:
        return Begin(at, block)
    chars = even(block.text.chars)
    hit = numbered_at(chars, decimal=False)
    if isinstance(block, NumberedBlock) and block.role is Role.ARTICLE and (own := _OWN_ARTICLE.match(chars)):
        return Begin(at, block, "条", hit[2] if hit else None, own.end())
    marker = MARKER.match(chars)
    if hit is None or marker is None or hit[0] in "编章节条部分":
        return Begin(at, block)
    return Begin(at, block, hit[0], hit[2], marker.end())


def _signs(text: Signed) -> tuple[str, list[tuple[int, int]]]:
    """The signs of a text with the places that they stand for."""
    folded = even(text.text)
    taken = _opaque(text, folded)
    signs: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    heads = {b.at: b.head for b in text.begins}
    while at < len(folded):
        if heads.get(at):
            at += heads[at]
            continue
        sign, end = taken.get(at) or _sign(folded, at, taken)
        if sign.strip(" \t\u3000"):
            signs.append(sign)
            spans.append((at, end))
        at = end
    return "".join(signs), spans


def _opaque(text: Signed, folded: str) -> dict[int, tuple[str, int]]:
    """Quotations, tables, titles and brackets, by the place where each begins; a bracket has no sign."""
    tables = [
        (b.at, (text.begins[i + 1].at if i + 1 < len(text.begins) else len(folded)) - 1)
        for i, b in enumerate(text.begins)
        if isinstance(b.block, TableBlock) or b.block.role is Role.LINE
    ]
    closed, broken = quotations(folded, text.begins)
    found = {a: (Q, b) for a, b in closed} | {a: (X, b - 1) for a, b in broken}
    covered = [*closed, *broken]
    for a, b in _runs(tables):
        if not any(s < b and a < e for s, e in covered):
            found[a] = (G, b)
            covered.append((a, b))
    rest = list(folded)
    for a, b in covered:
        rest[a:b] = "\n" * (b - a)
    open_text = "".join(rest)
    for a, b in title_spans(open_text):
        found[a] = (T, b)
        rest[a:b] = "\n" * (b - a)
    for a, b in pairs("".join(rest)):
        if open_text[a - 1 : a] != "第" and not any(
            s <= a < s + h.head for h in text.begins for s in (h.at,)
        ):
            found.setdefault(a, ("", b))
    return found


def _runs(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that follow each other put together."""
    found: list[tuple[int, int]] = []
    for a, b in spans:
        if found and a == found[-1][1] + 1:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


# 第十条 · 附件1 · 全文 · 文中 · 通篇 · 正文 · 4.2.1 · 二〇二四年 · 中华民国113年 · 民国113年: how these begin
_MAY_STAND = re.compile(rf"[第附全文通正中民\dOo{NUMERAL}]")


def _sign(folded: str, at: int, taken: dict[int, tuple[str, int]]) -> tuple[str, int]:
    """The sign of what stands open at a place: places, a day, or the character itself."""
    if not _MAY_STAND.match(folded, at):
        return folded[at], at + 1
    places = LIST.match(folded, at)
    if places is not None:
        end = places.end()
        behind = taken.get(end)
        # 附件1《救助标准表》: the title of the annex
        annex = places[0].startswith("附") and behind is not None and behind[0] == T
        return P, behind[1] if annex and behind else end
    day = DATE.match(folded, at)
    if day is not None and date(day[0]) is not None:
        return D, day.end()
    return folded[at], at + 1


def _broken(signs: str, i: int, spans: list[tuple[int, int]], numbered: set[int]) -> bool:
    """Whether the print broke a sentence at ``i``: 将第十条 | 第三款修改为：“…”."""
    return (
        signs[:i].endswith((P, "中的", "的"))
        and spans[i][1] not in numbered
        and signs[i + 1 : i + 2] in (P, Q)
    )


def _leads_on(signs: str, i: int) -> bool:
    """Whether a paragraph that ends at ``i`` is led on by a quotation or a table below it."""
    below = signs[i + 1 : i + 2]
    if below == G:
        return re.search(r"为：?$", signs[:i]) is not None
    return below in (Q, X) and below != "" and signs[:i].endswith(("：", "为"))
