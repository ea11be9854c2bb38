"""Lines → paragraphs: rejoin what a page, a column or a wrapped line has cut.

Two lines are joined only for a reason that can be named (``goes_on``); each join is a note, and so is each
judgement on a paragraph that ends a page on a full stop.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.documents.paragraphs.footnotes import take_footnotes
from build_tools.documents.paragraphs.goes_on import BARE_CHAPTER, Memory, is_heading, remember, verdict
from build_tools.documents.paragraphs.growing import Growing
from build_tools.documents.paragraphs.known_pieces import add_piece
from build_tools.documents.paragraphs.line_evidence import BARE_NUMBER, doubled, signed_between
from build_tools.language.script import bare
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Piece, Role
from build_tools.model.edits import glue, inserted_blank
from build_tools.model.source import Item, Line, TableLine


def join(
    parts: list[tuple[Role | None, Item]],
    wrap: int,
    known: frozenset[str] = frozenset(),
    titles: frozenset[str] = frozenset(),
    tails: Sequence[int] = (),
) -> tuple[list[Piece], list[Piece], list[Note]]:
    """Join the body of one unit. Returns its pieces, its footnotes and the notes.

    Guarantees: every character of the items is in exactly one piece; tables, lines with a role and a
    line that is one of the ``titles`` are never joined to running text, and no paragraph goes on behind
    a signature (``tails``, their places).
    """
    parts, footnotes, notes = take_footnotes(parts)
    lines = [x for role, x in parts if role is None and isinstance(x, Line)]
    memory = Memory.of(lines, wrap, known, titles)
    pieces: list[Piece] = []
    group: Growing | None = None
    after_heading = False
    cut_by_note = {f.lines[-1] for f in footnotes}
    for role, item in parts:
        if role is not None or isinstance(item, TableLine):
            _flush(group, pieces, notes, wrap)
            group = None
            add_piece(pieces, role, item, tails)
            continue
        last = group.lines[-1] if group else None
        cut = last is not None and any(last.number < n < item.number for n in cut_by_note)
        open_ = last is not None and not signed_between(last.text, item, tails)
        code = verdict(group, item, memory, after_heading, cut) if group and open_ else None
        if group and code is not None and _repeats_title(group, item, memory):
            notes += _title_notes(item, memory)
            code = None
        if code in (Code.APART_PAGE_STOP, Code.APART_FULL_LINE) and last:
            notes.append(_join_note(code, last, item))
        elif code is not None and last and group:
            if not wrap:
                notes.append(_join_note(code, last, item))
            if doubled(last, item):
                notes.append(_join_note(Code.JOIN_DOUBLED, last, item))
            group.add(item)
            continue
        if group:
            after_heading = is_heading(group, memory)
            remember(group, memory)
            _flush(group, pieces, notes, wrap)
        group = Growing.of(item)
    _flush(group, pieces, notes, wrap)
    return pieces, footnotes, notes


def _flush(group: Growing | None, pieces: list[Piece], notes: list[Note], wrap: int) -> None:
    if group is None:
        return
    lines = group.lines
    if wrap and len(lines) > 1:
        detail = f"{len(lines) - 1} 处"
        notes.append(Note(Code.JOIN, lines[0].number, lines[-1].number, detail=detail))
    numbers = tuple(dict.fromkeys(line.number for line in lines))
    broken = any(line.page_break for line in lines)
    texts = [x.text for x in lines]
    if len(lines) > 1 and (BARE_CHAPTER.match(lines[0].key) or BARE_NUMBER.match(lines[0].key)):
        texts.insert(1, inserted_blank(texts[1].at[0]))  # 第一章, and its title in the next line
    pieces.append(Piece(None, glue(texts), numbers, lines[0].mark, page_break=broken))


def _join_note(code: Code, above: Line, below: Line) -> Note:
    was = f"{above.text.chars[-12:]}⏎{below.text.chars[:12]}"
    return Note(code, above.number, below.number, was)


def _repeats_title(group: Growing, line: Line, memory: Memory) -> bool:
    """Whether the title of the text stands here in a line of its own, and in no bracket opened above."""
    held = group.lines[-1].number in memory.held
    return not held and (_is_title(group.above, memory) or _is_title(line.key, memory))


def _is_title(line_key: str, memory: Memory) -> bool:
    """``临江市供水管理条例``, ``临江市供水管理条例 - 3 -``: a running head has the page with it."""
    title = bare(line_key)
    return bool({title, title.strip("0123456789")} & memory.titles)


def _title_notes(line: Line, memory: Memory) -> list[Note]:
    """The doubt on a title that cuts a sentence; it is said once, on the title."""
    if not _is_title(line.key, memory):
        return []
    return [Note(Code.TITLE_REPEATED, line.number, line.number, line.text.chars)]
