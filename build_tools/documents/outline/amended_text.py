"""What an amending text says of another: its new words, quoted or below 内容如下, and where they go.

Nothing of it is a head of the amending text, nor a relation, a reference or a duty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.documents.outline.numbering import numbered_at
from build_tools.language.genres import NOTICES
from build_tools.language.phrases import amends
from build_tools.language.script import NUMERAL
from build_tools.model.document import Piece
from build_tools.model.text import Span

_PLACE = rf"第[{NUMERAL}\d]{{1,6}}"
_CHANGE = r"修改为|改为|修订为|调整为|修改|增加|删去|删除|移至|作为"
# 第九条修改为：“…” · 第十条第四项修改为 · 第七条、第九条中的“…” · 第二十一条改为第二十二条
_INSTRUCTS = re.compile(
    rf"^{_PLACE}条(?:之[{NUMERAL}]{{1,2}})?(?:{_PLACE}[款项]|、{_PLACE}|[和至]{_PLACE}|之?后|之?前|中|的|原|{_CHANGE})"
    rf"|^{_PLACE}条\s+(?:{_PLACE}[款项]|中的?“|修改为|改为)"
    rf"|^{_PLACE}[编章节](?:[章节]名|标题|名称|相应|之?后|之?前|中|的|{_CHANGE})"
)
_MARKS = re.compile('[“”"]')
# new words, not the term that a text is named or changed by: “水产局”
_NEW = re.compile(r"(?:：|为)\s*$")
# …修改为：“ · 增加一条作为第十条：“ · in a text whose title does not say that it amends
_PUTS = re.compile(
    r"(?:修改为|改为|修订为|调整为|作为第[^：。]{1,12}|增加[^：。]{0,24}[条款项章节][^：。]{0,12})：?\s*$"
)
# 增加一节，作为第七节；…。内容如下： · 修改为：, and no quotation marks below
_PUTS_BELOW = re.compile(
    r"(?:增加|新增|补充|作为|修改为|改为)[^：]*(?:内容|全文|条文|规定)如下：\s*$|(?:修改为|改为)：\s*$"
)
# 第七节相应改为第八节，条文序号相应调整。 · 本决定自…起施行。 · 此外，对条文顺序作相应调整。
_RESUMES = re.compile(
    rf"^(?:本(?:{NOTICES}|修正案)|此外|同时)|相应(?:改为|调整)|依次改为|修改为|改为第|删去|作为第"
)


@dataclass(frozen=True)
class AmendedText:
    """``words``: the spans of each piece that are another text's; ``pieces``: those with no head of
    their own, because another text's words run on in them or they say which place is changed."""

    words: dict[int, tuple[Span, ...]]
    pieces: frozenset[int]


def amended_text(pieces: Sequence[Piece], title: str) -> AmendedText:
    """Find what a unit says of a text that it amends."""
    amending = amends(title)
    words: dict[int, tuple[Span, ...]] = {}
    headless: set[int] = set()
    reader = _Reader(pieces, amending)
    for i, piece in enumerate(pieces):
        if piece.role is not None:
            continue
        run_on = reader.runs_on(i)
        if run_on or (amending and _INSTRUCTS.match(piece.text.chars)):
            headless.add(i)
        if found := reader.read(i):
            words[i] = found
    return AmendedText(words, frozenset(headless))


class _Reader:
    """Goes down the pieces of a unit and knows whose words it reads."""

    def __init__(self, pieces: Sequence[Piece], amending: bool) -> None:
        self.pieces = pieces
        self.amending = amending
        self.quoted_to = -1  # the piece in which the quotation ends that is open
        self.put = ""  # what leads in the words that stand without quotation marks, while they last
        self.own: dict[str, int] = {}  # numbering style → the last number of the amending text itself

    def runs_on(self, i: int) -> bool:
        """Whether another text's words, begun above, go on at the head of piece ``i``."""
        if i <= self.quoted_to:
            return True
        if self.put and self._resumes(i):
            self.put = ""
        return bool(self.put)

    def read(self, i: int) -> tuple[Span, ...]:
        """The spans of piece ``i`` that are another text's words."""
        chars = self.pieces[i].text.chars
        if self.put:
            return ((0, len(chars)),)
        opened = i <= self.quoted_to
        spans, depth = _quotations(chars, opened)
        if self.amending:
            spans = [s for s in spans if s[0] == 0 or _NEW.search(chars[: s[0]]) or "《" in chars[slice(*s)]]
        else:
            above = self.pieces[i - 1].text.chars if i else ""
            spans = [s for s in spans if (s[0] == 0 and opened) or _PUTS.search(chars[: s[0]] or above)]
            depth = depth if spans and spans[-1][1] == len(chars) else 0
        if depth and not opened:
            self.quoted_to = self._closes(i, depth)
        if not opened and (hit := numbered_at(chars, decimal=False)) and hit[2] is not None:
            self.own[hit[0]] = hit[2]
        below = next((p.text.chars for p in self.pieces[i + 1 : i + 2] if p.role is None), "")
        if self.amending and not opened and _PUTS_BELOW.search(chars) and not below.startswith(("“", '"')):
            self.put = chars
        return tuple(spans)

    def _resumes(self, i: int) -> bool:
        """Whether the amending text itself goes on: by its own next number, or by what it says."""
        chars = self.pieces[i].text.chars
        hit = numbered_at(chars, decimal=False)
        if hit is not None and hit[2] == self.own.get(hit[0], -1) + 1 and hit[1].rstrip("、") not in self.put:
            return True
        return _RESUMES.search(chars) is not None

    def _closes(self, i: int, depth: int) -> int:
        """The piece in which a quotation that piece ``i`` leaves open ends; ``i`` itself if none does."""
        for k, piece in enumerate(self.pieces[i + 1 :], i + 1):
            if piece.role is None:
                _, depth = _quotations(piece.text.chars, True, depth)
                if depth == 0:
                    return k
        return i


def _quotations(chars: str, opened: bool, depth: int = 1) -> tuple[list[Span], int]:
    """The outermost quotations of a paragraph, and how many are open at its end.

    Each paragraph of a long quotation may begin with “ anew.
    """
    found: list[Span] = []
    depth = depth if opened else 0
    start = 0
    for mark in _MARKS.finditer(chars):
        i, char = mark.start(), mark[0]
        closing = char == "”" or (char == '"' and depth > 0)
        if closing and depth:
            depth -= 1
            if depth == 0:
                found.append((start, i + 1))
        elif not closing and not (opened and depth and not chars[:i].strip()):
            start = i if depth == 0 else start
            depth += 1
    if depth:
        found.append((start, len(chars)))
    return found, depth
