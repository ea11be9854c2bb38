"""Labels printed in the vertical middle, or at the bottom, of the rows they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

Groups = tuple[tuple[int, int], ...]
"""First and last row of the group of each label."""

_KEPT = 3  # no more readings of one column are told apart
_MOST = 200  # of more labels in one span nobody could tell the middle


def groups_around(start: int, end: int, labels: Sequence[int]) -> list[Groups]:
    """Ways to part rows ``start`` … ``end - 1`` into one group per label, each label in the middle of
    its group (of an even number of rows: on either side of the middle), or each at its bottom.

    The bottom comes first where the last label stands in the last row, then the most even way; an
    empty list where there is none.
    """

    @cache
    def place(n: int, first: int) -> tuple[tuple[int, Groups], ...]:
        """The most even ways for labels ``n`` … from row ``first`` on, with how uneven they are."""
        if n == len(labels):
            return ((0, ()),) if first == end else ()
        limit = labels[n + 1] if n + 1 < len(labels) else end
        ways: list[tuple[int, Groups]] = []
        for last in range(labels[n], limit):
            off = abs((labels[n] - first) - (last - labels[n]))
            if off <= 1:
                ways += [(off + more, ((first, last), *rest)) for more, rest in place(n + 1, last + 1)]
        return tuple(sorted(ways)[:_KEPT])

    found = [groups for _, groups in place(0, start)] if len(labels) <= _MOST else []
    if labels and labels[-1] == end - 1:
        bottom = tuple(zip([start, *(r + 1 for r in labels[:-1])], labels, strict=True))
        found = [bottom, *(groups for groups in found if groups != bottom)]
    return found


def groups_centred(start: int, end: int, labels: Sequence[int]) -> Groups | None:
    """The one way to part rows ``start`` … ``end - 1`` into groups with a label in the very middle of each;
    None where there is none."""
    groups: list[tuple[int, int]] = []
    first = start
    for label, following in pairwise([*labels, end]):
        last = 2 * label - first
        if not first <= label <= last < following:
            return None
        groups.append((first, last))
        first = last + 1
    return tuple(groups) if first == end else None


def groups_by_sum(
    start: int, labels: Sequence[int], wanted: Sequence[Decimal | None], values: Sequence[Decimal]
) -> tuple[int, Groups]:
    """The rows from ``start`` on, one value each, in one group per label, so that as many groups as
    possible sum to what their label wants. Returns how many do, and the groups."""
    end = start + len(values)
    sums = [Decimal(0)]
    for value in values:
        sums.append(sums[-1] + value)

    @cache
    def place(n: int, first: int) -> tuple[int, Groups]:
        if n == len(labels):
            return (0, ()) if first == end else (-len(labels), ())
        limit = labels[n + 1] if n + 1 < len(labels) else end
        best: tuple[int, Groups] = (-len(labels), ())
        for last in range(labels[n], limit):
            fits = sums[last + 1 - start] - sums[first - start] == wanted[n]
            rest, groups = place(n + 1, last + 1)
            if rest + fits > best[0]:
                best = (rest + fits, ((first, last), *groups))
        return best

    return place(0, start) if len(labels) <= _MOST else (0, ())
