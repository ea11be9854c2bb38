"""The page of each source: its documents, its contents and cover as printed, the issues before and after.
And the contents of an issue beside each of its documents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from build_tools.documents.names import (
    ISSUES,
    KIND_NAMES,
    gazette_name,
    issue_path,
    issue_title,
)
from build_tools.language.days import chinese
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Block, Kind, Role, annex_name, tables_in
from build_tools.model.source import Source
from build_tools.pages.apparatus import Apparatus, lines_of
from build_tools.pages.blocks import block_markdown, relative, target_of
from build_tools.pages.front_matter import front_matter
from build_tools.pages.lists.downloads import way_here
from build_tools.pages.markdown import box, escape, heading, link, span
from build_tools.pages.print_pictures import pictures_of
from build_tools.pages.safe_html import fill_in

_BELOW = (Kind.ATTACHED, Kind.ANNEX)


Runs = Mapping[str, Sequence[int]]
"""The issues of each gazette, the oldest first."""


def newest_first(corpus: Corpus) -> list[int]:
    """The sources by their newest day, the newest first."""
    order = range(len(corpus.sources))
    return sorted(order, key=lambda i: (corpus.sources[i].newest_date, corpus.sources[i].source.id))[::-1]


def is_instrument(record: Record) -> bool:
    """What a reader counts as a document: no cover, no contents, nothing that hangs below another."""
    return record.document.kind not in (*ISSUE_KINDS, *_BELOW)


def instruments(index: int, corpus: Corpus) -> list[Record]:
    """The documents of a source as a reader counts them."""
    return [r for r in corpus.by_source[index] if is_instrument(r)]


def document_line(record: Record, page: str, *, label: str = "") -> str:
    """A document in a list: its title as a link, its number and its day."""
    document = record.document
    said = "　".join(x for x in (escape(document.doc_number or ""), chinese(document.date or "")) if x)
    behind = f" {span('facts', said)}" if said else ""
    return f"{link(label + document.title, relative(target_of(record), page))}{behind}"


def by_column(records: Iterable[Record], page: str, level: int, corpus: Corpus) -> list[str]:
    """Documents below the columns of the contents, as headings of a level; none where none are printed.

    What hangs below a document stays with it.
    """
    parts = []
    for column, group in groupby(records, key=lambda r: corpus.top(r).document.column or ""):
        found = list(group)
        if column:
            parts.append(
                heading(level, escape(column), f"column-{found[0].id.replace('/', '-')}", derived=True)
            )
        parts.append(box("gz-list", _nested(found, page)))
    return parts


def _nested(records: list[Record], page: str) -> str:
    lines = []
    for record in records:
        document = record.document
        below = document.kind in _BELOW and document.parent is not None
        label = annex_name(document.annex_number) + "　" if document.annex_number else ""
        shown = (
            link(label + document.title, relative(target_of(record), page))
            if below
            else document_line(record, page, label=label)
        )
        lines.append(f"{'    ' * below}- {shown}")
    return "\n".join(lines)


def issue_page(index: int, corpus: Corpus, runs: Runs, notes: Apparatus) -> str:
    """The Markdown of a source's own page."""
    path, title = issue_path(index, corpus), issue_title(index, corpus)
    source = corpus.sources[index].source
    own = corpus.by_source[index]
    meta: dict[str, object] = {
        "title": title,
        "date": corpus.sources[index].newest_date,
        "source": f"raw/{source.file}",
        "above": [ISSUES],
        "has": _has(own, source),
    }
    parts = [front_matter(meta, f"raw/{source.file}")]
    parts.append(heading(1, escape(title), "page-title", derived=True))
    parts.append(way_here(path, corpus.bases[index]))
    parts.append(before_and_after(index, corpus, runs))
    if own and not all(r.document.kind in ISSUE_KINDS for r in own):
        name = "本期文件" if gazette_name(index, corpus) else "所载文件"
        parts.append(heading(2, name, "documents", derived=True))
        parts += by_column(_printed(own), path, 3, corpus)
    for record in (r for r in own if r.document.kind in ISSUE_KINDS):
        kind = record.document.kind
        number = own.index(record) + 1
        parts.append(
            heading(2, f"{KIND_NAMES[kind]}（照录）", f"printed-{kind.value}-{number}", derived=True)
        )
        blocks = "\n\n".join(_listed_block(b, record, own, corpus) for b in record.document.blocks)
        parts.append(f'<div class="gz-printed-{_FOLDS[kind]}" markdown="1">\n\n{blocks}\n\n</div>')
    parts.append(pictures_of([r for r in own if r.document.kind in ISSUE_KINDS], corpus))
    parts.append(notes.of_issue(path))
    return "\n\n".join(p for p in parts if p) + "\n"


