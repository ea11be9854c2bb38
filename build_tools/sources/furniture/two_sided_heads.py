"""Running heads that set a few words left and others right, and change sides from page to page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.language.phrases import CLOSED
from build_tools.model.catalogue import Evidence
from build_tools.model.source import Item, Line

_FAR_APART = re.compile(r"\s{4,}|\u3000{2,}")
# ·27· · 12 · — 3 —: the number of a page, in the same line
_PAGE = re.compile(r"[—–\-－·•]{0,3}\s*(?P<page>\d{1,4})\s*[—–\-－·•]{0,3}")
_FIGURE = re.compile(r"^\d{1,4}$")
_NO_HEAD = re.compile(r"[，。；：、]")


@dataclass(frozen=True)
class _Set:
    """A line of which parts stand far apart: its words, and the number of its page at one of its ends."""

    words: frozenset[str]
    page: int | None


def two_sided(items: Sequence[Item], marks: set[int]) -> dict[int, Evidence]:
    """The lines that say the same words left and right, be it the other way round, below running text: at two
    or more turns of a page (``marks``), or each with the number of its page, which counts up. A number that
    stands in a line of its own goes with them.

    规章汇编（2009—2021）　　城乡建设 above 17, and 城乡建设　　规章汇编（2009—2021） above 18; not the rows
    of a table, which stand beside each other.
    """
    held: dict[frozenset[str], list[int]] = {}
    sets = {k: found for k, item in enumerate(items) if (found := _set(item)) is not None}
    first = next((k for k, x in enumerate(items) if isinstance(x, Line) and CLOSED.search(x.key)), len(items))
    for k, found in sets.items():
        if k == 0 or not {k - 1, k + 1} & sets.keys():
            held.setdefault(found.words, []).append(k)
    judged: dict[int, Evidence] = {}
    for words, places in held.items():
        numbers = _numbers(items, places, sets) if len(words) > 1 else {}
        counted = len(numbers) == len(places) and list(numbers.values()) == sorted(set(numbers.values()))
        if len(places) > 1 and (counted or all({k - 1, k + 1} & marks for k in places)):
            judged |= dict.fromkeys(numbers if counted else (), Evidence.PAGE_NUMBER)
            judged |= dict.fromkeys(places, Evidence.RUNNING_HEAD)
    return {k: evidence for k, evidence in judged.items() if k > first}


def _numbers(items: Sequence[Item], places: Sequence[int], sets: Mapping[int, _Set]) -> dict[int, int]:
    """The number of the page of each head, by the place at which it stands: in the head or beside it."""
    found = {}
    for k in places:
        beside = (j for j in (k + 1, k - 1) if 0 <= j < len(items))
        figures = [j for j in beside if isinstance(x := items[j], Line) and _FIGURE.match(x.key)]
        page = sets[k].page
        if page is not None:
            found[k] = page
        elif figures and isinstance(line := items[figures[0]], Line):
            found[figures[0]] = int(line.key)
    return found


def sides(printed: str) -> frozenset[str]:
    """The words that a line sets far apart, without the number of its page; none where it is of one part."""
    parts = _parts(printed)
    return frozenset(part for part in parts if not _PAGE.fullmatch(part)) if len(parts) > 1 else frozenset()


def _parts(printed: str) -> list[str]:
    return [part.strip() for part in _FAR_APART.split(printed.strip())]


def _set(item: Item) -> _Set | None:
    if not isinstance(item, Line) or _NO_HEAD.search(item.key) or len(item.key) > 50:
        return None
    parts = _parts(item.text.chars)
    pages = [match for part in (parts[0], parts[-1]) if (match := _PAGE.fullmatch(part)) is not None]
    words = sides(item.text.chars)
    return _Set(words, int(pages[0]["page"]) if len(pages) == 1 else None) if words else None
