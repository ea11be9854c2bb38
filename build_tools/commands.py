"""What each command on sources and pages does: it calls what does the work, prints what came of it, and says
what stopped it. Those on originals stand in ``adding_commands``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import click
from msgspec import to_builtins

from build_tools.cache.cluster import cluster
from build_tools.cache.hashes import hash_of, hash_of_files
from build_tools.cache.store import Store, many_values
from build_tools.cache.workers import Workers
from build_tools.command_line import changed, keep_failures, progress, stop, stopping
from build_tools.edition import Edition, Terms, edition_without_failed, whole_edition
from build_tools.explain import explain_lines, pages_of, table_steps
from build_tools.exports.records import note_records
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus, Failed
from build_tools.model.published import Past
from build_tools.output import place_edition, place_site
from build_tools.pipeline import Result, convert_corpus, convert_sources, source_key, structured_documents
from build_tools.placed import Placed, alone, holder, placed
from build_tools.project import (
    CONFIG,
    DIST,
    DOCS,
    PUBLISHED,
    RAW,
    SITE,
    WORK,
    inputs,
    kept_results,
    remember_build,
)
from build_tools.publishing.known import unchanged_sources, unknown
from build_tools.publishing.record import hashes
from build_tools.report import (
    by_weight,
    dropped_lines,
    findings,
    in_context,
    ledger_lines,
    one_line,
    remarks,
    summary,
)
from build_tools.site.bundle import bundle_name, write_bundle
from build_tools.site.writing import locked
from build_tools.site.written import differences, kept_pages
from build_tools.sources.folder import Changed, Found, find_sources, stamps, unchanged
from build_tools.sources.imports.record import ENDING
from build_tools.sources.published import read_past
from build_tools.sources.redirects import REDIRECTS, read_redirects


@dataclass(frozen=True)
class _Read:
    """The sources of a run, each converted by itself."""

    given: tuple[Path, ...]
    found: Found
    results: list[Result]
    store: Store
    unchanged: Callable[[], None]  # raises where they are no longer as they were read


def read_sources(given: tuple[Path, ...], scheduler: str = "") -> _Read:
    """The files given, or all of raw/, converted by the workers of a scheduler where one is named. A folder
    stands for the sources in it."""
    roots = given or (RAW,)
    before = stamps(roots)
    found = found_below(roots)
    store = kept_results()
    with progress(len(found.sources), "转换") as callback, _workers(scheduler) as workers:
        results = [*found.failed, *convert_sources(found.sources, callback, store, workers)]
    return _Read(given, found, results, store, partial(unchanged, before, roots))


def _workers(scheduler: str) -> AbstractContextManager[Workers | None]:
    """Those of a scheduler; of none, this machine's own."""
    return cluster(scheduler) if scheduler else nullcontext()


def found_below(roots: tuple[Path, ...]) -> Found:
    try:
        found = find_sources(roots)
    except FileNotFoundError as error:
        raise click.UsageError(f"找不到文件：{error}（请检查路径）") from error
    if found.alone:
        wanted = f"{found.alone[0].name.removesuffix(ENDING).removesuffix('.toml')}.txt"
        raise click.UsageError(f"{found.alone[0]} 没有它的来源文本 {wanted}：改正文件名，或移走")
    if not found.sources and not found.failed:
        raise click.UsageError(f"{roots[0]}/ 下没有 .txt 来源文本")
    return found


def past_of(given: tuple[Path, ...], sources: Sequence[Path]) -> Past:
    """What was published, of the sources that lie in raw/; nothing is known of files elsewhere."""
    past = read_past(PUBLISHED, read_redirects(RAW / REDIRECTS).ways)
    if not given:
        return past
    own = {path.name for path in sources if path.parent.resolve() == RAW.resolve()}
    return Past(tuple(page for page in past.pages if page.mark.file in own))


