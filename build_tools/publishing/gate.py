"""The gate: what stops a release until it is mended, or an editor allows it and says why.

It stops at what is new. What was published with a finding that an editor allowed is not stopped by it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum

from build_tools.documents.addresses.readdressed import new_places
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.model.published import Counts, Past, PublishedPage
from build_tools.publishing.known import ahead, unchanged_sources, unknown
from build_tools.report import findings, one_line


class Gate(Enum):
    """What stops a release; the value says it to editors. The name in lower case with dashes is its code."""

    ADDRESS_GONE = "网址消失，没有改址：恢复该页，或写入 raw/redirects.toml"
    NUMBER_TWICE = "两篇不同的文件用同一文号：校勘或核定"
    ISSUE_TWICE = "同一期公报有两个来源：移走一个"
    DAY_AHEAD = "成文或发布的日期晚于今天：校勘"
    YEARS_APART = "日期与同期各篇相差数年：校勘或核定"
    TEXT_FEWER = "来源没有改动而文字减少"
    ARTICLES_FEWER = "来源没有改动而条减少"
    TABLES_FEWER = "来源没有改动而表格减少"
    DOUBTS_FEWER = "来源没有改动而存疑减少"
    INCOMPLETE = "有来源出错，网站不完整"
    ERROR_NEW = "有新的错误"
    PERSONAL_DATA = "疑似个人信息没有处理：能公开的核定，不能公开的不要发布"

    @property
    def id(self) -> str:
        """The code, as ``--allow`` takes it."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Stop:
    """One thing that stops a release."""

    gate: Gate
    said: str


def stops(
    corpus: Corpus, past: Past, day: str, raw: Mapping[str, str], pages: Mapping[str, PublishedPage]
) -> list[Stop]:
    """All that stops the release of a corpus on a day. ``raw`` are the hashes of the sources, ``pages`` what
    the record would hold of each page."""
    return [
        *_addresses(corpus, past, pages),
        *_findings(corpus, past),
        *_days(corpus, past, day),
        *_fewer(past, raw, pages),
        *(Stop(Gate.INCOMPLETE, failed.source.file) for failed in corpus.failed),
    ]


def _addresses(corpus: Corpus, past: Past, pages: Mapping[str, PublishedPage]) -> Iterator[Stop]:
    ways = new_places(past, [page.mark for page in pages.values()])
    for page in past.pages:
        if page.stands and page.mark.address not in pages and page.mark.address not in ways:
            yield Stop(Gate.ADDRESS_GONE, f"{page.mark.address}（{page.mark.title}）")


_FOUND = {
    Code.NUMBER_TWICE: Gate.NUMBER_TWICE,
    Code.ISSUE_TWICE: Gate.ISSUE_TWICE,
    Code.DATE_FAR: Gate.YEARS_APART,
    Code.PERSONAL_DATA: Gate.PERSONAL_DATA,
}


def _findings(corpus: Corpus, past: Past) -> Iterator[Stop]:
    doubts = [(s, n) for s, n in findings(corpus, "doubt") if n.code in _FOUND]
    for source, note in unknown(doubts, past):
        yield Stop(_FOUND[note.code], one_line(source, note))
    for source, note in unknown(findings(corpus, "error"), past):
        yield Stop(Gate.ERROR_NEW, one_line(source, note))


def _days(corpus: Corpus, past: Past, day: str) -> Iterator[Stop]:
    known = {(p.mark.file, finding) for p in past.pages if p.stands for finding in p.findings}
    for found in ahead(corpus, day):
        if (found.file, found.finding) not in known:
            yield Stop(Gate.DAY_AHEAD, f"{found.page}（{found.title}）：{found.day}")


_COUNTED = {
    "characters": (Gate.TEXT_FEWER, "字"),
    "articles": (Gate.ARTICLES_FEWER, "条"),
    "tables": (Gate.TABLES_FEWER, "张表格"),
    "doubts": (Gate.DOUBTS_FEWER, "处存疑"),
}


def _fewer(past: Past, raw: Mapping[str, str], pages: Mapping[str, PublishedPage]) -> Iterator[Stop]:
    """Of each source that is as it was, sidecar and all, what it holds less of than when it was published."""
    before = _by_file(page for page in past.pages if page.stands)
    after = _by_file(iter(pages.values()))
    for file in unchanged_sources(past, raw):
        if file not in before or file not in after:
            continue
        for name, (gate, unit) in _COUNTED.items():
            was, now = getattr(before[file], name), getattr(after[file], name)
            if now < was:
                yield Stop(gate, f"{file}：{was} {unit} → {now} {unit}")


def _by_file(pages: Iterator[PublishedPage]) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for page in pages:
        own, more = found.get(page.mark.file, Counts()), page.counts
        sums = {f.name: getattr(own, f.name) + getattr(more, f.name) for f in fields(Counts)}
        found[page.mark.file] = Counts(**sums)
    return found
