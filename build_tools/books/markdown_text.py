"""A page's text as Markdown that any program reads (CommonMark with tables): no attributes, no anchors but
those of footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml
from markupsafe import escape as escape_html

from build_tools.books.walk import CellShown, Chapter, Run, Shown, laid_out
from build_tools.language.signs import visible
from build_tools.model.document import Role
from build_tools.model.text import INSERTED, NOTEREF, STRONG, STRUCK, SUB, SUP
from build_tools.pages.markdown import escape, opened
from build_tools.pages.safe_html import between_tags

_TAGS = {STRONG: "strong", SUB: "sub", SUP: "sup", NOTEREF: "sup", STRUCK: "del", INSERTED: "ins"}


def markdown_text(chapters: Sequence[Chapter], address: str) -> str:
    """The text below a head that says what it is. ``address`` is that of the page."""
    first = chapters[0].record.document
    about = {
        "title": visible(first.title),
        "doc_number": first.doc_number,
        "issuers": list(first.issuers),
        "date": first.date,
        "published": first.published,
        "url": address,
    }
    head = yaml.dump(
        {k: v for k, v in about.items() if v}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
    )
    parts = [_block(s, i, chapter) for i, chapter in enumerate(chapters) for s in chapter.shown]
    return f"---\n{head}---\n\n" + "\n\n".join(parts) + "\n"


def _block(shown: Shown, place: int, chapter: Chapter) -> str:
    block = shown.block
    if shown.rows:
        return _table(laid_out(shown))
    text = _line(shown.runs, place)
    base = 1 if place == 0 else 2
    if block.role is Role.TITLE:
        return _heading(base, text)
    if block.role is Role.HEADING and shown.entry is not None and shown.title_end >= len(block.text):
        return _heading(base + shown.entry.depth, text)
    if block.role is Role.FOOTNOTE:
        return f'<a id="{_note(block.anchor, place)}"></a>{text}'
    return opened(text)


def _heading(level: int, text: str) -> str:
    return f"{'#' * min(level, 6)} " + re.sub(r"#+$", lambda m: "&#35;" * len(m[0]), text)


def _note(anchor: str, place: int) -> str:
    """The anchor of a footnote, its own in a file with several documents."""
    return anchor if place == 0 else f"d{place + 1}-{anchor}"


def _line(runs: Sequence[Run], place: int) -> str:
    parts = []
    for run in runs:
        words, tag = escape(run.chars), _TAGS.get(run.style, "")
        words = f"<{tag}>{words}</{tag}>" if tag else words
        parts.append(f"[{words}](#{_note(run.note, place)})" if run.note else words)
    return "".join(parts).strip()


def _table(rows: Sequence[Sequence[CellShown]]) -> str:
    """A table of Markdown where each cell is one place below one row of heads; else one of HTML."""
    plain = all(c.slot.rowspan == c.slot.colspan == 1 and len(c.pieces) < 2 for row in rows for c in row)
    if plain and [row[0].head for row in rows[:2]] == [True, False][: len(rows)]:
        lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
    made = [f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in rows]
    return "\n".join(["<table>", *made, "</table>"])


def _cell(cell: CellShown) -> str:
    said = f'<span data-derived="true">{escape(cell.said)}</span>' if cell.said else ""
    return said + "".join(_line(piece, 0) for piece in cell.pieces)


def _html_cell(cell: CellShown) -> str:
    tag = "th" if cell.head else "td"
    spans = "".join(
        f' {name}="{n}"'
        for name, n in (("rowspan", cell.slot.rowspan), ("colspan", cell.slot.colspan))
        if n > 1
    )
    said = f'<span data-derived="true">{escape_html(cell.said)}</span>' if cell.said else ""
    return f"<{tag}{spans}>{said}{'<br>'.join(_html(piece) for piece in cell.pieces)}</{tag}>"


def _html(runs: Sequence[Run]) -> str:
    parts = []
    for run in runs:
        words, tag = between_tags(" ".join(run.chars.split())), _TAGS.get(run.style, "")
        parts.append(f"<{tag}>{words}</{tag}>" if tag else words)
    return "".join(parts)
