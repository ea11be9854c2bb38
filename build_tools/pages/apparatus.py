"""The apparatus at the end of a page: what was done to the text (校勘记), and the raw lines."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from build_tools.model.catalogue import Code, Note, ordered
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Block
from build_tools.model.source import Source
from build_tools.model.spans import Spans
from build_tools.pages.markdown import details, escape
from build_tools.pages.safe_html import between_tags, fill_in
from build_tools.pages.table_reasons import lines_said

# Shown one by one; all other repairs are counted in one line.
_SINGLE = (
    Code.JOIN,
    Code.JOIN_UNITS,
    Code.JOIN_PAGE_STOP,
    Code.APART_PAGE_STOP,
    Code.FURNITURE,
    Code.PAGE_CODE,
    Code.RADICAL,
    Code.FOOTNOTE_MOVED,
    Code.IMPRINT_MOVED,
    Code.CONTENTS_MOVED,
    Code.TABLE_JOIN,
    Code.TABLE_SHIFTED,
    Code.TABLE_SPLIT,
    Code.TABLE_FILL,
    Code.TABLE_PLACED,
)

_OF_NO_WORDS = (Code.CONTENTS_UNLISTED, Code.ISSUE_TWICE, Code.ADDRESS_TIE)
"""Doubts on what an issue holds, not on the words that a reader reads."""

_FOR_EDITORS = (Code.PERSONAL_DATA,)
"""Doubts that are told to editors alone: a page that points at them would spread what it warns of."""

_ACTIVE = re.compile(r"[^\w \u3000-\u303f\uff01-\uffef“”‘’—…·→⏎-]|_")
_SHOWN = 40  # characters of the words in doubt that a mark shows
_NARROW = 8  # lines that a doubt is on at most, where it is shown beside them


def lines_of(block: Block, source: Source) -> tuple[int, ...]:
    """The raw lines of a block, in order."""
    return tuple(sorted(set().union(*(source.lines_of(text.at) for text in block.texts()))))


def line_range(lines: Sequence[int]) -> str:
    """``260``, ``260-266``: from the first to the last of some raw lines, as the page's script reads it."""
    first, last = min(lines), max(lines)
    return str(first) if first == last else f"{first}-{last}"


class Apparatus:
    """The notes and raw lines of one source, looked up once for all of its pages."""

    def __init__(self, index: int, corpus: Corpus) -> None:
        self.source = corpus.sources[index].source
        self.own = corpus.by_source[index]
        self._notes = ordered(corpus.notes[index])
        self._lines = [n.first_line for n in self._notes]
        self._starts = sorted(r.document.first_line for r in self.own)
        self._between = self._lines_between()

    def _lines_between(self) -> dict[int, list[int]]:
        """The first line of a record → the dropped raw lines behind it that stand in none; those above all
        are with the first."""
        found: dict[int, list[int]] = {}
        printed = Spans((*span, None) for span in _spans(self.own))
        for note in self._notes if self._starts else ():
            if note.dropped and not printed.holds(note.first_line):
                k = bisect_left(self._starts, note.first_line)
                found.setdefault(self._starts[max(k - 1, 0)], []).append(note.first_line)
        return found

    def of_page(self, records: Sequence[Record]) -> str:
        """Both parts for the records of a page; they come folded and are marked as derived."""
        spans = [*_spans(records), *self._around(records)]
        found = self._noted(spans)
        return _both([self._notes[k] for k in sorted(found)], self._here, spans, self.source)

    def _here(self, line: int) -> str:
        """Where a raw line is shown on this page; empty for a blank one, as that of an empty source is."""
        return f"#L{line}" if self.source.line(line).strip() else ""

    def _noted(self, spans: Sequence[tuple[int, int]]) -> set[int]:
        """The notes that begin on these lines."""
        return {k for a, b in spans for k in range(bisect_left(self._lines, a), bisect_right(self._lines, b))}

    def _around(self, records: Sequence[Record]) -> list[tuple[int, int]]:
        """The dropped raw lines above the first text of a source, and those behind each of its texts."""
        starts = {r.document.first_line for r in records if r.document.kind not in ISSUE_KINDS}
        return [(line, line) for start in sorted(starts) for line in self._between.get(start, ())]

    def of_issue(self, page: str) -> str:
        """For the page of the source: all its doubts and corrections, and what stands on no other page."""
        others = [r for r in self.own if r.page != page]
        elsewhere = Spans((*span, r.page) for r in others for span in _spans([r]))
        taken = Spans((*span, None) for span in _spans(others))

        def address(line: int) -> str:
            for other in elsewhere.touching(line, line):
                return f"{posixpath.relpath(other, posixpath.dirname(page))}#L{line}"
            return self._here(line)

        told = ("doubt", "correction")
        notes = [n for n in self._notes if n.code.severity in told or not taken.holds(n.first_line)]
        free = [(n, n) for n in range(1, len(self.source.starts) + 1) if not taken.holds(n)]
        return _both(notes, address, free, self.source)


