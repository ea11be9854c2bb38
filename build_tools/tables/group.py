"""Which rows a merged label stands for: one rule after the other, each with the print that forced it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from build_tools.model.table import Basis, ColumnType
from build_tools.tables.evidence import DECIDED, DOUBTED, boundary, same_text
from build_tools.tables.label import LabelColumn, is_blank_after, is_orphan
from build_tools.tables.middle import Groups, groups_around, groups_by_sum, groups_centred
from build_tools.tables.place import is_band, is_blank, solid, value_of


def _fill_runs(column: LabelColumn) -> None:
    """Rows without a label, run by run: to the label above or below them."""
    for start, end in _runs(column):
        _fill(column, start, end)


def _runs(column: LabelColumn) -> list[tuple[int, int]]:
    """Runs of rows without a label, bands and other parents' rows parting them."""
    runs: list[tuple[int, int]] = []
    for r in range(column.first, len(column.rows)):
        if not is_blank(column.slot(r)) or column.apart(r):
            continue
        if _moved_label(column, r):
            continue
        if runs and runs[-1][1] == r and column.group(r - 1) == column.group(r):
            runs[-1] = (runs[-1][0], r + 1)
        else:
            runs.append((r, r + 1))
    return runs


def _fill(column: LabelColumn, start: int, end: int) -> None:
    above, below = column.above(start), column.below(end - 1)
    run = range(start, end)
    if above is None and below is None:
        _without_label(column, run)
    elif above is None and below is not None and _split_off(column, run, below):
        for r in run:
            column.readings[r] = ("", column.slot(below).value)
    elif above is None or below is None:
        column.give(run, above if above is not None else below)
        headless = column.first == 0  # its label may stand at the foot of what came before
        if above is None and below is not None and (headless or _uncertain_parent(column, run)):
            for r in run:
                column.readings[r] = (column.slot(below).value, "")
    elif solid(column.slot(above).value) == solid(column.slot(below).value):
        column.give(run, above)
    else:
        _between(column, run, above, below)


def _uncertain_parent(column: LabelColumn, run: range) -> bool:
    """Whether the parent's label of some rows rests on their words alone: theirs falls with it."""
    return column.parent is not None and all(r in column.parent.readings for r in run)


def _split_off(column: LabelColumn, run: range, below: int) -> bool:
    """Rows that their words gave to another parent: the label printed below them there need not
    be theirs, unless it has no row of its own."""
    if column.parent is None or is_orphan(column.draft, below, column.leaf):
        return False
    return all(column.parent.basis.get(r) is Basis.SEMANTIC for r in run)


def _between(column: LabelColumn, run: range, above: int, below: int) -> None:
    """Rows between two labels: to the upper one, unless their words belong to the lower one."""
    rows = [column.rows[r] for r in run]
    orphan = is_orphan(column.draft, below, column.leaf)
    near = orphan or column.index == column.leaf - 1
    upper, margin = boundary(
        column.rows[above], column.rows[below], rows, column.index, column.leaf, words_count=near
    )
    if orphan and not is_blank_after(column.draft, below, column.index):
        upper = min(upper, len(run) - 1)
    elif margin < DECIDED:
        upper, doubtful = len(run), run[upper:] if margin >= DOUBTED else run[:0]
        column.doubt(doubtful, above, below)
    column.give(run[:upper], above)
    column.give(run[upper:], below, Basis.SEMANTIC)
    column.doubt(run[upper:], below, above)


def _without_label(column: LabelColumn, run: range) -> None:
    """No label was printed for these rows: blank, or the parent's cell runs on over this column."""
    if column.parent is None:
        return
    for r in run:
        parent = column.parent.source[r]
        if parent is not None:
            value = column.rows[parent].slots[column.parent.index].value
            column.readings[r] = ("", value)


def _moved_label(column: LabelColumn, r: int) -> bool:
    """A row one cell short: its one label stood under this column and names the row as well.

    ``| 社会 信用 | 举报 投诉 | 6 | …``: 举报投诉 spans 二级指标 and 三级指标.
    """
    if column.index != column.leaf - 1 or r not in column.draft.short:
        return False
    above = column.above(r)
    column.source[r] = r
    column.basis[r] = Basis.SHIFT
    own = column.rows[r].slots[column.leaf].value
    column.readings[r] = (own, column.slot(above).value if above is not None else "")
    return True


