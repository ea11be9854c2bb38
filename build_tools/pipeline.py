"""The order of the stages: one source at a time, then the whole corpus. Nothing else knows it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from build_tools.cache.hashes import hash_of_files
from build_tools.cache.memory import give_back
from build_tools.cache.store import NOTHING_KEPT, Store, many_values
from build_tools.cache.workers import Workers
from build_tools.citations.find import cite
from build_tools.citations.references import refer, unmet
from build_tools.citations.resolve import resolve
from build_tools.citations.surroundings import unread
from build_tools.documents.addresses.link import link
from build_tools.documents.contents.check import match_contents
from build_tools.documents.doubles import doubt_doubles
from build_tools.documents.far_dates import doubt_far_dates
from build_tools.documents.misprints.suspects import doubt_misprints
from build_tools.documents.outline.lost_numbers import lost_chapters
from build_tools.documents.personal_data import personal_data
from build_tools.documents.print_pages import with_pages
from build_tools.documents.reprints import compared
from build_tools.documents.structure import structure
from build_tools.documents.units.segment import segment
from build_tools.documents.unread_around import unread_around
from build_tools.edit_account import Account
from build_tools.edit_bounds import out_of_bounds
from build_tools.facts.amendments.doubts import doubt_amendments
from build_tools.facts.amendments.moved_articles import without_moved
from build_tools.facts.amendments.over_corpus import amended
from build_tools.facts.amendments.read import amendments
from build_tools.facts.amendments.references import amended_references
from build_tools.facts.chains import chains, ends_by_page
from build_tools.facts.chronicle import chronicle, day_notes, year_notes
from build_tools.facts.definitions import definitions
from build_tools.facts.duties.unit_index import index_units
from build_tools.facts.effect.speakers import effects
from build_tools.facts.obligations import obligations
from build_tools.facts.people.appointments import posts
from build_tools.facts.people.members import members
from build_tools.facts.people.unread import unread_posts
from build_tools.facts.states.calendar import events
from build_tools.facts.states.doubts import doubt_effects
from build_tools.facts.states.in_force import standings
from build_tools.facts.states.radar import watched
from build_tools.facts.told import told
from build_tools.language.script import bare
from build_tools.ledger import prove, texts_of
from build_tools.model.catalogue import CORPUS_DOUBTS, Code, Note
from build_tools.model.citation import Citation
from build_tools.model.converted import Balance, Converted
from build_tools.model.corpus import Corpus, CorpusFacts, Failed
from build_tools.model.document import ContentsEntry, Document
from build_tools.model.facts import Entry, Facts
from build_tools.model.guard import guarded, over_corpus
from build_tools.model.original import ImportRecord
from build_tools.model.places import Places
from build_tools.model.published import NO_PAST, Past
from build_tools.model.source import Cleaned, Sidecar, Source
from build_tools.order import prove_order
from build_tools.sources.clean import clean
from build_tools.sources.corrections import growth, settle, with_insertions
from build_tools.sources.imports.record import read_record, record_path, with_doubts, without_pages
from build_tools.sources.read import read_source
from build_tools.sources.sidecar import read_sidecar
from build_tools.tables.lacking import lacking
from build_tools.tables.misread import misread_figures
from build_tools.tables.proof import prove_tables
from build_tools.tables.steps import rebuild, settled


@dataclass(frozen=True)
class _AsPrinted:
    """A source with its documents; their tables still stand as they are printed."""

    source: Source
    sidecar: Sidecar
    imported: ImportRecord | None
    cleaned: Cleaned
    contents: tuple[ContentsEntry, ...]
    documents: tuple[Document, ...]
    notes: tuple[Note, ...]


def source_key(path: Path) -> str:
    """The hash of all that the conversion of a source reads: text, sidecar, the record of its original."""
    return hash_of_files((path, path.with_suffix(".toml"), record_path(path)))


def _as_printed(path: Path) -> _AsPrinted:
    """The stages from the file to documents."""
    source, read_notes = read_source(path)
    sidecar, sidecar_notes = read_sidecar(path.with_suffix(".toml"))
    record, record_notes = read_record(record_path(path))
    imported, original_notes = with_doubts(source, record, sidecar.corrections)
    source = with_insertions(source, sidecar.corrections, sidecar.cells)
    cleaned = clean(source, sidecar.corrections, (*sidecar.tables, *sidecar.lines))
    segmented = segment(cleaned)
    known = frozenset(bare(entry.title) for entry in segmented.contents)
    structured = structure(segmented.sections, cleaned.wrap, source.line_of, known)
    page_notes = without_pages(path.with_suffix(".toml"), sidecar, imported)
    beside = (*read_notes, *sidecar_notes, *record_notes, *original_notes, *page_notes)
    notes = (*beside, *cleaned.notes, *segmented.notes, *structured.notes)
    return _AsPrinted(source, sidecar, imported, cleaned, segmented.contents, structured.documents, notes)


def structured_documents(path: Path) -> tuple[Document, ...]:
    """The documents of a source before its tables are rebuilt: what the steps of a table begin with."""
    return _as_printed(path).documents


def convert_source(path: Path) -> tuple[Converted, Balance]:
    """Convert one raw text file. Raises OSError where it cannot be opened.

    The ledger's errors are among the notes; nothing is raised for odd text.
    """
    key = source_key(path)
    printed = _as_printed(path)
    source, sidecar, line_of = printed.source, printed.sidecar, printed.source.line_of
    free = len(source.raw) + len(source.inserted) - sum(map(growth, sidecar.cells))
    rebuilt = rebuild(printed.documents, line_of, sidecar.cells, free)
    documents, listing_notes = match_contents(rebuilt.documents, printed.contents, sidecar, line_of)
    documents = with_pages(documents, printed.cleaned.notes, line_of, printed.cleaned.pages)
    documents, far_notes = doubt_far_dates(documents, sidecar, line_of)
    stated = tuple(document.stated() for document in documents)
    chronicles = tuple(chronicle(stated, i, sidecar, line_of) for i in range(len(stated)))
    days = (*year_notes(stated, chronicles, sidecar), *day_notes(chronicles))
    citations = cite(stated, line_of)
    references = refer(stated, citations, line_of)
    named = [*(c.place for c in citations), *(r.place for r in references)]
    found = (*listing_notes, *far_notes, *days, *unmet(references, stated), *unread(stated, named, line_of))
    found += (*lacking(documents, line_of), *misread_figures(documents))
    found += (*lost_chapters(stated, line_of), *personal_data(documents, line_of))
    found += tuple(unread_posts(stated, line_of))
    found += unread_around(documents, printed.notes, line_of)
    notes = (*printed.notes, *rebuilt.notes, *found)
    converted = Converted(source, sidecar, documents, printed.contents, notes, citations, references)
    edits = (edit for note in notes for edit in note.edits)
    balance, errors = prove(source, texts_of(converted), edits)
    places = Places(source, (edit for note in notes for edit in note.edits))
    errors += prove_order(documents, notes, places) + prove_tables(documents, notes, places)
    errors += tuple(out_of_bounds(Account(source, documents, notes)))
    own = tuple(a for a in sidecar.accepted if a.code not in CORPUS_DOUBTS)
    judged = settle((*notes, *errors), own)
    shown = settled(documents, judged)
    facts = _facts(tuple(d.stated() for d in shown), chronicles, citations, source)
    made = tuple(own.amendments for own in facts)
    references += amended_references(stated, citations, references, made, line_of)
    converted = replace(converted, documents=shown, notes=judged, references=references)
    converted = replace(converted, facts=facts, imported=printed.imported, key=key)
    return replace(converted, told=told(converted)), balance


def _facts(
    documents: Sequence[Document],
    chronicles: Sequence[tuple[Entry, ...]],
    citations: Sequence[Citation],
    source: Source,
) -> tuple[Facts, ...]:
    """The stages that read what each document of a source states."""
    line_of = source.line_of
    stated = effects(documents, citations, line_of)
    return tuple(
        Facts(
            posts(document, line_of),
            chronicles[i],
            stated[i],
            obligations(documents, i, line_of),
            members(document, line_of),
            amendments(i, documents, citations, source),
            definitions(document, line_of),
        )
        for i, document in enumerate(documents)
    )


Progress = Callable[[str], None]
Result = tuple[Converted, Balance] | Failed


def convert_corpus(
    paths: Sequence[Path],
    progress: Progress = lambda _: None,
    store: Store = NOTHING_KEPT,
    past: Past = NO_PAST,
) -> Corpus:
    """Convert files in parallel, link them, and read what follows from all of them together.

    The result does not depend on the order of work. A source that fails is told of in ``failed``.
    """
    return linked(convert_sources(paths, progress, store), past=past, store=store)


_WORTH_WORKERS = 2_000_000
"""So many bytes of sources are worth the time that starting workers takes."""


def convert_sources(
    paths: Sequence[Path],
    progress: Progress = lambda _: None,
    store: Store = NOTHING_KEPT,
    workers: Workers | None = None,
) -> list[Result]:
    """Convert each file by itself, in the order of names; one that fails hides no other.

    What ``store`` holds of the same files is taken from there; the others are done by ``workers``, by default
    processes of this machine.
    """
    ordered = sorted(paths, key=lambda p: (p.stem, str(p)))
    results: dict[Path, Result] = {}
    with many_values():
        for path in ordered:
            held: Result | None = store.held("source", source_key(path))
            if held is not None:
                results[path] = held
                progress(path.name)
        missing = [path for path in ordered if path not in results]
        results |= zip(missing, _converted(missing, progress, store, workers), strict=True)
    return [results[path] for path in ordered]


def _converted(
    paths: Sequence[Path], progress: Progress, store: Store, workers: Workers | None
) -> Iterator[Result]:
    """What comes of each file."""
    count = min(len(paths), os.cpu_count() or 1)
    large = sum(p.stat().st_size for p in paths if p.is_file()) >= _WORTH_WORKERS
    if workers is None and (count < 2 or not large):
        for path in paths:
            yield _kept_source(path, store)
            progress(path.name)
        return
    if workers is not None:
        found = _in_workers(paths, workers, progress, store)
    else:
        with ProcessPoolExecutor(count) as pool:
            found = _in_workers(paths, Workers(pool), progress, store)
    # A worker that died took with it what the others had not finished: each of those by itself.
    for path, result in zip(paths, found, strict=True):
        yield result if result is not None else _by_itself(path, store)


def _unread(path: Path) -> Source:
    return Source(path.stem, path.name, "", "", (0,), "")


def _guarded_source(path: Path) -> Result:
    return guarded(_unread(path), partial(convert_source, path))


def _kept_source(path: Path, store: Store) -> Result:
    """A source converted, and kept if it is whole and did not change meanwhile."""
    result = _guarded_source(path)
    if not isinstance(result, Failed) and result[0].key == source_key(path):
        store.keep("source", result[0].key, result)
    return result


def _left_in_store(path: Path, store: Store) -> Result | None:
    """The same for another process: what that finds in the store is not sent to it."""
    result = _kept_source(path, store)
    return None if not isinstance(result, Failed) and store.keeps("source", result[0].key) else result


def _in_workers(
    paths: Sequence[Path], workers: Workers, progress: Progress, store: Store
) -> list[Result | None]:
    """Each source converted by one of several processes; None where its process died."""
    results: list[Result | None] = [None] * len(paths)
    waiting: dict[Future[Result | None], int] = {}
    try:
        for i, path in enumerate(paths):
            waiting[workers.executor.submit(_left_in_store, path, store)] = i
        for future in as_completed(waiting):
            i = waiting[future]
            with suppress(*workers.lost):  # it is tried again
                answer = future.result()
                results[i] = store.held("source", source_key(paths[i])) if answer is None else answer
                progress(paths[i].name)
    except workers.lost:
        pass  # none of them takes work any more
    finally:
        for future in waiting:
            future.cancel()
    return results


def _by_itself(path: Path, store: Store = NOTHING_KEPT) -> Result:
    with ProcessPoolExecutor(1) as pool:
        try:
            result = pool.submit(_guarded_source, path).result()
        except BrokenExecutor:
            return Failed(_unread(path), (Note(Code.WORKER_DIED, 1, 1),))
    if not isinstance(result, Failed) and result[0].key == source_key(path):
        store.keep("source", result[0].key, result)
    return result


def linked(
    results: Sequence[Result],
    taken: Collection[str] = (),
    past: Past = NO_PAST,
    store: Store = NOTHING_KEPT,
) -> Corpus:
    """The sources that did not fail, linked, with what follows from all of them together.

    ``taken`` are pages whose addresses are not to be given again; ``past`` is what was published.

    Raises StageFailed where one of these
    stages fails.
    """
    whole = [r for r in results if not isinstance(r, Failed)]
    failed = tuple(r for r in results if isinstance(r, Failed))
    unlinked = Corpus(
        tuple(c for c, _ in whole), tuple(b for _, b in whole), (), tuple(c.notes for c, _ in whole), ()
    )
    corpus = over_corpus("编址", unlinked, lambda: link(whole, taken, past))
    corpus = over_corpus("比对转载", corpus, partial(compared, corpus))
    corpus = over_corpus("查重", corpus, partial(doubt_doubles, corpus))
    corpus = over_corpus("比对字词", corpus, partial(doubt_misprints, corpus, store))
    give_back()  # it held all texts at once
    web = over_corpus("引用", corpus, partial(resolve, corpus))
    corpus = replace(corpus, web=web, failed=failed, past=past)
    corpus = replace(corpus, web=over_corpus("条号", corpus, partial(without_moved, corpus)))
    corpus = replace(corpus, facts=over_corpus("推算", corpus, partial(_corpus_facts, corpus, store)))
    corpus = over_corpus("核对时效", corpus, partial(doubt_effects, corpus))
    return over_corpus("核对修改", corpus, partial(doubt_amendments, corpus))


def _corpus_facts(corpus: Corpus, store: Store) -> CorpusFacts:
    """The stages that need all records and their web."""
    changes = amended(corpus)
    found = standings(corpus, changes)
    facts = CorpusFacts(
        amended=changes,
        standings=found,
        events=events(found),
        units=index_units(corpus, store),
        chains=tuple(chains(corpus)),
        chain_ends=ends_by_page(corpus),
    )
    return replace(facts, watched=watched(corpus, facts))
