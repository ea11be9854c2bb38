"""The phrases of a line that a PDF's text layer sets by position, and where they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

_GAP = re.compile(r"[ \t\u3000\u00a0]{2,}")
_HAN = re.compile(r"[一-鿿]")
_APART = 8  # blanks that part even single Han


@dataclass(frozen=True)
class Phrase:
    """A word or phrase of a line: where it stands in the line, and on the page."""

    start: int
    end: int
    left: int
    right: int
    chars: str

    @property
    def centre(self) -> float:
        """Its middle on the page."""
        return (self.left + self.right) / 2


@cache
def _width(char: str) -> int:
    return 2 if east_asian_width(char) in "WFA" else 1


def pieces_of(line: str) -> list[Phrase]:
    """The phrases of a line with their places on the page."""
    columns = [0, *accumulate(map(_width, line))]
    return [Phrase(a, b, columns[a], columns[b], line[a:b]) for a, b in spans_of(line)]


def spans_of(line: str) -> list[tuple[int, int]]:
    """Where the phrases of a line begin and end, parted by two blanks or more; letter-spaced single Han are
    one phrase.

    ``合   计`` is one, ``猪          鸡          牛`` are three.
    """
    joined: list[tuple[int, int]] = []
    at = 0
    for match in [*_GAP.finditer(line), None]:
        end = match.start() if match else len(line)
        phrase = line[at:end].strip()
        if phrase:
            a = line.index(phrase, at)
            b = a + len(phrase)
            words = line[joined[-1][0] : b].split() if joined and a - joined[-1][1] < _APART else []
            if len(words) > 1 and all(map(_HAN.fullmatch, words)):  # 合   计
                joined[-1] = (joined[-1][0], b)
            else:
                joined.append((a, b))
        at = match.end() if match else end
    return joined


def parted(pieces: Sequence[Phrase], line: str) -> list[Phrase]:
    """The phrases with single Han apart: of ``镇    乡`` above two columns each is a name."""
    found: list[Phrase] = []
    for piece in pieces:
        at, left = piece.start, piece.left
        for gap in [*_GAP.finditer(line, piece.start, piece.end), None]:
            end = gap.start() if gap else piece.end
            right = left + (piece.right - left if gap is None else 2 * (end - at))
            found.append(Phrase(at, end, left, right, line[at:end]))
            if gap:
                at, left = gap.end(), right + gap.end() - gap.start()
    return found


def closed_up(pieces: Sequence[Phrase], line: str) -> list[Phrase]:
    """The phrases with single Han put together that stand much nearer to each other than to the next:
    ``收         入                         支         出`` are two names."""
    gaps = [b.left - a.right for a, b in pairwise(pieces)]
    found: list[Phrase] = []
    for piece, gap in zip(pieces, [0, *gaps], strict=True):
        above = found[-1] if found else None
        single = above is not None and _HAN.fullmatch(above.chars) and _HAN.fullmatch(piece.chars)
        if above is not None and single and gap * 2 < max(gaps):
            found[-1] = Phrase(above.start, piece.end, above.left, piece.right, line[above.start : piece.end])
        else:
            found.append(piece)
    return found


def nearest(left: float, right: float, columns: tuple[tuple[int, int], ...]) -> int:
    """The column that an interval overlaps most, or whose middle is nearest to its own."""

    def price(c: int) -> tuple[float, float]:
        overlap = min(columns[c][1], right) - max(columns[c][0], left)
        return (-max(overlap, 0), abs(sum(columns[c]) / 2 - (left + right) / 2))

    return min(range(len(columns)), key=price)


def placed(line: Sequence[Phrase], columns: tuple[tuple[int, int], ...]) -> dict[int, Phrase] | None:
    """Each phrase in the column that it overlaps most, or is nearest to; None where two meet in one."""
    found: dict[int, Phrase] = {}
    for piece in line:
        column = nearest(piece.left, piece.right, columns)
        if column in found:
            return None
        found[column] = piece
    return found
