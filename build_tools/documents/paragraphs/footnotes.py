"""Footnotes: their text stands at a page's foot, between the halves of a sentence; here it is taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.language.phrases import CLOSED, MARKER, TERMINAL
from build_tools.language.script import HAN, key, number
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Piece, Role
from build_tools.model.edits import glue
from build_tools.model.source import Item, Line

GivenItem = tuple[Role | None, Item]

_SUPERSCRIPT = {c: str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# `¹美丽西藏建设“1+8”制度体系是指…` · `3 “一带三区”是指…` · `①…` · `[1] …` · `** 合同能源管理：指…`
_FOOTNOTE = re.compile(
    rf"^(?:(?P<sup>[{''.join(_SUPERSCRIPT)}]{{1,3}})|(?P<circled>[{_CIRCLED}])|\[\^?(?P<bracket>\d{{1,3}})\]:?"
    r"|(?P<digit>\d{1,2})(?=\s)|(?P<star>\*{1,3})(?=\s*[^\s*，。；：]{2,20}：))\s*(?P<body>\S.*)$"
)
# 有效灌溉面积：指… · “新三样”是指… · 常住户, 指…: what a footnote explains
_TERM = re.compile(r"^[“《]?(?P<term>[^，。；：“”《》]{2,20}?)(?:[”》：，]|是指|系指|指|为)")
# 名词解释, behind the text: it is no sentence that the first of the notes cuts
_HEADS_NOTES = re.compile(
    r"^(?:附件?：?)?(?:(?:有关|相关|部分)?(?:名词|术语|用语|名词术语)(?:解释|注释|说明)|注释|注)：?$"
)
_MOST_LINES = 6  # of a footnote


def footnote_sign(chars: str) -> tuple[str, int] | None:
    """The writing and the number of the sign with which a line begins, where it may be a footnote."""
    match = _FOOTNOTE.match(chars)
    if match is None:
        return None
    writing = next(name for name, sign in match.groupdict().items() if sign is not None)
    printed = match[writing]
    if writing == "sup":
        return writing, int("".join(_SUPERSCRIPT[d] for d in printed))
    if writing == "circled":
        return writing, _CIRCLED.index(printed) + 1
    return writing, len(printed) if writing == "star" else number(printed) or 0


def reference(writing: str, n: int) -> re.Pattern[str]:
    """The sign of footnote ``n`` in the text: ``²``, ``②``, ``[2]`` for the numbers, ``**`` for stars."""
    if writing == "star":
        return re.compile(rf"(?<=[^\s*\d])\*{{{n}}}(?![*\d])")
    sup = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in str(n))
    circled = _CIRCLED[n - 1] if 0 < n <= 20 else sup
    return re.compile(rf"(?<=\S)(?:{sup}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])|{circled}|[\[〔]\^?{n}[\]〕])")


@dataclass
class _Counter:
    """Where the counting of footnotes stands: on from page to page, or anew on each page."""

    last: int = 0  # whatever the writing: ², then 3, then ⁴
    text: str = ""  # since the count began
    page: str = ""  # the text between the footnotes of the last page and those of this one
    at_foot: bool = False  # the last line was a footnote
    above: str = ""  # the last line of text

    @property
    def cut(self) -> bool:
        """Whether a footnote that stands here cuts a sentence."""
        return not (CLOSED.search(self.above) or _HEADS_NOTES.match(key(self.above)))

    def read(self, chars: str) -> None:
        """Go on with a line of text."""
        self.text += chars
        self.page = chars if self.at_foot else self.page + chars
        self.at_foot = False
        self.above = chars

    def takes(self, chars: str) -> bool:
        """Whether a line is the next footnote: the text above it holds its sign."""
        found = footnote_sign(chars)
        if found is None:
            return False
        writing, n = found
        sign = reference(writing, n)
        on = n == self.last + 1 and sign.search(self.text)
        anew = (n == 1 or writing == "star") and sign.search(self.page)
        if not (on or anew) or (writing in ("circled", "star") and not self._explains(chars)):
            return False
        if writing != "star":
            self.last = n
            self.text = self.text if on else self.page
        self.at_foot = True
        return True

    def _explains(self, chars: str) -> bool:
        """Whether what it explains stands in the text, or it cuts a sentence: ① heads items of lists too."""
        match = _FOOTNOTE.match(chars)
        term = _TERM.match(match["body"]) if match else None
        return bool(term and term["term"] in self.text) or not CLOSED.search(self.above)


def take_footnotes(parts: list[GivenItem]) -> tuple[list[GivenItem], list[Piece], list[Note]]:
    """Take the footnotes out: they count up, on each page or through the text, and the text above holds
    the sign of each. A note says of each that it moved."""
    kept: list[GivenItem] = []
    footnotes: list[Piece] = []
    notes: list[Note] = []
    count = _Counter()
    bare = i = 0  # of the last footnote that has no sign in the text
    while i < len(parts):
        role, item = parts[i]
        if role is not None or not isinstance(item, Line):
            kept.append(parts[i])
            i += 1
            continue
        if item.note or count.takes(item.text.chars):
            told = item.note > 0  # by the source itself
            lines, sure = ([item], True) if told else _lines(parts, i, cut=count.cut)
            numbers = tuple(line.number for line in lines)
            if not sure:
                notes.append(Note(Code.FOOTNOTE_OPEN, item.number, item.number, item.text.chars[-20:]))
            footnotes.append(Piece(Role.FOOTNOTE, glue([line.text for line in lines]), numbers))
            notes.append(Note(Code.FOOTNOTE_MOVED, numbers[0], numbers[-1], item.text.chars[:20]))
            i += len(lines)
            continue
        found = footnote_sign(item.text.chars)
        if found is not None and found[0] in ("sup", "bracket"):
            notes.append(Note(Code.FOOTNOTE_UNMATCHED, item.number, item.number, item.text.chars[:20]))
        elif (
            found is not None
            and found[0] == "digit"
            and (glued := _glued(item.text.chars, found[1], count.text))
        ):
            notes.append(
                Note(Code.FOOTNOTE_UNMATCHED, item.number, item.number, glued, "", item.text.chars[:20])
            )
        if found is not None and found[0] == "digit" and (end := _foot(parts, i, count, bare)) > i:
            last = parts[end - 1][1].number
            notes += [Note(Code.FOOTNOTE_UNMATCHED, item.number, last, item.text.chars[:20])]
            parts = [*parts[:i], (None, replace(item, alone=True)), *parts[i + 1 :]]
            bare = found[1]
        count.read(item.text.chars)
        kept.append(parts[i])
        i += 1
    return kept, footnotes, notes


# 1 包括猪肉、牛肉和羊肉。 · 2 不含农户投资。
_EXPLAINS = re.compile(r"^(?:包括|不?含|不包括|是?指|系指|参?见|按|按照|数据|本[表图页])")


def _foot(parts: Sequence[GivenItem], i: int, count: _Counter, bare: int) -> int:
    """Where the lines end that may be footnotes without signs in the text, ``1 常住人口是指…。`` inside of a
    sentence or below the last one (``bare``), to the page's end; ``i`` where they are none."""
    first = parts[i][1]
    assert isinstance(first, Line)
    n, words = (footnote_sign(first.text.chars) or ("", 0))[1], key(first.text.chars).lstrip("0123456789")
    begins = (n == 1 and not CLOSED.search(count.above)) or (n == bare + 1 and n > 1)
    if not begins or not (_EXPLAINS.match(words) or words[:4] in key(count.text)):
        return i
    for k, (role, item) in enumerate(parts[i + 1 : i + 2 * _MOST_LINES], i + 1):
        above = parts[k - 1][1]
        if role is not None or not isinstance(item, Line) or MARKER.match(item.key):
            return i
        if item.page_break:
            return k if isinstance(above, Line) and _stops(above) else i
    return i


