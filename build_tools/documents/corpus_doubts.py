"""Doubts that a source has only beside the others, put to its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus
from build_tools.sources.corrections import settle


def with_doubts(corpus: Corpus, code: Code, found: Mapping[int, Sequence[Note]]) -> Corpus:
    """The corpus with the doubts of one code on each source, settled where an editor lets them stand."""
    notes = list(corpus.notes)
    for index, converted in enumerate(corpus.sources):
        accepted = tuple(a for a in converted.sidecar.accepted if a.code == code.id)
        notes[index] += settle(tuple(found.get(index, ())), accepted)
    return replace(corpus, notes=tuple(notes))


def found_beside(index: int, corpus: Corpus) -> tuple[Note, ...]:
    """The findings on a source that it has only beside the others."""
    own = set(map(id, corpus.sources[index].notes))
    return tuple(note for note in corpus.notes[index] if id(note) not in own)
