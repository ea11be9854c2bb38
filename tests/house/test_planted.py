"""Planted bugs: each changes what one stage gives, and a run has to say so.

A run is what ``convert`` stops on, what ``build`` proves of pages and files, and, for what texts state,
a second and simple reading of them (:mod:`support.witness`). A bug that no run notices is a hole in
what is proven: it needs a proof, not a line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from build_tools.exports.every import all_data
from build_tools.exports.proof import prove_files
from build_tools.model.citation import Place
from build_tools.model.corpus import Ending, Record
from build_tools.model.document import Block, Document, Role, TableBlock
from build_tools.model.facts import DutyRole
from build_tools.model.table import Slot, Table, TableRow
from build_tools.model.text import Edit, Text
from build_tools.pipeline import convert_corpus
from support.rendering import proven
from support.witness import against

TEXTS: Mapping[str, str] = {
    "a": """青江市人民政府关于印发《青江市早市管理办法》的通知

青政发〔2023〕9号

各县（区）人民政府：

早市是便民设施。到2025年，早市达到120个。

现将《青江市早市管理办法》印发给你们，按照《青江市集市名录》（青政发〔2019〕7号）和《青江市节水办法》执行。

青江市人民政府
2023年5月1日

青江市早市管理办法

第一条 早市①应当按时开市，

①早市：指清晨的集市。

按时收市。

第二条 摊位 由市商务局统一编号,不得转让。（市商务局牵头，市城管局配合）

第三条 早市向居民开放。（市民政局负责，2024年12月底前完成）

第四条 本办法自2023年6月1日起施行，有效期6年。《青江市夜市办法》（青政发〔2018〕3号）同时废止。

附件

早市考核表

| 类别 | 项目 | 分值 |
| --- | --- | --- |
| 卫生 | 地面 | 5 |
| | 水池 | 6 |
| 秩序 | 车辆 | 8 |
| 合计 | | 19 |

抄送：市委办公室。
""",
    "b": """青江市夜市办法

青政发〔2018〕3号

第一条 夜市应当按时开市，
按时收市。

第二条 本办法自2018年7月1日起施行，有效期2年。

青江市人民政府
2018年6月1日
""",
    "c": "青江市集市名录\n\n青政发〔2019〕7号\n\n一、早市。\n\n青江市人民政府\n2019年3月1日\n",
    "d": "青江市集市名单\n\n青政发〔2019〕7号\n\n一、夜市。\n\n青江市人民政府\n2019年4月1日\n",
    "e": "青江市节水办法\n\n第一条 节水。\n\n青江市人民政府\n2016年3月1日\n",
    "f": "青江市节水办法\n\n第一条 节约用水。\n\n青江市人民政府\n2021年3月1日\n",
    "g": "青江市人民政府关于人事任免的通知\n\n青政任〔2023〕2号\n\n任命李某某同志为市水务局局长。\n\n"
    "青江市人民政府\n2023年3月1日\n",
}
"""A small archive: a number that two records bear, a title that two records bear, and what can be proven of
paragraphs, footnotes, 版记, a table with merged labels, a term, a repeal, duties, a target and a post."""


def run(folder: Path) -> set[str]:
    """What a run over the archive says is wrong: codes of errors, and readers that speak against it."""
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = convert_corpus(sorted(folder.glob("*.txt")))
    errors = {n.code.id for notes in corpus.notes for n in notes if n.code.severity == "error"}
    errors |= {note.code.id for f in prove_files(corpus, all_data(corpus)).values() for note in f.notes}
    errors |= {note.code.id for note in proven(corpus, folder / "site")}
    return errors | {said.partition(":")[0] for said in against(corpus)}


Change = Callable[[Any], Any]


def after(target: str, change: Change) -> Callable[[pytest.MonkeyPatch], None]:
    """Plant a bug: what the function ``target`` gives is changed."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        module, _, name = target.rpartition(".")
        real = getattr(__import__(module, fromlist=[name]), name)
        patch.setattr(target, lambda *args, **kwargs: change(real(*args, **kwargs)))

    return plant


