"""Documents → internal references: 附件3, 第二十七条, 前款, and articles of the instruments cited."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from build_tools.citations.annex_references import annex_references
from build_tools.citations.numbered import Numbered
from build_tools.citations.surroundings import REACH
from build_tools.language.genres import LAWS, TEXTS, THIS_TEXT
from build_tools.language.passages import BRACKET, TITLE, Passage, masked, passages
from build_tools.language.phrases import amends
from build_tools.language.script import NUMERAL, key, number
from build_tools.model.catalogue import Code, Note
from build_tools.model.citation import Citation, Part, Reference
from build_tools.model.document import Block, Document, Kind, Role, TableBlock

# Lists of annexes and their labels have ways of their own to the annex.
_SILENT = (Role.LABEL, Role.LISTED, Role.TITLE)

_ANY = re.compile(r"第[^。]{1,6}[条條章]|前.?[款条條]|本章")
# 第二条之一, inserted behind 第二条; 第二条之规定 is of 第二条
_BRANCH = rf"(?:之[{NUMERAL}]{{1,2}}(?![日月年款项]))?"
_ARTICLE = rf"第\s*[\d{NUMERAL}]{{1,6}}\s*条{_BRANCH}(?:第\s*[\d{NUMERAL}]{{1,3}}\s*款)?"
# 第二十七条、第二十八条 · 第三条至第九条 · 第十条第二款
ARTICLES = re.compile(rf"{_ARTICLE}(?:(?:\s*(?:[、和及或与]|或者|以及)\s*|至|到|\s*[—－-]+\s*){_ARTICLE})*")
_CHAPTER = re.compile(rf"第\s*[\d{NUMERAL}]{{1,3}}\s*章")
# 第三十八条规定，制定本目录。; not 第十九条 所有单位…
_LEADS_ON = re.compile(rf"{ARTICLES.pattern}(?:规定|的|所称|所列|第|和|或|与|、|，|中)")
_BACK = re.compile(r"前(?P<count>[两二三四五])?(?P<unit>[款条])(?!件)|本(?P<here>章)(?!程)")
_ONE = re.compile(
    rf"第\s*(?P<article>[\d{NUMERAL}]{{1,6}})\s*条(?:之(?P<branch>[{NUMERAL}]{{1,2}})(?![日月年款项]))?"
    rf"(?:第\s*(?P<clause>[\d{NUMERAL}]{{1,3}})\s*款)?"
)
# 《…》（国发〔2024〕3号）第三条 · 《…》规定的第三条: an article of the instrument cited
_OF_CITED = re.compile(rf"{TITLE}{BRACKET}*\s*(?:的|中|规定|规定的|中的)?\s*$")
# 本办法第三条 is ours whatever else the sentence cites
_OF_OURS = re.compile(rf"{THIS_TEXT}{BRACKET}*(?:的|中|规定的?)?$")
# 该法第三条 · 条例第三十一条所称… in the rules to it · 民法典第十条和第十二条 · 按照协议第二条: of something
# that the sentence names without 《》
OF_OTHERS = re.compile(
    rf"(?:[该其原]|上述|(?:^|(?<!本)[\s，：])(?:{LAWS})(?=$|第)|(?<!本)[一-鿿](?:{TEXTS}|总则|合同|协议|协定))"
    r"(?:的|中)?(?:$|第)"
)

# 按照省政府令第100号第二条、国发〔2020〕1号文件第三条执行
_NUMBERED = re.compile(rf"(?:令|公告|字|{BRACKET})\s*第?\s*[\d{NUMERAL}]+\s*号")


def refer(
    documents: Sequence[Document], citations: Sequence[Citation], line_of: Callable[[int], int]
) -> tuple[Reference, ...]:
    """The references of a source in print order. What leads nowhere has parts without a document."""
    by_block: dict[tuple[int, str], dict[int, int]] = {}
    for i, citation in enumerate(citations):
        place = citation.place
        by_block.setdefault((place.document, place.anchor), {})[place.start] = i
    found: list[Reference] = []
    numbered = [Numbered(document) for document in documents]
    for index, document in enumerate(documents):
        reader = _Reader(index, documents, numbered, line_of, citations)
        for passage in passages(document):
            if passage.block.role not in _SILENT:
                own = by_block.get((index, passage.block.anchor), {})
                found += sorted(reader.read(passage, own), key=lambda r: r.place.start)
    return tuple(found)


def unmet(references: Sequence[Reference], documents: Sequence[Document]) -> tuple[Note, ...]:
    """A doubt for each reference of a text to an article or a chapter of its own that it does not print."""
    numbered = [Numbered(document) for document in documents]
    return tuple(
        Note(Code.REFERENCE_MISSING, r.place.line, r.place.line, r.text)
        for r in references
        if r.of is None and any(p.level in "条章" and not _printed(p, r, numbered) for p in r.parts)
    )


def _printed(part: Part, reference: Reference, numbered: Sequence[Numbered]) -> bool:
    """Whether the article, be it without the 款 that is named, or the chapter is printed."""
    if part.anchor is not None:
        return True
    home = _home(numbered, reference.place.document, part.level)
    return (
        home is not None and numbered[home].anchor_of(part.level, part.value, branch=part.branch) is not None
    )


def _home(numbered: Sequence[Numbered], index: int, level: str) -> int | None:
    """The document whose articles a text means: itself, else the text that it explains or is annexed to."""
    for i in (index, numbered[index].document.parent):
        if i is not None and level in numbered[i].levels:
            return i
    return None


@dataclass(frozen=True)
class _Reader:
    index: int
    documents: Sequence[Document]
    numbered: Sequence[Numbered]
    line_of: Callable[[int], int]
    citations: Sequence[Citation]

    @property
    def document(self) -> Document:
        return self.documents[self.index]

    @property
    def own(self) -> Numbered:
        """What the document itself counts."""
        return self.numbered[self.index]

    @cached_property
    def amending(self) -> bool:
        """Whether numbers of articles are those of a text that this one amends, unless it says 本决定."""
        return amends(key(self.document.title))

    def read(self, passage: Passage, own: Mapping[int, int]) -> Iterator[Reference]:
        """The references of a passage; ``own`` are the citations in its block, by where they begin."""
        if "附" in passage.chars:
            yield from annex_references(self.index, self.documents, passage, self.line_of)
        if not _ANY.search(passage.chars):
            return
        text = passage.even
        places = (
            (i, passage.place(self.index, i, i + 1, self.line_of).start)
            for i, c in enumerate(text)
            if c == "《"
        )
        titles = [(i, own[start]) for i, start in places if start in own]
        spans = [(i, i + len(self.citations[k].text)) for i, k in titles]
        hidden = masked(text, spans)
        open_text = masked(text, spans, brackets=False)
        for match in ARTICLES.finditer(open_text):
            yield from self._article(passage, match, _led(hidden, match.start()), titles)
        for match in _CHAPTER.finditer(open_text):
            yield from self._chapter(passage, match, _led(hidden, match.start()))
        for match in _BACK.finditer(open_text):
            if not passage.is_quoted(match.start()):
                yield from self._back(passage, match)

    def _article(
        self, passage: Passage, match: re.Match[str], before: str, titles: Sequence[tuple[int, int]]
    ) -> Iterator[Reference]:
        if match.start() == 0 and (passage.numbered or not _LEADS_ON.match(passage.even)):
            return  # its own number
        of = None
        home = _home(self.numbered, self.index, "条")
        ours = _OF_OURS.search(before) is not None
        if passage.is_quoted(match.start()) or (self.amending and not ours):
            return  # of the text that is amended
        if not ours:
            if _OF_CITED.search(before):
                k = bisect_left(titles, match.start(), key=lambda title: title[0])
                of = titles[k - 1][1] if k else None
            elif _foreign(before) or home != self.index or isinstance(passage.block, TableBlock):
                return  # a table may name the law in another row
        if of is None and home is None and not (ours and self._lost_articles()):
            return
        parts = []
        for one in articles_in(match):
            target: tuple[int | None, str | None] = (None, None)
            if of is None and home is not None:
                anchor = self.numbered[home].anchor_of("条", one.value, one.clause, branch=one.branch)
                target = (home if anchor else None, anchor)
            part = self._part(passage, one.start, one.end, "条", one.value, target)
            parts.append(replace(part, branch=one.branch))
        yield self._reference(passage, match.span(), parts, of)

    def _chapter(self, passage: Passage, match: re.Match[str], before: str) -> Iterator[Reference]:
        if match.start() == 0 and passage.numbered:
            return
        home = _home(self.numbered, self.index, "章")
        if passage.is_quoted(match.start()) or self.amending:
            return
        ours = _OF_OURS.search(before) is not None
        if not ours and (home is None or _foreign(before)):
            return
        value = number(re.sub(r"[第章\s]", "", match[0])) or 0
        anchor = self.numbered[home].anchor_of("章", value) if home is not None else None
        if anchor is not None or (ours and (home is not None or self._lost_articles())):
            target = (home, anchor) if anchor is not None else (None, None)
            part = self._part(passage, *match.span(), "章", value, target)
            yield self._reference(passage, match.span(), [part])

    def _lost_articles(self) -> bool:
        """Whether this is a text that must have had articles: rules that count nothing at all."""
        ruling = self.document.kind in (Kind.ATTACHED, Kind.TEXT)
        return ruling and not any(e.number for e in self.document.outline)

    def _back(self, passage: Passage, match: re.Match[str]) -> Iterator[Reference]:
        """前款, 前条, 前两条, 本章, where they lead to blocks of this document; of 前两条 the second has no
        width."""
        count = number(match["count"] or "一") or 1
        anchors: list[str | None]
        if match["here"]:
            anchors = [self.own.enclosing(passage.block, "章")]
        elif match["unit"] == "款":
            anchors = [self._clause_before(passage.block)] if count == 1 else [None]
        else:
            anchors = self.own.before(passage.block, "条", count)
        if anchors and all(anchors):
            level = match["unit"] or match["here"]
            spans = [match.span(), *[(match.end(), match.end())] * (len(anchors) - 1)]
            parts = [
                self._part(passage, *span, level, 0, (self.index, anchor))
                for span, anchor in zip(spans, anchors, strict=True)
            ]
            yield self._reference(passage, match.span(), parts)

    def _clause_before(self, block: Block) -> str | None:
        """``art-15`` of ``art-15-2``, ``art-15-2`` of ``art-15-3``; the first 款 has none before it."""
        match = re.fullmatch(r"(?P<article>.*art-\d+(?:-\d+x)?)-(?P<n>\d+)", block.anchor)
        if match is None:
            return None
        n = int(match["n"])
        wanted = match["article"] if n == 2 else f"{match['article']}-{n - 1}"
        return wanted if n > 1 and self.own.prints(wanted) else None

    def _part(
        self,
        passage: Passage,
        start: int,
        end: int,
        level: str,
        value: int,
        target: tuple[int | None, str | None],
    ) -> Part:
        place = passage.place(self.index, start, end, self.line_of)
        return Part(place.start, place.end, level, value, *target)

    def _reference(
        self, passage: Passage, span: tuple[int, int], parts: Sequence[Part], of: int | None = None
    ) -> Reference:
        place = passage.place(self.index, *span, self.line_of)
        return Reference(place, passage.chars[slice(*span)], tuple(parts), of)


def _led(text: str, end: int) -> str:
    """The masked words that lead up to a place."""
    return text[max(0, end - REACH) : end]


def _foreign(before: str) -> bool:
    """Whether a number may belong to something else that its sentence names, or is quoted: “第三条 …”."""
    sentence = before.rsplit("。", 1)[-1]
    clause = sentence.rsplit("；", 1)[-1]
    quoted = before.count("“") > before.count("”")
    named = TITLE in sentence or _NUMBERED.search(sentence) is not None
    return quoted or named or OF_OTHERS.search(clause) is not None


@dataclass(frozen=True)
class _Named:
    """One number of a list of articles, and where it stands."""

    start: int
    end: int
    value: int
    branch: int = 0
    clause: int = 1


def articles_in(match: re.Match[str]) -> Iterator[_Named]:
    """The articles of a list; what a range holds between its ends has no width."""
    last, value = match.start(), 0
    for one in _ONE.finditer(match[0]):
        start, end = match.start() + one.start(), match.start() + one.end()
        before, value = value, number(one["article"]) or 0
        if re.fullmatch(r"\s*[至到—－-]+\s*", match.string[last:start]) and before:
            for between in range(before + 1, min(value, before + 100)):
                yield _Named(start, start, between)
        yield _Named(start, end, value, number(one["branch"] or "零") or 0, number(one["clause"] or "1") or 1)
        last = end