def doubt_mark(block: Block, corpus: Corpus, index: int) -> str:
    """Behind a block on whose lines a doubt is open: what is in doubt, and the way to the apparatus.

    A doubt on many lines says nothing of one of its blocks, and one on the issue nothing of its texts.
    """
    source = corpus.sources[index].source
    lines = lines_of(block, source)
    touching = corpus.open_doubts[index].touching(lines[0], lines[-1]) if lines else []
    open_doubts = [
        n
        for n in touching
        if n.code not in (*_OF_NO_WORDS, *_FOR_EDITORS)
        and n.last_line - n.first_line <= _NARROW
        and any(n.first_line <= line <= n.last_line for line in lines)
    ]
    if not open_doubts:
        return ""
    said = "；".join(dict.fromkeys(_in_short(n) for n in open_doubts))
    where = lines_said(n for note in open_doubts for n in (note.first_line, note.last_line))
    said += f"。文字照印未改，请对照{where}。"
    return f' [存疑](#apparatus){{: data-derived="true" .gz-doubt title="{said}" }}'


def _in_short(note: Note) -> str:
    """``疑似误植或误识：甲院 → 甲烷``, without signs that mean something in Markdown."""
    change = f"：{note.was[:_SHOWN]}" if note.was else ""
    change += f" → {note.now[:_SHOWN]}" if note.now else ""
    return note.code.value.message + _ACTIVE.sub("", change)


def _spans(records: Sequence[Record]) -> list[tuple[int, int]]:
    spans = [(r.document.first_line, r.document.last_line) for r in records]
    return spans + [span for r in records for span in r.document.more]


def _both(
    notes: list[Note],
    address: Callable[[int], str],
    spans: Sequence[tuple[int, int]],
    source: Source,
) -> str:
    return "\n\n".join(x for x in (_variants(notes, address), _raw_lines(spans, source)) if x)


def _variants(notes: list[Note], address: Callable[[int], str]) -> str:
    """校勘记: corrections, doubts, joins and drops one by one; punctuation and spaces in one line."""
    corrections = [_correction(n, address) for n in notes if n.code.severity == "correction"]
    told = (n for n in notes if n.code.severity == "doubt" and n.code not in _FOR_EDITORS)
    doubts = [_doubt(n, address) for n in told]
    single = [_repair(n, address) for n in notes if n.code in _SINGLE]
    counted: dict[Code, int] = {}
    for note in notes:
        if note.code.severity == "repair" and note.code not in _SINGLE:
            counted[note.code] = counted.get(note.code, 0) + max(1, len(note.edits))
    rest = "；".join(f"{c.value.message} {n} 处" for c, n in counted.items())
    lines = [*corrections, *doubts, *single, *([f"- {rest}。"] if rest else [])]
    if not lines:
        return ""
    body = "\n".join(lines)
    counts = (
        ("校勘", len(corrections)),
        ("存疑", len(doubts)),
        ("整理", len(single)),
        ("标点、空格等", sum(counted.values())),
    )
    said = "，".join(f"{name} {count} 处" for name, count in counts if count)
    calm = "" if corrections or doubts else " gz-calm"
    return details(f"gz-apparatus{calm}", f"校勘记：{said}", body, "apparatus")


def _place(note: Note, address: Callable[[int], str]) -> str:
    first, last = note.first_line, note.last_line
    if first == last:
        return _led(f"第{first}行", address(first))
    return f"{_led(f'第{first}', address(first))}—{_led(f'{last}行', address(last))}"


def _led(words: str, address: str) -> str:
    return f"[{words}]({address})" if address else words


def _correction(note: Note, address: Callable[[int], str]) -> str:
    change = f"「{escape(note.was)}」改为「{escape(note.now)}」"
    change = change if note.code is Code.CORRECTION else note.code.value.message
    return f"- **校勘** {_place(note, address)}：{change}。{escape(note.detail)}"


def _doubt(note: Note, address: Callable[[int], str]) -> str:
    detail = f"（{escape(note.detail)}）" if note.detail else ""
    change = f"：{escape(note.was)}" if note.was else ""
    change += f" → {escape(note.now)}" if note.now else ""
    settled = f"（已核定：{escape(note.accepted)}）" if note.accepted else ""
    return f"- **存疑** {_place(note, address)}：{note.code.value.message}{detail}{change}{settled}"


def _repair(note: Note, address: Callable[[int], str]) -> str:
    words = note.was or " ".join(note.dropped)
    change = f"：{escape(words)}" if words else ""
    detail = f"（{escape(note.detail)}）" if note.detail else ""
    return f"- {_place(note, address)}：{note.code.value.message}{detail}{change}"


def _raw_lines(spans: Sequence[tuple[int, int]], source: Source) -> str:
    """The raw lines of a page as they stand in the source, each with its number as anchor."""
    lines = []
    for number in sorted({n for a, b in spans if a for n in range(a, b + 1)}):
        raw = source.line(number).strip("\r\n\f")
        if raw.strip():
            lines.append((number, between_tags(_visible(raw))))
    return str(fill_in("raw_lines", file=source.file, lines=lines)) if lines else ""


_ACTING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")


def _visible(raw: str) -> str:
    """Control and direction characters as their symbols: they must show, not act."""
    return _ACTING.sub(lambda m: f"[U+{ord(m[0]):04X}]", raw)
