"""Runs of lines that may be a table, though none was read in them.

Such a run is never joined into sentences: its lines stay as they are printed. A run is one for what
its lines show of columns; that they are equally long is nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from build_tools.language.phrases import LABEL, META, PAGE_MARK, REMARK, is_addressee, is_organ
from build_tools.language.script import DATE, HAN, NUMERAL, doc_number
from build_tools.model.source import Item, Line, TableLine
from build_tools.sources.pdf_layout import Piece, pieces_of
from build_tools.sources.word_columns import words_of

_WIDE_GAP = re.compile(r"[ \t\u3000\u00a0]{8,}")
_UNCLOSED = re.compile(r"[（(][^（()）]*$")
_BAR = re.compile(r"[|｜│┃]")
# 14 · ≥20 · 71.1% · 50/40 · — · （3.5） · 2023年 · 0101 · XA10BA02H · 3401A · GB7488－87
_FIGURE = re.compile(
    r"^[（(\[〔]?[≥≤<>＜＞=±+\-−约]*\d[\d.,/~～:\-－—–]*[%％‰]?(?:左右|以上|以下|以内)?[）)\]〕]?$|^[—–\-－/*]+$"
)
_CODE = re.compile(r"^[A-Z]{0,6}[/\s\-]?\d[\dA-Z.\-－—]{2,14}$")
_YEAR = re.compile(r"^(?:19|20)\d\d年?$")
# 一、 · （一） · 1. · 第一条 · ①: what stands behind its number is the same cell
_NUMBER = re.compile(
    rf"^(?:第[{NUMERAL}\d]+[编篇章节条款项]|[{NUMERAL}]+、|[（(][{NUMERAL}\d]+[）)]|\d{{1,2}}[.、．]|[①-⑳]|[△▲●■◆○□☆★※•·])$"
)
_LABEL = re.compile(rf"^[{HAN}](?: [{HAN}])+：")
_NAME_OF_COLUMN = re.compile(
    r"^(?:序号|编号|编码|代码|类别|类型|大类|小类|项目|名称|指标|单位|地区|县区|区县|市县|内容|备注|属性|年份|合计|分值"
    r"|任务|时限|用途|品种|矿种|等级|标准|样品|权重|时段"
    r"|.*(?:名称|类别|类型|性质|年限|属性|频次|部门|单位|数量|金额|投资|目标|指标|种类|编码|代码|列号|号列|时限|科室|分值|方法|方式"
    r"|标准|规格|层级|项目|内容|要点|要求|情况|权重|时段))(?:[（(].*[）)])?$"
)
_CAPTION = re.compile(r"^(?:附?[表图]|专栏)[\d一二三四五六七八九十]")
_BELOW = re.compile(r"^(?:备?注|说明|资料来源|数据来源)[：:\d]")
_CHAPTER = re.compile(rf"^第[{NUMERAL}\d]+[编篇章节条]")
_OPENED = re.compile(r"[（(〔《“][^（）()〔〕《》“”]*(?:[）)〕》”]|$)")
_SENTENCE = re.compile(r"[，。；：！？,;:!?]")
_WIDEST_LABEL = 48  # where the second of two cells begins at the latest: a label is no sentence
_MOST_BETWEEN = 4  # lines between two rows: what a cell runs on in, labels, bands


@dataclass(frozen=True)
class _Row:
    """A line as a row: its cells, which bars, tabs or wide gaps part, and its words."""

    line: Line

    @cached_property
    def hard(self) -> bool:
        """Whether a bar or a tab parts its cells: no blank that has got into a sentence."""
        return bool(_BAR.search(self.line.text.chars) or "\t" in self.line.text.chars)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        chars = self.line.text.chars
        if _BAR.search(chars):
            cells = [c.strip() for c in _BAR.split(chars.strip().strip("|｜│┃"))]
        elif "\t" in chars:
            cells = [c.strip() for c in chars.split("\t")]
        else:
            cells = [chars[p.start : p.end] for p in self.pieces]
        return _numbered(cells)

    @cached_property
    def pieces(self) -> list[Piece]:
        """Its phrases; of ``猪          鸡          牛`` each is one, of ``合   计`` both are one."""
        found: list[Piece] = []
        for piece in pieces_of(self.line.text.chars):
            wide = [m.end() for m in _WIDE_GAP.finditer(self.line.text.chars, piece.start, piece.end)]
            for start, end in pairwise([piece.start, *wide, piece.end]):
                left = piece.left + 2 * (start - piece.start)
                found.append(Piece(start, end, left, left + 2 * (end - start)))
        return found

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words; a bracket holds them together where it closes in the line."""
        chars = self.line.text.chars
        words = [chars[a:b] for a, b in words_of(chars)]
        if words and _UNCLOSED.search(words[-1]):
            words[-1:] = words[-1].split()
        return _numbered(words)

    @cached_property
    def second(self) -> int:
        """Where its second cell begins on the page."""
        return self.pieces[1].left if len(self.pieces) > 1 else 0

    @cached_property
    def figures(self) -> tuple[bool, ...]:
        """Which of its words are figures, for a label with figures behind it; else nothing."""
        found = tuple(bool(_FIGURE.match(w)) for w in self.words)
        if not self.words or found[0] or not any(found) or self.says:
            return ()
        return found

    @cached_property
    def says(self) -> bool:
        """Whether it is (part of) a sentence: a mark stands in it outside of brackets."""
        return _SENTENCE.search(_OPENED.sub("", self.line.text.chars)) is not None

    @cached_property
    def names_columns(self) -> bool:
        """``序号 产品名称 税则号列``: short words, at least two of which are such as name columns."""
        words = self.cells if len(self.cells) > 2 else self.words
        if len(words) < 3 or len(self.line.key) > 60 or self.says or any(len(w) > 16 for w in words):
            return False
        named = sum(bool(_NAME_OF_COLUMN.match(re.sub(r"\s", "", w))) for w in words)
        return named >= 2 and not any(_FIGURE.match(w) and not _YEAR.match(w) for w in words)

    @cached_property
    def is_row(self) -> bool:
        """Whether it has columns to show: cells, or words with a figure or code among them."""
        if len(self.cells) > 1 or self.names_columns:
            return True
        counted = any(_FIGURE.match(w) or _CODE.match(w) for w in self.words[1:])
        return counted and not self.says and len(self.line.key) <= 60


