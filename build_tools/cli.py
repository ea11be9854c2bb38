"""The command line: it calls what does the work, and only it prints."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from build_tools import __version__
from build_tools.documents.names import FOLDERS
from build_tools.explain import explain_lines, table_steps
from build_tools.exports.every import all_data
from build_tools.exports.records import note_records
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pipeline import Progress as Callback
from build_tools.pipeline import convert_corpus, structured_documents
from build_tools.report import dropped_lines, findings, in_context, ledger_lines, one_line, summary
from build_tools.site.build import BuildFailed, build_site, differences, foreign_files, place, swap_in
from build_tools.site.bundle import bundle_name, write_bundle

RAW, DOCS, DATA, SITE, CONFIG = (
    Path("raw"),
    Path("docs"),
    Path("build/data"),
    Path("site"),
    Path("mkdocs.yml"),
)


DIST = Path("dist")


class _Chinese(click.Group):
    """A group whose misuse is reported in Chinese with a stable code, exit code 2."""

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **{**extra, "standalone_mode": False})
        except click.NoSuchOption as error:
            _misuse(f"没有选项 {error.option_name}")
        except click.BadParameter as error:
            _misuse(f"参数 {error.param.name if error.param else ''} 不对：{error.format_message()}")
        except click.UsageError as error:
            said = error.format_message()
            missing = re.search(r"No such command '(.+?)'", said)
            _misuse(f"没有命令 {missing[1]}" if missing else said)
        except click.exceptions.Abort:
            sys.exit(1)
        except OSError as error:
            click.echo(f"io {error.filename or ''}：不能读写（{error.strerror}）", err=True)
            sys.exit(1)


def _misuse(said: str) -> None:
    click.echo(f"misuse {said}。用法见 gazette --help", err=True)
    sys.exit(2)


@click.group(cls=_Chinese, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gazette")
def main() -> None:
    """政府公报：由来源文本生成网页与数据。"""


@contextmanager
def _progress(total: int, what: str) -> Iterator[Callback]:
    """A progress bar in a terminal; nothing when the output is piped."""
    console = Console(stderr=True)
    if not console.is_terminal or total < 2:
        yield lambda _: None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, advance=1, description=name)


def _sources(given: tuple[Path, ...]) -> list[Path]:
    """The files given, or all of raw/. A folder stands for the .txt files in it."""
    paths: list[Path] = []
    for path in given or (RAW,):
        if path.is_dir():
            paths += sorted(path.glob("*.txt"))
            alone = [p for p in sorted(path.glob("*.toml")) if not p.with_suffix(".txt").is_file()]
            if alone:
                wanted = alone[0].with_suffix(".txt").name
                raise click.UsageError(f"{alone[0]} 没有它的来源文本 {wanted}：改正文件名，或移走")
        elif path.is_file():
            paths.append(path)
        else:
            raise click.UsageError(f"找不到文件：{path}（请检查路径）")
    paths = list({p.resolve(): p for p in paths}.values())
    if not paths:
        raise click.UsageError(f"{given[0] if given else RAW}/ 下没有 .txt 来源文本")
    return paths


def _convert(given: tuple[Path, ...], as_of: datetime | None = None) -> Corpus:
    paths = _sources(given)
    with _progress(len(paths), "转换") as callback:
        corpus = convert_corpus(paths, callback)
    return replace(corpus, as_of=as_of.date().isoformat()) if as_of else corpus


def _stop_on_errors(corpus: Corpus) -> None:
    """Print all errors and leave with 1; nothing has been written."""
    errors = list(findings(corpus, "error"))
    for source, note in errors:
        click.echo(one_line(source, note), err=True)
    if errors:
        click.echo(f"有 {len(errors)} 处错误，没有写入任何文件。", err=True)
        sys.exit(1)


_AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="现行状态截至哪一天；不写则为全部文件中最新的日期。",
)
_RAW_ARGUMENT = click.argument("raw", nargs=-1, type=click.Path(path_type=Path))


@main.command()
@_RAW_ARGUMENT
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="写入该文件夹的 pages/ 与 data/。"
)
@_AS_OF
def convert(raw: tuple[Path, ...], out: Path | None, as_of: datetime | None) -> None:
    """把来源文本转换为 Markdown 页面和数据。

    不给文件时转换 raw/ 下的全部来源，写入 docs/ 的生成文件夹和 build/data。
    """
    corpus = _convert(raw, as_of)
    _stop_on_errors(corpus)
    _write(corpus, out)
    click.echo(summary(corpus))


def _write(corpus: Corpus, out: Path | None) -> None:
    pages, data = all_pages(corpus), all_data(corpus)
    if out is None:
        place(pages, DOCS, FOLDERS)
        swap_in(DATA, data)
        return
    for folder, names in ((out / "pages", pages.keys()), (out / "data", data.keys())):
        if (strange := foreign_files(folder, names)) is not None:
            raise click.UsageError(f"{strange} 不是本程序生成的文件；请另选一个 --out 文件夹，或先移走它")
    swap_in(out / "pages", pages)
    swap_in(out / "data", data)


@main.command()
@_RAW_ARGUMENT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.option("--strict", is_flag=True, help="有未处理的存疑也算失败。")
def check(raw: tuple[Path, ...], form: str, strict: bool) -> None:
    """核对：字符核算、存疑之处、过期页面。"""
    corpus = _convert(raw)
    stale = [] if raw else differences(all_pages(corpus), DOCS, FOLDERS)
    errors = list(findings(corpus, "error"))
    doubts = list(findings(corpus, "doubt"))
    unsettled = list(findings(corpus, "stale"))
    if form == "json":
        found = {"notes": note_records(corpus), "stale": stale, "dropped": list(dropped_lines(corpus))}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for source, note in [*errors, *unsettled, *doubts]:
            click.echo(in_context(source, note))
        for name in stale:
            click.echo(f"docs/{name}:1: {Code.STALE.id} {Code.STALE.value.message}；{Code.STALE.value.hint}")
        for line in (*dropped_lines(corpus), *ledger_lines(corpus)):
            click.echo(line)
        click.echo(summary(corpus) + (f"，过期页面 {len(stale)} 个" if stale else ""))
    sys.exit(1 if errors or unsettled or stale or (strict and doubts) else 0)


def _build(as_of: datetime | None) -> Corpus:
    """Convert all sources, render the site, prove it, and swap it in; leaves with 1 on an error."""
    corpus = _convert((), as_of)
    _stop_on_errors(corpus)
    _write(corpus, None)
    click.echo(f"{summary(corpus)}；正在生成网页……")
    try:
        build_site(CONFIG, corpus, SITE)
    except BuildFailed as error:
        click.echo(f"{error}\n网站没有更新。", err=True)
        sys.exit(1)
    for line in ledger_lines(corpus):
        click.echo(line)
    return corpus


@main.command()
@_AS_OF
def build(as_of: datetime | None) -> None:
    """转换全部来源并生成网站 site/。"""
    _build(as_of)
    click.echo(f"网站已生成：{SITE}/index.html")


@main.command()
@_AS_OF
def bundle(as_of: datetime | None) -> None:
    """生成网站并打成离线包 dist/gazette-日期.zip，解开后双击 index.html 即可阅读。"""
    corpus = _build(as_of)
    target = DIST / f"{bundle_name(corpus)}.zip"
    count = write_bundle(corpus, SITE, RAW, target)
    click.echo(f"离线包已生成：{target}（{count} 个文件，{target.stat().st_size / 1e6:.1f} MB）")


@main.command()
@click.argument("place_", metavar="PAGE#ANCHOR")
@click.option("--steps", is_flag=True, help="表格：列出整理的每一步（# 表头，^ 合并，~ 推定，? 存疑）。")
def explain(place_: str, steps: bool) -> None:
    """说明页面某处的文字来自哪几行，做过哪些整理。

    例：gazette explain documents/zang-zheng-fa-2024-11.html#sec-1-2
    """
    corpus = _convert(())
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
