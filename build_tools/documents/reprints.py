"""An instrument printed in two sources: what the later print says otherwise than the earlier one.

Prints differ in line breaks, marks and what stands around a text; words and figures must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from build_tools.documents.corpus_doubts import with_doubts
from build_tools.language.passages import LineOf
from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Document, Kind, Role

# What each print sets around the text in its own way, and what made them one instrument.
_AROUND = (Role.TITLE, Role.NUMBER, Role.META, Role.BYLINE, Role.REMARK, Role.LABEL, Role.IMPRINT)
_STOPS = re.compile(r"(?<=[。；：！？])")
_MARKS = re.compile(r"[，。、；：！？…“”‘’《》（）·—\-]")
_BESIDE = 4  # characters shown beside what differs
_LONGEST = 40


@dataclass(frozen=True)
class _Sentence:
    """A sentence without blanks and marks, and the raw offset of each of its characters."""

    words: str
    at: tuple[int, ...]


def compared(corpus: Corpus) -> Corpus:
    """The corpus with a doubt for each place where a reprint differs, settled where an editor lets it
    stand."""
    found: dict[int, list[Note]] = {}
    for record in corpus.records:
        if record.reprint_of is not None:
            for earlier, later in _pairs(corpus.by_id[record.reprint_of], record, corpus):
                line_of = corpus.sources[later.source].source.line_of
                found.setdefault(later.source, []).extend(
                    differences(earlier.document, later.document, line_of)
                )
    return with_doubts(corpus, Code.REPRINT_DIFFERS, found)


def _pairs(earlier: Record, later: Record, corpus: Corpus) -> Iterator[tuple[Record, Record]]:
    """An instrument in its two prints, and likewise what it issues and its annexes, as far as both have
    them."""
    yield earlier, later
    below = {_place(r): r for r in corpus.children.get(earlier.id, ())}
    for record in corpus.children.get(later.id, ()):
        if _place(record) in below:
            yield from _pairs(below[_place(record)], record, corpus)


def _place(record: Record) -> tuple[Kind, int, str | None]:
    return record.document.kind, record.document.text_number, record.document.annex_number


def differences(earlier: Document, later: Document, line_of: LineOf) -> list[Note]:
    """A doubt for each place where the words of the later print are not those of the earlier one."""
    a, b = list(_sentences(earlier)), list(_sentences(later))
    matcher = SequenceMatcher(None, [s.words for s in a], [s.words for s in b], autojunk=False)
    notes: list[Note] = []
    for _, a1, a2, b1, b2 in (op for op in matcher.get_opcodes() if op[0] != "equal"):
        pairs = [(a[a1:a2], b[b1:b2])]
        if a2 - a1 == b2 - b1:
            pairs = [([x], [y]) for x, y in zip(a[a1:a2], b[b1:b2], strict=True)]
        for was, now in pairs:
            at = [o for s in now or b[b1 - 1 : b1] or b[:1] for o in s.at]
            notes += _told("".join(s.words for s in was), "".join(s.words for s in now), at, line_of)
    return notes


def _sentences(document: Document) -> Iterator[_Sentence]:
    """The sentences of what a document prints, blocks run together: prints part them otherwise."""
    chars: list[str] = []
    at: list[int] = []
    for block in document.blocks:
        if block.role not in _AROUND:
            for text in block.texts():
                held = [(c, o) for c, o in zip(text.chars, text.at, strict=True) if not c.isspace()]
                chars += [key(c) for c, _ in held]
                at += [o for _, o in held]
    start = 0
    for sentence in _STOPS.split("".join(chars)):
        kept = [i for i, c in enumerate(sentence) if not _MARKS.match(c)]
        if kept:
            yield _Sentence("".join(sentence[i] for i in kept), tuple(at[start + i] for i in kept))
        start += len(sentence)


def _told(was: str, now: str, at: Sequence[int], line_of: LineOf) -> Iterator[Note]:
    """The doubt on a run of sentences, or on the place where one is missing: what differs, and where."""
    if was == now:
        return  # parted otherwise
    head = _alike(was, now)
    tail = _alike(was[head:][::-1], now[head:][::-1])
    lines = [
        line_of(offset) for offset in at[head : len(now) - tail] or at[max(0, head - 1) :][:1] or at[-1:]
    ]
    shown = [_cut(text, head, tail) for text in (was, now)]
    yield Note(Code.REPRINT_DIFFERS, min(lines, default=1), max(lines, default=1), shown[0], shown[1])


def _alike(a: str, b: str) -> int:
    """How many characters two texts begin with in common."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _cut(text: str, head: int, tail: int) -> str:
    """What differs of a text, and what stands beside it."""
    start, end = max(0, head - _BESIDE), min(len(text), len(text) - tail + _BESIDE)
    cut = text[start:end]
    return cut if len(cut) <= _LONGEST else f"{cut[:_LONGEST]}…"
