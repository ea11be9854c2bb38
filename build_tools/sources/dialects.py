"""The dialects of raw text: as some program left it, to be guessed, and the written form of imports."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from build_tools.model.edits import substitute
from build_tools.model.text import Edit, Text
from build_tools.sources.marked_changes import Change, changes_by_tags, marked_changes
from build_tools.sources.markup import MARKUP, Rule, entities, heading_mark, tags
from build_tools.sources.table_runs import OF_IMPORTS, WRITINGS, Writing

HEAD = "<?gazette 1?>"
"""The first line of a raw text in the written form (:mod:`build_tools.sources.imports.written`)."""

_PAGE = re.compile(r"^<page(?: (?P<number>\d{1,5}))?>$")
_NOTE = re.compile(r"^\[\^(?P<number>\d{1,4})\]: ")
_SIGN = re.compile(r"^\[\^(\d{1,4})\]: |\[\^(\d{1,4})\]")


@dataclass(frozen=True)
class Dialect:
    """What a text is cleaned by: the signs of markup in it, the writings of its tables, and whether what
    looks like a form of its own (blank lines, pictures, code) is one."""

    markup: tuple[Rule, ...]
    heading_mark: Callable[[str], int]
    changes: Callable[[str], list[Change]]
    tables: tuple[Writing, ...]
    written: bool = False


def note_signs(text: Text) -> tuple[Text, list[Edit]]:
    """``[^3]`` and ``[^3]: `` as the sign ``[3]`` that a page shows."""

    def shown(match: re.Match[str]) -> str:
        return f"[{match[1]}] " if match[1] else f"[{match[2]}]"

    return substitute(text, _SIGN, shown) if "[^" in text.chars else (text, [])


def _no_mark(chars: str) -> int:
    return 0


GUESSED = Dialect(MARKUP, heading_mark, marked_changes, WRITINGS)
WRITTEN = Dialect((note_signs, tags, entities), _no_mark, changes_by_tags, OF_IMPORTS, written=True)


def dialect_of(raw: str) -> Dialect:
    """The dialect of a raw text: its first line says so where it is the written form."""
    return WRITTEN if re.match(rf"{re.escape(HEAD)}(?:[\r\n]|$)", raw) else GUESSED


def page_turn(chars: str) -> tuple[bool, int | None]:
    """Whether a line of the written form is the mark of a page turn, and the number that the page prints."""
    match = _PAGE.match(chars)
    return match is not None, int(match["number"]) if match and match["number"] else None


def note_number(chars: str) -> int:
    """The number of the footnote whose text a line of the written form is; 0 where it is none."""
    match = _NOTE.match(chars)
    return int(match["number"]) if match else 0
