"""Lists: the sources, all documents by date, number, issuer, kind and pinyin, all tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.documents.names import (
    GENERATED,
    front_matter,
    gazette_name,
    issue_path,
    issue_title,
    table_id,
)
from build_tools.language.pinyin import slug
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import TableBlock, annex_name
from build_tools.pages.amended import change_line, has_change_lines
from build_tools.pages.blocks import relative
from build_tools.pages.issue import document_line, instruments, newest_first
from build_tools.pages.lists.groups import Grouping
from build_tools.pages.markdown import escape, heading, link

_SOURCE = "raw/ 下的全部来源文本"
_SNIPPET = f"<!-- {GENERATED} {_SOURCE} 生成，请勿手工修改。 -->\n\n"
_SINGLE = "单行文件"
HOLDINGS = "lists/_holdings.md"


def list_pages(corpus: Corpus, grouped: Iterable[Grouping]) -> dict[str, str]:
    """Path below docs/ → Markdown of each list; one without entries says so."""
    made = {"issues/index.md": _issues(corpus), "lists/tables.md": _tables(corpus)}
    return made | {grouping.page: _page(grouping, corpus) for grouping in grouped}


def _page(grouping: Grouping, corpus: Corpus) -> str:
    clock = has_change_lines((r for group in grouping.groups for r in group.records), corpus)
    meta: dict[str, object] = {"title": grouping.title, "has": ["clock"] * clock}
    parts = [front_matter(meta, _SOURCE), f"# {grouping.title}"]
    for group in grouping.groups:
        parts.append(heading(2, escape(group.name), group.anchor))
        parts.append("\n".join(f"- {_listed(r, grouping.page, corpus)}" for r in group.records))
    if not grouping.groups:
        parts.append("现有文件中没有可列入的。")
    return "\n\n".join(parts) + "\n"


def _listed(record: Record, page: str, corpus: Corpus) -> str:
    """A document with what others change in it."""
    return document_line(record, page) + change_line(record, page, corpus)


def _issues(corpus: Corpus) -> str:
    """The issues of each gazette, the newest first; then what was not printed in one."""
    path = "issues/index.md"
    order = newest_first(corpus)
    parts = [front_matter({"title": "各期公报与单行文件"}, _SOURCE), "# 各期公报与单行文件"]
    names = sorted({gazette_name(i, corpus) for i in order}, key=lambda name: (not name, name))
    for name in names:
        parts.append(heading(2, escape(name or _SINGLE), f"gazette-{slug(name)}" if name else "single"))
        own = [i for i in order if gazette_name(i, corpus) == name]
        parts.append("\n".join(f"- {_issue_line(i, path, corpus)}" for i in own))
    if not order:
        parts.append("尚无来源文本。")
    return "\n\n".join(parts) + "\n"


def _issue_line(index: int, page: str, corpus: Corpus) -> str:
    """A source in a list: its name, and how many documents it prints."""
    way = link(issue_title(index, corpus), relative(issue_path(index, corpus), page))
    return f'{way} <span class="gz-facts">{len(instruments(index, corpus))}件</span>'


def _tables(corpus: Corpus) -> str:
    """All tables, and apart from them all forms, by instrument in print order."""
    path = "lists/tables.md"
    parts = [front_matter({"title": "表格与表单"}, _SOURCE), "# 表格与表单"]
    for title, anchor, wanted in (("表格", "tables", False), ("表单", "forms", True)):
        parts.append(heading(2, title, anchor))
        lines: list[str] = []
        holder = ""
        for record, block in tables_of(corpus, form=wanted):
            above = corpus.top(record)
            if above.id != holder:
                holder = above.id
                lines.append(f"- {document_line(above, path)}")
            lines.append(f"    - {_table_entry(record, block, path)}")
        parts.append("\n".join(lines) or "现有文件中没有可列入的。")
    return "\n\n".join(parts) + "\n"


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
        f'<a href="{relative(f"data/tables/{name}.{kind}", path)}" download>{kind.upper()}</a>'
        for kind in ("csv", "xlsx", "json")
    )
    size = f"{len(table.rows)}项" if table.form else f"{len(table.rows)}行{len(table.types)}列"
    failed = sum(not check.ok for check in table.checks)
    wrong = f"，{failed}项核对不符" if failed else ""
    names = "" if table.form else "：" + "、".join(escape(name) for name in table.columns if name)
    return f"{words}（{size}{wrong}；{files}）{names}"


def holdings(corpus: Corpus) -> str:
    """The snippet that says what is held: one line a source, with the SHA-256 of its raw text."""
    lines = []
    for i, converted in enumerate(corpus.sources):
        lines.append(f"- {_issue_line(i, 'index.md', corpus)}")
        lines.append(f"    - 来源文本 `raw/{converted.source.file}`")
        lines.append(f"    - SHA-256 `{converted.source.sha256}`")
    return _SNIPPET + "\n".join(lines) + "\n"
