"""Repairs as data: apply a pattern to a Text and keep every change as an Edit."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable

from build_tools.model.text import EMPTY, Edit, Text

Replacement = Callable[[re.Match[str]], str | None]


def substitute(text: Text, pattern: re.Pattern[str], now: str | Replacement) -> tuple[Text, list[Edit]]:
    """Replace every match; a callable that returns None leaves its match as it stands.

    The new text may not be longer than the match: its characters take the places of the first
    characters of the match, and keep their style.
    """
    parts: list[Text] = []
    edits: list[Edit] = []
    last = 0
    for match in pattern.finditer(text.chars):
        new = now if isinstance(now, str) else now(match)
        start, end = match.span()
        if new is None or new == match[0]:
            continue
        kept = text[start : start + len(new)]
        parts += [text[last:start], Text(new, kept.at, kept.style)]
        edits.append(Edit(tuple(text.at[start:end]), match[0], new))
        last = end
    if not edits:
        return text, []
    parts.append(text[last:])
    return Text.joined(parts), edits


def drop(text: Text) -> Edit:
    """The edit that takes a whole text out of the document."""
    return Edit(tuple(text.at), text.chars, "")


def keep_spans(text: Text, spans: list[tuple[int, int, str]]) -> tuple[Text, list[Edit]]:
    """Keep only ``(start, end, style)`` spans of a text; what lies between them is dropped.

    A style of ``""`` leaves the span's own style.
    """
    parts: list[Text] = []
    edits: list[Edit] = []
    last = 0
    for start, end, style in [*spans, (len(text), len(text), "")]:
        if start > last:
            edits.append(drop(text[last:start]))
        part = text[start:end]
        parts.append(part.styled(style) if style else part)
        last = end
    return (Text.joined(parts) if parts else EMPTY), edits


def inserted_blank(offset: int) -> Text:
    """A blank that stands for a line end between two printed pieces (blanks are not counted)."""
    return Text(" ", array("L", [offset]), " ")


def glue(texts: list[Text]) -> Text:
    """Texts one after the other; a blank between two Latin words that a line end parted."""
    parts: list[Text] = []
    for text in texts:
        if parts and re.search(r"[A-Za-z0-9,;:]$", parts[-1].chars) and re.match(r"[A-Za-z]", text.chars):
            parts.append(inserted_blank(text.at[0]))
        parts.append(text)
    return Text.joined(parts)
