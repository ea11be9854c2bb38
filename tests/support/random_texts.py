"""Texts drawn by a random source: pieces of official documents, printed cuts damaged as OCR and hands do,
signs of structure in any order, and tables."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from support.conversion import SOURCES, TEXTS
from support.random_tables import table
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


# The signs that structure is read from, few at a time: what no text has, and every reader must bear.
ALPHABETS = (
    "第一二三十百条章节款项之、（）。 \n\n",
    "《》〈〉（）〔〕“”「」。，、甲乙\n",
    "|│─┼┌┐└┘\t  \u3000\n1甲%—",
    "附件表图录123一二：:—-.、. \n甲",
    "2024年5月1日〔〕号令第期发甲政\n。",
    "#*_`~[]()!>-+=\\{}:|\n甲 1.",
    "①②③¹²³[]1 \n甲。*※",
    "1234567890.%％,，—-~万亿元\n 甲以上达到",
    "一是二是三是，；。：\n （一）1.2.甲",
    "\f\v\r\n\u2028\x85\u200b\ufeff\u00ad甲。 \t",
)
TAGS = ("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=2>", "<td colspan=3>", "<br>")
TAGS += ("<!--", "-->", "<p>", "</p>", "<sub>", "</sub>", "甲", "1", "\n", "&nbsp;", "<", ">", "|")


def structural(draw: random.Random) -> str:
    """Signs of one alphabet, or tags, in any order; below a title now and then."""
    alphabet = draw.choice((*ALPHABETS, TAGS))
    head = draw.choice(("", "", "早市管理办法\n\n", "青江市人民政府关于早市的通知\n\n青政发〔2024〕9号\n\n"))
    return head + "".join(draw.choices(alphabet, k=draw.randint(1, 200))) + draw.choice(_ENDS)


def tabled(draw: random.Random) -> str:
    """Tables with pieces of documents between them."""
    parts = [
        table(draw) if draw.random() < 0.6 else draw.choice(PIECES) + draw.choice(_ENDS)
        for _ in range(draw.randint(1, 8))
    ]
    return "\n".join(parts)


MAKERS: tuple[Callable[[random.Random], str], ...] = (pieced, mutated, structural, tabled)


def text_of(draw: random.Random, turn: int) -> str:
    """A text of the maker whose turn it is."""
    return MAKERS[turn % len(MAKERS)](draw)
