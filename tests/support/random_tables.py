"""Tables drawn by a random source: cells that span rows and columns, rows that are too long or too short."""

from __future__ import annotations

import random

_WORDS = ("名称", "数量", "早市", "12", "3.5", "≥95%", "", "—", "东门早市管理单位", "合计", "同上", "1", "2")
_SPANS = ("1", "2", "3", "3", "9", "0", "-1", "99999", "x", "")
_GAPS = ("  ", "    ", "\t", "\u3000\u3000", "|", " | ", "│")


def _word(draw: random.Random) -> str:
    return draw.choice(_WORDS)


def html_table(draw: random.Random) -> str:
    """A table of HTML, whole or cut, with spans that fit or do not; now and then one in another."""
    parts = ["<table>"]
    for _ in range(draw.randint(1, 6)):
        parts.append("<tr>")
        for _ in range(draw.randint(0, 5)):
            tag = draw.choice(("td", "td", "td", "th"))
            spans = "".join(
                f' {name}="{draw.choice(_SPANS)}"' for name in ("rowspan", "colspan") if draw.random() < 0.3
            )
            inside = html_table(draw) if draw.random() < 0.02 else _word(draw)
            parts.append(f"<{tag}{spans}>{inside}" + f"</{tag}>" * (draw.random() < 0.95))
        parts.append("</tr>" * (draw.random() < 0.95) + "\n" * (draw.random() < 0.5))
    return "".join(parts) + "</table>" * (draw.random() < 0.9) + "\n"


def pipe_table(draw: random.Random) -> str:
    """A table of Markdown; its rows have as many cells as they please."""
    width = draw.randint(1, 6)
    rows = []
    for k in range(draw.randint(1, 8)):
        cells = [_word(draw) for _ in range(max(0, width + draw.choice((0, 0, 0, -1, 1))))]
        rows.append(f"| {' | '.join(cells)} |"[: None if draw.random() < 0.95 else -2])
        if k == 0 and draw.random() < 0.8:
            rows.append("|" + "---|" * width)
    return "\n".join(rows) + "\n"


def set_table(draw: random.Random) -> str:
    """Columns set with blanks, tabs or bars, as the text layer of a PDF has them."""
    width, gap = draw.randint(2, 6), draw.choice(_GAPS)
    rows = [
        gap.join(_word(draw) for _ in range(max(1, width + draw.choice((0, 0, -1, 1)))))
        for _ in range(draw.randint(1, 10))
    ]
    return "\n".join(rows) + "\n"


def table(draw: random.Random) -> str:
    """One of the three, with a caption now and then."""
    caption = draw.choice(("", "", "表1 早市一览表\n", "附件1\n\n早市一览表\n\n", "单位：个\n", "续表\n"))
    return caption + draw.choice((html_table, pipe_table, set_table))(draw)
