"""Which brackets of a text close, and which marks stand outside of them.

One that is never closed is none, and hides no pair behind it: in ``加强早市（夜市管理。（市商务局牵头）`` the
second pair is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

ROUND = "（〔"
ALL = "（〔《“"
# （ and 〔 close each other: recognition takes one for the other, 〔2024）
_FAMILY = {"（": "（", "〔": "（", "）": "（", "〕": "（", "《": "《", "》": "《", "“": "“", "”": "“"}
_SIGN = re.compile(f"[{''.join(_FAMILY)}]")


def pairs(text: str, opening: str = ROUND) -> list[tuple[int, int]]:
    """The outermost pairs of these opening signs: from the sign to behind the closing one."""
    found: list[tuple[int, int]] = []
    begun: list[int] = []
    waiting = Counter[str]()  # how many of a family are open
    for match in _SIGN.finditer(text):
        i, family = match.start(), _FAMILY[match[0]]
        if match[0] in opening:
            begun.append(i)
            waiting[family] += 1
        elif match[0] not in ALL and waiting[family]:
            start = begun.pop()
            while _FAMILY[text[start]] != family:  # opened inside, never closed
                waiting[_FAMILY[text[start]]] -= 1
                start = begun.pop()
            waiting[family] -= 1
            while found and found[-1][0] > start:  # what it encloses
                found.pop()
            found.append((start, i + 1))
    return found


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


def outside(text: str, marks: str, opening: str = ROUND) -> Iterator[int]:
    """Where marks stand in no pair of these opening signs."""
    places = [match.start() for match in _any_of(marks).finditer(text)]
    closed = iter(pairs(text, opening) if places and any(sign in text for sign in opening) else ())
    start, end = next(closed, (len(text), 0))
    for i in places:
        while end and end <= i:
            start, end = next(closed, (len(text), 0))
        if i < start:
            yield i


def parts(text: str, marks: str, opening: str = ALL) -> list[str]:
    """The text parted at marks that stand in no bracket and no quotation; no part is empty."""
    found, first = [], 0
    for i in (*outside(text, marks, opening), len(text)):
        if i > first:
            found.append(text[first:i])
        first = i + 1
    return found
