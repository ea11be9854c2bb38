"""Names that are found by their pinyin: titles, headings, issuers, units, people, places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.language.pinyin import PLACES, name_syllables, syllables
from build_tools.language.script import HAN
from build_tools.model.corpus import Corpus
from build_tools.model.document import TableBlock

_HAN = re.compile(rf"[{HAN}]{{2,}}")
_LONGEST = 10
"""Characters of a name's stretch that are held; a longer query is looked up by its beginning."""


@dataclass(frozen=True, order=True)
class Stretch:
    """A stretch of a name from some character on: ``kqzl…``, its reading, and how many names hold it."""

    initials: str
    reading: str  # syllables, parted by blanks
    text: str
    count: int
    after: str = ""  # the character before it, where that is always the same: then it is no whole word


def stretches(corpus: Corpus) -> list[Stretch]:
    """Every stretch of every name, so that ``kqzl`` finds 空气质量 inside of a title; by initials."""
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    before: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for text, reading in _readings(corpus):
        for start in range(len(text) - 1):
            end = start + _LONGEST
            key = text[start:end], reading[start:end]
            found[key] += 1
            before.setdefault(key, set()).add(text[start - 1] if start else "")
    return sorted(
        Stretch(
            "".join(s[0] for s in reading),
            " ".join(reading),
            text,
            count,
            next(iter(chars)) if len(chars := before[text, reading]) == 1 else "",
        )
        for (text, reading), count in found.items()
    )


def _readings(corpus: Corpus) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each run of Han of each name once, with the syllable of each character.

    A run that holds a character without a known reading is left out.
    """
    runs = {run for name in _names(corpus) for run in _HAN.findall(name)}
    people = {run for name in _people(corpus) for run in _HAN.findall(name)}
    for run in sorted(runs | people):
        reading = name_syllables(run) if run in people else syllables(run)
        if len(reading) == len(run) and all(s.isalpha() for s in reading):
            yield run, reading


def _people(corpus: Corpus) -> Iterator[str]:
    for record in corpus.records:
        for post in record.facts.posts:
            yield post.name
        for member in record.facts.members:
            yield member.name


def _names(corpus: Corpus) -> Iterator[str]:
    for record in corpus.records:
        document = record.document
        yield document.title
        yield from document.issuers
        yield from (entry.title for entry in document.outline if entry.title)
        yield from (a.name for duty in record.facts.obligations.duties for a in duty.assignment.assignees)
        for post in record.facts.posts:
            yield post.post
        yield from (member.body for member in record.facts.members)
        for block in document.blocks:
            for text in block.texts():
                yield from PLACES.findall(text.chars)
            if isinstance(block, TableBlock):
                yield block.table.title
                yield from block.table.columns