def _has(own: Iterable[Record], source: Source) -> list[str]:
    """What the page has work for scripts for: ``tables``, and printed ``lines`` that can be cited."""
    blocks = [b for r in own if r.document.kind in ISSUE_KINDS for b in r.document.blocks]
    tables = any(tables_in(blocks))
    return ["tables"] * tables + ["lines"] * any(lines_of(b, source) for b in blocks)


_FOLDS = {Kind.MASTHEAD: "cover", Kind.CONTENTS: "contents"}


def _printed(own: Iterable[Record]) -> list[Record]:
    """The documents of a source in print order, with what hangs below them."""
    return [r for r in own if r.document.kind not in ISSUE_KINDS]


def issue_runs(corpus: Corpus) -> Runs:
    """The issues of each gazette, the oldest first."""
    runs: dict[str, list[int]] = {}
    for index in reversed(newest_first(corpus)):
        runs.setdefault(gazette_name(index, corpus), []).append(index)
    return runs


def before_and_after(index: int, corpus: Corpus, runs: Runs) -> str:
    """The issues of the same gazette before and after this one."""
    name = gazette_name(index, corpus)
    if not name:
        return ""
    run = runs[name]
    at = run.index(index)
    ways = []
    for words, others in (("上一期", run[:at][-1:]), ("下一期", run[at + 1 :][:1])):
        for other in others:
            way = relative(issue_path(other, corpus), issue_path(index, corpus))
            ways.append(f"- {words}：{link(issue_title(other, corpus), way)}")
    return box("gz-neighbours", "\n".join(ways)) if ways else ""


def _listed_block(block: Block, record: Record, own: tuple[Record, ...], corpus: Corpus) -> str:
    """A line of cover or contents; behind a listed title the way to its document."""
    source = corpus.sources[record.source].source
    numbers = source.lines_of(block.text.at) if block.role is Role.CONTENTS else set()
    listed = [r for r in own if r.document.contents_line in numbers]
    ways = []
    for target in listed:
        words = "→ 打开" if len(listed) == 1 else f"→ {target.document.title}"
        address = relative(target_of(target), record.page)
        ways.append(f'{link(words, address)}{{: data-derived="true" .gz-open }}')
    shown = block_markdown(block, record, corpus, 2)
    text, _, attached = shown.rpartition("\n")
    return f"{' '.join([text, *ways])}\n{attached}"


_BESIDE = 100
"""So many documents of a source are listed beside one of them before and behind it; all are on the page of
the issue."""


class IssueBeside:
    """What else a source prints, beside each of its documents: made ready once for all of its pages."""

    def __init__(self, index: int, corpus: Corpus) -> None:
        self._corpus = corpus
        self._documents: list[tuple[int, Record]] = []
        self._annexes: dict[str, list[tuple[int, Record]]] = {}  # by the document that they belong to
        self._places: dict[str, int] = {}
        for place, record in enumerate(_printed(corpus.by_source[index])):
            self._places[record.id] = place
            if record.document.kind is Kind.ANNEX:
                self._annexes.setdefault(corpus.top(record).id, []).append((place, record))
            elif record.document.kind is not Kind.ATTACHED:
                self._documents.append((place, record))

    def of_page(self, record: Record) -> str:
        """What stands beside the text, with the document itself marked.

        Of annexes only those of this document are listed. Nothing where the source prints nothing else.
        """
        corpus, page = self._corpus, record.page
        place, annexes = self._places[record.id], self._annexes.get(corpus.top(record).id, [])
        shown = sorted([*_near(self._documents, place), *_near(annexes, place)], key=lambda found: found[0])
        if len(shown) < 2:
            return ""
        lines = []
        for _, other in shown:
            label = annex_name(other.document.annex_number) + "　" if other.document.annex_number else ""
            words = label + other.document.title
            way = relative(target_of(other), page)
            here = f"**{escape(words)}**" if other.page == page else link(words, way)
            lines.append(f"{'    ' * (other.document.kind is Kind.ANNEX)}- {here}")
        way = link(issue_title(record.source, corpus), relative(issue_path(record.source, corpus), page))
        return str(fill_in("issue_beside", issue=Markup(way), documents=Markup("\n".join(lines))))


def _near(listed: list[tuple[int, Record]], place: int) -> list[tuple[int, Record]]:
    """Those of a list that stand next to a place in print."""
    k = bisect_left(listed, place, key=lambda found: found[0])
    return listed[max(0, k - _BESIDE) : k + _BESIDE + 1]
