"""Merged labels filled on every row of their group, by all that the print shows of the group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from build_tools.catalogue import Code
from build_tools.model import Basis, ColumnType, Note, Slot, TableRow
from build_tools.table_align import leaf_of
from build_tools.table_evidence import DECIDED, DOUBTED, affinity, boundary, same_text
from build_tools.table_middle import groups_around
from build_tools.table_place import SIGN, Draft, is_band, is_blank, is_total, solid

_REMARK = re.compile(r"备注|说明$|^注$")
_ONE_FOR_MANY = re.compile(r"属性|性质|类型|责任|牵头|配合|单位|时限|频次")


@dataclass
class _Column:
    """What is known of one label column: for each row the row on which its label was printed."""

    index: int
    source: list[int | None]
    basis: dict[int, Basis] = field(default_factory=dict)
    readings: dict[int, tuple[str, ...]] = field(default_factory=dict)


def filled(draft: Draft) -> Draft:
    """The draft with every merged label on each of its rows.

    Guarantees: printed pieces stay whole, each in one slot (the first of its group); what was not
    printed in a place has a basis; where two labels fit, the place has both readings. Rows that hold
    labels only, and belong to the rows beside them, are taken out.
    """
    draft = _totals(_bands(draft))
    leaf = leaf_of(draft)
    columns: list[_Column] = []
    for index in _hierarchy(draft, leaf):
        columns.append(_Filler(draft, index, leaf, columns[-1] if columns else None).run())
    rows = _written(draft, columns)
    return _carried(replace(draft, rows=rows), leaf)


def _bands(draft: Draft) -> Draft:
    """A row of which only the first cell holds something runs over the whole width."""
    rows = list(draft.rows)
    for i, row in enumerate(rows):
        first, *rest = row.slots or (Slot(),)
        if i < draft.header or not first.value or any(s.value or s.covered for s in rest):
            continue
        if len(row.slots) > 1 and first.rowspan == 1 and not _is_orphan(draft, i):
            covered = [Slot(first.value, lines=first.lines, covered=True, basis=Basis.MERGE)] * len(rest)
            rows[i] = replace(row, slots=(replace(first, colspan=len(row.slots)), *covered))
    return replace(draft, rows=tuple(rows))


def _is_orphan(draft: Draft, i: int) -> bool:
    """Whether a row holds labels only and stands at the edge of a page: its rows are elsewhere."""
    row, leaf = draft.rows[i], leaf_of(draft)
    if leaf == 0 or is_band(row) or any(s.value for s in row.slots[leaf:]):
        return False
    if not any(s.value for s in row.slots[:leaf]):
        return False
    if re.match(r"^[（(]?[一二三四五六七八九十]+[、）)]", row.slots[0].value):
        return False  # 一、约束性指标 heads the rows below it
    edge = i + 1 == len(draft.rows) or i + 1 in draft.breaks or i in draft.breaks
    return edge and i >= draft.header and len(draft.body) > 1


def _totals(draft: Draft) -> Draft:
    """``| 合计 | | | 487 |``: the words run on to the first figure."""
    rows = list(draft.rows)
    for i, row in enumerate(rows):
        if i < draft.header or not is_total(row) or is_band(row):
            continue
        start = next(k for k, s in enumerate(row.slots) if s.value)
        end = next((k for k in range(start + 1, len(row.slots)) if row.slots[k].value), start + 1)
        label = row.slots[start]
        if end - start > 1 and label.colspan == 1 and label.rowspan == 1 and not label.covered:
            covered = [Slot(label.value, (), label.lines, Basis.MERGE, covered=True)] * (end - start - 1)
            slots = (*row.slots[:start], replace(label, colspan=end - start), *covered, *row.slots[end:])
            rows[i] = replace(row, slots=slots)
    return replace(draft, rows=tuple(rows))


def _hierarchy(draft: Draft, leaf: int) -> Iterator[int]:
    """The label columns left of the one that names the rows, where labels stand for several rows.

    An HTML table that shows spans means its blanks; a column of numbers that all differ groups nothing.
    """
    spans = any(s.rowspan > 1 for row in draft.body for s in row.slots)
    if draft.writing == "html" and (spans or _is_ledger(draft, leaf)):
        return
    rows = [r for r in draft.body if not is_band(r) and not is_total(r)]
    for k in range(leaf):
        values = [solid(r.slots[k].value) for r in rows]
        if "" in values or len(set(values)) < len(values):
            yield k


def _is_ledger(draft: Draft, leaf: int) -> bool:
    """Blank cells right of the names as well: this table leaves blank what is not given."""
    return any(is_blank(s) for row in draft.body for s in row.slots[leaf + 1 :])


class _Filler:
    """Fills one column; ``parent`` is the column of labels left of it, already filled."""

    def __init__(self, draft: Draft, index: int, leaf: int, parent: _Column | None) -> None:
        self.draft, self.rows, self.leaf, self.parent = draft, draft.rows, leaf, parent
        self.index = index
        self.first = draft.header
        self.labels = [
            r
            for r in range(self.first, len(self.rows))
            if self._slot(r).value and not self._slot(r).covered and not self._apart(r)
        ]
        self.column = _Column(index, [None] * len(self.rows))

    def _slot(self, r: int) -> Slot:
        return self.rows[r].slots[self.index]

    def run(self) -> _Column:
        for r in self.labels:
            self.column.source[r] = r
        for start, end in self._runs():
            self._fill(start, end)
        self._in_the_middle()
        self._printed_early()
        self._beside_own_label()
        self._read_two_ways()
        self._shifted_whole()
        return self.column

    def _runs(self) -> list[tuple[int, int]]:
        """Runs of rows without a label, bands and other parents' rows parting them."""
        runs: list[tuple[int, int]] = []
        for r in range(self.first, len(self.rows)):
            if not is_blank(self._slot(r)) or self._apart(r):
                continue
            if self._moved_label(r):
                continue
            if runs and runs[-1][1] == r and self._group(r - 1) == self._group(r):
                runs[-1] = (runs[-1][0], r + 1)
            else:
                runs.append((r, r + 1))
        return runs

    def _group(self, r: int) -> str | None:
        """The parent's label of a row: children of different parents are apart."""
        if self.parent is None or self.parent.source[r] is None:
            return None
        source = self.parent.source[r]
        assert source is not None
        return solid(self.rows[source].slots[self.parent.index].value)

    def _above(self, r: int) -> int | None:
        """The label above a row that can reach it."""
        for k in range(r - 1, self.first - 1, -1):
            if self._apart(k) or self._group(k) != self._group(r):
                return None
            if k in self.labels:
                return k
        return None

    def _apart(self, r: int) -> bool:
        """Bands and totals part groups; a subtotal of a deeper level does not part its own."""
        row = self.rows[r]
        return is_band(row) or (is_total(row) and any(s.value for s in row.slots[: self.index + 1]))

    def _below(self, r: int) -> int | None:
        for k in range(r + 1, len(self.rows)):
            if self._apart(k) or self._group(k) != self._group(r):
                return None
            if k in self.labels:
                return k
        return None

    def _fill(self, start: int, end: int) -> None:
        above, below = self._above(start), self._below(end - 1)
        run = range(start, end)
        if above is None and below is None:
            self._without_label(run)
        elif above is None and below is not None and self._split_off(run, below):
            for r in run:
                self.column.readings[r] = ("", self._slot(below).value)
        elif above is None or below is None:
            self._give(run, above if above is not None else below)
        elif solid(self._slot(above).value) == solid(self._slot(below).value):
            self._give(run, above)
        else:
            self._between(run, above, below)

    def _split_off(self, run: range, below: int) -> bool:
        """Rows that their words gave to another parent: the label printed below them there need not
        be theirs, unless it has no row of its own."""
        if self.parent is None or _is_orphan(self.draft, below):
            return False
        return all(self.parent.basis.get(r) is Basis.SEMANTIC for r in run)

    def _between(self, run: range, above: int, below: int) -> None:
        """Rows between two labels: to the upper one, unless their words belong to the lower one."""
        rows = [self.rows[r] for r in run]
        orphan = _is_orphan(self.draft, below)
        near = orphan or self.index == self.leaf - 1
        upper, margin = boundary(
            self.rows[above], self.rows[below], rows, self.index, self.leaf, words_count=near
        )
        if orphan and not is_blank_after(self.draft, below, self.index):
            upper = min(upper, len(run) - 1)
        elif margin < DECIDED:
            upper, doubtful = len(run), run[upper:] if margin >= DOUBTED else run[:0]
            self._doubt(doubtful, above, below)
        self._give(run[:upper], above)
        self._give(run[upper:], below, Basis.SEMANTIC)
        self._doubt(run[upper:], below, above)

    def _give(self, run: range, source: int | None, basis: Basis | None = None) -> None:
        if source is None:
            return
        for r in run:
            self.column.source[r] = source
            paged = any(min(source, r) < b <= max(source, r) for b in self.draft.breaks)
            self.column.basis[r] = basis or (Basis.PAGE if paged else Basis.MERGE)

    def _doubt(self, run: range, *sources: int) -> None:
        readings = tuple(dict.fromkeys(self._slot(s).value for s in sources))
        for r in run:
            if len(readings) > 1:
                self.column.readings[r] = readings

    def _without_label(self, run: range) -> None:
        """No label was printed for these rows: blank, or the parent's cell runs on over this column."""
        if self.parent is None:
            return
        for r in run:
            parent = self.parent.source[r]
            if parent is not None:
                value = self.rows[parent].slots[self.parent.index].value
                self.column.readings[r] = ("", value)

    def _moved_label(self, r: int) -> bool:
        """A row one cell short: its one label stood under this column and names the row as well.

        ``| 社会 信用 | 举报 投诉 | 6 | …``: 举报投诉 spans 二级指标 and 三级指标.
        """
        if self.index != self.leaf - 1 or r not in self.draft.short:
            return False
        above = self._above(r)
        self.column.source[r] = r
        self.column.basis[r] = Basis.SHIFT
        own = self.rows[r].slots[self.leaf].value
        self.column.readings[r] = (own, self._slot(above).value if above is not None else "")
        return True

    def _in_the_middle(self) -> None:
        """Labels printed in the middle or at the bottom of their rows, where the first rows of a
        group have none above: the groups that lie evenly around the labels."""
        for start, end in self._spans():
            labels = [r for r in self.labels if start <= r < end]
            if not labels or labels[0] == start:
                continue
            solutions = groups_around(start, end, labels)
            for source, (first, last) in zip(labels, solutions[0] if solutions else (), strict=False):
                others = [self._slot(labels[i]).value for i in range(len(labels))]
                for r in range(first, last + 1):
                    if r == source or self.column.basis.get(r) in (Basis.SEMANTIC, Basis.SHIFT):
                        continue
                    if self._split_off(range(r, r + 1), source):
                        continue
                    changed = self.column.source[r] != source
                    self._give(range(r, r + 1), source)
                    self.column.readings.pop(r, None)
                    if changed and len(set(others)) > 1:
                        self.column.basis[r] = Basis.SEMANTIC
                        self._doubt(range(r, r + 1), source, *self._rivals(solutions, labels, r))

    def _rivals(self, solutions: Sequence[Sequence[tuple[int, int]]], labels: list[int], r: int) -> list[int]:
        return [
            source
            for solution in solutions[1:]
            for source, (first, last) in zip(labels, solution, strict=True)
            if first <= r <= last
        ]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Runs of rows under one parent, between bands."""
        start = self.first
        for r in range(self.first, len(self.rows) + 1):
            edge = (
                r == len(self.rows) or self._apart(r) or (r > start and self._group(r) != self._group(r - 1))
            )
            if edge:
                if r > start:
                    yield start, r
                start = r + 1 if r < len(self.rows) and self._apart(r) else r

    def _printed_early(self) -> None:
        """A label above the first row that its words belong to: the rows before that one may still
        be the upper label's. Rows below a label that was printed in the middle of others, too."""
        for n, label in enumerate(self.labels):
            if n == 0 or is_band(self.rows[label]) or _is_orphan(self.draft, label):
                continue
            before = self.labels[n - 1]
            end = self.labels[n + 1] if n + 1 < len(self.labels) else len(self.rows)
            group = [r for r in range(label, end) if self.column.source[r] == label]
            fits = [self._fits(label, before, r) for r in group]
            first = next((i for i, fit in enumerate(fits) if fit >= DOUBTED), 0)
            if first and not any(fits[:first]):
                back = sum(self._fits(before, label, r) for r in group[:first])
                back += sum(
                    same_text(self.rows[k], self.rows[r], self.leaf)
                    for k in self._held(before)
                    for r in group[:first]
                )
                if back >= DOUBTED and solid(self._slot(before).value) != solid(self._slot(label).value):
                    self._doubt(range(label, label + first), label, before)
            if self.index == self.leaf - 1:
                self._near_moved(label, before)

    def _held(self, label: int) -> list[int]:
        return [r for r, source in enumerate(self.column.source) if source == label]

    def _fits(self, label: int, other: int, r: int) -> int:
        row = self.rows[r]
        return affinity(self.rows[label], self.rows[other], row, self.index, self.leaf)

    def _near_moved(self, label: int, before: int) -> None:
        """On a page where one label stands below rows of its own, others may as well: a single word
        of the label in the row, or an upper label that names its own row only, is enough."""
        page = self._page(label)
        moved = any(
            basis is Basis.SEMANTIC and self._page(r) == page and (self.column.source[r] or 0) > r
            for r, basis in self.column.basis.items()
        )
        run = [
            r for r in range(before + 1, label) if self.column.source[r] == before and self._page(r) == page
        ]
        if not moved or self._group(before) != self._group(label):
            return
        for r in reversed(run):
            if r in self.column.readings or self._fits(before, label, r):
                return
            if self._fits(label, before, r) or self._names_itself(before):
                self._give(range(r, r + 1), label, Basis.SEMANTIC)
                self._doubt(range(r, r + 1), label, before)
            else:
                self._doubt(range(r, r + 1), before, label)

    def _names_itself(self, r: int) -> bool:
        """``制度建设 | 制度建设``: the label is the row's own name as well."""
        return solid(self._slot(r).value) == solid(self.rows[r].slots[self.leaf].value)

    def _page(self, r: int) -> int:
        return sum(b <= r for b in self.draft.breaks)

    def _beside_own_label(self) -> None:
        """Rows below a label that may not be theirs.

        ``基金监管 | 协助套取个人账户现金 | 协助套取个人账户现金`` names one row: those below it may have
        no label of their own. And a row without any label whose score is ``—`` stands apart from the
        scored rows above it.
        """
        for r, source in enumerate(self.column.source):
            if source is None or source == r or r in self.column.readings or self.column.basis.get(r) is None:
                continue
            alone = self.index == self.leaf - 1 and self._names_itself(source)
            bare = not any(s.value for s in self.rows[r].slots[: self.leaf])
            if alone or (bare and self._unscored(r) and not self._unscored(source)):
                self.column.readings[r] = (self._slot(source).value, "")

    def _unscored(self, r: int) -> bool:
        """Whether a score column has a sign in this row, not a figure."""
        return any(
            kind is ColumnType.SCORE and SIGN.match(solid(slot.value) or "0")
            for kind, slot in zip(self.draft.types, self.rows[r].slots, strict=True)
        )

    def _shifted_whole(self) -> None:
        """A row one label short may have lost its first or its second label: both readings are kept."""
        for r in self.draft.short:
            label = self.rows[r].slots[self.leaf - 1]
            if self.leaf < 2 or label.basis is not Basis.SHIFT or not label.value:
                continue
            if self.index == self.leaf - 1:
                self.column.readings[r] = (label.value, self.rows[r].slots[self.leaf].value)
            elif self.index == self.leaf - 2 and (source := self.column.source[r]) is not None:
                self.column.readings[r] = (self._slot(source).value, label.value)

    def _read_two_ways(self) -> None:
        """The label of a group that runs over a page, printed again with one other character:
        ``基金监控``, overleaf ``基金监管``."""
        for above, below in pairwise(self.labels):
            one, other = solid(self._slot(above).value), solid(self._slot(below).value)
            if below not in self.draft.breaks or len(one) != len(other) or len(one) < 3:
                continue
            if sum(a != b for a, b in zip(one, other, strict=True)) == 1:
                self._doubt(range(above, above + 1), above, below)
                self._doubt(range(below, below + 1), below, above)
                for r in self._held(above):
                    self.column.readings.setdefault(r, self.column.readings[above])
                for r in self._held(below):
                    self.column.readings.setdefault(r, self.column.readings[below])


