"""The stage of tables: from what stands between bars and tags to tables as a careful editor sets them.

Every step takes a draft and returns a new one; ``trace`` shows what each of them made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from build_tools.language.passages import LineOf
from build_tools.language.phrases import CAPTION
from build_tools.language.script import SMALL
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, GridBlock, Role, TableBlock
from build_tools.model.source import CellCorrection
from build_tools.model.table import Check, Table, TableRow
from build_tools.tables.align import aligned
from build_tools.tables.check import checked
from build_tools.tables.correct import CellCorrector
from build_tools.tables.fill import fill_notes, filled
from build_tools.tables.forms import TYPES, form_rows, is_form
from build_tools.tables.join import joined, whole_rows
from build_tools.tables.place import Draft, is_band, place
from build_tools.tables.spans import whole_spans
from build_tools.tables.split import repaired, split

Step = Callable[[Draft], Draft]

STEPS: tuple[Step, ...] = (whole_rows, aligned, split, repaired, filled, whole_spans)
"""What is done to a table once its pages are put together, in this order."""

_CAPTION = re.compile(rf"^续表\s*[：:]\s*\S|^{CAPTION}\s*[：:]?\s*\S|.{{2,30}}(?:一览)?表$")
# “十二五”供水发展主要情况 · “十三五”排水发展主要目标, a paragraph of its own; （一）主要目标 is a heading
_NAMES_FIGURES = re.compile(
    rf"^(?![（(]|[{SMALL}]+、)[^，。；：]{{4,28}}(?:目标|指标|(?:主要|完成|实现|执行)情况)$"
)
_LISTED = re.compile(r"^附\s*[表件录]\s*\d*\s*[：:]?\s*(?P<title>[^。；，：]{4,48})$")
_NUMBERED = re.compile(rf"^附?表\s*[\d{SMALL}]+(?:[-—.]\d+)*\s*[一-鿿]")
_UNIT = re.compile(
    r"[（(]?\s*(?:(?<![一-鿿])|(?<=[表额]))(?:计量)?单位\s*(?:[：:]|为(?!单位))\s*(?P<unit>[^（）()，。；：:]{1,24}(?:[（(][^）)]*[）)])?)[）)]?\s*$"
)
"""``单位：万元``, also glued to its title (``…收支表单位：万元``) and ``金额单位：万元``; never the office
of ``填报单位：…`` or ``被考核单位：…``."""
_GOES_ON = re.compile(
    r"^[（(]?\s*(?:续\s*上?\s*[表页]?|表?\s*\d*\s*续)[\d\s]*[）)]?$|[（(]续(?:表|上表)?[）)]\s*$"
    r"|^.{2,14}公报\s*(?:(?:19|20)\d\d.{0,14}|第.{1,6}期)?$"
)
"""What may stand between two pages of a table: 续表, （续）, ``滨城市人民政府公报 2020年第8期``."""


@dataclass(frozen=True)
class Rebuilt:
    """Documents with their tables rebuilt, and what was noticed."""

    documents: tuple[Document, ...]
    notes: tuple[Note, ...]


def rebuild(
    documents: Sequence[Document],
    line_of: LineOf,
    cells: Sequence[CellCorrection] = (),
    free: int = 0,
) -> Rebuilt:
    """Rebuild every table. Guarantees: each printed piece is in one slot or dropped by a note.

    ``cells`` are an editor's corrections, ``free`` the first offset that they may use for characters
    that are not printed; ``line_of`` maps an offset to its raw line.
    """
    notes: list[Note] = []
    corrector = CellCorrector(cells, free)
    made = []
    for i, document in enumerate(documents):
        blocks, found = _document(document, i, corrector, line_of)
        made.append(replace(document, blocks=blocks))
        notes += [*found, *_unread(blocks, line_of)]
    notes += [*corrector.notes, *corrector.leftovers()]
    with_checks, failed = checked(made)
    return Rebuilt(with_checks, (*notes, *failed))


def _document(
    document: Document, index: int, corrector: CellCorrector, line_of: LineOf
) -> tuple[tuple[Block, ...], list[Note]]:
    blocks: list[Block] = []
    notes: list[Note] = []
    count = 0
    for run in _runs(document.blocks):
        if not isinstance(run[0], GridBlock):
            blocks += run
            continue
        made: list[Block] = []
        for draft in _drafts(run, line_of):
            count += 1
            table, found = _table(draft, [*blocks, *made], document.title, corrector)
            anchor = f"{run[0].anchor.partition('table-')[0]}table-{count}"
            notes += [*found, *([] if table.form else fill_notes(table, index, anchor))]
            made.append(TableBlock(anchor, table))
        # 续表 stands below the table that goes on behind it, else between the two as printed
        blocks += sorted([*made, *(b for b in run if not isinstance(b, GridBlock))], key=_begins)
    return tuple(blocks), notes


def _begins(block: Block) -> int:
    """The place of the first character of a block."""
    return min((text.at[0] for text in block.texts() if len(text)), default=0)


def drafts_of(document: Document, line_of: LineOf) -> list[Draft]:
    """The tables of a document before any step: their pages put together. For ``trace``."""
    return [draft for run in _runs(document.blocks) for draft in _drafts(run, line_of)]


def _drafts(run: Sequence[Block], line_of: LineOf) -> list[Draft]:
    grids = [block.grid for block in run if isinstance(block, GridBlock)]
    return joined([draft for draft in (place(g, line_of) for g in grids) if draft.rows])


def _unread(blocks: Sequence[Block], line_of: LineOf) -> Iterator[Note]:
    """``表1 禁燃区内禁止燃用的燃料组合类别`` and no table below it: what follows stays as printed."""
    for block, below in pairwise(blocks):
        chars = block.text.chars.strip()
        if block.role is not Role.PARAGRAPH or below.role is not Role.PARAGRAPH:
            continue
        if len(chars) <= 40 and _NUMBERED.match(chars) and not re.search(r"[。；，：]", chars):
            if _UNIT.search(below.text.chars.strip()):
                continue
            line = line_of(block.text.at[0])
            yield Note(Code.TABLE_UNREAD, line, line, chars)


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Tables that stand one after the other, words like 续表 between them; any other block alone."""
    run: list[Block] = []
    held: list[Block] = []
    for k, block in enumerate(blocks):
        if isinstance(block, GridBlock):
            run += [*held, block]
            held = []
        elif run and (_GOES_ON.search(block.text.chars) or _is_running_head(blocks, k)):
            held.append(block)
        else:
            if run:
                yield run
            yield from ([b] for b in held)
            run, held = [], []
            yield [block]
    if run:
        yield run
    yield from ([b] for b in held)


