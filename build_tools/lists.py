"""Ways in: the issues, and all documents by date, by number, by issuer and by kind."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.link import ISSUE_KINDS, Corpus, Record
from build_tools.markdown import escape, link
from build_tools.model import Kind
from build_tools.pages import (
    KIND_NAMES,
    front_matter,
    issue_path,
    issue_title,
    relative,
    target_of,
)

_SOURCE = "raw/ 下的全部来源文本"


def list_pages(corpus: Corpus) -> dict[str, str]:
    """Path below docs/ → Markdown of each list. A list without entries is not made."""
    instruments = [
        r for r in corpus.records if r.document.kind not in (*ISSUE_KINDS, Kind.ATTACHED, Kind.ANNEX)
    ]
    made = {"issues/index.md": _issues(corpus)}
    groups = {
        "lists/by-date.md": ("按日期", _by(instruments, lambda r: (r.document.date or "")[:4], "年"), True),
        "lists/by-number.md": ("按文号", _by([r for r in instruments if r.doc_key], _series, ""), False),
        "lists/by-issuer.md": ("按发文机关", _by_issuer(instruments), False),
        "lists/by-kind.md": ("按类别", _by(instruments, lambda r: KIND_NAMES[r.document.kind], ""), False),
    }
    for path, (title, grouped, newest_first) in groups.items():
        if grouped:
            made[path] = _page(path, title, grouped, newest_first=newest_first)
    return made


def _series(record: Record) -> str:
    return (record.doc_key or "").partition("〔")[0].partition("第")[0]


def _by(records: Iterable[Record], name: object, suffix: str) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        value = name(record) if callable(name) else ""
        grouped.setdefault(f"{value}{suffix}" if value else "未注明", []).append(record)
    return grouped


def _by_issuer(records: Iterable[Record]) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        for issuer in record.document.issuers:
            grouped.setdefault(issuer, []).append(record)
    return grouped


def _page(path: str, title: str, grouped: dict[str, list[Record]], *, newest_first: bool) -> str:
    parts = [front_matter({"title": title}, _SOURCE), f"# {title}"]
    for name in sorted(grouped, reverse=newest_first):
        records = sorted(grouped[name], key=lambda r: (r.document.date or "", r.id), reverse=newest_first)
        parts.append(f"## {escape(name)}")
        lines = [_entry(r, path) for r in records]
        parts.append("\n".join(lines))
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
        key=lambda i: (_newest(i, corpus), corpus.sources[i].source.id),
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


def _newest(index: int, corpus: Corpus) -> str:
    return max((d.date or "" for d in corpus.sources[index].documents), default="")