def is_blank_after(draft: Draft, r: int, column: int) -> bool:
    """Whether the row below has no label in this column: it can be the orphan label's own row."""
    return r + 1 < len(draft.rows) and is_blank(draft.rows[r + 1].slots[column])


def _written(draft: Draft, columns: Sequence[_Column]) -> tuple[TableRow, ...]:
    """The rows with the labels of every column in place, spans restored, orphan rows taken out."""
    orphans = {i for i in range(len(draft.rows)) if _is_orphan(draft, i) and _placed_elsewhere(i, columns)}
    grid = [list(row.slots) for row in draft.rows]
    for column in columns:
        for source, rows in _groups(column, orphans):
            label = draft.rows[source].slots[column.index]
            if not label.value and column.basis.get(source) is Basis.SHIFT:
                _spanning(grid[source], column, source)
                continue
            for n, r in enumerate(rows):
                own = r == source
                grid[r][column.index] = Slot(
                    label.value,
                    label.texts if n == 0 else (),
                    label.lines,
                    label.basis if own else column.basis.get(r, Basis.MERGE),
                    column.readings.get(r, ()),
                    rowspan=len(rows) if n == 0 else 1,
                    covered=n > 0,
                )
        for r, readings in column.readings.items():
            if column.source[r] is None:
                grid[r][column.index] = replace(grid[r][column.index], readings=readings)
    made = [replace(row, slots=tuple(line)) for row, line in zip(draft.rows, grid, strict=True)]
    for i in sorted(orphans, reverse=True):
        near = i - 1 if i > draft.header else i + 1
        made[near] = replace(made[near], lines=tuple(sorted((*made[near].lines, *made[i].lines))))
    return tuple(row for i, row in enumerate(made) if i not in orphans)


