"""Records → Markdown pages: one per instrument, annex and issue. Pure: nothing is written here."""

from __future__ import annotations

import html
import re

import yaml

from build_tools.apparatus import apparatus, issue_apparatus
from build_tools.blocks import block_markdown, relative, target_of, ways_of
from build_tools.citation import citation
from build_tools.clock import inherited_status, status_lines
from build_tools.connections import connections
from build_tools.link import ISSUE_KINDS, Corpus, Record
from build_tools.markdown import escape, heading, link
from build_tools.model import Annex, Block, Kind, Role
from build_tools.page_meta import page_meta

FOLDERS = ("documents", "issues", "lists")


"""The folders below docs/ that hold generated pages, and nothing else."""


GENERATED = "本页由"
"""What every generated page says of itself in its head."""

KIND_NAMES = {
    Kind.NOTICE: "公文",
    Kind.ATTACHED: "所发文本",
    Kind.PLAN: "规划方案",
    Kind.TEXT: "文本",
    Kind.MASTHEAD: "封面",
    Kind.CONTENTS: "目录",
    Kind.INTERPRETATION: "政策解读",
    Kind.APPOINTMENT: "人事任免",
    Kind.CHRONICLE: "大事记",
    Kind.EXPLANATION: "编制说明",
    Kind.ABOUT: "公报简介",
    Kind.ANNEX: "附件",
}


def pages(corpus: Corpus) -> dict[str, str]:
    """All generated pages: path below docs/ → Markdown."""
    made: dict[str, str] = {}
    for page, records in corpus.by_page.items():
        if records[0].document.kind in ISSUE_KINDS:
            continue
        made[page] = _document_page(page, records, corpus)
    for index in range(len(corpus.sources)):
        path, text = _issue_page(index, corpus)
        made[path] = text
    return made


def front_matter(meta: dict[str, object], source: str) -> str:
    """YAML front matter, and the line that says that the page is generated, and from what."""
    shown = {k: v for k, v in meta.items() if v not in (None, "", [], ())}
    shown["title"] = html.escape(str(meta["title"]), quote=False)  # the theme puts both into HTML as they are
    if "description" in shown:
        shown["description"] = html.escape(str(shown["description"]))
    dumped = yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=10_000)
    warning = f"<!-- {GENERATED} {source} 生成，请勿手工修改；改正文字请修改 raw/ 下的附属文件。 -->"
    return f"---\n{dumped}---\n\n{warning}\n"


def _document_page(page: str, records: list[Record], corpus: Corpus) -> str:
    first = records[0]
    document = first.document
    source = corpus.sources[first.source].source
    meta: dict[str, object] = {
        "title": document.title,
        "kind": document.kind.value,
        "doc_number": document.doc_number,
        "issuers": list(document.issuers),
        "date": document.date,
        "issue": first.issue,
        **page_meta(records, corpus),
        "cite": citation(records, corpus, issue_title(first.source, corpus)),
        "source": f"raw/{source.file}",
        "outline": [entry for r in records for entry in _outline(r)],
    }
    parts = [front_matter(meta, f"raw/{source.file}")]
    if not any(b.role is Role.TITLE for b in document.blocks):
        parts += [heading(1, escape(document.title), "page-title", derived=True), _box(first, corpus)]
    for record in records:
        parts += _record(record, corpus, top=record is first)
    imprints = [(b, r) for r in records for b in r.document.blocks if b.role is Role.IMPRINT]
    parts += [block_markdown(b, r, corpus, 1) for b, r in imprints]
    parts.append(apparatus(records, corpus))
    parts.append(_neighbours(first, corpus))
    return "\n\n".join(p for p in parts if p) + "\n"


def _record(record: Record, corpus: Corpus, *, top: bool) -> list[str]:
    """The blocks of one record; below the title of the page stands the metadata box. 版记 comes last."""
    ways = ways_of(record, corpus)
    base = 1 if top else 2
    parts = []
    titled = any(b.role is Role.TITLE for b in record.document.blocks)
    if not top and not titled:
        parts.append(
            heading(
                2, escape(record.document.title), f"page-title-{record.document.text_number}", derived=True
            )
        )
    for block in record.document.blocks:
        if block.role is Role.IMPRINT:
            continue
        parts.append(block_markdown(block, record, corpus, base, ways))
        if top and block.role is Role.TITLE and parts.count(parts[-1]) == 1 and titled:
            parts.append(_box(record, corpus))
            titled = False
    return parts


