"""Marks in the forms of vertical type and in the small forms, ︵一︶ and ﹙一﹚: repaired by Unicode's table.

Each stands for a mark of ordinary text; no other character of the print has such a form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from build_tools.model.edits import substitute
from build_tools.model.text import Edit, Text

MARKS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "︐︑︒︓︔︕︖︙︱︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹐﹑﹔﹕﹖﹗﹙﹚",
            "，、。：；！？…—（）〔〕【】《》〈〉「」『』，、；：？！（）",
            strict=True,
        )
    )
)
"""Mark in another form → the mark, by Unicode's compatibility mappings; full-width for the small forms."""
_FORM = re.compile(f"[{''.join(MARKS)}]")


def without_mark_forms(text: Text) -> tuple[Text, list[Edit]]:
    """Each mark in the form of ordinary text."""
    return substitute(text, _FORM, lambda match: MARKS[match[0]])
