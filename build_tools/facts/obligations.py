"""What a document obliges to: duties, dated promises and numeric targets, each with its place in print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.documents.outline.anchors import row_anchor
from build_tools.facts.duties.deadlines import blotted, deadlines
from build_tools.facts.duties.labelled import assignments
from build_tools.facts.duties.prose import prose_assignments
from build_tools.facts.duties.tables import RowDuty, row_duties
from build_tools.facts.targets.plan_periods import plan_of
from build_tools.facts.targets.prose import targets
from build_tools.facts.targets.tables import table_goals
from build_tools.language.passages import LineOf, Passage, running_text
from build_tools.model.document import Document, Kind, TableBlock, ancestors, title_end
from build_tools.model.facts import Assignment, Deadline, Duty, Goal, Obligations, Promise

# A chronicle and an interpretation tell who did what.
_OBLIGING = (Kind.NOTICE, Kind.ATTACHED, Kind.PLAN, Kind.TEXT, Kind.ANNEX)
_RESTATING = (Kind.INTERPRETATION, Kind.EXPLANATION, Kind.ABOUT)
# 2021年国民经济和社会发展统计公报, 2023年生态环境状况公报: what was reached; a year to come is still a target
_TELLS = re.compile(r"公报$")


def obligations(documents: Sequence[Document], index: int, line_of: LineOf) -> Obligations:
    """Duties, promises and targets of the document ``index`` of a source."""
    document, dated = documents[index], _dated(documents, index)
    plan = plan_of("".join(documents[i].title for i in (index, *ancestors(documents, index))))
    restated = document.kind in _RESTATING
    found = tuple(running_text(document))
    promised = [(p, deadlines(p, dated)) for p in found]
    promises = [
        Promise(d, p.block.anchor, line_of(p.at[_figure(d)]), _sentence(p, d), restated, p.index)
        for p, ds in promised
        for d in ds
    ]
    goals = [
        Goal(t, p.block.anchor, line_of(p.at[t.at]), restated)
        for p, ds in promised
        for t in targets(p, ds, plan)
        if t.year is not None or not _TELLS.search(document.title)
    ]
    duties = [_duty(a, found, promised) for a in assignments(found, line_of)]
    if document.kind in _OBLIGING:
        duties += [_prose_duty(a, found, promised) for a in prose_assignments(found, line_of)]
        duties.sort(key=lambda duty: duty.assignment.blocks[1])
    for index, block in enumerate(document.blocks):
        if not isinstance(block, TableBlock):
            continue
        for goal in table_goals(block.table):
            anchor = row_anchor(block.anchor, goal.row)
            goals.append(Goal(goal.target, anchor, goal.line, restated, goal.period))
        for row in row_duties(block, index, dated):
            duties.append(_row_duty(row))
            promises += _row_promises(row, restated)
            goals += _row_goals(row, restated, line_of)
    return Obligations(tuple(duties), tuple(promises), tuple(goals))


def _dated(documents: Sequence[Document], index: int) -> str | None:
    """The date of a document; what has none has that of its notice."""
    return next((d for i in (index, *ancestors(documents, index)) if (d := documents[i].sure_date)), None)


def _row_duty(row: RowDuty) -> Duty:
    dates = tuple(dict.fromkeys(d.date for d in row.deadlines))
    return Duty(row.assignment, row.item, dates, dates)


def _row_promises(row: RowDuty, restated: bool) -> list[Promise]:
    """The dates of a row's time cell; their words are those of the cell."""
    words = row.assignment.term or ""
    return [
        Promise(
            replace(d, words=words), row.assignment.anchor, row.time_line, row.item, restated, row.task.index
        )
        for d in row.deadlines
    ]


def _row_goals(row: RowDuty, restated: bool, line_of: LineOf) -> list[Goal]:
    """The targets in the words of a row's task; the row's only year is theirs where they name none."""
    years = {d.date[:4] for d in row.deadlines}
    head = [replace(row.deadlines[0], start=0, end=0)] if len(years) == 1 else []
    return [
        Goal(t, row.assignment.anchor, line_of(row.task.at[t.at]), restated)
        for t in targets(row.task, (*head, *deadlines(row.task, None)))
    ]


def _figure(deadline: Deadline) -> int:
    """The place of the first figure of a deadline: 到|2025年 may be cut by a line end."""
    return deadline.start + next(i for i, c in enumerate(deadline.words) if c.isnumeric())


def _duty(
    assignment: Assignment,
    found: Sequence[Passage],
    promised: Sequence[tuple[Passage, tuple[Deadline, ...]]],
) -> Duty:
    first, last = assignment.blocks
    held = [(p, d) for p, ds in promised if first <= p.index <= last for d in ds]
    inside = [d.date for _, d in held]
    # 〔…负责，9月底前完成〕 and 完成时限：… speak of the whole item, a date in its sentences need not.
    due = [d.date for p, d in held if d.form == "due" or (p.index == last and d.start in assignment.stated)]
    head = next(p for p in found if p.index == first)
    end = title_end(head.block)
    words = head.block.text.chars[:end].strip() if end else _first(head.text)
    item = words.rstrip("。") or head.text  # a paragraph that begins with a stop
    return Duty(assignment, item, tuple(dict.fromkeys(inside)), tuple(dict.fromkeys(due)))


def _prose_duty(
    assignment: Assignment,
    found: Sequence[Passage],
    promised: Sequence[tuple[Passage, tuple[Deadline, ...]]],
) -> Duty:
    """A duty of one sentence: only its own dates and the stated date of its item are its dates."""
    place = assignment.blocks[0]
    held = [d for p, ds in promised if p.index == place for d in ds]
    own = [d.date for d in held if d.form == "due" or d.start in assignment.stated]
    due = [d.date for d in held if d.form == "due"]
    return Duty(assignment, assignment.text, tuple(dict.fromkeys(own)), tuple(dict.fromkeys(due)))


def _first(text: str) -> str:
    return text[:end] if (end := blotted(text).find("。")) >= 0 else text


def _sentence(passage: Passage, deadline: Deadline) -> str:
    """The sentence from the deadline on; the item's title where the deadline is a remark in brackets."""
    text, titled = passage.text, passage.block.text.chars[: title_end(passage.block)].strip().rstrip("。")
    remark = deadline.form == "due" or text[deadline.start - 1 : deadline.start] == "（"
    if remark and titled:
        return titled
    end = blotted(text).find("。", deadline.end)
    return text[deadline.start : end if end >= 0 else len(text)]
