"""What a corpus has twice and must not: one number on two instruments, one issue in two sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.documents.corpus_doubts import with_doubts
from build_tools.documents.names import gazette_name, issue_number
from build_tools.language.script import bare
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind, Role

# 青政发〔2024〕11号; not 青江市人民政府令第27号
_OF_A_YEAR = re.compile(r"〔\d{4}〕")


def doubt_doubles(corpus: Corpus) -> Corpus:
    """The corpus with a doubt on each later one of two instruments with one number, and of two prints of an
    issue."""
    numbers: dict[int, list[Note]] = {}
    for source, note in _numbers(corpus):
        numbers.setdefault(source, []).append(note)
    issues: dict[int, list[Note]] = {}
    for source, note in _issues(corpus):
        issues.setdefault(source, []).append(note)
    corpus = with_doubts(corpus, Code.NUMBER_TWICE, numbers)
    return with_doubts(corpus, Code.ISSUE_TWICE, issues)


def _numbers(corpus: Corpus) -> Iterator[tuple[int, Note]]:
    """An instrument that bears the number of an earlier one with another title; a reprint is none."""
    first: dict[str, Record] = {}
    for record in corpus.records:
        if record.doc_key is None or record.parent is not None or not _OF_A_YEAR.search(record.doc_key):
            continue
        earlier = first.setdefault(record.doc_key, record)
        if earlier is record or bare(earlier.document.title) == bare(record.document.title):
            continue
        printed = corpus.sources[record.source].source
        numbers = (b for b in record.document.blocks if b.role in (Role.NUMBER, Role.META))
        lines = (printed.line_of(b.text.at[0]) for b in numbers if len(b.text))
        line = next(lines, record.document.first_line)
        file = f" {corpus.sources[earlier.source].source.file} " if earlier.source != record.source else ""
        detail = f"另见{file}第{earlier.document.first_line}行：{earlier.document.title}"
        yield record.source, Note(Code.NUMBER_TWICE, line, line, record.document.doc_number or "", "", detail)


def _issues(corpus: Corpus) -> Iterator[tuple[int, Note]]:
    """A source that is the same issue of the same gazette as an earlier one."""
    first: dict[tuple[str, int, int], int] = {}
    for index, converted in enumerate(corpus.sources):
        name, number = gazette_name(index, corpus), issue_number(index, corpus)
        if not name or number is None:
            continue
        earlier = first.setdefault((bare(name), *number), index)
        if earlier != index:
            covers = (d.first_line for d in converted.documents if d.kind is Kind.MASTHEAD)
            line = next(covers, 1)
            other = f"另见 {corpus.sources[earlier].source.file}"
            yield index, Note(Code.ISSUE_TWICE, line, line, f"{name}{number[0]}年第{number[1]}期", "", other)
