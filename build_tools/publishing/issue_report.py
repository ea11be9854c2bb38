"""The report of one issue: what an editor holds against the print before it goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.language.script import date
from build_tools.model.catalogue import Code, Note, ordered
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Annex, Kind, Role, TableBlock, annex_name, tables_in
from build_tools.model.source import Source
from build_tools.model.text import Text
from build_tools.report import one_line


@dataclass(frozen=True)
class Part:
    """A part of the report: its name, how much was looked at, and what an editor should look at."""

    name: str
    count: str
    found: tuple[str, ...]


def issue_report(index: int, corpus: Corpus, raw: Path) -> tuple[Part, ...]:
    """All parts for a source; those with nothing to look at too."""
    records = corpus.by_source[index]
    source = corpus.sources[index]
    tables = [table for r in records for table in tables_in(r.document.blocks)]
    annexes = [(r, a) for r in records for a in r.annexes]
    images = list(_images(source.source))
    days = tuple(line for record in records for line in _days(record, corpus))
    return (
        Part("目录与正文", f"目录所印 {len(source.contents)} 件", tuple(_noted(index, corpus, _CONTENTS))),
        Part("编号", f"{len(records)} 篇", (*_noted(index, corpus, _SERIES), *_gaps(records, corpus))),
        Part("日期", f"{len(days)} 处", days),
        Part("表内数字", f"{sum(len(t.checks) for t in tables)} 项核对", tuple(_sums(records))),
        Part("附件", f"所列 {len(annexes)} 件", tuple(_missing(annexes))),
        Part("图片", f"所称 {len(images)} 幅", tuple(_not_there(images, raw))),
    )


_CONTENTS = (Code.CONTENTS_MISSING, Code.CONTENTS_UNLISTED, Code.CONTENTS_TITLE)
_SERIES = (Code.SEQUENCE, Code.CHAPTERS_LOST, Code.COUNT_STATED, Code.REFERENCE_MISSING, Code.MANY_CLAUSES)


def _noted(index: int, corpus: Corpus, codes: Sequence[Code]) -> Iterator[str]:
    own: list[Note] = [n for n in ordered(corpus.notes[index]) if n.code in codes and not n.accepted]
    return (one_line(corpus.sources[index].source, note) for note in own)


# 藏政发〔2024〕11号
_NUMBER = re.compile(r"(?P<series>.+〔\d{4}〕)(?P<n>\d+)号")


def _gaps(records: Sequence[Record], corpus: Corpus) -> Iterator[str]:
    """Numbers between the first and the last of a series of this issue that no source holds."""
    held: dict[str, set[int]] = {}
    for record in corpus.records:
        if number := _NUMBER.fullmatch(record.doc_key or ""):
            held.setdefault(number["series"], set()).add(int(number["n"]))
    own: dict[str, list[int]] = {}
    for record in records:
        if number := _NUMBER.fullmatch(record.doc_key or ""):
            own.setdefault(number["series"], []).append(int(number["n"]))
    for series, numbers in own.items():
        gaps = [n for n in range(min(numbers), max(numbers)) if n not in held[series]]
        if gaps:
            yield f"{series}：本期有 {min(numbers)}—{max(numbers)}号，未见 {'、'.join(map(str, gaps))}号"


_PRINTED = {"成文": (Role.DATE, Role.META, Role.BYLINE), "发布": (Role.META,)}
"""Where the print of each day is looked for first."""


def _days(record: Record, corpus: Corpus) -> Iterator[str]:
    """Each day that was read, with the printed words."""
    document, source = record.document, corpus.sources[record.source].source
    for name, day in (("成文", document.date), ("发布", document.published)):
        if day and document.kind not in (Kind.ATTACHED, Kind.ANNEX):
            words = _printed(day, _PRINTED[name], record, corpus)
            said = (
                f"{source.file}:{source.line_of(words.at[0])}：{words.chars.strip()}"
                if words
                else "据附属文件"
            )
            yield f"{name} {day}　{said}　{document.title}"
    for promise in record.facts.obligations.promises:
        yield f"期限 {promise.deadline.date}　{source.file}:{promise.line}：{promise.sentence}"
    effect = record.facts.effect
    if effect is None:
        return
    term = effect.term
    for name, day in (("施行", term.effective), ("试行至", term.trial_until), ("有效至", term.expires)):
        for clause in term.clauses[:1] if day else ():
            yield f"{name} {day}　{source.file}:{clause.line}：{clause.text}"


def _printed(day: str, first: Sequence[Role], record: Record, corpus: Corpus) -> Text | None:
    """The words that print a day: of the document, else of what its source prints before all documents."""
    own = [(b.role, text) for b in record.document.blocks for text in b.texts()]
    own.sort(key=lambda each: first.index(each[0]) if each[0] in first else len(first))
    cover = (t for r in corpus.by_source[record.source] for b in r.document.blocks for t in b.texts())
    return next((t for t in (*(t for _, t in own), *cover) if date(t.chars) == day), None)


def _sums(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        for block in record.document.blocks:
            failed = [c for c in block.table.checks if not c.ok] if isinstance(block, TableBlock) else []
            page = record.url.partition("#")[0]
            yield from (f"{page}#{block.anchor}：{check.label}，{check.said}" for check in failed)


def _missing(annexes: Sequence[tuple[Record, Annex]]) -> Iterator[str]:
    for record, annex in annexes:
        if not annex.present:
            title = f"：{annex.title}" if annex.title else ""
            yield f"{record.url}：{annex_name(annex.number)}{title}，来源文本未刊"


# ![图1](images/p3.png) · <img src="p3.png" alt="图1">
_IMAGE = re.compile(
    r"""!\[[^\]]*\]\((?P<md>[^)\s]+)[^)]*\)|<img\b[^>]*?\bsrc\s*=\s*["']?(?P<html>[^"'\s>]+)""", re.IGNORECASE
)


def _images(source: Source) -> Iterator[tuple[int, str]]:
    """The raw line and the name of each image."""
    for number in range(1, len(source.starts) + 1):
        yield from ((number, m["md"] or m["html"]) for m in _IMAGE.finditer(source.line(number)))


def _not_there(images: Sequence[tuple[int, str]], raw: Path) -> Iterator[str]:
    for number, name in images:
        if ":" in name or not (raw / name).is_file():
            yield f"第{number}行：{name}，没有这个文件"
