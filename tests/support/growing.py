"""Texts of any length and one shape: each a shape that real sources have, or that damage makes of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count

from build_tools.language.script import in_words
from support.strategies import PIECES

Shape = Callable[[int], str]
"""A text of about so many characters."""

_ENDS = ("\n", "\n\n", "", "。", "，")
_HEAD = "早市管理办法\n\n"


def _repeated(part: str, head: str = _HEAD, end: str = "\n") -> Shape:
    """One part over and over."""
    return lambda size: head + part * (size // len(part)) + end


def _counted(part: Callable[[int], str], head: str = _HEAD, end: str = "\n") -> Shape:
    """Parts that count on from 1."""

    def shape(size: int) -> str:
        parts: list[str] = []
        held = 0
        for n in count(1):
            if held >= size:
                break
            parts.append(part(n))
            held += len(parts[-1])
        return head + "".join(parts) + end

    return shape


def _notice(n: int) -> str:
    return (
        f"青江市人民政府关于做好第{n}早市工作的通知\n\n青政发〔2024〕{n}号\n\n各县（区）人民政府：\n\n"
        f"现将第{n}早市的安排印发给你们，请遵照执行。\n\n青江市人民政府\n2024年5月11日\n\n"
    )


def _repealed(n: int) -> str:
    """An entry of a list in parts of five hundred: no print counts further than 999 in one."""
    part, number = divmod(n - 1, 500)
    heading = "" if number else f"\n{in_words(part + 1)}、第{part + 1}批废止的文件\n\n"
    return f"{heading}{number + 1}.关于印发《第{n}早市管理办法》的通知（青政发〔2003〕{n}号）\n"


def _columns(blanks: str) -> Callable[[int], str]:
    return lambda n: f"早市{blanks}{n % 90}{blanks}摊位{blanks}{n % 7}\n"


def _wide(size: int) -> str:
    """A table with so many columns that its rows hold the characters."""
    names = max(2, size // 11)
    rows = ("\t".join(f"{n % 1000}{word}" for n in range(names)) for word in ("列", "个", ""))
    return _HEAD + "\n".join(rows) + "\n"


def _page_of_table(n: int) -> str:
    """A page of a table: its header, a row, and the number of the page."""
    row = f"| 序号 | 名称 | 数量 |\n| --- | --- | --- |\n| {n} | 第{n}早市 | {n % 90} |\n"
    return f"{row}\n— {n} —\n\n"


def _cut_row(n: int) -> str:
    """A row without a header, and what the page cut off it."""
    words = f"第{n}早市按时开市，秩序良好，摊位整齐，群众满意，并在"
    cells = ((n, words, n % 90), ("", "十五日内报告。", ""))
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in cells)
    return "".join(f"<table><tr>{row}</tr></table>\n\n" for row in rows)


SHAPES: dict[str, Shape] = {
    "hard-wrapped lines without a stop": _repeated(f"{'早市管理单位按照职责分工加强摊位秩序管理' * 2}\n"),
    "short lines without a blank line": _repeated("早市按时开市。\n"),
    "《甲》 in a paragraph": _repeated("《甲》"),
    "document numbers in a paragraph": _counted(lambda n: f"青政发〔2024〕{n}号、"),
    "以下简称 pairs": _counted(lambda n: f"第{n}早市管理服务中心（以下简称早市{n}中心）和"),
    "a list of repeals": _counted(
        _repealed,
        "青江市人民政府关于废止部分规范性文件的决定\n\n青政发〔2024〕9号\n\n"
        "各县（区）人民政府：\n\n决定废止下列文件：\n\n",
        "\n青江市人民政府\n2024年5月11日\n",
    ),
    "digits without a break": _repeated("1234567890"),
    "annexes": _counted(lambda n: f"附件{n}\n\n第{n}早市一览表\n\n第{n}早市按时开市。\n\n"),
    "一、 again and again": _repeated("一、\n"),
    "一、 in a paragraph": _repeated("一、"),
    "第一条 again and again": _repeated("第一条\n"),
    "第一条 in a paragraph": _repeated("第一条"),
    "articles that count on": _counted(lambda n: f"第{in_words(n)}条　早市按时开市。\n\n"),
    "columns of blanks": _counted(_columns("    ")),
    "columns of tabs": _counted(_columns("\t")),
    "blanks and tabs": _repeated(" \t"),
    "many columns": _wide,
    "a table of many pages": _counted(_page_of_table),
    "rows that pages cut": _counted(_cut_row),
    "<!--": _repeated("<!--"),
    "<!-- on lines": _repeated("<!--\n"),
    "notices": _counted(_notice, ""),
}


def drawn_structure(draw: random.Random) -> Shape:
    """One to four pieces of official documents, over and over below a title."""
    part = "".join(draw.choice(PIECES) + draw.choice(_ENDS) for _ in range(draw.randint(1, 4)))
    return _repeated(part or "早市", end="\n")
