"""The units of a corpus: what each has to do, and the page that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from build_tools.documents.addresses import Corpus, Record
from build_tools.facts.units import place_of, unit_name
from build_tools.language.pinyin import slug
from build_tools.model.facts import Assignee, Duty

Unit = tuple[str, str]
"""A unit: its place and its name."""


_GAP = 4
"""As many blanks a name may be printed with between two of its characters."""


@dataclass(frozen=True)
class Held:
    """A duty of one unit: the item, and how its bracket names the unit."""

    record: Record
    duty: Duty
    assignee: Assignee


def unit_of(record: Record, assignee: Assignee) -> Unit:
    """The unit that a document means by a name; names that the table joins are one."""
    place = place_of(record.document.issuers)
    return place, unit_name(place, assignee.name) or assignee.name


def duties_by_unit(corpus: Corpus) -> dict[Unit, list[Held]]:
    """(place, name) → duties in print order; names that the table joins are one."""
    held: dict[Unit, list[Held]] = {}
    for record, found in zip(corpus.records, corpus.obligations, strict=True):
        for duty in found.duties:
            for assignee in duty.assignment.assignees:
                held.setdefault(unit_of(record, assignee), []).append(Held(record, duty, assignee))
    return held


@lru_cache(maxsize=1)
def unit_pages(corpus: Corpus) -> Mapping[Unit, str]:
    """The page of each unit: its name with its place, in pinyin; a second of the same sound gets ``-2``."""
    paths: dict[Unit, str] = {}
    taken: set[str] = set()
    for place, name in sorted(duties_by_unit(corpus)):
        own = place and name.startswith(place[:2])  # 西藏银保监局 names its place
        wanted = slug(name if own else f"{place}{without_place(place, name)}", 20) or "unit"
        path, again = f"lists/units/{wanted}.md", 2
        while path in taken:
            path, again = f"lists/units/{wanted}-{again}.md", again + 1
        taken.add(path)
        paths[place, name] = path
    return paths


def without_place(place: str, name: str) -> str:
    """``市民政局`` in 拉萨市 → ``民政局``; ``自治区各有关部门`` in 西藏自治区 → ``各有关部门``."""
    for prefix in ("自治区", place[-1:]):
        # 市场监管局 and 区域 do not begin with the name of a place.
        if (
            place.endswith(prefix)
            and name.startswith(prefix)
            and not name.startswith(("市场", "区域", "自治区级"))
        ):
            return name.removeprefix(prefix)
    return name


@lru_cache(maxsize=1)
def _unit_marks(corpus: Corpus) -> dict[str, list[tuple[Unit, tuple[int, ...]]]]:
    """The printed names of units of each record, as raw offsets; each print once."""
    found: dict[str, dict[tuple[int, ...], Unit]] = {}
    for record, obligations in zip(corpus.records, corpus.obligations, strict=True):
        for duty in obligations.duties:
            for assignee in duty.assignment.assignees:
                if assignee.at:
                    found.setdefault(record.id, {})[assignee.at] = unit_of(record, assignee)
    return {name: [(unit, at) for at, unit in marks.items()] for name, marks in found.items()}


def printed_units(record: Record, corpus: Corpus) -> list[tuple[Unit, tuple[int, ...]]]:
    """The units that a record's text names in its words of responsibility, and where they are printed.

    A blank inside a name, 民航西藏自治 区局, is part of the print.
    """
    return [(unit, _filled(at)) for unit, at in _unit_marks(corpus).get(record.id, ())]


def _filled(at: tuple[int, ...]) -> tuple[int, ...]:
    whole = list(at[:1])
    for offset in at[1:]:
        whole += range(whole[-1] + 1, offset + 1) if 0 < offset - whole[-1] <= _GAP else [offset]
    return tuple(whole)
