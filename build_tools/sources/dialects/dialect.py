"""What a dialect says: how its signs are read, and which forms of a raw text mean nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.model.source import Line
from build_tools.sources.grids.runs import Writing
from build_tools.sources.marked_changes import MarkedWords
from build_tools.sources.markup import Rule


@dataclass(frozen=True)
class Dialect:
    """How one kind of raw text is cleaned. Where it has no such sign, the reader finds none."""

    tells: Callable[[str], bool]
    """Whether a raw text is of this dialect."""
    head: int
    """So many lines at its head say that, and are no text."""
    tables: tuple[Writing, ...]
    """In which ways tables are written."""
    changes: Callable[[str], list[MarkedWords]]
    """The struck and inserted words of a raw text."""
    comments: Rule
    """Takes what a page does not show out of a line."""
    markup: tuple[Rule, ...]
    """Take the signs of form out of a line, in this order."""
    heading_mark: Callable[[str], int]
    """The level of the heading that a line is, 0 if it is none."""
    page_turn: Callable[[str], tuple[bool, int | None]]
    """Whether a line is the mark of a page turn, and the number that the page prints."""
    note_number: Callable[[str], int]
    """The number of the footnote whose text a line is, 0 if it is none."""
    blanks: int
    """So many blank lines are as good as a page's end; 0 where none are."""
    is_picture: Callable[[str], bool]
    """Whether a line is a picture, which stands where a page turns."""
    is_code: Callable[[str], bool]
    """Whether a line is code of a page."""
    front_matter: Callable[[str], range]
    """The lines at the head of a raw text that say what it is."""
    unseen: Callable[[str], list[tuple[int, int]]]
    """What no browser shows of a raw text."""
    wrap_width: Callable[[Sequence[Line | None]], int]
    """How wide a full line is where text is hard-wrapped; 0 where a line is a paragraph."""
