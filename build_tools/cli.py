"""The command line: it calls what does the work, and only it prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from build_tools import __version__
from build_tools.adding import Wanted, files_below, place, plan, prove_originals, told
from build_tools.adding import remove as remove_source
from build_tools.command_line import Chinese, changed, keep_failures, progress, stop
from build_tools.edition import Edition, edition_without_failed, whole_edition
from build_tools.explain import explain_lines, table_steps
from build_tools.exports.records import note_records
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.output import CONFIG, DIST, DOCS, RAW, SITE, WORK, place_edition, place_site
from build_tools.pipeline import Result, convert_corpus, convert_sources, structured_documents
from build_tools.report import dropped_lines, findings, in_context, ledger_lines, one_line, remarks, summary
from build_tools.site.bundle import bundle_name, write_bundle
from build_tools.site.writing import locked
from build_tools.site.written import differences, kept_pages
from build_tools.sources.folder import Changed, Found, find_sources, stamps, unchanged
from build_tools.sources.imports.record import ENDING
from build_tools.sources.imports.refusals import Refused
from build_tools.sources.redirects import REDIRECTS


@click.group(cls=Chinese, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gazette")
def main() -> None:
    """政府公报：由来源文本生成网页与数据。"""


@dataclass(frozen=True)
class _Read:
    """The sources of a run, each converted by itself."""

    found: Found
    results: list[Result]
    unchanged: Callable[[], None]  # raises where they are no longer as they were read


def _read(given: tuple[Path, ...]) -> _Read:
    """The files given, or all of raw/. A folder stands for the sources in it."""
    roots = given or (RAW,)
    before = stamps(roots)
    found = _found(roots)
    with progress(len(found.sources), "转换") as callback:
        results = [*found.failed, *convert_sources(found.sources, callback)]
    return _Read(found, results, partial(unchanged, before, roots))


def _found(roots: tuple[Path, ...]) -> Found:
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


def _edition(read: _Read, as_of: datetime | None, out: Path | None, *, skip: bool) -> Edition:
    """What is to be written. Prints all errors; leaves with 1 where they stop the run."""
    day = as_of.date().isoformat() if as_of else ""
    if skip:
        edition = edition_without_failed(read.results, (out / "pages") if out else DOCS, _config(), day)
    else:
        edition = whole_edition(read.results, None, day)
    errors = list(findings(edition.corpus, "error"))
    for source, note in errors:
        click.echo(one_line(source, note), err=True)
    keep_failures(edition.corpus.failed, out)
    if errors and not (skip and edition.corpus.sources):
        stop(f"有 {len(errors)} 处错误。")
    return edition


def _config() -> Path | None:
    return CONFIG if CONFIG.is_file() else None


def _tell_missing(edition: Edition) -> None:
    """The last line of a run that had to leave out sources names them."""
    if names := "、".join(f.source.file for f in edition.corpus.failed):
        click.echo(f"不完整：本期未能重新生成 {names}，其网页照旧保留，数据、清单和检索中没有其内容。")


_AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="现行状态截至哪一天；不写则为全部文件中最新的日期。",
)
_RAW_ARGUMENT = click.argument("raw", nargs=-1, type=click.Path(path_type=Path))


_SKIP_FAILED = click.option(
    "--skip-failed",
    "skip",
    is_flag=True,
    help="有来源出错时，其余照常发布；出错来源的网页保留原样，并注明未能重新生成。",
)


@main.command()
@_RAW_ARGUMENT
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="写入该文件夹的 pages/ 与 data/。"
)
@_AS_OF
@_SKIP_FAILED
def convert(raw: tuple[Path, ...], out: Path | None, as_of: datetime | None, skip: bool) -> None:
    """把来源文本转换为 Markdown 页面和数据。

    不给文件时转换 raw/ 下的全部来源，写入 docs/ 的生成文件夹和 build/data。
    """
    read = _read(raw)
    edition = _edition(read, as_of, out, skip=skip)
    with locked(out or WORK, "gazette convert"):
        place_edition(edition, out, read.unchanged)
    click.echo(summary(edition.corpus))
    _tell_missing(edition)


@main.command()
@_RAW_ARGUMENT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.option("--strict", is_flag=True, help="有未处理的存疑也算失败。")
def check(raw: tuple[Path, ...], form: str, strict: bool) -> None:
    """核对：字符核算、网页文字、存疑之处、过期页面，以及 raw/ 下不是来源的文件。"""
    read = _read(raw)
    edition = whole_edition(prove_originals(read.found.sources, read.results), _config())
    corpus = edition.corpus
    own = kept_pages(DOCS, [f.source.file for f in corpus.failed])
    stale = [] if raw else [p for p in differences(edition.pages, DOCS) if p not in own]
    errors = list(findings(corpus, "error"))
    doubts = list(findings(corpus, "doubt"))
    unsettled = list(findings(corpus, "stale"))
    beside = list(remarks(read.found.strangers, None if raw else RAW / REDIRECTS, edition.pages))
    keep_failures(corpus.failed, None)
    if form == "json":
        said = {"notes": note_records(corpus), "stale": stale, "remarks": beside}
        said["dropped"] = list(dropped_lines(corpus))
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        for source, note in [*errors, *unsettled, *doubts]:
            click.echo(in_context(source, note))
        for name in stale:
            click.echo(f"docs/{name}:1: {Code.STALE.id} {Code.STALE.value.message}；{Code.STALE.value.hint}")
        for line in (*beside, *dropped_lines(corpus), *ledger_lines(corpus)):
            click.echo(line)
        click.echo(summary(corpus) + (f"，过期页面 {len(stale)} 个" if stale else ""))
    sys.exit(1 if errors or unsettled or stale or (strict and doubts) else 0)


def _build(as_of: datetime | None, *, skip: bool, command: str, pack: bool = False) -> None:
    """Convert all sources, render the site, prove it, and swap it in; leaves with 1 on an error."""
    read = _read(())
    edition = _edition(read, as_of, None, skip=skip)
    click.echo(f"{summary(edition.corpus)}；正在生成网页……")
    with locked(WORK, command):
        place_site(edition, read.unchanged)
        for line in ledger_lines(edition.corpus):
            click.echo(line)
        if pack:
            _bundle(edition.corpus)
    if not pack:
        click.echo(f"网站已生成：{SITE}/index.html")
    _tell_missing(edition)


def _bundle(corpus: Corpus) -> None:
    target = DIST / f"{bundle_name(corpus)}.zip"
    try:
        count = write_bundle(corpus, SITE, RAW, target)
    except Changed as error:
        stop(changed(error), "网站已更新，离线包没有更新。")
    click.echo(f"离线包已生成：{target}（{count} 个文件，{target.stat().st_size / 1e6:.1f} MB）")


@main.command()
@_AS_OF
@_SKIP_FAILED
def build(as_of: datetime | None, skip: bool) -> None:
    """转换全部来源并生成网站 site/。"""
    _build(as_of, skip=skip, command="gazette build")


@main.command()
@_AS_OF
@_SKIP_FAILED
def bundle(as_of: datetime | None, skip: bool) -> None:
    """生成网站并打成离线包 dist/gazette-日期.zip，解开后双击 index.html 即可阅读。"""
    _build(as_of, skip=skip, command="gazette bundle", pack=True)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id", "id_", metavar="ID", default="", help="来源的名称；不写则取文件名，或据刊名和期号。")
@click.option("--replace", "replace_", is_flag=True, help="已有这个来源的，用新文件替换，校勘移到新的行。")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="收录的日期；不写则为今天。"
)
def add(files: tuple[Path, ...], id_: str, replace_: bool, on: datetime | None) -> None:
    """把来稿（docx、doc、wps、rtf、odt、html、txt、md）收录为来源。

    写成 raw/ID.txt、附属文件草稿 raw/ID.toml 和收录记录 raw/ID.import.json，原件存入 raw/originals/。
    """
    if missing := [str(path) for path in files if not path.exists()]:
        raise click.UsageError(f"找不到文件：{'、'.join(missing)}（请检查路径）")
    found = files_below(files)
    if not found or (id_ and len(found) > 1):
        raise click.UsageError("没有可收录的文件" if not found else "--id 只能用于一个文件")
    day = on.date() if on else date.today()
    with locked(WORK, "gazette add"):
        with progress(len(found), "收录") as callback:
            planned = plan(Wanted(found, day.isoformat(), id_, replace_), RAW, callback)
        if planned.refused:
            stop("\n".join(planned.refused))
        place(planned.added, RAW)
    for line in (line for added in planned.added for line in told(added)):
        click.echo(line)


@main.command()
@click.argument("id_", metavar="ID")
def remove(id_: str) -> None:
    """撤下一个来源：删去它的来源文本、附属文件、收录记录和原件。"""
    with locked(WORK, "gazette remove"):
        try:
            gone = remove_source(id_, RAW)
        except Refused as error:
            stop(error.said(id_), "没有删去任何文件。")
    for path in gone:
        click.echo(f"已删去 {path}")
    click.echo("运行 gazette convert 或 make site，网页随之撤下。")


@main.command()
@click.argument("place_", metavar="PAGE#ANCHOR")
@click.option("--steps", is_flag=True, help="表格：列出整理的每一步（# 表头，^ 合并，~ 推定，? 存疑）。")
def explain(place_: str, steps: bool) -> None:
    """说明页面某处的文字来自哪几行，做过哪些整理。

    例：gazette explain documents/zang-zheng-fa-2024-11.html#sec-1-2
    """
    found = _found((RAW,))
    with progress(len(found.sources), "转换") as callback:
        corpus = convert_corpus(found.sources, callback)
    lines = explain_lines(place_, corpus)
    if isinstance(lines, str):
        raise click.UsageError(lines)
    if steps:
        lines = table_steps(place_, corpus, lambda file: structured_documents(RAW / file))
        if not lines:
            raise click.UsageError(f"这里没有表格：{place_}（例：…/annex-6.html#table-1）")
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main()
