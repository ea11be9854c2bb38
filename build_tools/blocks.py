"""One block of a document as Markdown: its text, anchor and role, and the raw lines it came from."""

from __future__ import annotations

import posixpath
import re

from build_tools.apparatus import doubt_mark, line_attribute
from build_tools.link import Corpus, Record
from build_tools.markdown import attributes, heading, line, link, markup
from build_tools.model import Block, Grid, Role, Text


def relative(target: str, page: str) -> str:
    """The address of a page or fragment below docs/ as seen from another page."""
    path, _, fragment = target.partition("#")
    address = posixpath.relpath(path, posixpath.dirname(page)) if path != page else ""
    return (address + (f"#{fragment}" if fragment else "")) or posixpath.basename(page)


def target_of(record: Record) -> str:
    """The Markdown page of a record, with the fragment under which it begins."""
    fragment = record.url.partition("#")[2]
    return record.page + (f"#{fragment}" if fragment else "")


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


def block_markdown(block: Block, record: Record, corpus: Corpus, base: int, notes: dict[int, str]) -> str:
    """A block as Markdown. ``base`` is the heading level of the record's title, ``notes`` the signs
    of its footnotes (see :func:`footnote_marks`)."""
    extra = line_attribute(block, corpus.sources[record.source].source)
    doubt = doubt_mark(block, corpus, record.source)
    classes = [_CLASSES[block.role]] if block.role in _CLASSES else []
    match block.role:
        case Role.TITLE:
            return heading(base, line(block.text) + doubt, block.anchor, extra=extra)
        case Role.TABLE if block.grid is not None:
            return _table(block.grid, block.anchor, extra) + (f"\n\n{doubt.strip()}" if doubt else "")
        case Role.HEADING if block.entry is not None and block.title_end >= len(block.text):
            return heading(base + block.entry.depth, line(block.text) + doubt, block.anchor, extra=extra)
        case Role.HEADING:
            head, rest = block.text[: block.title_end], block.text[block.title_end :]
            text = f'<span class="gz-lead">{line(head)}</span>{_referenced(rest, notes)}'
            classes = ["gz-run-in"]
        case Role.LISTED:
            text = f"{line(block.text)}{_listed(block, record, corpus)}"
        case Role.FOOTNOTE:
            text = f"{line(block.text)}{_way_back(block, notes)}"
        case _:
            text = _referenced(block.text, notes)
    return f"{text}{doubt}\n{attributes(block.anchor, *classes, extra=extra)}"


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


def footnote_marks(record: Record) -> dict[int, str]:
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


def _table(grid: Grid, anchor: str, extra: str) -> str:
    """A table as it stands, as one real table; rows and cells of unequal number are kept."""
    rows = []
    widths = [sum(c.colspan for c in row.cells) for row in grid.rows]
    for number, row in enumerate(grid.rows, start=1):
        cells = []
        if grid.form == "columns" and row.cells[0].header and widths[number - 1] != max(widths):
            # A header with fewer words than columns must not stand over the wrong ones.
            texts = "　".join(markup(t) for c in row.cells for t in c.texts)
            rows.append(f'<tr id="{anchor}-row-{number}"><th colspan="{max(widths)}">{texts}</th></tr>')
            continue
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
    box = f'<div class="gz-table" tabindex="0" role="region" aria-label="表格" {extra}>'
    return f'{box}\n<table id="{anchor}">\n{body}\n</table>\n</div>'
