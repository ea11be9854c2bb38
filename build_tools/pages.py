"""Records → Markdown pages: one per instrument, annex and issue. Pure: nothing is written here."""

from __future__ import annotations

import posixpath
import re

import yaml

from build_tools.link import ISSUE_KINDS, Corpus, Record
from build_tools.markdown import attributes, escape, heading, line, link, markup
from build_tools.model import Annex, Block, Grid, Kind, Role, Text

FOLDERS = ("documents", "issues", "lists")
"""The folders below docs/ that hold generated pages, and nothing else."""

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
    from build_tools.lists import list_pages

    made: dict[str, str] = {}
    for page, records in corpus.by_page.items():
        if records[0].document.kind in ISSUE_KINDS:
            continue
        made[page] = _document_page(page, records, corpus)
    for index in range(len(corpus.sources)):
        path, text = _issue_page(index, corpus)
        made[path] = text
    made |= list_pages(corpus)
    return made


def relative(target: str, page: str) -> str:
    """The address of a page or fragment below docs/ as seen from another page."""
    path, _, fragment = target.partition("#")
    address = posixpath.relpath(path, posixpath.dirname(page)) if path != page else ""
    return (address + (f"#{fragment}" if fragment else "")) or posixpath.basename(page)


def target_of(record: Record) -> str:
    """The Markdown page of a record, with the fragment under which it begins."""
    fragment = record.url.partition("#")[2]
    return record.page + (f"#{fragment}" if fragment else "")


def front_matter(meta: dict[str, object], source: str) -> str:
    """YAML front matter, and the line that says that the page is generated, and from what."""
    shown = {k: v for k, v in meta.items() if v not in (None, "", [], ())}
    dumped = yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=10_000)
    warning = f"<!-- 本页由 {source} 生成，请勿手工修改；改正文字请修改 raw/ 下的附属文件。 -->"
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
        "source": f"raw/{source.file}",
    }
    parts = [front_matter(meta, f"raw/{source.file}")]
    if not any(b.role is Role.TITLE for b in document.blocks):
        parts.append(heading(1, escape(document.title), derived=True))
    parts.append(_facts(first, corpus))
    for record in records:
        if record is not first and not any(b.role is Role.TITLE for b in record.document.blocks):
            parts.append(heading(2, escape(record.document.title), derived=True))
        parts += _blocks(record, corpus, top=record is first)
    parts.append(_neighbours(first, corpus))
    return "\n\n".join(p for p in parts if p) + "\n"


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
        ("来源", f"{source.file} 第{document.first_line}—{document.last_line}行"),
    ]
    lines = [f"- **{name}**：{escape(value)}" for name, value in rows if value]
    issue = issue_path(record.source, corpus)
    lines.append(f"- **所在期**：{link(issue_title(record.source, corpus), relative(issue, record.page))}")
    if record.parent and record.parent in corpus.by_id:
        parent = corpus.by_id[record.parent]
        lines.append(
            f"- **所属文件**：{link(parent.document.title, relative(target_of(parent), record.page))}"
        )
    if record.reprint_of and record.reprint_of in corpus.by_id:
        earlier = corpus.by_id[record.reprint_of]
        lines.append(
            f"- **另刊于**：{link(earlier.document.title, relative(target_of(earlier), record.page))}"
        )
    for holder in corpus.by_page[record.page]:
        lines += [_annex_fact(a, record.page, corpus) for a in holder.annexes]
    body = "\n".join(lines)
    return f'<div class="gazette-facts" data-derived="true" markdown="1">\n\n{body}\n\n</div>'


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


_CLASSES = {
    Role.NUMBER: "gz-number",
    Role.META: "gz-meta",
    Role.BYLINE: "gz-byline",
    Role.ADDRESSEE: "gz-addressee",
    Role.ARTICLE: "gz-article",
    Role.ITEM: "gz-item",
    Role.SIGNATURE: "gz-signature",
    Role.DATE: "gz-date",
    Role.REMARK: "gz-remark",
    Role.LABEL: "gz-label",
    Role.LISTED: "gz-listed",
    Role.ENTRY: "gz-entry",
    Role.FOOTNOTE: "gz-footnote",
    Role.IMPRINT: "gz-imprint",
    Role.COVER: "gz-cover",
    Role.CONTENTS: "gz-contents",
    Role.PARAGRAPH: "gz-p",
}


def _blocks(record: Record, corpus: Corpus, *, top: bool) -> list[str]:
    notes = _footnote_marks(record)
    base = 1 if top else 2
    return [_block(b, record, corpus, base, notes) for b in record.document.blocks]


def _block(block: Block, record: Record, corpus: Corpus, base: int, notes: dict[int, str]) -> str:
    match block.role:
        case Role.TITLE:
            return heading(base, line(block.text), block.anchor)
        case Role.TABLE if block.grid is not None:
            return _table(block.grid, block.anchor)
        case Role.HEADING if block.entry is not None and block.title_end >= len(block.text):
            return heading(base + block.entry.depth, line(block.text), block.anchor)
        case Role.HEADING:
            head, rest = block.text[: block.title_end], block.text[block.title_end :]
            text = f'<span class="gz-lead">{line(head)}</span>{_referenced(rest, notes)}'
            return f"{text}\n{attributes(block.anchor, 'gz-run-in')}"
        case Role.LISTED:
            return (
                f"{line(block.text)}{_listed(block, record, corpus)}\n{attributes(block.anchor, 'gz-listed')}"
            )
        case Role.FOOTNOTE:
            return f"{line(block.text)}{_way_back(block, notes)}\n{attributes(block.anchor, 'gz-footnote')}"
    return f"{_referenced(block.text, notes)}\n{attributes(block.anchor, _CLASSES[block.role])}"


