"""Texts drawn by a seed: pieces of official documents, and printed cuts damaged as OCR and hands do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from support.conversion import SOURCES, TEXTS
from support.strategies import PIECES

_ENDS = ("\n", "\n\n", "\n\n\n\n", "\r\n", "\r", "\n\f", "")
Damage = Callable[[random.Random, list[str]], list[str]]


def pieced(draw: random.Random) -> str:
    """Pieces of official documents one after the other, up to sixty."""
    return "".join(draw.choice(PIECES) + draw.choice(_ENDS) for _ in range(draw.randint(1, 60)))


def _deleted(draw: random.Random, lines: list[str]) -> list[str]:
    return [line for line in lines if draw.random() > 0.1]


def _doubled(draw: random.Random, lines: list[str]) -> list[str]:
    return [x for line in lines for x in [line] * (2 if draw.random() < 0.05 else 1)]


def _swapped(draw: random.Random, lines: list[str]) -> list[str]:
    lines = list(lines)
    for _ in range(max(1, len(lines) // 20)):
        a, b = draw.randrange(len(lines)), draw.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return lines


def _cut(draw: random.Random, lines: list[str]) -> list[str]:
    """Lines broken where a line of print would end."""
    width = draw.randint(8, 40)
    return [line[i : i + width] for line in lines for i in range(0, max(len(line), 1), width)]


def _torn(draw: random.Random, lines: list[str]) -> list[str]:
    """Single lines that lose their beginning or their end."""
    return [line[: draw.randint(0, len(line))] if draw.random() < 0.1 else line for line in lines]


def _spaced(draw: random.Random, lines: list[str]) -> list[str]:
    """Blanks put in, as the text layer of a PDF has them."""
    blank = draw.choice([" ", "  ", "\u3000", "\t"])
    return [re.sub("(?<=.)(?=.)", lambda _: blank if draw.random() < 0.05 else "", line) for line in lines]


def _unblanked(draw: random.Random, lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()] or lines


def _sprinkled(draw: random.Random, lines: list[str]) -> list[str]:
    """Pieces of other documents between the lines."""
    return [x for line in lines for x in ([line, draw.choice(PIECES)] if draw.random() < 0.05 else [line])]


DAMAGES: tuple[Damage, ...] = (
    _deleted,
    _doubled,
    _swapped,
    _cut,
    _torn,
    _spaced,
    _unblanked,
    _sprinkled,
)


def mutated(draw: random.Random) -> str:
    """Thirty to two hundred lines of a printed text, damaged in one to three ways."""
    lines = draw.choice((*SOURCES, *TEXTS)).read_text(encoding="utf-8").splitlines()
    first = draw.randrange(max(1, len(lines) - 30))
    cut = lines[first : first + draw.randint(30, 200)] or [""]
    for damage in draw.sample(DAMAGES, draw.randint(1, 3)):
        cut = damage(draw, cut) or [""]
    return "\n".join(cut) + "\n"


def drawn(seed: int) -> Iterator[str]:
    """Without end, the same for the same seed: one text of pieces, one damaged cut."""
    draw = random.Random(seed)
    while True:
        yield pieced(draw)
        yield mutated(draw)