def _glued(chars: str, n: int, above: str) -> str:
    """The figure that a text has behind a word which a line that begins with it explains: 停车场1，是指 and
    ``1 公共停车场的分类…``; empty where there is none."""
    body = key(chars).lstrip("0123456789")[:20]
    for match in re.finditer(rf"([{HAN}]{{2,4}}){n}(?=[，。；、：）]|是指)", above):
        words = (match[1][k:] for k in range(len(match[1]) - 1))
        if word := next((w for w in words if w in body), ""):
            return f"{word}{n}"
    return ""


def _lines(parts: Sequence[GivenItem], i: int, *, cut: bool) -> tuple[list[Line], bool]:
    """The lines of the footnote that begins at ``i``, and whether it is sure that they are all of it.

    It runs on to the page's end or to the next footnote, where what stands there ends on a full stop.
    Where it is its own sentence that has not ended, and no sentence of the text is ``cut`` that could go
    on below it, it runs on to the first full stop. Else it is the one line.
    """
    lines: list[Line] = []
    for role, item in parts[i : i + _MOST_LINES]:
        if role is not None or not isinstance(item, Line) or (lines and not _goes_on(item)):
            break
        lines.append(item)
    finished = _stops(lines[0])
    if finished and not cut:
        return lines[:1], True
    for count, line in enumerate(lines[1:], start=2):
        below = parts[i + count][1] if i + count < len(parts) else None
        at_end = below is not None and (below.page_break or _is_footnote(below))
        if _stops(line) and (at_end or not (finished or cut)):
            return lines[:count], True
    return lines[:1], finished or len(lines) == 1


def _stops(line: Line) -> bool:
    return TERMINAL.search(line.text.chars) is not None


def _goes_on(line: Line) -> bool:
    return not (line.page_break or line.mark or MARKER.match(line.key) or _is_footnote(line))


def _is_footnote(item: Item) -> bool:
    return isinstance(item, Line) and footnote_sign(item.text.chars) is not None
