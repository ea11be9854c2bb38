"""Names that are found by their pinyin: titles, headings, issuers, units, people, places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.language.pinyin import PLACES, name_syllables, syllables
from build_tools.language.script import HAN
from build_tools.model.converted import Converted
from build_tools.model.corpus import Corpus
from build_tools.model.document import TableBlock

_HAN = re.compile(rf"[{HAN}]{{2,}}")
_LONGEST = 10
"""Characters of a name's stretch that are held; a longer query is looked up by its beginning."""


class Stretch(NamedTuple):
    """A stretch of a name from some character on: ``kqzl…``, its reading, and how many names hold it."""

    initials: str
    reading: str  # syllables, parted by blanks
    text: str
    times: int
    after: str = ""  # the character before it, where that is always the same: then it is no whole word


Readings = dict[str, tuple[str, ...]]
"""Run of Han → the syllable of each of its characters."""


def stretches(
    corpus: Corpus, layers: Sequence[Sequence[int]], store: Store = NOTHING_KEPT
) -> list[list[Stretch]]:
    """Every stretch of every name, so that ``kqzl`` finds 空气质量 inside of a title; by initials.

    A name belongs to the first of the layers whose sources print it.
    """
    own = [_held_readings(source, store) for source in corpus.sources]
    readings: Readings = {}
    for names in (*(names for names, _ in own), *(persons for _, persons in own)):
        readings |= names
    found = []
    for layer in layers:
        runs = {run for source in layer for names in own[source] for run in names} & readings.keys()
        found.append(_stretches((run, readings.pop(run)) for run in sorted(runs)))
    return found


def names_hash(corpus: Corpus, store: Store = NOTHING_KEPT) -> str:
    """The hash of the names of all sources with their readings."""
    return hash_of(*(_names_hash(source, store) for source in corpus.sources))


def _names_hash(source: Converted, store: Store) -> str:
    return store.result("names-hash", source.key, lambda: hash_of(repr(_held_readings(source, store))))


def _held_readings(source: Converted, store: Store) -> tuple[Readings, Readings]:
    return store.result("names", source.key, partial(_source_readings, source))


def _stretches(readings: Iterable[tuple[str, tuple[str, ...]]]) -> list[Stretch]:
    found: dict[tuple[str, tuple[str, ...]], int] = {}
    before: dict[tuple[str, tuple[str, ...]], str] = {}
    for text, reading in readings:
        for start in range(len(text) - 1):
            end = start + _LONGEST
            key = text[start:end], reading[start:end]
            found[key] = found.get(key, 0) + 1
            char = text[start - 1] if start else ""
            if before.setdefault(key, char) != char:
                before[key] = ""
    return sorted(
        Stretch("".join([s[0] for s in key[1]]), " ".join(key[1]), key[0], times, before[key])
        for key, times in found.items()
    )


def _source_readings(source: Converted) -> tuple[Readings, Readings]:
    """The runs of the names of a source, and those of persons; one that holds a character without a known
    reading is left out."""
    return _read(_names(source), syllables), _read(_people(source), name_syllables)


def _read(names: Iterable[str], read: Callable[[str], tuple[str, ...]]) -> Readings:
    runs = {run for name in names for run in _HAN.findall(name)}
    found = ((run, read(run)) for run in sorted(runs))
    return {run: said for run, said in found if len(said) == len(run) and all(s.isalpha() for s in said)}


def _people(source: Converted) -> Iterator[str]:
    for facts in source.facts:
        yield from (post.name for post in facts.posts)
        yield from (member.name for member in facts.members)


def _names(source: Converted) -> Iterator[str]:
    for document, facts in zip(source.documents, source.facts, strict=True):
        yield document.title
        yield from document.issuers
        yield from (entry.title for entry in document.outline if entry.title)
        yield from (a.name for duty in facts.obligations.duties for a in duty.assignment.assignees)
        yield from (post.post for post in facts.posts)
        yield from (member.body for member in facts.members)
        for block in document.blocks:
            for text in block.texts():
                yield from PLACES.findall(text.chars)
            if isinstance(block, TableBlock):
                yield block.table.title
                yield from block.table.columns
