"""The values of the web of law: what a text cites, what it refers to in itself, and where both lead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from build_tools.model.packed import Packed

_T = TypeVar("_T")
# 根据《早市条例》，制定本方案; not 严格执行《早市条例》，探索制定管理办法 · 研究制定排放标准
_GROUND = re.compile(
    r"制[定订]了?(?:本|如下|以下)|现(?:就|将|提出|通知|印发)|为[^。，；]{0,14}(?:贯彻|落实|推[进动]|加[强快]|做好|规范)|结合.{0,8}实际|^(?:根据|依据|按照)"
)
_RESTS = re.compile(r"根据|依据|依照|按照|遵照")


class Relation(StrEnum):
    """What the wording of its own clause makes of a cited instrument."""

    ISSUES = "issues"  # 印发 发布 公布, by this document itself
    BASED_ON = "based-on"  # 根据 依据 按照
    IMPLEMENTS = "implements"  # 贯彻 落实 执行
    REPEALS = "repeals"  # 同时废止 予以废止
    AMENDS = "amends"  # 作如下修改
    FORWARDS = "forwards"  # 转发
    INTERPRETS = "interprets"  # 政策解读
    CORRECTS = "corrects"  # 更正 勘误
    MENTIONS = "mentions"  # all else


class Change(StrEnum):
    """What a text does to another one that stays; the value is how a page says it."""

    AMENDED = "修改"
    CORRECTED = "更正"
    EXTENDED = "延长"
    CUT = "部分废止"
    STOPPED = "停止执行"
    SUSPENDED = "暂停执行"
    RESUMED = "恢复施行"


@dataclass(frozen=True, slots=True)
class Place(Packed):
    """Characters ``start:end`` of a block's text; the text of a table is its cells one after the other.

    ``document`` is an index into the documents of the source, ``line`` the raw line of the first
    character.
    """

    document: int
    anchor: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Citation(Packed):
    """One place where a text names an instrument, by its title or by its number alone."""

    place: Place
    text: str  # as printed: the whole 《…》, or the bare number
    name: str  # the title without its outer brackets; "" where only the number is printed
    doc_number: str | None  # printed with it, without blanks
    relation: Relation
    whose: tuple[str, ...] = ()  # the organs, or the level (国家, 自治区), printed before it
    year: int | None = None  # 2022年1月印发的《…》
    former: bool = False  # 原《…》
    means: int | None = None  # the citation (index in the source) whose short form it is
    instrument: bool = True  # newspapers, certificates and contracts are none
    sentence: str = ""  # the sentence that it stands in
    change: Change | None = None  # what becomes of the instrument, where it is changed and not ended
    since: str | None = None  # the printed day on which a repeal takes effect
    until: str | None = None  # the printed last day of an extended term
    of_issue: tuple[int, int] | None = None  # the issue (year, number) that a correction names


@dataclass(frozen=True)
class Part:
    """One number of a reference, ``第二十七条`` of ``第二十七条、第二十八条``: where it is and leads."""

    start: int
    end: int
    level: str  # 条, 款, 章 or 附件
    value: int
    document: int | None = None  # index into the documents of the source
    anchor: str | None = None  # None: the document as a whole
    branch: int = 0  # 1 of 第二条之一


@dataclass(frozen=True)
class Reference:
    """A reference of a text to itself, to its annexes, or to an article of an instrument cited."""

    place: Place
    text: str
    parts: tuple[Part, ...]
    of: int | None = None  # the citation (index in the source) whose article is meant


@dataclass(frozen=True, slots=True)
class Cited(Packed):
    """A citation in the corpus: the record that holds it, and the record that it names or None."""

    record: str
    citation: Citation
    target: str | None
    stands_for: Citation  # the citation itself, or the one whose short form it is
    itself: bool = False  # it names the record that holds it: no link, but no outside instrument either
    outside: str | None = None  # what an instrument is known by that the corpus does not hold

    @property
    def is_ground(self) -> bool:
        """Whether the text was made on this ground or to carry it out, as its opening says.

        ``为贯彻落实《…》，制定本方案`` is a ground, and so is an entry below 编制依据, which has no verb;
        ``严格执行《产业结构调整指导目录》`` is a task.
        """
        rests = self.citation.relation in (Relation.BASED_ON, Relation.IMPLEMENTS)
        listed = self.citation.relation is Relation.BASED_ON and not _RESTS.search(self.citation.sentence)
        return listed or (rests and _GROUND.search(self.citation.sentence) is not None)


@dataclass(frozen=True)
class Referred:
    """A reference in the corpus. Each target is a record and an anchor in it, None where missing."""

    record: str
    reference: Reference
    targets: tuple[tuple[str, str | None] | None, ...]


@dataclass(frozen=True)
class Web:
    """All citations and references of a corpus, in the order of its records."""

    citations: tuple[Cited, ...] = ()
    references: tuple[Referred, ...] = ()

    @cached_property
    def cited_in(self) -> dict[str, list[Cited]]:
        """The citations of each record."""
        return _grouped((c.record, c) for c in self.citations)

    @cached_property
    def citing(self) -> dict[str, list[Cited]]:
        """The citations that lead to each record."""
        return _grouped((c.target, c) for c in self.citations if c.target is not None)

    @cached_property
    def referred_in(self) -> dict[str, list[Referred]]:
        """The references of each record."""
        return _grouped((r.record, r) for r in self.references)


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
