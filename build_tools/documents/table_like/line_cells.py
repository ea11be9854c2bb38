"""A line as a row of what may be a table: its cells, its words, which of them are figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.language.columns import MAY_NAME_COLUMN, SERIAL_NAMES
from build_tools.language.measures import CELL_FIGURE, POWER, SURE_UNITS, UNITS, YEAR_CELL, behind_figure
from build_tools.language.script import HAN, NUMERAL
from build_tools.model.source import Line
from build_tools.sources.grids.layout_pieces import Phrase, pieces_of, spans_of
from build_tools.sources.grids.word_columns import words_of

_UNCLOSED = re.compile(r"[（(《“][^（()）《》“”]*$")  # 5 关于印发《城镇居民医疗 南政发〔2010〕9号
_BAR = re.compile(r"[|｜│┃]")
# XA10BA02H · 3401A · GB7488－87
_CODE = re.compile(r"^[A-Z]{0,6}[/\s\-]?\d[\dA-Z.\-－—]{2,14}$")
# 1 组织领导 10 成立领导小组，…; not 15 日内, 3 个月
_SERIAL = re.compile(r"^\d{1,3}$")
# 日内 · 项 · 个月 · 亿元，; not 项目名称, 白河县
_COUNTED = re.compile(rf"^(?:{UNITS}|{POWER})(?:$|[内前后起至以，、。])|^个|^[^{HAN}A-Z《“（(]")
# 个早市 · 年 · 万亩 · ％: what stands behind a figure; not 项目, 日喀则市, 张某
_MEASURE = re.compile(f"^{behind_figure(SURE_UNITS)}")
# 一、 · （一） · 第一条 · ①: what stands behind its number is the same cell
_NUMBER = re.compile(
    rf"^(?:第[{NUMERAL}\d]+[编篇章节条款项]|[{NUMERAL}]+、|[（(][{NUMERAL}\d]+[）)]|\d{{1,2}}[.、．]|[①-⑳]"
    r"|[△▲●■◆○□☆★※•·])$"
)
_LETTER_SPACED = re.compile(rf"^[{HAN}](?: [{HAN}])+：")
_OPENED = re.compile(r"[（(〔《“][^（）()〔〕《》“”]*(?:[）)〕》”]|$)")
_SENTENCE = re.compile(r"[，。；：！？;!?]|(?<!\d)[,:]|[,:](?!\d)")


@dataclass(frozen=True)
class LineCells:
    """A line, and what it would be as a row."""

    line: Line

    @cached_property
    def hard(self) -> bool:
        """Whether a bar or a tab parts its cells: no blank that has got into a sentence."""
        return bool(_BAR.search(self.line.text.chars) or "\t" in self.line.text.chars)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """What bars, tabs or wide gaps part."""
        chars = self.line.text.chars
        if _BAR.search(chars):
            cells = [c.strip() for c in _BAR.split(chars.strip().strip("|｜│┃"))]
        elif "\t" in chars:
            cells = [c.strip() for c in chars.split("\t")]
        else:
            cells = [chars[a:b] for a, b in spans_of(chars)]
        return _with_numbers(cells)

    @cached_property
    def pieces(self) -> list[Phrase]:
        """Its phrases."""
        return pieces_of(self.line.text.chars)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What blanks part; a bracket holds words together where it closes in the line."""
        chars = self.line.text.chars
        words = [chars[a:b] for a, b in words_of(chars)]
        if words and _UNCLOSED.search(words[-1]):
            words[-1:] = words[-1].split()
        return _with_numbers(words)

    @cached_property
    def second(self) -> int:
        """Where its second cell begins on the page."""
        return self.pieces[1].left if len(self.pieces) > 1 else 0

    @cached_property
    def figures(self) -> tuple[bool, ...]:
        """Which of its words are figures, for a label with figures behind it; else nothing."""
        found = tuple(map(self._is_figure, range(len(self.words))))
        if not self.words or found[0] or not any(found) or self.says:
            return ()
        return found

    @cached_property
    def says(self) -> bool:
        """Whether it is (part of) a sentence: a mark stands in it outside of brackets."""
        return _SENTENCE.search(_OPENED.sub("", self.line.text.chars)) is not None

    @cached_property
    def serial(self) -> int | None:
        """The figure at its head, where it counts rows: ``1 组织领导 10 成立领导小组，明确分管领导``."""
        counts = len(self.words) > 2 and _SERIAL.match(self.words[0]) and not _COUNTED.match(self.words[1])
        return int(self.words[0]) if counts else None

    @cached_property
    def holds_figure(self) -> bool:
        """Whether a figure or a code stands among its words, the first one aside, before any sentence."""
        for i, word in enumerate(self.words[1:], start=1):
            if self._is_figure(i) or _CODE.match(word):
                return True
            if _SENTENCE.search(_OPENED.sub("", word)):
                return False
        return False

    def _is_figure(self, i: int) -> bool:
        """Whether a word is a figure that fills a cell; in ``建设 3 个早市`` it counts what follows."""
        behind = self.words[i + 1] if i + 1 < len(self.words) else ""
        return CELL_FIGURE.match(self.words[i]) is not None and _MEASURE.match(behind) is None

    @cached_property
    def names_columns(self) -> bool:
        """``序号 产品名称 税则号列``: short words, at least two of which are such as name columns, or the
        first of which names the numbers of rows."""
        words = self.cells if len(self.cells) > 2 else self.words
        if len(words) < 3 or len(self.line.key) > 60 or self.says or any(len(w) > 16 for w in words):
            return False
        named = sum(bool(MAY_NAME_COLUMN.match(re.sub(r"\s", "", w))) for w in words)
        counted = words[0] in SERIAL_NAMES and len(words[0]) > 1
        return (named >= 2 or counted) and not any(
            CELL_FIGURE.match(w) and not YEAR_CELL.match(w) for w in words
        )

    @cached_property
    def is_row(self) -> bool:
        """Whether it has columns to show by itself: cells, or words with a figure or code among them."""
        if len(self.cells) > 1 or self.names_columns:
            return True
        return self.holds_figure and not self.says and len(self.line.key) <= 60

    @property
    def is_solid(self) -> bool:
        """A row with cells a blank apart: ``生态　6　大陆自然岸线保有率（%）　36.5　—　约束性``."""
        figures = sum(bool(CELL_FIGURE.match(word)) for word in self.words)
        return len(self.words) > 3 and figures > 1 and self.is_row and not self.says


def _with_numbers(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells that hold something: a number with what it numbers, ``地  址：…`` as one."""
    found: list[str] = []
    for cell in filter(None, cells):
        if found and (_NUMBER.match(found[-1]) or _LETTER_SPACED.match(f"{found[-1]} {cell}")):
            found[-1] += cell
        else:
            found.append(cell)
    return tuple(found)
