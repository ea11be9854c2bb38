"""Findings from one release to the next: what a finding is known by, and which of them are new."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from build_tools.documents.names import html_address, issue_path, issue_title
from build_tools.exports.text_lines import said_of
from build_tools.model.catalogue import Note
from build_tools.model.corpus import Corpus
from build_tools.model.published import Past
from build_tools.model.source import Source
from build_tools.sources.imports.record import ENDING

_LINES = re.compile(r"第[\d、]+行")


def fingerprint(source: Source, note: Note) -> str:
    """The code, and a hash of what the finding says and of its printed line; not of where that stands."""
    there = not note.file and 0 < note.first_line <= len(source.starts)
    printed = "".join(source.line(note.first_line).split()) if there else ""
    words = f"{note.file}|{printed}|{_LINES.sub('', said_of(note))}"
    return f"{note.code.id}:{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def unknown(found: Iterable[tuple[Source, Note]], past: Past) -> list[tuple[Source, Note]]:
    """The findings that were not there at the last publishing, as often as they are more."""
    known = Counter((p.mark.file, f) for p in past.pages if p.stands for f in p.findings)
    fresh = []
    for source, note in found:
        key = (source.file, fingerprint(source, note))
        if known[key]:
            known[key] -= 1
        else:
            fresh.append((source, note))
    return fresh


class Ahead(NamedTuple):
    """A day of signing or of publication that lies after the day of publishing."""

    page: str
    file: str
    title: str
    day: str

    @property
    def finding(self) -> str:
        """What it is known by."""
        return f"day-ahead:{self.day}"


def ahead(corpus: Corpus, day: str) -> Iterator[Ahead]:
    """What is dated after a day, in print or in a sidecar. Days of effect, repeal and deadlines may be."""
    for record in corpus.records:
        file = corpus.sources[record.source].source.file
        for printed in (record.document.date, record.document.published):
            if printed and printed > day[: len(printed)]:
                yield Ahead(html_address(record.page), file, record.document.title, printed)
    for index, converted in enumerate(corpus.sources):
        own = converted.sidecar.published
        if own and own > day[: len(own)]:
            page, title = issue_path(index, corpus), issue_title(index, corpus)
            yield Ahead(html_address(page), converted.source.file, title, own)


def unchanged_sources(past: Past, raw: Mapping[str, str]) -> tuple[str, ...]:
    """The files that are as they were at the last publishing, with all that an editor wrote beside them."""
    made_of = next((r.sources for r in reversed(past.releases) if r.sources), {})
    changed = {name for name in made_of.keys() | raw.keys() if made_of.get(name) != raw.get(name)}
    texts = (name for name in sorted(raw) if name.endswith(".txt"))
    beside = (".txt", ".toml", ENDING)
    return tuple(t for t in texts if not changed & {t.removesuffix(".txt") + end for end in beside})
