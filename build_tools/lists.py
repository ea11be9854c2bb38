"""Ways in: the issues, and all documents by date, by number, by issuer and by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.blocks import relative, target_of
from build_tools.chain_pages import chain_pages
from build_tools.duty_pages import obligation_pages
from build_tools.link import ISSUE_KINDS, Corpus, Record
from build_tools.markdown import escape, link
from build_tools.model import Block, Kind
from build_tools.pages import GENERATED, KIND_NAMES, front_matter, issue_path, issue_title
from build_tools.pinyin import short_slug
from build_tools.records import table_id
from build_tools.registers import register_pages

_SOURCE = "raw/ 下的全部来源文本"
_UNKNOWN = "未注明"
_SNIPPET = f"<!-- {GENERATED} {_SOURCE} 生成，请勿手工修改。 -->\n\n"


def list_pages(corpus: Corpus) -> dict[str, str]:
    """Path below docs/ → Markdown of each list; one without entries says so."""
    instruments = [
        r for r in corpus.records if r.document.kind not in (*ISSUE_KINDS, Kind.ATTACHED, Kind.ANNEX)
    ]
    made = {"issues/index.md": _issues(corpus), "lists/_newest.md": _SNIPPET + _newest_issue(corpus)}
    made["lists/tables.md"] = _tables(corpus)
    made |= obligation_pages(corpus)
    made["lists/_holdings.md"] = _SNIPPET + _holdings(corpus)
    groups = {
        "lists/by-date.md": ("按日期", _by(instruments, lambda r: (r.document.date or "")[:4], "年"), True),
        "lists/by-number.md": ("按文号", _by([r for r in instruments if r.doc_key], _series, ""), False),
        "lists/by-issuer.md": ("按发文机关", _by_issuer(instruments), False),
        "lists/by-pinyin.md": ("按拼音", _by(instruments, _initial, ""), False),
        "lists/by-kind.md": ("按类别", _by(instruments, lambda r: KIND_NAMES[r.document.kind], ""), False),
    }
    for path, (title, grouped, newest_first) in groups.items():
        made[path] = _page(path, title, grouped, newest_first=newest_first)
    return made | register_pages(corpus) | chain_pages(corpus)


def _initial(record: Record) -> str:
    """The first letter of what a title is about: 空气质量… → K."""
    return short_slug(record.document.title)[:1].upper()


def _series(record: Record) -> str:
    return (record.doc_key or "").partition("〔")[0].partition("第")[0]


def _by(records: Iterable[Record], name: object, suffix: str) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        value = name(record) if callable(name) else ""
        grouped.setdefault(f"{value}{suffix}" if value else _UNKNOWN, []).append(record)
    return grouped


def _by_issuer(records: Iterable[Record]) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        for issuer in record.document.issuers:
            grouped.setdefault(issuer, []).append(record)
    return grouped


def _page(path: str, title: str, grouped: dict[str, list[Record]], *, newest_first: bool) -> str:
    parts = [front_matter({"title": title}, _SOURCE), f"# {title}"]
    named = sorted((n for n in grouped if n != _UNKNOWN), reverse=newest_first)
    for name in [*named, *([_UNKNOWN] if _UNKNOWN in grouped else [])]:
        records = sorted(grouped[name], key=lambda r: (r.document.date or "", r.id), reverse=newest_first)
        parts.append(f"## {escape(name)}")
        lines = [_entry(r, path) for r in records]
        parts.append("\n".join(lines))
    if not grouped:
        parts.append("现有文件中没有可列入的。")
    return "\n\n".join(parts) + "\n"


def _entry(record: Record, page: str) -> str:
    document = record.document
    extra = "，".join(x for x in (document.doc_number, document.date) if x)
    words = f"- {link(document.title, relative(target_of(record), page))}"
    return words + (f"（{escape(extra)}）" if extra else "")


def _issues(corpus: Corpus) -> str:
    path = "issues/index.md"
    order = sorted(
        range(len(corpus.sources)),
        key=lambda i: (corpus.sources[i].newest_date, corpus.sources[i].source.id),
        reverse=True,
    )
    lines = []
    for i in order:
        hidden = (*ISSUE_KINDS, Kind.ANNEX, Kind.ATTACHED)
        count = sum(r.document.kind not in hidden for r in corpus.by_source[i])
        lines.append(f"- {link(issue_title(i, corpus), relative(issue_path(i, corpus), path))}（{count}件）")
    parts = [front_matter({"title": "各期公报与单行文件"}, _SOURCE), "# 各期公报与单行文件", "\n".join(lines)]
    if not lines:
        parts[-1] = "尚无来源文本。"
    return "\n\n".join(parts) + "\n"


def _tables(corpus: Corpus) -> str:
    """All tables, and apart from them all forms, by instrument in print order."""
    path = "lists/tables.md"
    parts = [front_matter({"title": "表格与表单"}, _SOURCE), "# 表格与表单"]
    for title, wanted in (("表格", False), ("表单", True)):
        parts.append(f"## {title}")
        lines: list[str] = []
        holder = ""
        for record, block in tables_of(corpus, form=wanted):
            above = _instrument(record, corpus)
            if above.id != holder:
                holder = above.id
                lines.append(_entry(above, path))
            lines.append(f"    - {_table_entry(record, block, path)}")
        parts.append("\n".join(lines) or "现有文件中没有可列入的。")
    return "\n\n".join(parts) + "\n"


def tables_of(corpus: Corpus, *, form: bool) -> Iterator[tuple[Record, Block]]:
    """The tables, or the forms, of the corpus in print order, each with the record that prints it."""
    for record in corpus.records:
        for block in record.document.blocks:
            if block.table is not None and block.table.form is form:
                yield record, block


def _instrument(record: Record, corpus: Corpus) -> Record:
    while record.parent and record.parent in corpus.by_id:
        record = corpus.by_id[record.parent]
    return record


def _table_entry(record: Record, block: Block, path: str) -> str:
    """Title, size and files of a table."""
    table = block.table
    assert table is not None
    number = f"附件{record.document.annex_number}　" if record.document.annex_number else ""
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


def _newest_issue(corpus: Corpus) -> str:
    """What the home page shows: the newest issue and its documents. Links count from docs/."""
    order = sorted(range(len(corpus.sources)), key=lambda i: (corpus.sources[i].newest_date, corpus.bases[i]))
    if not order:
        return "尚无来源文本。\n"
    gazettes = [i for i in order if any(r.issue for r in corpus.by_source[i])]
    newest = (gazettes or order)[-1]
    lines = [f"### {link(issue_title(newest, corpus), issue_path(newest, corpus))}", ""]
    for record in corpus.by_source[newest]:
        if record.document.kind not in (*ISSUE_KINDS, Kind.ATTACHED, Kind.ANNEX):
            number = f"（{escape(record.document.doc_number)}）" if record.document.doc_number else ""
            lines.append(f"- {link(record.document.title, target_of(record))}{number}")
    return "\n".join(lines) + "\n"


def _holdings(corpus: Corpus) -> str:
    """What is held: one line a source, with the SHA-256 of its raw text."""
    lines = []
    for i, converted in enumerate(corpus.sources):
        hidden = (*ISSUE_KINDS, Kind.ANNEX, Kind.ATTACHED)
        count = sum(r.document.kind not in hidden for r in corpus.by_source[i])
        lines.append(f"- {link(issue_title(i, corpus), issue_path(i, corpus))}（{count}件）")
        lines.append(f"    - 来源文本 `raw/{converted.source.file}`")
        lines.append(f"    - SHA-256 `{converted.source.sha256}`")
    return "\n".join(lines) + "\n"
