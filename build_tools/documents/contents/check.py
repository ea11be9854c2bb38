"""Contents against body: column and page of each document, and every difference as a doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from build_tools.language.script import NUMERAL, bare, doc_number, key, number
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import ContentsEntry, Document, Kind
from build_tools.model.source import Sidecar

_LISTED_KINDS = (
    Kind.NOTICE,
    Kind.APPOINTMENT,
    Kind.INTERPRETATION,
    Kind.CHRONICLE,
    Kind.ABOUT,
    Kind.TEXT,
    Kind.PLAN,
    Kind.EXPLANATION,
)
_STATED = re.compile(
    rf"共(?:计|有|分)?(?P<ch>[\d{NUMERAL}]+)章[、，和]?(?:共)?(?:(?P<sec>[\d{NUMERAL}]+)节)?[、，和]?(?:共)?(?:(?P<art>[\d{NUMERAL}]+)条)?"
)


def match_contents(
    documents: tuple[Document, ...],
    entries: tuple[ContentsEntry, ...],
    sidecar: Sidecar,
    line_of: Callable[[int], int],
) -> tuple[tuple[Document, ...], tuple[Note, ...]]:
    """Give each document the column and page under which the contents print it."""
    notes: list[Note] = []
    result = list(documents)
    taken: set[int] = set()
    of_issue = any(d.kind is Kind.MASTHEAD for d in documents) or len(entries) > 0
    candidates = [i for i, d in enumerate(documents) if d.kind in _LISTED_KINDS]
    issued = [(d.parent, d) for d in documents if d.kind is Kind.ATTACHED and d.parent is not None]
    notes += _sidecar_doubts(result, sidecar)
    if _lists_chapters(documents, entries, notes):
        return tuple(_stated_counts(result, notes, line_of)), tuple(notes)
    for entry, found in _matched(entries, [(i, documents[i]) for i in candidates], issued):
        if found is None:
            notes.append(Note(Code.CONTENTS_MISSING, entry.line, entry.line, entry.title))
            continue
        taken.add(found)
        document = documents[found]
        result[found] = replace(
            document, column=entry.column, print_page=entry.page, contents_line=entry.line
        )
        if not any(_same(entry, d) for d in (document, *(d for i, d in issued if i == found))):
            notes.append(
                Note(
                    Code.CONTENTS_TITLE,
                    document.first_line,
                    document.first_line,
                    document.title,
                    detail=f"目录作「{entry.title}」",
                )
            )
    if of_issue and entries:
        left = [documents[i] for i in candidates if i not in taken]
        notes += _unlisted([d for d in left if d.kind is not Kind.ABOUT])
    return tuple(_stated_counts(result, notes, line_of)), tuple(notes)


def _unlisted(left: Sequence[Document]) -> list[Note]:
    """A doubt on documents that the contents do not list: one for all of them, since contents that are not
    whole are one cause."""
    if not left:
        return []
    first = left[0]
    others = "、".join(str(d.first_line) for d in left[1:])
    detail = f"共 {len(left)} 件，其余在第{others}行" if others else ""
    return [Note(Code.CONTENTS_UNLISTED, first.first_line, first.first_line, first.title, detail=detail)]


def _lists_chapters(
    documents: tuple[Document, ...], entries: tuple[ContentsEntry, ...], notes: list[Note]
) -> bool:
    """Whether the contents list the chapters of one text; then each must stand in its outline."""
    headings = {bare(f"{e.number or ''}{e.title or ''}") for d in documents for e in d.outline}
    headings |= {bare(d.title) for d in documents if d.kind is Kind.ANNEX}
    found = [bare(e.title) in headings for e in entries]
    if sum(found) * 2 <= len(found):
        return False
    for entry, known in zip(entries, found, strict=True):
        if not known:
            notes.append(Note(Code.CONTENTS_MISSING, entry.line, entry.line, entry.title))
    return True


def _matched(
    entries: tuple[ContentsEntry, ...],
    candidates: list[tuple[int, Document]],
    issued: list[tuple[int, Document]],
) -> list[tuple[ContentsEntry, int | None]]:
    """The document of each entry: exact titles first, then the notice of a text with this title (a
    decree is listed by what it issues), then the nearest of what is left."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for choose, among in ((_exact, candidates), (_exact, issued), (_nearest, candidates)):
        for k, entry in enumerate(entries):
            if k in found:
                continue
            best = choose(entry, [(i, d) for i, d in among if i not in taken])
            if best is not None:
                found[k] = best
                taken.add(best)
    return [(entry, found.get(k)) for k, entry in enumerate(entries)]


def _exact(entry: ContentsEntry, candidates: list[tuple[int, Document]]) -> int | None:
    return next((i for i, d in candidates if _same(entry, d)), None)


# …的通知（京政发〔2023〕14号） · …办法（北京市人民政府令第309号）: its number behind a listed title
_NUMBERED = re.compile(r"（(?P<number>[^（）]{2,30}号)）$")


def _same(entry: ContentsEntry, document: Document) -> bool:
    """Whether an entry of the contents prints the document's title, perhaps with a number behind it."""
    plain = key(entry.title)
    if (numbered := _NUMBERED.search(plain)) is not None and doc_number(numbered["number"]):
        plain = plain[: numbered.start()]
    return bare(document.title) in (bare(entry.title), bare(plain))


def _nearest(entry: ContentsEntry, candidates: list[tuple[int, Document]]) -> int | None:
    wanted = bare(entry.title)
    scored = [
        (SequenceMatcher(None, wanted, bare(d.title), autojunk=False).ratio(), -i) for i, d in candidates
    ]
    score, index = max(scored, default=(0.0, 0))
    return -index if score >= 0.8 else None


def _sidecar_doubts(documents: list[Document], sidecar: Sidecar) -> list[Note]:
    """What the sidecar says against what the cover prints."""
    cover = next((d for d in documents if d.kind is Kind.MASTHEAD), None)
    if cover is None:
        return []
    notes = []
    printed = {
        "year": re.search(r"(\d{4})年", cover.title),
        "number": re.search(r"第(\d+)期", cover.title),
        "total": re.search(r"总第(\d+)", cover.title),
    }
    for name, match in printed.items():
        said = getattr(sidecar, name)
        if match and said is not None and int(match[1]) != said:
            notes.append(_differs(cover, match[0], f"{name} = {said}"))
    if sidecar.gazette and "公报" in cover.title and not bare(cover.title).startswith(bare(sidecar.gazette)):
        notes.append(_differs(cover, cover.title, f"gazette = {sidecar.gazette}"))
    return notes


def _differs(cover: Document, printed: str, said: str) -> Note:
    detail = f"附属文件作 {said}"
    return Note(Code.SIDECAR_DIFFERS, cover.first_line, cover.last_line, printed, detail=detail)


def _stated_counts(
    documents: list[Document], notes: list[Note], line_of: Callable[[int], int]
) -> list[Document]:
    """``《规划》主要内容共4章、17节``: compare with what the explained text holds."""
    for document in documents:
        if document.kind is not Kind.EXPLANATION or document.parent is None:
            continue
        explained = documents[document.parent]
        for block in document.blocks:
            match = _STATED.search(re.sub(r"\s", "", block.text.chars))
            if match is None:
                continue
            for group, level in (("ch", "章"), ("sec", "节"), ("art", "条")):
                if not match[group]:
                    continue
                actual = sum(e.level == level for e in explained.outline)
                if actual != number(match[group]):
                    line = line_of(block.text.at[0])
                    stated = f"{match[group]}{level}"
                    notes.append(Note(Code.COUNT_STATED, line, line, stated, f"{actual}{level}"))
    return documents
