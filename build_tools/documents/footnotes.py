"""Footnotes: their text stands at a page's foot, between the halves of a sentence; here it is taken out."""

from __future__ import annotations

import re

from build_tools.language.script import number
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Piece, Role
from build_tools.model.source import Item, Line

# Footnotes: `¹美丽西藏建设“1+8”制度体系是指…` · `3 “一带三区”是指…` · `⁵ 两环为…` · `①…` · `[1] …`
_SUPERSCRIPT = {c: str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


_FOOTNOTE = re.compile(
    rf"^(?:(?P<sup>[{''.join(_SUPERSCRIPT)}]{{1,3}})|(?P<circled>[{_CIRCLED}])|\[\^?(?P<bracket>\d{{1,2}})\]:?|(?P<digit>\d{{1,2}})(?=\s))\s*(?P<body>\S.*)$"
)


def footnote_number(match: re.Match[str]) -> int | None:
    """The number of a footnote line, whatever its writing."""
    if match["sup"]:
        return int("".join(_SUPERSCRIPT[c] for c in match["sup"]))
    if match["circled"]:
        return _CIRCLED.index(match["circled"]) + 1
    return number(match["bracket"] or match["digit"])


def _reference(n: int) -> re.Pattern[str]:
    sup = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in str(n))
    circled = _CIRCLED[n - 1] if 0 < n <= 20 else sup
    return re.compile(rf"(?<=\S)(?:{sup}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])|{circled}|\[\^?{n}\])")


def take_footnotes(
    parts: list[tuple[Role | None, Item]],
) -> tuple[list[tuple[Role | None, Item]], list[Piece], list[Note]]:
    """Take the footnotes out: they count up, and the text above holds the sign of each."""
    kept: list[tuple[Role | None, Item]] = []
    footnotes: list[Piece] = []
    notes: list[Note] = []
    expected = 1
    text = ""
    for role, item in parts:
        if role is None and isinstance(item, Line):
            match = _FOOTNOTE.match(item.text.chars)
            n = footnote_number(match) if match else None
            if n == expected and _reference(n).search(text):
                footnotes.append(Piece(Role.FOOTNOTE, item.text, (item.number,)))
                notes.append(Note(Code.FOOTNOTE_MOVED, item.number, item.number, item.text.chars[:20]))
                expected += 1
                continue
            if match and match["sup"]:
                said = item.text.chars[:20]
                notes.append(Note(Code.FOOTNOTE_UNMATCHED, item.number, item.number, said))
            text += item.text.chars
        kept.append((role, item))
    return kept, footnotes, notes