def _numbered(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells that hold something: a number with what it numbers, ``地  址：…`` as one."""
    found: list[str] = []
    for cell in filter(None, cells):
        if found and (_NUMBER.match(found[-1]) or _LABEL.match(f"{found[-1]} {cell}")):
            found[-1] += cell
        else:
            found.append(cell)
    return tuple(found)


def table_like(items: Sequence[Item]) -> tuple[range, ...]:
    """The runs, as indexes of items, in print order. No two of them share an item."""
    rows = [_Row(item) if isinstance(item, Line) else None for item in items]
    found: list[range] = []
    i = 0
    while i < len(items):
        run = _run_from(rows, i) or _beside_table(items, rows, i)
        if run is not None:
            top = _top(rows, run.start, found[-1].stop if found else 0)
            found.append(range(top, run.stop))
        i = run.stop if run is not None else i + 1
    return tuple(found)


def _run_from(rows: Sequence[_Row | None], i: int) -> range | None:
    """The run whose first row is item ``i``; None where its rows prove nothing."""
    first = rows[i]
    if first is None or not _can_be_in(first) or not first.is_row:
        return None
    held = [i]
    for j in range(i + 1, len(rows)):
        row = rows[j]
        if row is None or not _can_be_in(row) or j - held[-1] > _MOST_BETWEEN:
            break
        if row.is_row:
            held.append(j)
    members = [row for j in held if (row := rows[j]) is not None]
    if not any(proof(members) for proof in _PROOFS):
        return None
    return range(i, _closed(rows, held[-1]) + 1)


def _closed(rows: Sequence[_Row | None], last: int) -> int:
    """The last line of a run whose last row is ``last``: a bracket opened there closes further down."""
    held = rows[last]
    chars = held.line.text.chars if held is not None else ""
    for j in range(last, min(last + 4, len(rows))):
        row = rows[j]
        if row is None or not _can_be_in(row):
            break
        chars += row.line.text.chars if j > last else ""
        if sum(chars.count(c) for c in "（(") <= sum(chars.count(c) for c in "）)"):
            return j
    return last


def _can_be_in(row: _Row | None) -> bool:
    """Whether a line can stand in a run: no sentence of its own, no head, no date, no note below a table."""
    if row is None:
        return False
    line, line_key = row.line, row.line.key
    label = LABEL.match(line_key)
    labelled = label is not None and (label["number"] or label["colon"]) and len(row.cells) < 3
    if line.mark or line.gap >= 3 or labelled or _CAPTION.match(line_key) or _BELOW.match(line_key):
        return False
    if len(row.cells) < 2 and (_CHAPTER.match(line_key) or (line_key.endswith("。") and len(line_key) > 24)):
        return False
    if META.match(line_key) or REMARK.match(line_key) or is_addressee(line_key) or doc_number(line_key):
        return False
    return not all(is_organ(c) or DATE.fullmatch(c) or PAGE_MARK.match(c) for c in row.cells)


def _below_names(rows: Sequence[_Row]) -> bool:
    """Two rows below a line of column names."""
    return any(row.names_columns for row in rows[:2]) and len(rows) > 2


def _same_cells(rows: Sequence[_Row]) -> bool:
    """Three rows with the same number of cells, three or more: 4 cells, 2 of its page, 4, 4."""
    counts = Counter(len(row.cells) for row in rows)
    return any(n > 2 and count > 2 for n, count in counts.items()) and not _is_list(rows)


def _two_cells(rows: Sequence[_Row]) -> bool:
    """Three rows of two cells that a bar or a tab parts, or whose second cells stand below each other.

    ``扎 西　　市商务局局长``, three times, is a list of names, which needs no table.
    """
    for three in zip(rows, rows[1:], rows[2:], strict=False):
        if any(len(row.cells) != 2 for row in three):
            continue
        seconds = [row.cells[1] for row in three]
        if all(row.hard or _FIGURE.match(row.cells[1]) for row in three) and not _are_pages(seconds):
            return True
        places = [row.second for row in three]
        long = any(re.search(r"[，。；]", row.line.key) or len(row.line.key) > 40 for row in three)
        if max(places) - min(places) <= 2 and max(places) <= _WIDEST_LABEL and long:
            return True
    return False


def _same_figures(rows: Sequence[_Row]) -> bool:
    """Three labels with figures at the same places."""
    for pattern, count in Counter(row.figures for row in rows if row.figures).items():
        if count > 2 and sum(pattern) > 1:
            return True
        printed = [row.words[pattern.index(True)] for row in rows if row.figures == pattern]
        if count > 2 and not _are_pages(printed):
            return True
    return False


def _are_pages(figures: Sequence[str]) -> bool:
    """Whether figures are the pages of printed contents: whole numbers that only grow."""
    numbers = [int(m[1]) for w in figures if (m := re.fullmatch(r"[（(]?(\d{1,3})[)）]?", w))]
    return len(numbers) == len(figures) and all(a <= b for a, b in pairwise(numbers))


_PROOFS = (_below_names, _same_cells, _two_cells, _same_figures)


def _is_list(rows: Sequence[_Row]) -> bool:
    """``黄泥岗村   石桥头村   柳树湾村``, ``列席：×××    云岭景区管委会    主  任``: names side by side, no
    name of a column and no figure; lines so short stand by themselves."""
    short = re.compile(rf"^[{HAN}·×（）：\s]{{1,12}}$")
    return all(short.match(cell) for row in rows for cell in row.cells) and not any(
        row.names_columns for row in rows
    )


def _top(rows: Sequence[_Row | None], first: int, low: int) -> int:
    """The first line of a run whose first row is ``first``: names of columns above it belong to it."""
    top = first
    for j in range(first - 1, max(low, first - 4) - 1, -1):
        row = rows[j]
        if row is None or not _can_be_in(row) or row.says or rows[j + 1] is None:
            break
        if len(row.words) > 2 or row.names_columns or len(row.cells) > 1:
            top = j
        elif len(row.line.key) > 8:
            break
    return top


def _beside_table(items: Sequence[Item], rows: Sequence[_Row | None], i: int) -> range | None:
    """Lines with cells right above or below a table: its names or its rows that were not read."""
    row = rows[i]
    if row is None or not _can_be_in(row) or row.says or len(row.cells) < 2:
        return None
    end = i
    while end < len(rows) and end - i < _MOST_BETWEEN and _can_be_in(rows[end]):
        end += 1
    above = end < len(rows) and isinstance(items[end], TableLine)
    below = i > 0 and isinstance(items[i - 1], TableLine) and not _is_list([row])
    if above:
        return range(i, end)
    return range(i, i + 1) if below else None
