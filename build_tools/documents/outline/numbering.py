"""The numbering styles of official documents, and the number at the head of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.language.script import BEHIND_NUMERAL, HAN, NUMERAL, fold, number

_N = rf"[{NUMERAL}\d]{{1,6}}"


STYLES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    # level of the data contract, rank (small = outer), pattern with the number
    ("编", 0, re.compile(rf"^(第({_N})[编篇])")),
    ("部分", 1, re.compile(rf"^(第({_N})(?:部分|分编))")),
    ("章", 2, re.compile(rf"^(第({_N})章)")),
    ("节", 3, re.compile(rf"^(第({_N})节)")),
    ("条", 4, re.compile(rf"^(第({_N})条(?:之[{NUMERAL}]{{1,2}})?)")),
    ("一、", 5, re.compile(rf"^(([{NUMERAL}]{{1,5}}){BEHIND_NUMERAL})")),
    ("（一）", 6, re.compile(rf"^([（(]([{NUMERAL}]{{1,5}})[）)])")),
    ("1.1.1", 9, re.compile(r"^(\d{1,2}(?:[.．]\d{1,2}){2,3}())(?=[^\d.%％])")),
    ("1.1", 8, re.compile(rf"^(\d{{1,2}}[.．]\d{{1,2}}())(?=\s*[{HAN}Ⅰ-Ⅹ“《（])")),
    ("1.", 7, re.compile(r"^((\d{1,4})[.．、])(?!\d)")),
    ("（1）", 10, re.compile(r"^([（(](\d{1,3})[）)])")),
)


RANK = {level: rank for level, rank, _ in STYLES}


_BEGINS_NUMBER = re.compile(rf"[第（(\d{NUMERAL}]")


BARE_DIGIT = re.compile(rf"^((\d{{1,2}}))(?=\s+[{HAN}])")  # `1 总则` where `1.1 …` follows


# 第二十条第（一）项, above a table of what that item asks for
_PLACE = re.compile(rf"^第{_N}条(?:第{_N}款)?第[（(]?{_N}[）)]?[款项]$")


@dataclass
class Marked:
    """A numbered paragraph: style, number as printed, and what follows the number."""

    index: int
    level: str
    printed: str | None
    value: int | None
    rest: str
    parent: int | None = None  # index into the list of Marked
    depth: int = 1
    titled: bool = True
    title: str | None = None
    title_end: int = 0
    anchor: str = ""
    article: bool = False


def numbered_at(chars: str, *, decimal: bool) -> tuple[str, str, int | None, str] | None:
    """Level, printed number, value and rest of a paragraph that begins with a number."""
    if not _BEGINS_NUMBER.match(fold(chars[:1])):
        return None  # as most paragraphs
    folded = fold(chars)
    if _PLACE.match(folded.strip()):
        return None
    for level, _, pattern in STYLES:
        match = pattern.match(folded)
        if match is None:
            continue
        if level in ("1.1", "1.1.1") and not decimal:
            continue
        printed = chars[: match.end(1)]
        value = number(match[2]) if match[2] else number(re.split("[.．]", printed)[-1])
        return level, printed, value, chars[match.end(1) :]
    match = BARE_DIGIT.match(folded) if decimal else None
    if match:
        return "1.", chars[: match.end(1)], number(match[2]), chars[match.end(1) :]
    return None


def full_width(printed: str) -> str:
    return printed.replace("(", "（").replace(")", "）")