def before(target: str, change: Callable[..., tuple[Any, ...]]) -> Callable[[pytest.MonkeyPatch], None]:
    """Plant a bug: what the function ``target`` is given is changed."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        module, _, name = target.rpartition(".")
        real = getattr(__import__(module, fromlist=[name]), name)
        patch.setattr(target, lambda *args, **kwargs: real(*change(*args), **kwargs))

    return plant


def instead(target: str, value: object) -> Callable[[pytest.MonkeyPatch], None]:
    """Plant a bug: ``target`` is something else."""
    return lambda patch: patch.setattr(target, value)


def swapped(items: tuple[Any, ...], i: int, k: int) -> tuple[Any, ...]:
    """Two of several things have changed places."""
    made = list(items)
    made[i], made[k] = made[k], made[i]
    return tuple(made)


def blocks_of(change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Change:
    """The blocks of the documents of a stage's value changed."""

    def changed(staged: Any) -> Any:
        documents = tuple(replace(d, blocks=change(d.blocks)) for d in staged.documents)
        return replace(staged, documents=documents)

    return changed


def documents_of(change: Callable[[Document], Document]) -> Change:
    """The documents of a stage's value changed."""
    return lambda staged: replace(staged, documents=tuple(map(change, staged.documents)))


def _cut_title(document: Document) -> Document:
    return replace(document, title=document.title[:-1])


def _redated(document: Document) -> Document:
    return replace(document, date="2001-05-01" if document.date else None)


def _moved_on(staged: Any) -> Any:
    """The date of a document, its last paragraph but 版记, stands at the end of the next one."""
    if len(staged.documents) == 1:
        return staged
    first, second, *rest = staged.documents
    *kept, date, last = first.blocks
    moved = replace(second, blocks=(*second.blocks, date))
    return replace(staged, documents=(replace(first, blocks=(*kept, last)), moved, *rest))


def _footnote_moved_on(staged: Any) -> Any:
    """The footnotes of a document stand at the end of the next one."""
    made: list[Document] = []
    held: tuple[Block, ...] = ()
    for document in staged.documents:
        kept = tuple(b for b in document.blocks if b.role is not Role.FOOTNOTE)
        made.append(replace(document, blocks=(*kept, *held)))
        held = tuple(b for b in document.blocks if b.role is Role.FOOTNOTE)
    return replace(staged, documents=tuple(made))


def table_of(change: Callable[[Table], Table]) -> Callable[[pytest.MonkeyPatch], None]:
    """Plant a bug: rebuilt tables are changed."""

    def changed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(replace(b, table=change(b.table)) if isinstance(b, TableBlock) else b for b in blocks)

    return after("build_tools.pipeline.rebuild", blocks_of(changed))


def place_of(row: int, column: int, change: Callable[[Slot], Slot]) -> Callable[[Table], Table]:
    """One place of the body changed."""

    def changed(table: Table) -> Table:
        slots = table.rows[row].slots
        made = replace(table.rows[row], slots=(*slots[:column], change(slots[column]), *slots[column + 1 :]))
        return replace(table, rows=(*table.rows[:row], made, *table.rows[row + 1 :]))

    return changed


def _cells_swapped(table: Table) -> Table:
    rows: list[TableRow] = [replace(row, slots=swapped(row.slots, 1, 2)) for row in table.rows[:3]]
    return replace(table, rows=(*rows, *table.rows[3:]))


def _without_edits(repaired: tuple[Text, list[Any]]) -> tuple[Text, list[Any]]:
    return repaired[0], []


def _edits_beside(repaired: tuple[Text, list[Any]]) -> tuple[Text, list[Any]]:
    """The edits of a repair name the characters beside those that were changed."""
    text, notes = repaired
    beside = [
        replace(n, edits=tuple(Edit(tuple(o + 1 for o in e.offsets), e.was, e.now) for e in n.edits))
        for n in notes
    ]
    return text, beside


def records_of(change: Callable[[tuple[Record, ...]], tuple[Record, ...]]) -> Change:
    """The records of the corpus changed once they have their addresses."""
    return lambda corpus: replace(corpus, records=change(corpus.records))


def _turned(record: Record) -> Record:
    document: Document = record.document
    return replace(record, document=replace(document, blocks=document.blocks[::-1]))


def _first_of_number(index: Any, citation: Any, holder: Record) -> Record | None:
    """The first record of a number, however many bear it."""
    return next((r for r in index.corpus.records if r.document.doc_number == citation.doc_number), None)


def _first_of_title(index: Any, citation: Any, holder: Record) -> Record | None:
    """The first record of a title, however many bear it."""
    return next((r for r in index.corpus.records if r.document.title == citation.name), None)


