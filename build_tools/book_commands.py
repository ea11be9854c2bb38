"""What ``gazette books`` does: the books of all sources into their folder, all of them or none, and onto the
page 下载 of the site where that is the site of these sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from build_tools.books.chromium import NoChromium, PrintingFailed
from build_tools.books.every import SUMS, BooksWrong, book_files, sizes, sums
from build_tools.books.formats import Site
from build_tools.books.parquet import NoDuckdb, parquet_files
from build_tools.books.pdf import pdf_files
from build_tools.books.shelves import FOLDER, shelved
from build_tools.cache.store import Store
from build_tools.command_line import progress, stop, stopping
from build_tools.commands import edition_of, past_of, read_sources
from build_tools.documents.names import html_address
from build_tools.edition import Edition, Terms
from build_tools.exports.sqlite_file import FILE as SQLITE
from build_tools.exports.sqlite_file import sqlite_file
from build_tools.pages.lists.downloads import FORMATS, PAGE
from build_tools.project import CONFIG, DIST, SITE, WORK, last_report
from build_tools.site.build import settings
from build_tools.site.writing import Files, locked, replace_files, swap_in


@stopping()
def books() -> None:
    """The books of all sources; those of sources that did not change are taken as they were made."""
    stands = last_report(None, skip=False) is not None
    read = read_sources(())
    past = past_of((), read.found.sources)
    edition = edition_of(read, Terms(past=past, store=read.store), None, skip=False)
    target = DIST / "books"
    with locked(WORK, "gazette books"):
        files = _made(edition, read.store, SITE if stands else None)
        read.unchanged()
        swap_in(target, files)
        if stands:
            _offer(shelved(SITE, files, edition.corpus))
    for ending, (count, size) in sizes({k: v for k, v in files.items() if k != SUMS}).items():
        click.echo(f"{FORMATS[ending]}：{count} 个，{size / 1e6:.1f} MB")
    click.echo(f"已写入 {target}/，校验和 {target / SUMS}")
    if stands:
        click.echo(f"下载页已列出：{SITE / html_address(PAGE)}（网站重新生成后，再运行一次 gazette books）")
    else:
        click.echo(
            f"{SITE}/ 不是由现在的来源生成的，没有制作 PDF，下载页没有列出："
            "先 gazette build，再 gazette books。"
        )


def books_on(site: Path, edition: Edition, store: Store, more: Sequence[str]) -> Files:
    """The books of an edition with the list of them, for its site that is to be published."""
    return shelved(site, _made(edition, store, site), edition.corpus, more)


def _made(edition: Edition, store: Store, site: Path | None) -> dict[str, bytes]:
    """All books, of PDF those whose pages stand in ``site``, the data as one file, and their sums. Leaves
    with 1 where one is wrong."""
    own = settings(CONFIG)
    corpus, about = edition.corpus, Site(own.name, own.url)
    try:
        with progress(len(corpus.sources), "图书") as done:
            files = book_files(corpus, about, store, done)
        files[SQLITE] = sqlite_file(edition.data(store))
        files |= _parquet(files[SQLITE])
        if site is not None:
            with progress(len(corpus.sources), "PDF") as done:
                printed = pdf_files(corpus, site, about, store, done)
            files |= printed.files
            _tell_undrawn(printed.undrawn)
        return {**files, SUMS: sums(files)}
    except NoChromium:
        click.echo("no-chromium 没有找到 Chromium（或 Chrome），没有制作 PDF；其他格式照做。", err=True)
        return {**files, SUMS: sums(files)}
    except PrintingFailed as error:
        stop(f"pdf-failed {error}")
    except BooksWrong as error:
        stop(f"books-wrong 这些图书读回后与字符核算不一致；这是程序的错误，请连同来源文件报告：\n{error}")


def _tell_undrawn(undrawn: Mapping[str, str]) -> None:
    for path, chars in undrawn.items():
        signs = "、".join(f"{c}（U+{ord(c):04X}）" for c in chars)
        click.echo(f"no-glyph 本机没有字体能显示 {signs}，没有制作 {path}；其他照做。", err=True)


def _parquet(sqlite: bytes) -> dict[str, bytes]:
    try:
        return parquet_files(sqlite)
    except NoDuckdb:
        said = "没有安装 duckdb（make parquet），没有制作 Parquet；其他格式照做。"
        click.echo(f"no-duckdb {said}", err=True)
        return {}


def _offer(files: Files) -> None:
    """Into the site that stands: first the files, last the page that leads to them."""
    inside = {k.removeprefix(f"{FOLDER}/"): v for k, v in files.items() if k.startswith(f"{FOLDER}/")}
    swap_in(SITE / FOLDER, inside)
    replace_files(SITE, {k: v for k, v in files.items() if not k.startswith(f"{FOLDER}/")})