def _in_the_middle(column: LabelColumn) -> None:
    """Labels printed in the middle or at the bottom of their rows, where the first rows of a
    group have none above: the groups that lie evenly around the labels."""
    for start, end in column.spans():
        labels = [r for r in column.labels if start <= r < end]
        if not labels or labels[0] == start:
            continue
        solutions = groups_around(start, end, labels)
        for source, (first, last) in zip(labels, solutions[0] if solutions else (), strict=False):
            others = [column.slot(labels[i]).value for i in range(len(labels))]
            for r in range(first, last + 1):
                if r == source or column.basis.get(r) in (Basis.SEMANTIC, Basis.SHIFT):
                    continue
                if _split_off(column, range(r, r + 1), source):
                    continue
                changed = column.source[r] != source
                column.give(range(r, r + 1), source)
                column.readings.pop(r, None)
                if changed and len(set(others)) > 1:
                    column.basis[r] = Basis.SEMANTIC
                    column.doubt(range(r, r + 1), source, *_rivals(column, solutions, labels, r))


def _perhaps_in_the_middle(column: LabelColumn) -> None:
    """Labels at the head of their rows, in the text layer of a PDF, that could as well be in the very middle:
    there a cell is printed at the height that it has on the page, and no line parts the rows."""
    for start, end in column.spans() if column.draft.writing == "layout" else ():
        labels = [r for r in column.labels if start <= r < end]
        centred = groups_centred(start, end, labels) if labels[:1] == [start] else None
        for source, (first, last) in zip(labels, centred or (), strict=False):
            for r in range(first, last + 1):
                held = column.source[r]
                if held is not None and held != source and r not in column.readings:
                    column.doubt(range(r, r + 1), held, source)


def _beside_doubted(column: LabelColumn) -> None:
    """A label printed in the row of its parent goes where that goes: in the text layer of a PDF ``3`` and
    ``氨氮`` stand side by side in the middle of their rows, or both at the head."""
    parent = column.parent
    if parent is None or column.draft.writing != "layout":
        return
    for r, readings in parent.readings.items():
        held = column.source[r]
        others = [s for s in parent.labels if parent.slot(s).value in readings and s != held]
        if held is not None and held == parent.source[r] and others and r not in column.readings:
            column.doubt(range(r, r + 1), held, min(others, key=lambda s: abs(s - r)))


def _by_points(column: LabelColumn) -> None:
    """``组织管理（25分）``: the groups whose scores sum to the points of their labels."""
    score = next((k for k, kind in enumerate(column.draft.types) if kind is ColumnType.SCORE), None)
    for start, end in column.spans() if score is not None else ():
        labels = [r for r in column.labels if start <= r < end]
        points = [_points(column.slot(r).value) for r in labels]
        if len(labels) < 2 or None in points:
            continue
        scores = [value_of(column.rows[r].slots[score or 0].value) or Decimal(0) for r in range(start, end)]
        now = [sum(scores[r - start] for r in column.held(label)) for label in labels]
        fits = sum(total == wanted for total, wanted in zip(now, points, strict=True))
        best, groups = groups_by_sum(start, labels, points, scores)
        if best > fits and best * 2 > len(labels):
            _regroup(column, labels, groups, sure=best == len(labels))


def _points(label: str) -> Decimal | None:
    match = re.search(r"[（(](\d{1,3})分?[）)]$", solid(label))
    return Decimal(match[1]) if match else None


def _regroup(column: LabelColumn, labels: list[int], groups: Groups, *, sure: bool) -> None:
    for source, (first, last) in zip(labels, groups, strict=True):
        for r in range(first, last + 1):
            old = column.source[r]
            if old == source:
                column.readings.pop(r, None)
                continue
            column.give(range(r, r + 1), source, Basis.SEMANTIC)
            column.readings.pop(r, None)
            if old is not None and not sure:
                column.doubt(range(r, r + 1), source, old)


def _rivals(
    column: LabelColumn, solutions: Sequence[Sequence[tuple[int, int]]], labels: list[int], r: int
) -> list[int]:
    return [
        source
        for solution in solutions[1:]
        for source, (first, last) in zip(labels, solution, strict=True)
        if first <= r <= last
    ]


