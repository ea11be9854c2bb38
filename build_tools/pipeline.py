"""The order of the stages: one source at a time, then the whole corpus. Nothing else knows it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from build_tools.citations.find import cite
from build_tools.citations.references import refer
from build_tools.citations.resolve import resolve
from build_tools.documents.addresses import Corpus, link
from build_tools.documents.contents_check import match_contents
from build_tools.documents.print_pages import with_pages
from build_tools.documents.segment import segment
from build_tools.documents.structure import structure
from build_tools.facts.chronicle import year_notes
from build_tools.language.script import bare
from build_tools.ledger import Balance, prove, texts_of
from build_tools.model.document import Converted, Document
from build_tools.sources.clean import clean
from build_tools.sources.corrections import growth, settle, with_insertions
from build_tools.sources.read import read_source
from build_tools.sources.sidecar import read_sidecar
from build_tools.tables.steps import rebuild, settled


def structured_documents(path: Path) -> tuple[Document, ...]:
    """The documents of a source before its tables are rebuilt: what the steps of a table begin with."""
    source, _ = read_source(path)
    sidecar, _ = read_sidecar(path.with_suffix(".toml"))
    source = with_insertions(source, sidecar.corrections, sidecar.cells)
    cleaned = clean(source, sidecar.corrections)
    segmented = segment(cleaned)
    known = frozenset(bare(entry.title) for entry in segmented.contents)
    return structure(segmented.sections, cleaned.wrap, source.line_of, known).documents


def convert_source(path: Path) -> tuple[Converted, Balance]:
    """Convert one raw text file. Raises OSError where it cannot be opened.

    The ledger's errors are among the notes; nothing is raised for odd text.
    """
    source, read_notes = read_source(path)
    sidecar, sidecar_notes = read_sidecar(path.with_suffix(".toml"))
    source = with_insertions(source, sidecar.corrections, sidecar.cells)
    cleaned = clean(source, sidecar.corrections)
    segmented = segment(cleaned)
    known = frozenset(bare(entry.title) for entry in segmented.contents)
    structured = structure(segmented.sections, cleaned.wrap, source.line_of, known)
    free = len(source.raw) + len(source.inserted) - sum(map(growth, sidecar.cells))
    rebuilt = rebuild(structured.documents, source.line_of, sidecar.cells, free)
    documents, listing_notes = match_contents(rebuilt.documents, segmented.contents, sidecar, source.line_of)
    documents = with_pages(documents, cleaned.notes, source.line_of)
    notes = (
        *read_notes,
        *sidecar_notes,
        *cleaned.notes,
        *segmented.notes,
        *structured.notes,
        *rebuilt.notes,
        *listing_notes,
        *year_notes(documents, sidecar, source.line_of),
    )
    citations = cite(documents, source.line_of)
    references = refer(documents, citations, source.line_of)
    converted = Converted(source, sidecar, documents, segmented.contents, notes)
    edits = (edit for note in notes for edit in note.edits)
    balance, errors = prove(source, texts_of(converted), edits)
    judged = settle((*notes, *errors), sidecar.accepted)
    shown = settled(converted.documents, judged)
    return (
        replace(converted, documents=shown, notes=judged, citations=citations, references=references),
        balance,
    )


Progress = Callable[[str], None]


def convert_corpus(paths: Sequence[Path], progress: Progress = lambda _: None) -> Corpus:
    """Convert files in parallel and link them. The result does not depend on the order of work."""
    ordered = sorted(paths, key=lambda p: (p.stem, str(p)))
    results: list[tuple[Converted, Balance]] = []
    workers = min(len(ordered), os.cpu_count() or 1)
    if workers < 2 or sum(p.stat().st_size for p in ordered) < 2_000_000:
        for path in ordered:
            results.append(convert_source(path))
            progress(path.name)
    else:
        with ProcessPoolExecutor(workers) as pool:
            for path, result in zip(ordered, pool.map(convert_source, ordered, chunksize=4), strict=True):
                results.append(result)
                progress(path.name)
    corpus = link(results)
    return replace(corpus, web=resolve(corpus))
