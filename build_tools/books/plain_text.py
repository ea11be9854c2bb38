"""A page as plain text: what is printed and nothing else, a block a paragraph, a row of a table a line."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.books.walk import Chapter, Run, Shown
from build_tools.model.text import NOTEREF, STRUCK, SUP

OVER = "\u0336"
"""Stands behind each character that is struck out, and strikes it."""
RAISED = "⁽⁾"
"""Around raised characters: 10⁽4⁾ is no 104."""


def plain_text(chapters: Sequence[Chapter]) -> str:
    """The text, a blank line between two blocks. Same chapters, same text."""
    return "\n\n".join(_block(shown) for chapter in chapters for shown in chapter.shown) + "\n"


def _block(shown: Shown) -> str:
    if shown.rows:
        return "\n".join(
            "\t".join(" ".join(_solid(piece) for piece in cell.pieces) for cell in row) for row in shown.rows
        )
    return _solid(shown.runs)


def _solid(runs: Sequence[Run]) -> str:
    """A paragraph on one line."""
    return " ".join("".join(map(_run, runs)).split())


def _run(run: Run) -> str:
    match run.style:
        case _ if run.style == STRUCK:
            return "".join(f"{c}{OVER}" for c in run.chars)
        case _ if run.style in (SUP, NOTEREF):
            return f"{RAISED[0]}{run.chars}{RAISED[1]}"
    return run.chars
