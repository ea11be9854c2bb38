"""What ``gazette books`` does: the books of all sources into their folder, all of them or none."""

from __future__ import annotations

import click

from build_tools.books.every import LIST, BooksWrong, book_files, sizes
from build_tools.books.formats import Site
from build_tools.command_line import stop, stopping
from build_tools.commands import edition_of, past_of, read_sources
from build_tools.edition import Terms
from build_tools.project import CONFIG, DIST, WORK
from build_tools.site.build import settings
from build_tools.site.writing import locked, swap_in


@stopping()
def books() -> None:
    """The books of all sources; those of sources that did not change are taken as they were made."""
    read = read_sources(())
    past = past_of((), read.found.sources)
    edition = edition_of(read, Terms(past=past, store=read.store), None, skip=False)
    own = settings(CONFIG)
    target = DIST / "books"
    with locked(WORK, "gazette books"):
        try:
            files = book_files(edition.corpus, Site(own.name, own.url), read.store)
        except BooksWrong as error:
            stop(f"{error}\n这些文件读回后与字符核算不一致。")
        read.unchanged()
        swap_in(target, files)
    for ending, (count, size) in sizes({k: v for k, v in files.items() if k != LIST}).items():
        click.echo(f"{ending}：{count} 个，{size / 1e6:.1f} MB")
    click.echo(f"已写入 {target}/，清单 {target / LIST}")
