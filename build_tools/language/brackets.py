"""Which brackets of a text close, and which marks stand outside of them.

One that is never closed is none, and hides no pair behind it: in ``加强早市（夜市管理。（市商务局牵头）`` the
second pair is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ROUND = "（〔"
ALL = "（〔《“"
# （ and 〔 close each other: recognition takes one for the other, 〔2024）
_OPENED_BY = {"）": ROUND, "〕": ROUND, "》": "《", "”": "“"}


_SIGN = re.compile("[（〔《“）〕》”]")


def pairs(text: str, opening: str = ROUND) -> list[tuple[int, int]]:
    """The outermost pairs of these opening signs: from the sign to behind the closing one."""
    found: list[tuple[int, int]] = []
    open_at: list[int] = []
    for match in _SIGN.finditer(text):
        i, char = match.start(), match[0]
        if char in opening:
            open_at.append(i)
        elif char in _OPENED_BY:
            back = reversed(range(len(open_at)))
            own = next((k for k in back if text[open_at[k]] in _OPENED_BY[char]), None)
            if own is not None:
                start = open_at[own]
                del open_at[own:]
                while found and found[-1][0] > start:  # what it encloses
                    found.pop()
                found.append((start, i + 1))
    return found


def outside(text: str, marks: str, opening: str = ROUND) -> Iterator[int]:
    """Where marks stand in no pair of these opening signs."""
    ends = dict(pairs(text, opening)) if any(sign in text for sign in opening) else {}
    behind = 0
    for i, char in enumerate(text):
        if i < behind:
            continue
        if i in ends:
            behind = ends[i]
        elif char in marks:
            yield i


def parts(text: str, marks: str, opening: str = ALL) -> list[str]:
    """The text parted at marks that stand in no bracket and no quotation; no part is empty."""
    found, first = [], 0
    for i in (*outside(text, marks, opening), len(text)):
        if i > first:
            found.append(text[first:i])
        first = i + 1
    return found