def _outline(record: Record) -> list[str]:
    """The outline beside the text: ``depth anchor words`` for the title and each titled entry."""
    deeper = int(record.document.kind is Kind.ATTACHED)
    shown = [
        f"{1 + deeper} {b.anchor} {b.text.chars}" for b in record.document.blocks if b.role is Role.TITLE
    ]
    for entry in record.document.outline:
        if entry.title is not None:
            number = entry.number or ""
            gap = "" if not number or number.endswith(("、", "）")) else " "
            shown.append(f"{1 + deeper + entry.depth} {entry.anchor} {number}{gap}{entry.title}")
    return shown


def _box(record: Record, corpus: Corpus) -> str:
    """What is known of the page: its metadata, then its connections."""
    around = connections(corpus.by_page[record.page], corpus)
    return "\n\n".join(x for x in (_facts(record, corpus), around) if x)


def _facts(record: Record, corpus: Corpus) -> str:
    """The metadata box: derived from the print, one fact a line, only what is known."""
    document = record.document
    source = corpus.sources[record.source].source
    rows = [
        ("类别", KIND_NAMES[document.kind]),
        ("发文字号", document.doc_number or ""),
        ("发文机关", "、".join(document.issuers)),
        ("主送机关", "，".join(document.addressees)),
        ("成文日期", document.date or ""),
        ("发布日期", document.published or ""),
        ("印发日期", document.printed or ""),
        ("公报栏目", document.column or ""),
        ("公报页码", f"第{document.print_page}页" if document.print_page else ""),
        ("来源", f"{source.file} 第{document.first_line}—{_last_line(record, corpus)}行"),
    ]
    lines = [f"- **{name}**：{escape(value)}" for name, value in rows if value]
    issue = issue_path(record.source, corpus)
    lines.append(f"- **所在期**：{link(issue_title(record.source, corpus), relative(issue, record.page))}")
    if record.parent and record.parent in corpus.by_id:
        parent = corpus.by_id[record.parent]
        number = next(
            (r.document.doc_number for r in corpus.by_page[parent.page] if r.document.doc_number), ""
        )
        way = link(parent.document.title, relative(target_of(parent), record.page))
        lines.append(f"- **所属文件**：{way}" + (f"（{escape(number)}）" if number else ""))
        if document.kind is Kind.ANNEX:
            lines += inherited_status(parent.page, record.page, corpus)
    if record.reprint_of and record.reprint_of in corpus.by_id:
        earlier = corpus.by_id[record.reprint_of]
        lines.append(
            f"- **另刊于**：{link(earlier.document.title, relative(target_of(earlier), record.page))}"
        )
    lines += status_lines(record.page, corpus)
    for holder in corpus.by_page[record.page]:
        lines += [_annex_fact(a, record.page, corpus) for a in holder.annexes]
    body = "\n".join(lines)
    return f'<div class="gazette-facts" data-derived="true" markdown="1">\n\n{body}\n\n</div>'


def _last_line(record: Record, corpus: Corpus) -> int:
    """The last raw line of all that stands on the record's page."""
    return max(r.document.last_line for r in corpus.by_page[record.page])


def _annex_fact(annex: Annex, page: str, corpus: Corpus) -> str:
    """The way to an annex; one that the source does not print is said to be missing."""
    name = f"附件{annex.number or ''}"
    if annex.id is not None and annex.id in corpus.by_id:
        return f"- **{name}**：{link(annex.title or name, relative(target_of(corpus.by_id[annex.id]), page))}"
    return f"- **{name}**：{escape(annex.title or '')}（来源文本未刊）"


def issue_path(index: int, corpus: Corpus) -> str:
    """The page of a source: its cover, contents and documents."""
    return f"issues/{corpus.bases[index]}.md"


