"""The written form of imports (:mod:`build_tools.sources.imports.written`): nothing in it is guessed."""

from __future__ import annotations

import re

from build_tools.model.edits import substitute
from build_tools.model.text import Edit, Text
from build_tools.sources.dialects.dialect import Dialect
from build_tools.sources.grids.runs import OF_IMPORTS
from build_tools.sources.marked_changes import changes_by_tags
from build_tools.sources.markup import entities, tags

HEAD = "<?gazette 1?>"
"""The first line of a raw text in the written form."""

_HEAD = re.compile(rf"{re.escape(HEAD)}(?:[\r\n]|$)")
_PAGE = re.compile(r"^<page(?: (?P<number>\d{1,5}))?>$")
# [^3]: 指早市的摊位。
_NOTE = re.compile(r"^\[\^(?P<number>\d{1,4})\]: ")
# [^3]: 指早市的摊位。 · 早市[^3]
_SIGN = re.compile(r"^\[\^(\d{1,4})\]: |\[\^(\d{1,4})\]")


def note_signs(text: Text) -> tuple[Text, list[Edit]]:
    """``[^3]`` and ``[^3]: `` as the sign ``[3]`` that a page shows."""

    def shown(match: re.Match[str]) -> str:
        return f"[{match[1]}] " if match[1] else f"[{match[2]}]"

    return substitute(text, _SIGN, shown) if "[^" in text.chars else (text, [])


def _page_turn(chars: str) -> tuple[bool, int | None]:
    match = _PAGE.match(chars)
    return match is not None, int(match["number"]) if match and match["number"] else None


def _note_number(chars: str) -> int:
    match = _NOTE.match(chars)
    return int(match["number"]) if match else 0


WRITTEN = Dialect(
    tells=lambda raw: _HEAD.match(raw) is not None,
    head=1,
    tables=OF_IMPORTS,
    changes=changes_by_tags,
    comments=lambda text: (text, []),
    markup=(note_signs, tags, entities),
    heading_mark=lambda chars: 0,
    page_turn=_page_turn,
    note_number=_note_number,
    blanks=0,
    is_picture=lambda chars: False,
    is_code=lambda chars: False,
    front_matter=lambda raw: range(0),
    unseen=lambda raw: [],
    wrap_width=lambda lines: 0,
)
