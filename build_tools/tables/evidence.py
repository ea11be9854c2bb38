"""To which of two labels does a row belong? What its own words say, counted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from build_tools.model.table import TableRow
from build_tools.tables.place import solid

WHOLE, SAME, OWN_LABEL, IN_TEXT = 3, 2, 2, 1
"""The weight of: the whole label in a cell of the row; the same text as beside the label; a word of
the label in the row's own label; a word of the label anywhere else in the row."""

DECIDED, DOUBTED = 3, 2
"""From these sums on a row is given to the other label, or is doubtful."""


def words(label: str) -> set[str]:
    """The pairs of neighbouring characters of a label."""
    return {a + b for a, b in pairwise(solid(label))}


def affinity(label: TableRow, other: TableRow, row: TableRow, column: int, leaf: int) -> int:
    """How much a row has in common with a label, leaving out what it has with the other label too."""
    name, rival = solid(label.slots[column].value), solid(other.slots[column].value)
    own = words(name) - words(rival)
    texts = [solid(slot.value) for k, slot in enumerate(row.slots) if k > leaf]
    score = OWN_LABEL * bool(own & words(row.slots[leaf].value))
    score += IN_TEXT * any(own & words(text) for text in texts)
    score += named(name, row, leaf)
    if label is not row and column == leaf - 1:
        score += SAME * (same_text(label, row, leaf) and not same_text(other, row, leaf))
    return score


def named(name: str, row: TableRow, leaf: int) -> int:
    """Whether the whole label, ``一票否决``, stands in a cell of the row."""
    texts = [solid(slot.value) for k, slot in enumerate(row.slots) if k > leaf]
    return WHOLE * any(len(name) > 3 and name in text for text in texts)


def same_text(label: TableRow, row: TableRow, leaf: int) -> bool:
    """``对定点医疗机构医保违规行为的处理方式。`` in both rows: the first long text right of the labels."""
    for above, own in zip(label.slots[leaf + 1 :], row.slots[leaf + 1 :], strict=True):
        if len(solid(own.value)) >= 10:
            return solid(own.value) == solid(above.value)
    return False


def boundary(
    above: TableRow,
    below: TableRow,
    between: Sequence[TableRow],
    column: int,
    leaf: int,
    *,
    words_count: bool,
) -> tuple[int, int]:
    """Where the rows between two labels change from the upper to the lower one, and how strongly.

    Returns (how many of them belong to the upper label, by how much this is better than all).
    Without ``words_count`` only the whole label in a cell of the row counts: single words say little
    of a label that stands further from the row than its own group's.
    """
    if words_count:
        upper = [affinity(above, below, row, column, leaf) for row in between]
        lower = [affinity(below, above, row, column, leaf) for row in between]
    else:
        upper = [named(solid(above.slots[column].value), row, leaf) for row in between]
        lower = [named(solid(below.slots[column].value), row, leaf) for row in between]
    scores = [sum(upper[:k]) + sum(lower[k:]) for k in range(len(between) + 1)]
    best = max(range(len(scores)), key=lambda k: (scores[k], k))
    return best, scores[best] - scores[-1]