def _terms(read: _Read, as_of: datetime | None) -> Terms:
    day = as_of.date().isoformat() if as_of else ""
    return Terms(day, past_of(read.given, read.found.sources), store=read.store)


def edition_of(read: _Read, terms: Terms, out: Path | None, *, skip: bool) -> Edition:
    """What is to be written. Prints all errors; leaves with 1 where they stop the run."""
    with many_values():
        if skip:
            edition = edition_without_failed(read.results, (out / "pages") if out else DOCS, _config(), terms)
        else:
            edition = whole_edition(read.results, None, terms)
    errors = list(findings(edition.corpus, "error"))
    for source, note in errors:
        click.echo(one_line(source, note), err=True)
    keep_failures(edition.corpus.failed, out)
    if errors and not (skip and edition.corpus.sources):
        stop(f"有 {len(errors)} 处错误。")
    return edition


def _config() -> Path | None:
    return CONFIG if CONFIG.is_file() else None


def tell_missing(edition: Edition) -> None:
    """The last line of a run that had to leave out sources names them."""
    if names := "、".join(f.source.file for f in edition.corpus.failed):
        click.echo(f"不完整：本期未能重新生成 {names}，其网页照旧保留，数据、清单和检索中没有其内容。")


@stopping()
def convert(raw: tuple[Path, ...], out: Path | None, as_of: datetime | None, *, skip: bool) -> None:
    """Pages and data of these sources, or of all of raw/, into their folders or below ``out``."""
    read = read_sources(raw)
    edition = edition_of(read, _terms(read, as_of), out, skip=skip)
    with locked(out or WORK, "gazette convert"):
        place_edition(edition, out, read.unchanged, read.store)
    click.echo(summary(edition.corpus))
    tell_missing(edition)


@stopping()
def check(raw: tuple[Path, ...], form: str, *, strict: bool, new: bool) -> None:
    """The report, where ``new`` of what was not there at the last publishing; leaves with 1 on errors and
    what is stale, where ``strict`` on open doubts too."""
    from build_tools.adding import prove_originals  # with all readers of originals

    read = read_sources(raw)
    proven = prove_originals(read.found.sources, read.results)
    edition = whole_edition(proven, _config(), _terms(read, None))
    corpus = edition.corpus
    own = kept_pages(DOCS, [f.source.file for f in corpus.failed])
    stale = [] if raw else [p for p in differences(edition.pages, DOCS) if p not in own]
    errors = list(findings(corpus, "error"))
    doubts = list(findings(corpus, "doubt"))
    unsettled = list(findings(corpus, "stale"))
    told = (*dropped_lines(corpus), *ledger_lines(corpus))
    if new:
        fresh = unknown(doubts, corpus.past)
        as_they_were = unchanged_sources(corpus.past, hashes(RAW))
        told = tuple(line for line in told if not line.startswith(as_they_were))
        known = len(doubts) - len(fresh)
        old = f"未列：上次发布时已有的存疑 {known} 处，没有改动的来源 {len(as_they_were)} 个"
        doubts = fresh
    beside = list(remarks(read.found.strangers, None if raw else RAW / REDIRECTS, edition.pages))
    keep_failures(corpus.failed, None)
    if form == "json":
        said = {"notes": to_builtins(note_records(corpus)), "stale": stale, "remarks": beside}
        said["dropped"] = list(dropped_lines(corpus))
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        for source, note in [*errors, *unsettled, *by_weight(doubts)]:
            click.echo(in_context(source, note))
        # which of many pages are stale tells an editor nothing that one command does not mend
        more = f"（等{len(stale)}个页面）" if new and len(stale) > 1 else ""
        for name in stale[:1] if more else stale:
            words = f"{Code.STALE.value.message}{more}；{Code.STALE.value.hint}"
            click.echo(f"docs/{name}:1: {Code.STALE.id} {words}")
        for line in (*beside, *told, *([old] if new else [])):
            click.echo(line)
        click.echo(summary(corpus) + (f"，过期页面 {len(stale)} 个" if stale else ""))
    sys.exit(1 if errors or unsettled or stale or (strict and doubts) else 0)