def _placed_elsewhere(orphan: int, columns: Sequence[_Column]) -> bool:
    """Whether every label of an orphan row has a row of its own to stand in."""
    held = [c for c in columns if c.source[orphan] == orphan]
    return bool(held) and all(sum(s == orphan for s in c.source) > 1 for c in held)


def _groups(column: _Column, orphans: set[int]) -> Iterator[tuple[int, list[int]]]:
    """Runs of rows with the same label, with the row on which it was printed."""
    group: list[int] = []
    source: int | None = None
    for r, own in enumerate([*column.source, None]):
        if r in orphans:
            continue
        if (
            own is None
            or own != source
            or (group and r != group[-1] + 1 and not _only(orphans, group[-1], r))
        ):
            if source is not None and group:
                yield source, group
            group, source = [], own
        if own is not None:
            group.append(r)


def _only(orphans: set[int], above: int, below: int) -> bool:
    return all(r in orphans for r in range(above + 1, below))


def _spanning(slots: list[Slot], column: _Column, r: int) -> None:
    """One label over this column and the next one."""
    label = slots[column.index + 1]
    slots[column.index] = replace(label, colspan=2, readings=column.readings.get(r, ()))
    slots[column.index + 1] = replace(label, texts=(), covered=True)


def _carried(draft: Draft, leaf: int) -> Draft:
    """Other columns of which one print stands for several rows (属性, 责任单位) filled from above;
    a blank may as well be meant, so both readings are kept."""
    if draft.writing == "html":
        return draft
    rows = list(draft.rows)
    for k in range(leaf + 1, len(draft.types)):
        name = solid("".join(row.slots[k].value for row in draft.rows[: draft.header]))
        if not _ONE_FOR_MANY.search(name) or _REMARK.search(name) or draft.types[k] is not ColumnType.LABEL:
            continue
        last = Slot()
        for r in range(draft.header, len(rows)):
            slot = rows[r].slots[k]
            if is_band(rows[r]) or is_total(rows[r]):
                last = Slot()
            elif slot.value:
                last = slot
            elif last.value and not slot.covered:
                value = Slot(last.value, (), last.lines, Basis.MERGE, (last.value, ""))
                rows[r] = replace(rows[r], slots=(*rows[r].slots[:k], value, *rows[r].slots[k + 1 :]))
    return replace(draft, rows=tuple(rows))


