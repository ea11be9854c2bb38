"""A table's row that a page breaks: one file holds it as one row, the other as two, each with a part of every
cell. Before two files are compared, both are put in the order of the row that is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What the print of Chinese text does not tell apart, and the converter writes in one way.
SAME = str.maketrans(",;:!?()０１２３４５６７８９", "，；：！？（）0123456789")
_MOST = 4  # pages over which a row may go

_Words = tuple[int, int, str]
"""Words of a piece: the column in which they begin, their raw line, their characters without blanks."""


@dataclass(frozen=True)
class Piece:
    """A line of text, or a row of a table, as it is printed."""

    words: tuple[_Words, ...]
    in_table: bool = False


@dataclass(frozen=True)
class Printed:
    """The characters of a text without blanks, and the raw line of each."""

    chars: str
    lines: Sequence[int]


def in_one_order(one: Sequence[Piece], other: Sequence[Piece]) -> tuple[Printed, Printed]:
    """Two readings of one print, the rows that only one of them breaks put together cell by cell.

    Rows are put together only where they make, column by column, exactly a row of the other reading.
    """
    return _text(_whole(one, _rows(other))), _text(_whole(other, _rows(one)))


_Row = tuple[tuple[int, str], ...]


def _rows(pieces: Sequence[Piece]) -> frozenset[_Row]:
    return frozenset(_cells([piece]) for piece in pieces if piece.in_table)


def _cells(rows: Sequence[Piece]) -> _Row:
    """What stands in each column that is not empty, over several rows."""
    found: dict[int, str] = {}
    for row in rows:
        for column, _, chars in row.words:
            found[column] = found.get(column, "") + chars.translate(SAME)
    return tuple(sorted((column, chars) for column, chars in found.items() if chars))


def _whole(pieces: Sequence[Piece], rows: frozenset[_Row]) -> Iterator[Piece]:
    """The pieces; those rows as one that are one row in the other reading and none of its rows themselves."""
    k = 0
    while k < len(pieces):
        n = _broken(pieces, k, rows)
        words = [words for piece in pieces[k : k + n] for words in piece.words]
        yield Piece(tuple(sorted(words, key=lambda own: own[0])), in_table=True) if n > 1 else pieces[k]
        k += n


def _broken(pieces: Sequence[Piece], k: int, rows: frozenset[_Row]) -> int:
    """How many pieces from a place on are parts of one row."""
    if not pieces[k].in_table or _cells(pieces[k : k + 1]) in rows:
        return 1
    for n in range(2, _MOST + 1):
        run = pieces[k : k + n]
        if len(run) < n or not run[-1].in_table:
            break
        if _cells(run) in rows:
            return n
    return 1


def _text(pieces: Iterator[Piece]) -> Printed:
    chars: list[str] = []
    lines: list[int] = []
    for piece in pieces:
        for _, number, words in piece.words:
            chars.append(words)
            lines += [number] * len(words)
    return Printed("".join(chars), lines)
