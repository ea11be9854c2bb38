"""Text whose every character knows where it was printed, and the repair of it as data."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, groupby
from operator import sub
from typing import Any

from build_tools.model.packed import Packed

PLAIN, STRONG, SUB, SUP, NOTEREF = " ", "b", "v", "^", "f"
STRUCK, INSERTED = "x", "i"
"""Inline style codes of :class:`Text`: one character per character of text."""

Span = tuple[int, int]
"""Where characters of a text stand: from, and up to before which."""


@dataclass(frozen=True, eq=False, slots=True)
class Text:
    """A string whose every character carries its raw offset and its inline style.

    ``at[i]`` is the offset in :attr:`Source.raw` of the character that ``chars[i]`` shows,
    ``style[i]`` one of the style codes. The three always have the same length.
    """

    chars: str
    at: array[int]
    style: str

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled, offsets are runs: most characters stand right behind the one before them."""
        runs = array("L")
        style = self.style if self.style.strip(PLAIN) else ""
        start = 0
        for ahead, run in groupby(map(sub, self.at, count())):
            length = len(list(run))
            runs.extend((ahead + start, length))
            start += length
        return _from_runs, (self.chars, runs.tobytes(), style)

    @classmethod
    def of(cls, chars: str, offset: int) -> Text:
        """Text that stands in the source, unchanged, from ``offset`` on."""
        return cls(chars, array("L", range(offset, offset + len(chars))), PLAIN * len(chars))

    @classmethod
    def joined(cls, parts: Iterable[Text]) -> Text:
        """The parts one after the other, nothing between them."""
        parts = list(parts)
        if len(parts) == 1:
            return parts[0]
        at = array("L")
        for part in parts:
            at.extend(part.at)
        return cls("".join(p.chars for p in parts), at, "".join(p.style for p in parts))

    def __len__(self) -> int:
        return len(self.chars)

    def __getitem__(self, span: slice) -> Text:
        return Text(self.chars[span], self.at[span], self.style[span])

    def __add__(self, other: Text) -> Text:
        return Text.joined((self, other))

    def strip(self) -> Text:
        """The text without blanks at its two ends (blanks are no part of the ledger)."""
        if self.chars == self.chars.strip():
            return self
        start = len(self.chars) - len(self.chars.lstrip())
        return self[start : len(self.chars.rstrip())]

    def styled(self, style: str) -> Text:
        """The same characters, all in one style."""
        return Text(self.chars, self.at, style * len(self.chars))

    def blanked(self) -> Text:
        """The text with a blank for each struck character: what it states, every place kept."""
        if STRUCK not in self.style:
            return self
        chars = (" " if s == STRUCK else c for c, s in zip(self.chars, self.style, strict=True))
        return Text("".join(chars), self.at, self.style)

    def unstruck(self) -> Text:
        """The text without its struck characters."""
        if STRUCK not in self.style:
            return self
        kept = [i for i, style in enumerate(self.style) if style != STRUCK]
        return Text.joined(self[i : i + 1] for i in kept)


class _Kept(Text):
    """A text that was pickled: its offsets stay runs, a tenth as large, and are counted out when asked."""

    __slots__ = ("_runs",)
    _runs: bytes

    def __new__(cls, chars: str, at: array[int], style: str) -> Any:
        """One that is made of it, with something replaced, is a text like any other."""
        return Text(chars, at, style)

    @property
    def at(self) -> array[int]:
        """Of very many texts few are asked at a time."""
        return _offsets(self._runs)

    def __reduce__(self) -> tuple[object, ...]:
        """As it was pickled."""
        return _from_runs, (self.chars, self._runs, self.style if self.style.strip(PLAIN) else "")


def _from_runs(chars: str, packed: bytes, style: str) -> Text:
    """A text of which (first offset, length) of each run is known; ``style`` is empty where it is plain."""
    text = object.__new__(_Kept)
    for name, value in (("chars", chars), ("_runs", packed), ("style", style or _plain(len(chars)))):
        object.__setattr__(text, name, value)  # it is frozen
    return text


@lru_cache(maxsize=64)
def _offsets(packed: bytes) -> array[int]:
    runs = array("L", packed)
    at = array("L")
    for first, length in zip(runs[::2], runs[1::2], strict=True):
        at.extend(range(first, first + length))
    return at


@lru_cache(maxsize=4096)
def _plain(length: int) -> str:
    """The style of most texts, one for all of the same length."""
    return PLAIN * length


EMPTY = Text("", array("L"), "")


@dataclass(frozen=True, slots=True)
class Edit(Packed):
    """One repair: the characters at ``offsets`` read ``was`` and now read ``now``.

    ``now[i]`` stands at ``offsets[i]``; what of ``was`` is longer is dropped. Only an editor's
    correction may be longer than what it corrects: its further characters stand at offsets beyond
    the raw text.
    """

    offsets: tuple[int, ...]
    was: str
    now: str
