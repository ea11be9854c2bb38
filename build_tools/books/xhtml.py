"""Chapters as XHTML: the body of each document, for books. What is not printed bears ``class="derived"``."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import pairwise

from markupsafe import escape

from build_tools.books.proof import solid
from build_tools.books.walk import CellShown, Chapter, Run, Shown, laid_out
from build_tools.citations.leads import Lead
from build_tools.documents.outline.anchors import row_anchor
from build_tools.language.signs import visible
from build_tools.model.document import PageTurn, Role
from build_tools.model.text import INSERTED, NOTEREF, STRONG, STRUCK, SUB, SUP
from build_tools.pages.safe_html import between_tags, tibetan
from build_tools.pages.title_breaks import break_places

Way = Callable[[Lead], str]
"""Where a lead goes from the chapter that it stands in; empty where nothing is there."""

_BREAK = "<wbr/>"
_TAGS = {STRONG: "strong", SUB: "sub", SUP: "sup", NOTEREF: "sup", STRUCK: "del", INSERTED: "ins"}


def body_of(chapter: Chapter, way: Way) -> str:
    """The blocks of a document, one a line."""
    shown = chapter.shown
    parts = [_block(s, chapter, way) for s in shown]
    if not any(s.block.role is Role.TITLE for s in shown):
        parts.insert(0, f'<h1 class="derived">{text(chapter.record.document.title)}</h1>')
    return "\n".join(parts)


def text(chars: str) -> str:
    """Characters as XHTML; Tibetan says that it is."""
    return tibetan(between_tags(chars)).replace('lang="bo"', 'lang="bo" xml:lang="bo"')


def _block(shown: Shown, chapter: Chapter, way: Way) -> str:
    block, before = shown.block, page_break(shown.turn)
    if shown.rows:
        return f"{before}{_table(shown, chapter, way)}"
    breaks = break_places(shown.chars) if block.role is Role.TITLE else set()
    words, kind = _runs(shown.runs, way, breaks), block.role.value
    if block.role is Role.TITLE:
        return f'{before}<h1 id="{block.anchor}" class="title">{words}</h1>'
    if block.role is Role.HEADING and shown.entry is not None:
        if shown.title_end >= len(block.text):
            level = min(shown.entry.depth + 1, 6)
            return f'{before}<h{level} id="{block.anchor}" class="l-{level}">{words}</h{level}>'
        kind = "heading"
    if block.role is Role.FOOTNOTE:
        back = (
            f' <a class="derived" role="doc-backlink" href="#{back_of(block.anchor)}">↩</a>'
            if block.anchor in chapter.signs
            else ""
        )
        return (
            f'{before}<aside epub:type="footnote" role="doc-footnote" id="{block.anchor}" class="footnote">'
            f"<p>{words}{back}</p></aside>"
        )
    return f'{before}<p id="{block.anchor}" class="{kind}">{words}</p>'


def back_of(anchor: str) -> str:
    """The anchor of the sign of a footnote."""
    return f"ref-{anchor}"


def page_id(turn: PageTurn) -> str:
    """The anchor of a page of the print."""
    return f"page-{turn.page}"


def page_break(turn: PageTurn | None) -> str:
    """The sign that a page of the print begins; only where its number is known."""
    if turn is None or turn.page is None:
        return ""
    said = f'id="{page_id(turn)}" aria-label="第{turn.page}页"'
    return f'<span epub:type="pagebreak" role="doc-pagebreak" class="derived" {said}></span>'


def _runs(runs: Sequence[Run], way: Way, breaks: Container[int] = ()) -> str:
    """Runs as XHTML; a line may end before each place of ``breaks``."""
    parts, pointed, at = [], set[str](), 0
    for run in runs:
        words, tag = _broken(run.chars, at, breaks), _TAGS.get(run.style, "")
        words = f"<{tag}>{words}</{tag}>" if tag else words
        if run.note:
            own = "" if run.note in pointed else f' id="{back_of(run.note)}"'
            pointed.add(run.note)
            words = f'<a epub:type="noteref" role="doc-noteref"{own} href="#{run.note}">{words}</a>'
        elif run.lead is not None and (address := way(run.lead)):
            words = f'<a href="{escape(address)}">{words}</a>'
        parts.append(_BREAK * (at in breaks) + page_break(run.turn) + words)
        at += len(run.chars)
    return "".join(parts)


def _broken(chars: str, at: int, breaks: Container[int]) -> str:
    """Characters that begin at a place of a text, with its breaks inside."""
    edges = [0, *(k for k in range(1, len(chars)) if at + k in breaks), len(chars)]
    return _BREAK.join(text(chars[a:b]) for a, b in pairwise(edges))


def _table(shown: Shown, chapter: Chapter, way: Way) -> str:
    block = shown.block
    assert shown.table is not None
    shown_rows = laid_out(shown)
    heads = sum(row[0].head for row in shown_rows if row)
    rows = [
        f"<tr{_row_id(block.anchor, i - heads + 1)}>{''.join(_cell(c, way) for c in row)}</tr>"
        for i, row in enumerate(shown_rows)
    ]
    title, said = _named(shown.table.title, chapter)
    head = f"<thead>{''.join(rows[:heads])}</thead>" if heads else ""
    body = f"<tbody>{''.join(rows[heads:])}</tbody>" if rows[heads:] else ""
    return f'<div class="table" id="{block.anchor}"><table{said}>{title}{head}{body}</table></div>'


def _named(title: str, chapter: Chapter) -> tuple[str, str]:
    """The name of a table as its caption; one that stands above it as the title is only said."""
    if not title:
        return "", ""
    if solid(title) == solid(chapter.record.document.title):
        return "", f' aria-label="{escape(visible(title))}"'
    return f'<caption class="derived">{text(title)}</caption>', ""


def _row_id(anchor: str, number: int) -> str:
    return f' id="{row_anchor(anchor, number)}"' if number > 0 else ""


def _cell(cell: CellShown, way: Way) -> str:
    tag = "th" if cell.head else "td"
    slot = cell.slot
    spans = f' rowspan="{slot.rowspan}"' if slot.rowspan > 1 else ""
    spans += f' colspan="{slot.colspan}"' if slot.colspan > 1 else ""
    said = f'<span class="derived">{text(cell.said)}</span>' if cell.said else ""
    return f"<{tag}{spans}>{said}{'<br/>'.join(_runs(piece, way) for piece in cell.pieces)}</{tag}>"
