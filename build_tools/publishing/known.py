"""Findings from one release to the next: what a finding is known by, and which of them are new."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from build_tools.exports.text_lines import said_of
from build_tools.model.catalogue import Note
from build_tools.model.corpus import Corpus
from build_tools.model.published import Past
from build_tools.model.source import Source

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


def unchanged_sources(corpus: Corpus) -> tuple[str, ...]:
    """The files that are as they were at the last publishing."""
    made_of = next((r.sources for r in reversed(corpus.past.releases) if r.sources), {})
    sources = (c.source for c in corpus.sources)
    return tuple(source.file for source in sources if made_of.get(source.file) == source.sha256)