def issue_title(index: int, corpus: Corpus) -> str:
    converted = corpus.sources[index]
    cover = next((d for d in converted.documents if d.kind is Kind.MASTHEAD), None)
    if cover is not None:
        return cover.title
    side = converted.sidecar
    if side.gazette:
        year = f" {side.year}年" if side.year else ""
        month = re.fullmatch(r"\d{4}-(\d\d)", side.published or "")
        number = f"第{side.number}期" if side.number else f"{int(month[1])}月" if month else ""
        total = f"（总第{side.total}号）" if side.total else ""
        return f"{side.gazette}{year}{number}{total}"
    if side.origin:
        return side.origin
    tops = [d for d in converted.documents if d.parent is None and d.kind is not Kind.CONTENTS]
    return tops[0].title if len(tops) == 1 else converted.source.id


def _neighbours(record: Record, corpus: Corpus) -> str:
    """Previous and next page of the same source, and the annexes below this one."""
    links = []
    for words, page in zip(("上一篇", "下一篇"), corpus.neighbours[record.page], strict=True):
        if page is not None:
            other = corpus.by_page[page][0]
            links.append(f"{words}：{link(other.document.title, relative(page, record.page))}")
    if not links:
        return ""
    body = "\n".join(f"- {x}" for x in links)
    shown = f'<div class="gz-neighbours" data-derived="true" markdown="1">\n\n{body}\n\n</div>'
    records = [r for r in corpus.by_source[record.source] if r.document.kind not in ISSUE_KINDS]
    listed = _document_list([r for r in records if r.document.kind is not Kind.ATTACHED], record.page)
    opened = '<details class="gz-issue" data-derived="true" markdown="1">\n<summary>本期文件</summary>'
    return f"{shown}\n\n{opened}\n\n{listed}\n\n</details>"


def _issue_page(index: int, corpus: Corpus) -> tuple[str, str]:
    """The page of a source: cover and contents as printed, then its documents with links."""
    path = issue_path(index, corpus)
    source = corpus.sources[index].source
    title = issue_title(index, corpus)
    meta: dict[str, object] = {
        "title": title,
        "date": corpus.sources[index].newest_date,
        "source": f"raw/{source.file}",
    }
    parts = [front_matter(meta, f"raw/{source.file}")]
    parts.append(heading(1, escape(title), "page-title", derived=True))
    own = corpus.by_source[index]
    for number, record in enumerate(own, start=1):
        if record.document.kind in ISSUE_KINDS:
            name = KIND_NAMES[record.document.kind]
            parts.append(
                heading(2, f"所印{name}", f"printed-{record.document.kind.value}-{number}", derived=True)
            )
            parts += [_listed_block(b, record, own, corpus) for b in record.document.blocks]
    parts.append(heading(2, "本期文件", "documents", derived=True))
    parts.append(_document_list([r for r in own if r.document.kind not in ISSUE_KINDS], path))
    parts.append(issue_apparatus(index, corpus, path))
    return path, "\n\n".join(parts) + "\n"


def _listed_block(block: Block, record: Record, own: tuple[Record, ...], corpus: Corpus) -> str:
    """A line of cover or contents; behind a listed title the way to its document."""
    line_of = corpus.sources[record.source].source.line_of
    numbers = {line_of(offset) for offset in block.text.at} if block.role is Role.CONTENTS else set()
    listed = [r for r in own if r.document.contents_line in numbers]
    ways = []
    for target in listed:
        words = "→ 打开" if len(listed) == 1 else f"→ {target.document.title}"
        address = relative(target_of(target), record.page)
        ways.append(f'{link(words, address)}{{: data-derived="true" .gz-open }}')
    shown = block_markdown(block, record, corpus, 2)
    text, _, attached = shown.rpartition("\n")
    return f"{' '.join([text, *ways])}\n{attached}"


def _document_list(records: list[Record], page: str) -> str:
    lines = []
    for record in records:
        document = record.document
        indent = (
            "    " if document.kind in (Kind.ATTACHED, Kind.ANNEX) and document.parent is not None else ""
        )
        extra = "，".join(x for x in (document.doc_number, document.date if not indent else None) if x)
        label = f"附件{document.annex_number}　" if document.annex_number else ""
        words = f"{indent}- {link(label + document.title, relative(target_of(record), page))}"
        lines.append(words + (f"（{escape(extra)}）" if extra else ""))
    body = "\n".join(lines)
    return f'<div class="gz-list" data-derived="true" markdown="1">\n\n{body}\n\n</div>'