def _listed(block: Block, record: Record, corpus: Corpus) -> str:
    """Below a listed annex: the way to it, or that the source does not print it."""
    source = corpus.sources[record.source].source
    lines = {source.line_of(offset) for offset in block.text.at}
    said = []
    for annex in record.annexes:
        if annex.line in lines:
            if annex.id is not None and annex.id in corpus.by_id:
                target = relative(target_of(corpus.by_id[annex.id]), record.page)
                said.append(f'{link("→ 打开", target)}{{: data-derived="true" .gz-open }}')
            else:
                said.append('<span class="gz-missing" data-derived="true">（来源文本未刊）</span>')
    return " ".join(["", *said]) if said else ""


_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def _footnote_marks(record: Record) -> dict[int, str]:
    """The raw offset of each footnote's sign in the text → the footnote's anchor."""
    marks: dict[int, str] = {}
    footnotes = [b for b in record.document.blocks if b.role is Role.FOOTNOTE]
    for n, note in enumerate(footnotes, start=1):
        superscript = "".join(_SUPERSCRIPTS[int(d)] for d in str(n))
        signs = [superscript, *([_CIRCLED[n - 1]] if n <= 20 else [])]
        for block in record.document.blocks:
            if block.role is Role.FOOTNOTE or block.grid is not None:
                continue
            found = re.search("|".join(signs), block.text.chars)
            if found and found.start() > 0:
                marks[block.text.at[found.start()]] = note.anchor
                break
    return marks


def _referenced(text: Text, notes: dict[int, str]) -> str:
    """A paragraph; the sign of a footnote becomes a link to it (its character stays)."""
    places = [i for i, offset in enumerate(text.at) if offset in notes]
    if not places:
        return line(text)
    parts, last = [], 0
    for i in places:
        anchor = notes[text.at[i]]
        sign = line(Text(text.chars[i], text.at[i : i + 1], " "))
        parts.append(line(text[last:i]))
        parts.append(f"[{sign}](#{anchor}){{: #{anchor.replace('fn-', 'fnref-')} .gz-ref }}")
        last = i + 1
    return "".join([*parts, line(text[last:])])


def _way_back(block: Block, notes: dict[int, str]) -> str:
    if block.anchor not in notes.values():
        return ""
    back = block.anchor.replace("fn-", "fnref-")
    return f' [↩](#{back}){{: data-derived="true" .gz-back title="回到正文" }}'


def _table(grid: Grid, anchor: str) -> str:
    """A table as it stands, as one real table; rows and cells of unequal number are kept."""
    rows = []
    for number, row in enumerate(grid.rows, start=1):
        cells = []
        for cell in row.cells:
            tag = "th" if cell.header else "td"
            spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (
                cell.colspan > 1
            )
            scope = ' scope="col"' if cell.header else ""
            cells.append(f"<{tag}{scope}{spans}>{'<br>'.join(markup(t) for t in cell.texts)}</{tag}>")
        identity = f' id="row-{number}"' if anchor == "table-1" else f' id="{anchor}-row-{number}"'
        rows.append(f"<tr{identity}>{''.join(cells)}</tr>")
    body = "\n".join(rows)
    box = '<div class="gz-table" tabindex="0" role="region" aria-label="表格">'
    return f'{box}\n<table id="{anchor}">\n{body}\n</table>\n</div>'


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
    return f'<div class="gz-neighbours" data-derived="true" markdown="1">\n\n{body}\n\n</div>'


def _issue_page(index: int, corpus: Corpus) -> tuple[str, str]:
    """The page of a source: cover and contents as printed, then its documents with links."""
    path = issue_path(index, corpus)
    source = corpus.sources[index].source
    title = issue_title(index, corpus)
    parts = [front_matter({"title": title, "source": f"raw/{source.file}"}, f"raw/{source.file}")]
    parts.append(heading(1, escape(title), derived=True))
    own = corpus.by_source[index]
    for record in own:
        if record.document.kind in ISSUE_KINDS:
            name = KIND_NAMES[record.document.kind]
            parts.append(heading(2, f"所印{name}", derived=True))
            parts += [_listed_block(b, record, own, corpus) for b in record.document.blocks]
    parts.append(heading(2, "本期文件", derived=True))
    parts.append(_document_list([r for r in own if r.document.kind not in ISSUE_KINDS], path))
    return path, "\n\n".join(parts) + "\n"


def _listed_block(block: Block, record: Record, own: tuple[Record, ...], corpus: Corpus) -> str:
    """A line of cover or contents; behind a listed title the way to its document."""
    line_of = corpus.sources[record.source].source.line_of
    numbers = {line_of(offset) for offset in block.text.at} if block.role is Role.CONTENTS else set()
    ways = [
        f'{link("→ 打开", relative(target_of(r), record.page))}{{: data-derived="true" .gz-open }}'
        for r in own
        if r.document.contents_line in numbers
    ]
    return f"{' '.join([line(block.text), *ways])}\n{attributes(block.anchor, _CLASSES[block.role])}"


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
