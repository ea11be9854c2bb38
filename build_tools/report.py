"""The report: findings as lines, those first that weigh most, with the printed context and what to do."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from build_tools.model.catalogue import Code, Note, ordered
from build_tools.model.corpus import Corpus
from build_tools.model.source import Source
from build_tools.sources.redirects import read_redirects

SEVERITIES = {"error": "错误", "stale": "过期", "doubt": "存疑", "correction": "校勘", "repair": "整理"}
"""What each severity is called, the one that weighs most first."""


def findings(corpus: Corpus, severity: str) -> Iterator[tuple[Source, Note]]:
    """All findings of a severity, those on sources that failed first, else by source and line."""
    for failed in corpus.failed:
        yield from ((failed.source, note) for note in failed.notes if note.code.severity == severity)
    for converted, notes in zip(corpus.sources, corpus.notes, strict=True):
        for note in ordered(notes):
            if note.code.severity == severity and not note.accepted:
                yield converted.source, note


_FIRST = (
    # what must not go out
    Code.PERSONAL_DATA,
    # what may be lost or unreadable: the text itself
    Code.NO_DOCUMENT, Code.TITLE_UNSURE, Code.TITLE_BEHIND, Code.FRAME_UNREAD, Code.GLYPH_CODE,
    Code.PRIVATE_USE, Code.NONCHARACTER, Code.RADICAL_UNREAD, Code.STRUCK,
    Code.CONTENTS_MISSING, Code.ANNEX_MISSING, Code.REFERENCE_MISSING, Code.CHAPTERS_LOST, Code.SEQUENCE,
    Code.MANY_CLAUSES, Code.COUNT_STATED, Code.TABLE_UNREAD, Code.REPRINT_DIFFERS, Code.ISSUE_TWICE,
    Code.NUMBER_TWICE, Code.ADDRESS_TIE, Code.ANNEX_WITHOUT_TABLE,
    # what is reckoned from: days, numbers, figures
    Code.TERM_UNDECIDED, Code.EFFECT_UNREAD, Code.AMENDMENT_UNREAD, Code.POST_UNREAD,
    Code.DATE_IMPOSSIBLE, Code.DATE_FAR, Code.NUMBER_UNREAD, Code.MISREAD_FIGURE, Code.TABLE_CHECK,
    Code.SIDECAR_DIFFERS, Code.CHRONICLE_YEAR,
    # words
    Code.MISPRINT, Code.MISREAD_WORD, Code.JOIN_DOUBLED, Code.CONTENTS_TITLE, Code.TITLE_ISSUED,
)  # fmt: skip
_OF_ONE_CAUSE = (Code.GLYPH_CODE, Code.PRIVATE_USE, Code.NONCHARACTER, Code.VARIATION, Code.RADICAL_UNREAD)
_SHOWN = 8  # lines that a doubt of many places names


def by_weight(found: Sequence[tuple[Source, Note]]) -> list[tuple[Source, Note]]:
    """Doubts in the order in which an editor should look at them; those of one cause are one, with its lines.

    What a font lacks is one cause for all its signs; elsewhere the same words in doubt for the same reason.
    """
    causes: dict[tuple[str, ...], list[tuple[Source, Note]]] = {}
    for source, note in found:
        words = (note.was, note.now, note.detail)
        own = words if any(words) else (str(note.first_line),)
        cause = (source.file, note.code.id, *(() if note.code in _OF_ONE_CAUSE else own))
        causes.setdefault(cause, []).append((source, note))
    merged = [(places[0][0], _merged([note for _, note in places])) for places in causes.values()]
    return sorted(merged, key=lambda f: rank(f[1].code))


def rank(code: Code) -> int:
    """Where a doubt stands in the order in which an editor should look."""
    return _RANKS.get(code, len(_RANKS))


_RANKS = {code: i for i, code in enumerate(_FIRST)}


def _merged(notes: Sequence[Note]) -> Note:
    """The first of the doubts of one cause, with the lines of all."""
    if len(notes) == 1:
        return notes[0]
    lines = list(dict.fromkeys(str(note.first_line) for note in notes))
    shown = "、".join(lines[:_SHOWN]) + ("……" if len(lines) > _SHOWN else "")
    said = f"{notes[0].detail}；" if notes[0].detail else ""
    return replace(notes[0], detail=f"{said}共{len(notes)}处，在第{shown}行")


def one_line(source: Source, note: Note) -> str:
    """``file:line: CODE message``, with was → now where the note has them."""
    value = note.code.value
    said = f"{value.message}" + (f"（{note.detail}）" if note.detail else "")
    change = f"：{note.was}" if note.was else ""
    change += f" → {note.now}" if note.now else ""
    return f"{note.file or source.file}:{note.first_line}: {note.code.id} {said}{change}"


def dropped_lines(corpus: Corpus) -> Iterator[str]:
    """One line for each printed line with Han or a figure that is in no text: what, and on what evidence."""
    for converted, notes in zip(corpus.sources, corpus.notes, strict=True):
        for note in ordered(notes):
            if note.dropped:
                said = f"（{note.detail}）" if note.detail else ""
                words = " ".join(note.dropped)
                yield f"{converted.source.file}:{note.first_line}: 未入正文 {note.code.id}{said}：{words}"


def in_context(source: Source, note: Note) -> str:
    """A finding with the printed line it is on, and the hint."""
    there = 0 < note.first_line <= len(source.starts)
    printed = source.line(note.first_line).strip() if there else "（该行不在来源文本中）"
    shown = printed if len(printed) <= 60 else printed[:60] + "…"
    context = "" if note.file else f"\n    {shown}"  # a line of the sidecar is not printed
    hint = f"\n    → {note.code.value.hint}" if note.code.value.hint else ""
    return f"{one_line(source, note)}{context}{hint}"


def ledger_lines(corpus: Corpus) -> Iterator[str]:
    """One line per source: printed = in blocks + in notes."""
    for converted, balance in zip(corpus.sources, corpus.balances, strict=True):
        yield (
            f"{converted.source.file}：印 {balance.printed} 字"
            + (f" + 校勘补入 {balance.inserted} 字" if balance.inserted else "")
            + f" = 正文 {balance.in_blocks} 字"
            + f" + 记录 {balance.in_notes} 字（其中替换 {balance.substituted} 字）"
        )


def summary(corpus: Corpus) -> str:
    """How many sources, documents and findings."""
    found = (n for notes in (*corpus.notes, *(f.notes for f in corpus.failed)) for n in notes)
    counts = Counter(n.code.severity for n in found if not n.accepted)
    settled = sum(bool(n.accepted) for notes in corpus.notes for n in notes)
    always = ("error", "doubt", "repair")
    said = "，".join(f"{SEVERITIES[s]} {counts[s]} 处" for s in SEVERITIES if counts[s] or s in always)
    said += f"，已核定存疑 {settled} 处" if settled else ""
    return f"{len(corpus.sources)} 个来源，{len(corpus.records)} 篇，{said}"


def remarks(
    strangers: Sequence[tuple[Path, str]], redirects: Path | None, pages: Collection[str]
) -> Iterator[str]:
    """What stands beside the sources: files that are none, and the addresses that pages had before."""
    for path, why in strangers:
        yield f"{path}:1: not-a-source 不是来源，没有读取（{why}）"
    if redirects is None:
        return
    found = read_redirects(redirects)
    for line, what in found.wrong:
        yield f"{redirects}:{line}: redirect-wrong 改址不能读取（{what}）"
    held = {page.removesuffix(".md") + ".html" for page in pages}
    for old, new in found.ways:
        if old in held:
            yield f"{redirects}:1: redirect-taken {old} 仍有网页，不能改址"
        if new.partition("#")[0] not in held:
            yield f"{redirects}:1: redirect-lost {old} 改到的 {new} 没有这一页"
    if found.ways:
        yield f"{redirects}：改址 {len(found.ways)} 条，已核对"


_SYSTEM = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EACCES: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOENT: "没有这个文件",
    errno.EFBIG: "文件过大",
}


def io_error(error: OSError) -> str:
    """What could not be read or written, and why."""
    why = _SYSTEM.get(error.errno or 0) or error.strerror or str(error)
    return f"io {error.filename or ''}：不能读写（{why}）"
