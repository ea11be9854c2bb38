"""The units of a corpus: what each has to do, which page says so, and where the texts name it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.facts.duties.units import place_of, unit_name
from build_tools.language.days import end_of
from build_tools.language.pinyin import slug
from build_tools.model.corpus import Corpus, Held, Record, UnitName, Units
from build_tools.model.facts import Assignee, Promise
from build_tools.sources.folder import DEVICES

_GAP = 4
"""As many blanks a name may be printed with between two of its characters."""


def index_units(corpus: Corpus, store: Store = NOTHING_KEPT) -> Units:
    """Every unit with its duties in print order; names that the table joins are one."""
    held: dict[UnitName, list[Held]] = {}
    printed: dict[str, dict[tuple[int, ...], UnitName]] = {}
    for record in corpus.records:
        for duty in record.facts.obligations.duties:
            for assignee in duty.assignment.assignees:
                unit = unit_of(record, assignee)
                held.setdefault(unit, []).append(Held(record, duty, assignee))
                if assignee.at:
                    printed.setdefault(record.id, {})[assignee.at] = unit  # each print once
    return Units(
        {unit: tuple(found) for unit, found in held.items()},
        store.result("units", hash_of(repr(sorted(held))), partial(_pages, held)),
        {name: tuple((unit, _filled(at)) for at, unit in found.items()) for name, found in printed.items()},
    )


def unit_of(record: Record, assignee: Assignee) -> UnitName:
    """The unit that a document means by a name; names that the table joins are one."""
    place = place_of(record.document.issuers)
    return place, unit_name(place, assignee.name) or assignee.name


def _pages(units: Iterable[UnitName]) -> dict[UnitName, str]:
    """The page of each unit: its name with its place, in pinyin; a second of the same sound gets ``-2``."""
    paths: dict[UnitName, str] = {}
    taken = {f"lists/units/{device}.md" for device in DEVICES}
    for place, name in sorted(units):
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


def _filled(at: tuple[int, ...]) -> tuple[int, ...]:
    """The offsets with those of blanks between them: a blank in 民航西藏自治 区局 is part of the print."""
    whole = list(at[:1])
    for offset in at[1:]:
        whole += range(whole[-1] + 1, offset + 1) if 0 < offset - whole[-1] <= _GAP else [offset]
    return tuple(whole) if len(whole) > len(at) else at  # nearly always: very many, and then held but once


def dated(held: Iterable[Held]) -> list[tuple[Promise, Held]]:
    """What a unit has to do by a day, by the last of the days; a promise that two items hold stands once."""
    found = {
        (p.deadline.date, h.record.id, p.anchor, p.sentence, h.assignee.role): (p, h)
        for h in held
        for p in h.record.facts.obligations.promises
        if h.duty.holds(p)
    }
    return sorted(
        found.values(), key=lambda one: (end_of(one[0].deadline.date), one[1].record.id, one[0].line)
    )


def calendar_of(page: str) -> str:
    """The calendar of a unit below the data folder, by its page: ``calendars/la-sa-shi-cai-zheng-ju.ics``."""
    return f"calendars/{page.rpartition('/')[2].removesuffix('.md')}.ics"