def _build(
    as_of: datetime | None, *, skip: bool, command: str, pack: bool = False, scheduler: str = ""
) -> None:
    """Convert all sources, render the site, prove it, and swap it in; leaves with 1 on an error."""
    made_of = inputs(as_of, skip=skip)
    read = read_sources((), scheduler)
    edition = edition_of(read, _terms(read, as_of), None, skip=skip)
    click.echo(f"{summary(edition.corpus)}；正在生成网页……")
    with locked(WORK, command):
        place_site(edition, read.unchanged, read.store)
        said = [f"{summary(edition.corpus)}；正在生成网页……", *ledger_lines(edition.corpus)]
        for line in said[1:]:
            click.echo(line)
        if pack:
            _bundle(edition.corpus)
        elif not edition.corpus.failed and made_of == inputs(as_of, skip=skip):
            remember_build(read.store, made_of, [*said, _BUILT])
            keys = {c.source.file: c.key for c in edition.corpus.sources}
            read.store.keep("placed", _places_key(keys), placed(edition.corpus))
        read.store.trim()
    if not pack:
        click.echo(_BUILT)
    tell_missing(edition)


_BUILT = f"网站已生成：{SITE}/index.html"


def _bundle(corpus: Corpus) -> None:
    name = bundle_name(corpus)
    target = DIST / f"{name}.zip"
    try:
        count = write_bundle(corpus, SITE, RAW, target, name)
    except Changed as error:
        stop(changed(error), "网站已更新，离线包没有更新。")
    click.echo(f"离线包已生成：{target}（{count} 个文件，{target.stat().st_size / 1e6:.1f} MB）")


@stopping()
def build(as_of: datetime | None, *, skip: bool, scheduler: str = "") -> None:
    """The site of all sources."""
    _build(as_of, skip=skip, command="gazette build", scheduler=scheduler)


@stopping()
def bundle(as_of: datetime | None, *, skip: bool) -> None:
    """The site of all sources, and its bundle."""
    _build(as_of, skip=skip, command="gazette bundle", pack=True)


def _explained(place: str, store: Store) -> Corpus:
    """The source that prints a place, as it stands beside the others; an empty corpus where none does."""
    paths = {path.name: path for path in found_below((RAW,)).sources}
    key = _places_key({name: source_key(path) for name, path in paths.items()})
    places: dict[str, Placed] | None = store.held("placed", key)
    if places is None:
        with progress(len(paths), "转换") as callback:
            past = past_of((), list(paths.values()))
            corpus = convert_corpus(list(paths.values()), callback, store, past)
        places = placed(corpus)
        if not corpus.failed:
            store.keep("placed", key, places)
    name = next(filter(None, (holder(page, places) for page in pages_of(place))), "")
    for result in convert_sources([paths[name]], store=store) if name else ():
        if not isinstance(result, Failed):
            return alone(places[name], *result)
    return Corpus((), (), (), (), ())


def _places_key(keys: Mapping[str, str]) -> str:
    """The hash of all that says where sources stand: file → hash of what each was read from."""
    record = [*sorted(PUBLISHED.glob("*")), RAW / REDIRECTS]
    return hash_of(repr(sorted(keys.items())), hash_of_files(record))


@stopping()
def explain(place_: str, *, steps: bool) -> None:
    """The raw lines behind a place on a page, or the steps that rebuilt the table there."""
    corpus = _explained(place_, kept_results())
    lines = explain_lines(place_, corpus)
    if isinstance(lines, str):
        raise click.UsageError(lines)
    if steps:
        lines = table_steps(place_, corpus, lambda file: structured_documents(RAW / file))
        if not lines:
            raise click.UsageError(f"这里没有表格：{place_}（例：…/annex-6.html#table-1）")
    for line in lines:
        click.echo(line)