def _beside(citations: tuple[Any, ...]) -> tuple[Any, ...]:
    def shifted(place: Place) -> Place:
        return replace(place, start=place.start + 1, end=place.end + 1)

    return tuple(replace(c, place=shifted(c.place)) for c in citations)


def _a_year_more(day: str, length: str) -> tuple[str, str]:
    """A term of more than five years is a year longer."""
    years = re.match(r"\d+", length)
    longer = f"{int(years[0]) + 1}年" if years and int(years[0]) > 5 and length.endswith("年") else length
    return day, longer


def _repealed_before(found: dict[str, Ending]) -> dict[str, Ending]:
    return {i: replace(e, on="2001-01-01") if e.on else e for i, e in found.items()}


def duties_of(**changes: Any) -> Change:
    """The first duty of a document changed."""

    def changed(found: Any) -> Any:
        if not found.duties:
            return found
        first, *rest = found.duties
        return replace(found, duties=(replace(first, assignment=replace(first.assignment, **changes)), *rest))

    return changed


def units_of(**changes: Any) -> Change:
    """The units of all duties of a document changed."""

    def changed(found: Any) -> Any:
        made = []
        for duty in found.duties:
            task = duty.assignment
            units = tuple(replace(a, **changes) for a in task.assignees)
            made.append(replace(duty, assignment=replace(task, assignees=units)))
        return replace(found, duties=tuple(made))

    return changed


def _a_year_late(found: Any) -> Any:
    promises = tuple(
        replace(p, deadline=replace(p.deadline, date=f"{int(p.deadline.date[:4]) + 1}{p.deadline.date[4:]}"))
        for p in found.promises
    )
    return replace(found, promises=promises)


def _tenfold(found: Any) -> Any:
    goals = tuple(replace(g, target=replace(g.target, value=f"{g.target.value}7")) for g in found.goals)
    return replace(found, goals=goals)


@dataclass(frozen=True)
class Bug:
    """A bug by what it does, how it is planted, and what of a run notices it."""

    does: str
    plant: Callable[[pytest.MonkeyPatch], None]
    noticed_by: str


_FIND = "build_tools.citations.resolve._Index"
_PIPELINE = "build_tools.pipeline"
_OBLIGATIONS = f"{_PIPELINE}.obligations"

