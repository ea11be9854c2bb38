"""What a reader watches, as it stands now: lines that the browser compares with those of the last visit.

``theme/assets/gazette/page/watch.js`` loads the file of each thing that is watched. The lines are of what
``gazette changes`` tells too: the text by its hash, states, what others do to it or cite of it, duties,
values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TypedDict

from build_tools.cache.spill import Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.addresses.readdressed import printed_hashes
from build_tools.documents.names import html_address
from build_tools.facts.states.changed import said_of
from build_tools.model.corpus import Corpus, Held, Record
from build_tools.model.facts import Goal
from build_tools.pages.blocks import on_list
from build_tools.pages.lists.indicators import by_indicator, indicator_place, indicator_shard, told_value
from build_tools.pages.lists.obligations import ROLES, unit_shard
from build_tools.pages.lists.taken import taken
from build_tools.pages.state import by_days, changes_of, states_of
from build_tools.site.shards import shard

Line = tuple[str, str, str, str]
"""Its name among the lines of a thing, its kind, its words, and the address where it is printed."""


class Watched(TypedDict):
    """A thing: its title, its address below the site, and its lines."""

    title: str
    href: str
    lines: list[Line]


def watched_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> Spill:
    """Path below the site → script: of the documents of each source, of each unit, of each indicator that
    is set several times."""
    files = store.room()
    files.update(_scripts(_documents(corpus, store)))
    store.fill(files, "watched", taken(corpus), partial(_listed, corpus))
    return files


def _listed(corpus: Corpus) -> dict[str, str]:
    """Those of units and indicators, which are made of what lists are made of."""
    return _scripts(chain(_units(corpus), _indicators(corpus)))


def _scripts(found: Iterable[tuple[str, dict[str, Watched]]]) -> dict[str, str]:
    return {f"assets/watch/{name}.js": shard(f"watch/{name}", things) for name, things in found}


def _documents(corpus: Corpus, store: Store) -> Iterator[tuple[str, dict[str, Watched]]]:
    citing = _citing(corpus)
    for index, base in enumerate(corpus.bases):
        printed = printed_hashes(index, corpus, store)
        pages = (page for page in printed if page.startswith("documents/"))
        yield (
            f"documents/{base}",
            {
                html_address(page): _document(page, printed[page], citing.get(page, ()), corpus)
                for page in pages
            },
        )


def _citing(corpus: Corpus) -> Mapping[str, Iterable[Record]]:
    """By page: the documents that name what stands on it, each once, but those of the page itself."""
    found: dict[str, dict[str, Record]] = {}
    for citation in corpus.web.citations:
        if citation.target is None:
            continue
        own, other = corpus.by_id[citation.target], corpus.by_id[citation.record]
        if own.page != other.page:
            found.setdefault(own.page, {}).setdefault(other.page, other)
    return {page: records.values() for page, records in found.items()}


def _document(page: str, printed: str, citing: Iterable[Record], corpus: Corpus) -> Watched:
    records = corpus.by_page[page]
    states = states_of(page, corpus)
    lines: list[Line] = [("text", "文字", printed, "")]
    lines += [("state", "时效状态", by_days(states), "")] if states else []
    for made in changes_of(page, corpus):
        name = f"change {made.by.id} {made.change.value}"
        lines.append((name, "修改", said_of(made.by), html_address(f"{made.page}#{made.anchor}")))
    lines += (
        (f"cited {html_address(other.page)}", "引用", other.document.title, html_address(other.page))
        for other in citing
    )
    return Watched(title=records[0].document.title, href=html_address(page), lines=lines)


def _units(corpus: Corpus) -> Iterator[tuple[str, dict[str, Watched]]]:
    units = corpus.facts.units
    for unit, held in units.duties.items():
        path = units.pages[unit]
        lines = _once(map(_duty, held))
        yield unit_shard(path), {"": Watched(title=unit[1], href=html_address(path), lines=lines)}


def _duty(held: Held) -> Line:
    at = html_address(f"{held.record.page}#{held.duty.assignment.anchor}")
    due = "".join(f"；期限：{day}" for day in held.duty.due)
    role = ROLES[held.assignee.role]
    return f"{at} {role}", "任务", f"{role}　{held.duty.item}{due}", at


def _indicators(corpus: Corpus) -> Iterator[tuple[str, dict[str, Watched]]]:
    for core, found in by_indicator(corpus).items():
        if len(found) < 2:
            continue
        lines = _once(_value(goal, record) for goal, record in found)
        place = html_address(on_list(corpus, indicator_place(core)))
        yield indicator_shard(core), {"": Watched(title=core, href=place, lines=lines)}


def _value(goal: Goal, record: Record) -> Line:
    at, told = html_address(f"{record.page}#{goal.anchor}"), told_value(goal, record)
    return f"{at} {told.partition('：')[0]}", "数值", told, at


def _once(lines: Iterable[Line]) -> list[Line]:
    """The lines, those of one name as one: its words follow each other."""
    found: dict[str, dict[Line, None]] = {}
    for line in lines:
        found.setdefault(line[0], {})[line] = None
    return [(name, *_together([*own])) for name, own in found.items()]


def _together(lines: list[Line]) -> tuple[str, str, str]:
    return lines[0][1], "；".join(line[2] for line in lines), lines[0][3]
