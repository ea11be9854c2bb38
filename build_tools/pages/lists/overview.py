"""Lists: the sources, all documents by date, number, issuer, kind and pinyin, all tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from build_tools.documents.names import (
    gazette_name,
    issue_path,
    issue_title,
    table_id,
)
from build_tools.language.pinyin import slug
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import TableBlock, annex_name
from build_tools.pages.amended import change_line
from build_tools.pages.blocks import relative
from build_tools.pages.front_matter import ALL_SOURCES, snippet_head
from build_tools.pages.issue import document_line, instruments, newest_first
from build_tools.pages.lists.groups import Group, Grouping
from build_tools.pages.lists.paging import NONE, Key, Listing, Rows, runs_of, year_key
from build_tools.pages.markdown import escape, file_link, heading, link, span

_SNIPPET = f"{snippet_head(ALL_SOURCES)}\n\n"
_SINGLE = "单行文件"
HOLDINGS = "lists/_holdings.md"
_MANY = 100
"""More sources are not told one by one on a page written by hand."""


def listings(corpus: Corpus, grouped: Iterable[Grouping]) -> Iterator[Listing]:
    """The list of issues, that of tables, and those of documents."""
    yield _issues(corpus)
    yield _tables(corpus)
    for grouping in grouped:
        found = (rows for group in grouping.groups for rows in _rows(group, grouping, corpus))
        yield Listing(grouping.page, grouping.title, tuple(found), unit="件")


def _rows(group: Group, grouping: Grouping, corpus: Corpus) -> Iterator[Rows]:
    """The documents of a group, with what parts it where there are many."""
    own = Key(group.name, group.anchor)
    above = (Key(group.initial, f"letter-{slug(group.initial)}"),) if group.initial else ()
    return runs_of(
        (
            ((*above, own, grouping.finer(r, group)), f"- {_listed(r, grouping.page, corpus)}")
            for r in group.records
        ),
        heading(2, escape(group.name), group.anchor),
    )


def _listed(record: Record, page: str, corpus: Corpus) -> str:
    """A document with what others change in it."""
    return document_line(record, page) + change_line(record, page, corpus)


def _issues(corpus: Corpus) -> Listing:
    """The issues of each gazette, the newest first; then what was not printed in one."""
    path = "issues/index.md"
    order = newest_first(corpus)
    found: list[Rows] = []
    names = sorted({gazette_name(i, corpus) for i in order}, key=lambda name: (not name, name))
    for name in names:
        key = Key(name or _SINGLE, f"gazette-{slug(name)}" if name else "single")
        own = (
            ((key, year_key(corpus.sources[i].newest_date, key)), f"- {_issue_line(i, path, corpus)}")
            for i in order
            if gazette_name(i, corpus) == name
        )
        found += runs_of(own, heading(2, escape(key.name), key.anchor))
    return Listing(path, "各期公报与单行文件", tuple(found), unit="期", none="尚无来源文本。")


def _issue_line(index: int, page: str, corpus: Corpus) -> str:
    """A source in a list: its name, and how many documents it prints."""
    way = link(issue_title(index, corpus), relative(issue_path(index, corpus), page))
    return f"{way} {span('facts', f'{len(instruments(index, corpus))}件')}"


def _tables(corpus: Corpus) -> Listing:
    """All tables, and apart from them all forms, by instrument in print order."""
    path = "lists/tables.md"
    found: list[Rows] = []
    for title, anchor, wanted in (("表格", "tables", False), ("表单", "forms", True)):
        key = Key(title, anchor)
        own = []
        for ident, held in groupby(tables_of(corpus, form=wanted), key=lambda held: corpus.top(held[0]).id):
            above = corpus.by_id[ident]
            lines = [f"    - {_table_entry(record, block, path)}" for record, block in held]
            row = "\n".join([f"- {document_line(above, path)}", *lines])
            own.append(((key, year_key(above.document.date, key)), row))
        found += runs_of(own or [((key,), NONE)], heading(2, title, anchor))
    packed = relative("data/all-tables.zip", path)
    about = f"全部表格合为一个文件：{file_link(packed, 'ZIP')}（CSV、XLSX 和目录）。"
    return Listing(path, "表格与表单", tuple(found), about, unit="件")


def tables_of(corpus: Corpus, *, form: bool) -> Iterator[tuple[Record, TableBlock]]:
    """The tables, or the forms, of the corpus in print order, each with the record that prints it."""
    for record in corpus.records:
        for block in record.document.blocks:
            if isinstance(block, TableBlock) and block.table.form is form:
                yield record, block


def _table_entry(record: Record, block: TableBlock, path: str) -> str:
    """Title, size and files of a table."""
    table = block.table
    number = annex_name(record.document.annex_number) + "　" if record.document.annex_number else ""
    words = link(number + table.title, relative(f"{record.page}#{block.anchor}", path))
    name = table_id(record, block)
    files = "、".join(
        file_link(relative(f"data/tables/{name}.{kind}", path), kind.upper())
        for kind in ("csv", "xlsx", "json")
    )
    size = f"{len(table.rows)}项" if table.form else f"{len(table.rows)}行{len(table.types)}列"
    failed = sum(not check.ok for check in table.checks)
    wrong = f"，{failed}项核对不符" if failed else ""
    names = "" if table.form else "：" + "、".join(escape(name) for name in table.columns if name)
    return f"{words}（{size}{wrong}；{files}）{names}"


def holdings(corpus: Corpus) -> str:
    """The snippet that says what is held: one line a source, with the SHA-256 of its raw text."""
    if len(corpus.sources) > _MANY:
        return f"{_SNIPPET}共{len(corpus.sources)}个来源文本；各自的 SHA-256 见数据 `documents.json`。\n"
    lines = []
    for i, converted in enumerate(corpus.sources):
        lines.append(f"- {_issue_line(i, 'index.md', corpus)}")
        lines.append(f"    - 来源文本 `raw/{converted.source.file}`")
        lines.append(f"    - SHA-256 `{converted.source.sha256}`")
    return _SNIPPET + "\n".join(lines) + "\n"
