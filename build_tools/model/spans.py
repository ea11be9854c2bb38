"""Values that stand on lines or places, looked up by where: which of many spans touch this one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Spans(Generic[T]):
    """Spans, both ends included, each with a value; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        given = sorted(enumerate(spans), key=lambda span: span[1][:2])
        self._order = [k for k, _ in given]
        self._first = [first for _, (first, _, _) in given]
        self._last = [last for _, (_, last, _) in given]
        self._values = [value for _, (_, _, value) in given]
        self._reached = list(accumulate(self._last, max))

    def touching(self, first: int, last: int) -> list[T]:
        """The values of all spans that share a place with this one, in the order in which they were given."""
        found = []
        k = bisect_right(self._first, last) - 1
        while k >= 0 and self._reached[k] >= first:  # none before reaches so far
            if self._last[k] >= first:
                found.append(k)
            k -= 1
        return [self._values[k] for k in sorted(found, key=self._order.__getitem__)]

    def holds(self, place: int) -> bool:
        """Whether a span holds this place."""
        k = bisect_right(self._first, place) - 1
        return k >= 0 and self._reached[k] >= place
