"""Dates of documents that lie years after all that stands around them: doubts, and nothing is reckoned from
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from build_tools.language.phrases import NOW_ISSUED
from build_tools.language.script import DATE, date, doc_key, key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import ISSUE_KINDS, Block, Document, Kind, Role
from build_tools.model.source import Acceptance, Sidecar

_HOLDS_DATE = (Role.DATE, Role.SIGNATURE, Role.BYLINE, Role.META)
_OF_NUMBER = re.compile(r"〔(\d{4})〕|(?<!\d)(\d{4})年第")
# the history of a text, the last day of which may be long after the year of its number
_HISTORY = re.compile(r"通过|批准|公布|发布|颁布|修[订正改]")
_OF_ISSUE = re.compile(r"(\d{4})年第?\d*[期号]")
_BODY = (Role.PARAGRAPH, Role.ARTICLE, Role.ITEM, Role.HEADING)
# 《…规定》已经2018年11月20日市人民政府第15次常务会议通过，现予公布，自2019年1月1日起施行 ·
# 本规定自2019年1月1日起施行
_OF_ITSELF = re.compile(rf"{NOW_ISSUED}|^(?:第[^条]{{1,6}}条)?本[^，。；]{{2,12}}自")


def doubt_far_dates(
    documents: Sequence[Document], sidecar: Sidecar, line_of: Callable[[int], int]
) -> tuple[tuple[Document, ...], tuple[Note, ...]]:
    """Mark the documents whose date lies two years or more after the year of their number; without one, after
    the days that they print of themselves; without those, after all neighbours of the issue.

    What an editor accepts is marked no longer. A text that has its date from its notice shares the mark.
    """
    notes: list[Note] = []
    marked: list[Document] = []
    years = _Years(documents, sidecar)
    for i, document in enumerate(documents):
        found = list(_far(document, years.around(i), years.issued(i), line_of))
        notes += found
        parent = marked[document.parent] if document.parent is not None and document.parent < i else None
        shared = parent is not None and parent.date_far and parent.date == document.date
        far = shared or any(not _accepted(n, sidecar.accepted) for n in found)
        marked.append(replace(document, date_far=far))
    return tuple(marked), tuple(notes)


class _Years:
    """The years of the documents of a source beside each other, read once."""

    def __init__(self, documents: Sequence[Document], sidecar: Sidecar) -> None:
        self._issue = _issue_year(documents, sidecar)
        self._issued: dict[int, list[Document]] = {}
        known = []
        for k, document in enumerate(documents):
            if document.parent is not None and document.kind is Kind.ATTACHED:
                self._issued.setdefault(document.parent, []).append(document)
            if document.parent is None and document.kind not in ISSUE_KINDS:
                year = _number_year(document) or int((document.date or "0")[:4])
                known += [(year, k)] * bool(year)
        self._known = sorted(known)
        self._counted = {k for _, k in known}

    def around(self, i: int) -> int | None:
        """The year that the issue names, or of the other documents, where three or more agree within one."""
        if self._issue:
            return self._issue
        first = next((year for year, k in self._known if k != i), 0)
        last = next((year for year, k in reversed(self._known) if k != i), 0)
        others = len(self._known) - (i in self._counted)
        return last if others >= 3 and last - first <= 1 else None

    def issued(self, i: int) -> Sequence[Document]:
        """The texts that a document issues."""
        return self._issued.get(i, ())


def _far(
    document: Document, around: int | None, issued: Sequence[Document], line_of: Callable[[int], int]
) -> Iterator[Note]:
    """The doubts on the dates that a document bears itself.

    A text is amended, and a web page may publish it, long after the year of its number: such a day is judged
    by the neighbours alone.
    """
    days = dict.fromkeys(d for d in (document.date, document.published) if d)
    if not days:
        return
    own = _number_year(document) or max(_own_years((document, *issued)), default=None) or around
    for day in days:
        for block in document.blocks:
            if block.role not in _HOLDS_DATE or (printed := _printed(block, day)) is None:
                continue
            later = day != document.date or (block.role is Role.BYLINE and _HISTORY.search(block.text.chars))
            year = around if later else own
            if year and int(day[:4]) >= year + 2:
                line = line_of(block.text.at[0])
                yield Note(Code.DATE_FAR, line, line, printed)
            break


def _printed(block: Block, day: str) -> str | None:
    """A day as a block of a head or tail prints it, None where it does not."""
    folded = key(block.text.chars)
    printed = (m[0] for m in DATE.finditer(folded) if date(m[0]) == day)
    return next(printed, folded if date(folded) == day else None)


def _accepted(note: Note, accepted: Sequence[Acceptance]) -> bool:
    return any(a.code == note.code.id and a.line == note.first_line for a in accepted)


def _number_year(document: Document) -> int | None:
    match = _OF_NUMBER.search(doc_key(document.doc_number or ""))
    return int(match[1] or match[2]) if match else None


def _own_years(documents: Sequence[Document]) -> Iterator[int]:
    """The years in which a document says that it, or the text that it issues, was passed or begins."""
    for document in documents:
        for block in document.blocks:
            if block.role not in _BODY:
                continue
            for sentence in re.split(r"[。；]", key(block.text.chars)):
                if _OF_ITSELF.search(sentence):
                    yield from (int(d[:4]) for m in DATE.finditer(sentence) if (d := date(m[0])))


def _issue_year(documents: Sequence[Document], sidecar: Sidecar) -> int | None:
    """The year that the sidecar or the cover names."""
    covers = (_OF_ISSUE.search(key(d.title)) for d in documents if d.kind is Kind.MASTHEAD)
    return sidecar.year or next((int(m[1]) for m in covers if m), None)