def fill_notes(rows: Sequence[TableRow], columns: Sequence[str]) -> list[Note]:
    """One note per table and basis for what was filled, one doubt per run of places that can be read
    in the same two ways."""
    found: list[Note] = []
    counts: dict[Basis, list[int]] = {}
    for k, name in enumerate(columns):
        last: tuple[str, ...] = ()
        for row in rows:
            slot = row.slots[k]
            if slot.basis in (Basis.MERGE, Basis.PAGE, Basis.SEMANTIC):
                counts.setdefault(slot.basis, []).extend(row.lines)
            if slot.readings and set(slot.readings) == set(last):
                found[-1] = replace(found[-1], last_line=max(found[-1].last_line, row.lines[-1]))
            elif slot.readings:
                said = f"“{name}”可读作" + "或".join(f"“{r}”" if r else "空白" for r in slot.readings)
                found.append(Note(Code.TABLE_DOUBT, row.lines[0], row.lines[-1], detail=said))
            last = slot.readings
    codes = {Basis.MERGE: Code.TABLE_FILL, Basis.PAGE: Code.TABLE_FILL, Basis.SEMANTIC: Code.TABLE_PLACED}
    for basis, lines in counts.items():
        found.append(Note(codes[basis], min(lines), max(lines), detail=f"{len(lines)} 格"))
    return found
