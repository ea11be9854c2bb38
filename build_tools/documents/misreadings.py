"""Characters that no gazette prints so: doubts of a misreading. The text stays as it is."""

from __future__ import annotations

import re

from build_tools.language.script import FIGURE, HALF_NUMBER, NUMBER_LIKE, NUMBER_SHAPED, doc_number, key
from build_tools.model.catalogue import Code, Note

# 早市应当按时kai市; not 接口中的参数cid不得为空, which names it
_LATIN_WORD = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<!参数)(?<!字段)(?<!变量)(?<!函数)\s?(?P<word>[a-z]{2,})\s?(?=[\u4e00-\u9fff])"
)
_UNITS = frozenset(
    ("km", "kg", "cm", "mm", "mg", "ml", "pm", "ha", "nm", "kw", "mw", "gw", "kv", "ppm", "app", "www", "daf")
)
# 2O25年3月10日 · 2025年3月1O日 · 2025年3月10曰 · 2025年13月1日 · 2025年3月32日
_DATE = re.compile(rf"({FIGURE}{{4}})\s*年\s*({FIGURE}{{1,2}})\s*月\s*({FIGURE}{{1,2}})\s*([日曰])")
# 农户5O00户 · 第1O项; not H2O, O3, CO2 or PM2.5
_NUMBER = re.compile(r"(?<![A-Za-z\d.])\d[\dOo]*[Oo][\dOo]*(?![A-Za-z])")
# 己经市人民政府同意 · 自公布之曰起施行
_WORD = re.compile(r"(?<![自知利律克])己(?=经)|(?<=[之当次即])曰")


def odd_characters(chars: str, lines: tuple[int, ...]) -> list[Note]:
    """The doubts on a paragraph printed on some raw lines, by kind and from left to right."""
    found = [(Code.LATIN_WORD, m["word"]) for m in _LATIN_WORD.finditer(chars) if m["word"] not in _UNITS]
    found += [(Code.MISREAD_FIGURE, m[0]) for m in NUMBER_LIKE.finditer(chars) if not _figures(m[1] + m[2])]
    found += [(Code.MISREAD_FIGURE, m[0]) for m in _DATE.finditer(chars) if not _is_day(m)]
    told = [m.span() for pattern in (NUMBER_LIKE, _DATE) for m in pattern.finditer(chars)]
    free = (m for m in _NUMBER.finditer(chars) if not any(a <= m.start() < b for a, b in told))
    found += [(Code.MISREAD_FIGURE, m[0]) for m in free]
    found += [(Code.MISREAD_WORD, chars[max(0, m.start() - 1) : m.end() + 1]) for m in _WORD.finditer(chars)]
    return [Note(code, lines[0], lines[-1], was) for code, was in found]


def odd_number(chars: str, lines: tuple[int, ...]) -> list[Note]:
    """The doubt on a line in the place of a document's number that is none, or has lost a bracket."""
    folded = key(chars)
    if NUMBER_LIKE.fullmatch(folded) or (doc_number(folded) and not HALF_NUMBER.fullmatch(folded)):
        return []
    shaped = HALF_NUMBER.fullmatch(folded) or NUMBER_SHAPED.match(folded)
    return [Note(Code.NUMBER_UNREAD, lines[0], lines[-1], chars)] if shaped else []


def _figures(text: str) -> bool:
    return text.isdecimal()


def _is_day(match: re.Match[str]) -> bool:
    year, month, day, sign = match.groups()
    return sign == "日" and _figures(year + month + day) and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