def _is_running_head(blocks: Sequence[Block], k: int) -> bool:
    """Whether a short line stands above 河道管理行政处罚裁量基准（续）, as a running head does."""
    short = blocks[k].role is Role.PARAGRAPH and re.fullmatch("[^，。；：]{1,24}", blocks[k].text.chars)
    return bool(short and k + 1 < len(blocks) and _GOES_ON.search(blocks[k + 1].text.chars))


def _table(
    draft: Draft, above: Sequence[Block], document_title: str, corrector: CellCorrector
) -> tuple[Table, list[Note]]:
    """One table out of its joined draft; ``above`` are the blocks before it."""
    title, unit = _caption(above, document_title)
    if is_form(draft, title):
        whole = whole_spans(repaired(replace(draft, rows=form_rows(draft), header=0, types=TYPES)))
        form = Table(title, (), whole.rows, TYPES, unit, form=True)
        return corrector.apply(form), list(whole.notes)
    before = draft.body
    for step in STEPS:
        draft = step(draft)
    header, body = draft.rows[: draft.header], draft.rows[draft.header :]
    for row in header[:2]:
        if unit is None and is_band(row) and (match := _UNIT.search(row.slots[0].value)):
            unit = match["unit"].strip()
    table = Table(title, header, body, draft.types, unit, checks=(_row_count(before, body),))
    return corrector.apply(table), list(draft.notes)


def _row_count(before: Sequence[TableRow], after: Sequence[TableRow]) -> Check:
    """Every printed line of the body is in a row; where all stand in one line the rows are counted. The name
    says which: a row may be printed over several lines."""
    printed = {n for row in before for n in row.lines}
    held = {n for row in after for n in row.lines} & printed
    by_line = len(printed) > 1
    expected, actual = (len(printed), len(held)) if by_line else (len(before), len(after))
    label = "来源文本各行均在表中" if by_line else "所印各行均在表中"
    return Check("row-count", label, str(expected), str(actual), expected == actual)


def _caption(above: Sequence[Block], document_title: str) -> tuple[str, str | None]:
    """The title and unit printed above a table: ``表1 …``, ``单位：万吨``; else the document's title."""
    unit = None
    for block in reversed(above[-3:]):
        chars = block.text.chars.strip()
        if isinstance(block, TableBlock) or block.role in (Role.TITLE, Role.LABEL):
            break
        if unit is None and (match := _UNIT.search(chars)) and len(chars) < 40:
            unit = match["unit"].strip()
            rest = chars[: match.start()].strip()
            if not rest:
                continue
            chars = rest
        if (listed := _LISTED.match(chars)) is not None:
            return listed["title"], unit
        if len(chars) <= 40 and _CAPTION.search(chars) and not re.search(r"[。；：]$", chars):
            return chars, unit
        if block.role is Role.PARAGRAPH and _NAMES_FIGURES.match(chars):
            return chars, unit
        break
    if unit is None and (match := re.search(r"[（(]单位[：:](?P<unit>[^）)]+)[）)]$", document_title)):
        unit = match["unit"]
    return document_title, unit


def settled(documents: Sequence[Document], notes: Sequence[Note]) -> tuple[Document, ...]:
    """The documents without the second readings of places that an editor let stand as shown."""
    accepted = {place for n in notes if n.accepted and n.cells is not None for place in n.cells.places()}
    if not accepted:
        return tuple(documents)
    return tuple(
        replace(document, blocks=tuple(_settled(block, i, accepted) for block in document.blocks))
        for i, document in enumerate(documents)
    )


def _settled(block: Block, index: int, accepted: Container[tuple[int, str, int, int]]) -> Block:
    if not isinstance(block, TableBlock):
        return block
    rows = tuple(
        replace(
            row,
            slots=tuple(
                replace(slot, readings=()) if (index, block.anchor, r, k) in accepted else slot
                for k, slot in enumerate(row.slots)
            ),
        )
        for r, row in enumerate(block.table.rows)
    )
    return replace(block, table=replace(block.table, rows=rows))


def trace(draft: Draft) -> Iterator[tuple[str, Draft]]:
    """The draft after each step, with the step's name: for people who want to see why."""
    yield "joined", draft
    for step in STEPS:
        draft = step(draft)
        yield step.__name__, draft


def show(draft: Draft) -> str:
    """A draft as lines of text: header rows marked ``#``, covered places ``^``, inferred ones ``~``."""
    said = []
    for i, row in enumerate(draft.rows):
        mark = "#" if i < draft.header else " "
        cells = [
            ("^" if s.covered else "~" if s.basis else "") + s.value + ("?" if s.readings else "")
            for s in row.slots
        ]
        said.append(f"{mark}{','.join(map(str, row.lines))} | " + " | ".join(cells))
    return "\n".join(said)