def _printed_early(column: LabelColumn) -> None:
    """A label above the first row that its words belong to: the rows before that one may still
    be the upper label's. Rows below a label that was printed in the middle of others, too."""
    for n, label in enumerate(column.labels):
        if n == 0 or is_band(column.rows[label]) or is_orphan(column.draft, label, column.leaf):
            continue
        before = column.labels[n - 1]
        end = column.labels[n + 1] if n + 1 < len(column.labels) else len(column.rows)
        group = [r for r in range(label, end) if column.source[r] == label]
        fits = [column.fits(label, before, r) for r in group]
        first = next((i for i, fit in enumerate(fits) if fit >= DOUBTED), 0)
        if first and not any(fits[:first]):
            back = sum(column.fits(before, label, r) for r in group[:first])
            back += sum(
                same_text(column.rows[k], column.rows[r], column.leaf)
                for k in column.held(before)
                for r in group[:first]
            )
            if back >= DOUBTED and solid(column.slot(before).value) != solid(column.slot(label).value):
                column.doubt(range(label, label + first), label, before)
        if column.index == column.leaf - 1:
            _near_moved(column, label, before)


def _near_moved(column: LabelColumn, label: int, before: int) -> None:
    """On a page where one label stands below rows of its own, others may as well: a single word
    of the label in the row, or an upper label that names its own row only, is enough."""
    page = column.page(label)
    moved = any(
        basis is Basis.SEMANTIC and column.page(r) == page and (column.source[r] or 0) > r
        for r, basis in column.basis.items()
    )
    run = [r for r in range(before + 1, label) if column.source[r] == before and column.page(r) == page]
    if not moved or column.group(before) != column.group(label):
        return
    for r in reversed(run):
        if r in column.readings or column.fits(before, label, r):
            return
        if column.fits(label, before, r) or column.names_itself(before):
            column.give(range(r, r + 1), label, Basis.SEMANTIC)
            column.doubt(range(r, r + 1), label, before)
        else:
            column.doubt(range(r, r + 1), before, label)


def _beside_own_label(column: LabelColumn) -> None:
    """Rows below a label that may not be theirs.

    ``基金监管 | 协助套取个人账户现金 | 协助套取个人账户现金`` names one row: those below it may have
    no label of their own. And a row without any label whose score is ``—`` stands apart from the
    scored rows above it.
    """
    for r, source in enumerate(column.source):
        if source is None or source == r or r in column.readings or column.basis.get(r) is None:
            continue
        alone = column.index == column.leaf - 1 and column.names_itself(source)
        bare = not any(s.value for s in column.rows[r].slots[: column.leaf])
        if alone or (bare and column.unscored(r) and not column.unscored(source)):
            column.readings[r] = (column.slot(source).value, "")


def _shifted_whole(column: LabelColumn) -> None:
    """A row one label short may have lost its first or its second label: both readings are kept."""
    for r in column.draft.short:
        label = column.rows[r].slots[column.leaf - 1]
        if column.leaf < 2 or label.basis is not Basis.SHIFT or not label.value:
            continue
        if column.index == column.leaf - 1:
            column.readings[r] = (label.value, column.rows[r].slots[column.leaf].value)
        elif column.index == column.leaf - 2 and (source := column.source[r]) is not None:
            column.readings[r] = (column.slot(source).value, label.value)


def _read_two_ways(column: LabelColumn) -> None:
    """The label of a group that runs over a page, printed again with one other character:
    ``基金监控``, overleaf ``基金监管``."""
    for above, below in pairwise(column.labels):
        one, other = solid(column.slot(above).value), solid(column.slot(below).value)
        if below not in column.draft.breaks or len(one) != len(other) or len(one) < 3:
            continue
        if sum(a != b for a, b in zip(one, other, strict=True)) == 1:
            column.doubt(range(above, above + 1), above, below)
            column.doubt(range(below, below + 1), below, above)
            for r in column.held(above):
                column.readings.setdefault(r, column.readings[above])
            for r in column.held(below):
                column.readings.setdefault(r, column.readings[below])


RULES: tuple[Callable[[LabelColumn], None], ...] = (
    _fill_runs,
    _in_the_middle,
    _perhaps_in_the_middle,
    _beside_doubted,
    _by_points,
    _printed_early,
    _beside_own_label,
    _read_two_ways,
    _shifted_whole,
)
"""What is decided about a column, in this order."""


def group(column: LabelColumn) -> LabelColumn:
    """Give every row of a column the label that it stands under, or both where two fit."""
    for rule in RULES:
        rule(column)
    return column