BUGS = (
    # order and joining
    Bug(
        "two paragraphs of a document swapped",
        after(f"{_PIPELINE}.structure", blocks_of(lambda blocks: swapped(blocks, -1, -2))),
        "ledger-order",
    ),
    Bug(
        "two lines swapped inside a paragraph",
        before("build_tools.documents.paragraphs.join.glue", lambda texts: (texts[::-1],)),
        "ledger-order",
    ),
    Bug(
        "a paragraph moved into the next document",
        after(f"{_PIPELINE}.structure", _moved_on),
        "ledger-order",
    ),
    Bug(
        "paragraphs turned around once they are proven",
        after(f"{_PIPELINE}.link", records_of(lambda records: (_turned(records[0]), *records[1:]))),
        "ledger-html",
    ),
    Bug(
        "a page that shows its paragraphs in another order",
        after("build_tools.pages.document._record", lambda parts: parts[::-1]),
        "ledger-html",
    ),
    Bug(
        "the end of a line lost where it is joined",
        before("build_tools.documents.paragraphs.join.glue", lambda texts: ([texts[0][:-1], *texts[1:]],)),
        "ledger-lost",
    ),
    Bug(
        "the head of a line doubled where it is joined",
        before("build_tools.documents.paragraphs.join.glue", lambda texts: ([texts[0][:1], *texts],)),
        "ledger-invented",
    ),
    Bug(
        "a footnote moved without its note",
        after("build_tools.documents.paragraphs.join.take_footnotes", lambda found: (found[0], found[1], [])),
        "ledger-order",
    ),
    Bug(
        "a footnote given to the next document",
        after(f"{_PIPELINE}.structure", _footnote_moved_on),
        "ledger-order",
    ),
    Bug(
        "版记 moved without its note",
        instead("build_tools.documents.units.segment.moved", lambda sections: ()),
        "ledger-order",
    ),
    Bug("a title cut short", after(f"{_PIPELINE}.structure", documents_of(_cut_title)), "particulars"),
    Bug("a day of another year", after(f"{_PIPELINE}.structure", documents_of(_redated)), "particulars"),
    # repair
    Bug(
        "a repair without its edits",
        after("build_tools.documents.structure.repair", _without_edits),
        "ledger-invented",
    ),
    Bug(
        "a repair whose edits name the characters beside",
        after("build_tools.documents.structure.repair", _edits_beside),
        "ledger-invented",
    ),
    # tables
    Bug(
        "the value of a place is not its texts",
        table_of(place_of(2, 2, lambda slot: replace(slot, value="80"))),
        "ledger-table",
    ),
    Bug(
        "a merged label that is not printed on the lines it names",
        table_of(place_of(1, 0, lambda slot: replace(slot, value="秩序"))),
        "ledger-table",
    ),
    Bug(
        "a label that spans a row too many",
        table_of(place_of(0, 0, lambda slot: replace(slot, rowspan=slot.rowspan + 1))),
        "ledger-table",
    ),
    Bug("two cells of each row swapped", table_of(_cells_swapped), "ledger-order"),
    Bug(
        "two rows swapped",
        table_of(lambda table: replace(table, rows=swapped(table.rows, 2, 3))),
        "ledger-order",
    ),
    Bug(
        "the last row lost",
        table_of(lambda table: replace(table, rows=table.rows[:-1])),
        "ledger-lost",
    ),
    Bug(
        "figures rounded in the workbook",
        after("build_tools.exports.table_files.number_of", lambda n: n and (int(n[0]) // 10 * 10, n[1])),
        "ledger-file",
    ),
    Bug(
        "a CSV without its header",
        after("build_tools.exports.table_files.csv_of", lambda data: data.partition(b"\r\n")[2]),
        "ledger-file",
    ),
    Bug(
        "a JSON whose rows lack a column",
        after(
            "build_tools.exports.downloads.table_record",
            lambda row: msgspec.structs.replace(row, rows=[cells[1:] for cells in row.rows]),
        ),
        "ledger-file",
    ),
    Bug(
        "a page that shows the words of a cell turned around",
        after("build_tools.pages.table._content", lambda html: html[::-1] if html.isalnum() else html),
        "ledger-html",
    ),
    # resolve
    Bug(
        "a number that two records bear leads to the first",
        instead(f"{_FIND}._by_number", _first_of_number),
        "numbers",
    ),
    Bug(
        "a title that two records bear leads to the first",
        instead(f"{_FIND}._by_title", _first_of_title),
        "namesakes",
    ),
    Bug("citations stand a character further", after(f"{_PIPELINE}.cite", _beside), "quotations"),
    # validity
    Bug(
        "a term over five years ends a year late",
        before("build_tools.facts.effect.sentences.after", _a_year_more),
        "terms",
    ),
    Bug(
        "a term whose length is not read",
        after(
            "build_tools.facts.effect.validity.with_ends", lambda term: replace(term, expires=None, length="")
        ),
        "terms",
    ),
    Bug(
        "a term is over on its last day",
        instead("build_tools.facts.states.by_day.day_after", lambda day: day),
        "last_days",
    ),
    Bug(
        "a text is repealed before the text that repeals it is made",
        after("build_tools.facts.states.in_force.endings", _repealed_before),
        "repeals",
    ),
    # duties, targets, posts
    Bug("a duty of another unit", after(_OBLIGATIONS, units_of(name="市水务局")), "duties"),
    Bug("a unit that leads where nobody does", after(_OBLIGATIONS, units_of(role=DutyRole.LEAD)), "duties"),
    Bug("an item below its own bracket", after(_OBLIGATIONS, duties_of(item_line=99)), "duties"),
    Bug("a deadline a year late", after(_OBLIGATIONS, _a_year_late), "dates_and_figures"),
    Bug("a target of another figure", after(_OBLIGATIONS, _tenfold), "dates_and_figures"),
    Bug(
        "a person of another name",
        after(f"{_PIPELINE}.posts", lambda found: tuple(replace(p, name="王某某") for p in found)),
        "dates_and_figures",
    ),
)


def test_nothing_is_said_where_no_bug_is_planted(tmp_path: Path) -> None:
    assert run(tmp_path) == set()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.does)
def test_planted_bug_is_noticed(bug: Bug, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bug.plant(monkeypatch)
    assert bug.noticed_by in run(tmp_path)
