"""Characters that stand for a glyph and for nothing that can be read: doubts, one for each place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.language.radicals import unread_radicals
from build_tools.language.signs import NONCHARACTER
from build_tools.model.catalogue import Code, Note
from build_tools.model.source import Item, Line
from build_tools.sources.marked_changes import unpaired

# Private use of all planes, and what could not be decoded (U+FFFD)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# 葛󠄀仙镇: which form of the sign was printed; ☑️ asks for a coloured one and is none
_VARIATION = re.compile(r"(\S)([\ufe00-\ufe0e\U000e0100-\U000e01ef])")
_ASKS_FORM = re.compile(r"[\ufe00-\ufe0e\U000e0100-\U000e01ef]")
_GLYPH_CODE = re.compile(r"[(（]cid[:：]\d{1,6}[)）]")  # 请做好(cid:1234)(cid:87)防汛工作

# <p>早市</p> · 早市&nbsp;, which a browser shows: the page was escaped twice
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|b|td|tr|table)(?:\s[^<>\u4e00-\u9fff]*)?/?>"
    r"|&(?:nbsp|lt|gt|amp|quot|[lr][ds]quo|mdash|hellip|middot|e[mn]sp);"
)


def odd_glyphs(items: Sequence[Item]) -> list[Note]:
    """The doubts on the lines and the cells of a source, in print order."""
    return [
        Note(code, number, number, was)
        for number, chars in _texts(items)
        if not chars.isascii() or "<" in chars or "(" in chars or "&" in chars
        for code, was in _odd(chars)
    ]


def _texts(items: Sequence[Item]) -> Iterator[tuple[int, str]]:
    for item in items:
        if isinstance(item, Line):
            yield item.number, item.text.chars
        else:
            yield from ((r.number, t.chars) for r in item.grid.rows for c in r.cells for t in c.texts)


def _odd(chars: str) -> Iterator[tuple[Code, str]]:
    yield from ((Code.PRIVATE_USE, m[0]) for m in _PRIVATE.finditer(chars))
    yield from ((Code.NONCHARACTER, f"U+{ord(m[0]):04X}") for m in NONCHARACTER.finditer(chars))
    if _ASKS_FORM.search(chars):
        yield from ((Code.VARIATION, f"{m[1]} U+{ord(m[2]):04X}") for m in _VARIATION.finditer(chars))
    yield from ((Code.RADICAL_UNREAD, radical) for radical in unread_radicals(chars))
    yield from ((Code.GLYPH_CODE, m[0]) for m in _GLYPH_CODE.finditer(chars))
    yield from ((Code.STRUCK, tag) for tag in unpaired(chars))
    if "<" in chars or "&" in chars:
        yield from ((Code.MARKUP_LEFT, sign) for sign in dict.fromkeys(_MARKUP.findall(chars)))
