"""A document → what it does to others: operations, and instructions that were not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from build_tools.citations.changes import CORRECTING
from build_tools.facts.amendments.instructions import operations
from build_tools.facts.amendments.listed import listed_extensions
from build_tools.facts.amendments.places import Named
from build_tools.facts.amendments.reading import ChangedText, Operation, Reading, heading_title
from build_tools.facts.amendments.signs import SIGNS, TELLS, D, G, P, Q, Sentence, Signed, T, X, signed
from build_tools.facts.amendments.wordings import TEXTS
from build_tools.language.phrases import NOW_ISSUED, amends, book_titles
from build_tools.language.script import bare, key
from build_tools.model.amendment import WHOLE, Amendment, Op
from build_tools.model.citation import Change, Citation, Place, Relation
from build_tools.model.document import Document, Kind, Role
from build_tools.model.source import Source

_ACTING = (Kind.NOTICE, Kind.ATTACHED, Kind.TEXT, Kind.PLAN)
# 关于延长《…》有效期的通知 · 关于《…》继续有效的通知 · …第1号修改单 · 关于提前终止《…》的决定
_CHANGING = re.compile(
    r"(?:延长|延续|顺延|调整).*(?:有效期|试行期)|继续有效|(?:暂停|停止|恢复|推迟|暂缓|延期)(?:执行|施行|实施)|提前终止|修改单$|废止.*条款"
)
# 关于调整《…》部分内容的通知
_ADJUSTS = re.compile(r"(?:调整|变更|补充|修订)(?:完善)?[《▮]")
_NOT_ACTING = re.compile(r"(?:说明|解读|问答)$|（[^（）]*(?:征求意见|送审|讨论|审议|意见)稿）$|草案）$")
# what else a text does to another one that it names: looked for only where such words stand
_MAY = re.compile(
    r"》.{0,80}(?:修改|改为|删[去除]|调整|延长|顺延|展期|继续有效|推迟|提前[终至到]|暂停|停止|恢复|不一致的，以本)"
    r"|(?:修改|修正|调整|更正|推迟|提前终止|暂停|停止|恢复|废止)[^。]{0,20}《|(?:[取替]代|代替)原?《"
)
# what is but proposed changes nothing yet
_LEAD = re.compile(
    rf"(?P<texts>{TEXTS})(?!.*(?:建议|意见|问题|情况))[^{Q}{T}{G}{X}。]{{0,40}}?(?:如下|以下)(?:相应|部分)?(?:的)?"
    r"(?:修改|修订|修正|调整|补充|更正|变更|通知|、|和|与)*$"
)
# a heading that names one text, with its verb, its number, or a word that leads to it:
# 一、对《平阳省湿地保护条例》作出修改
_HEADING = re.compile(
    rf"(?:对|修改|修订|修正|关于|将)?(?P<texts>{T}(?:(?:、|以及|[和及与])?{T})*)"
    r"(?:的修改|修改内容|(?:作|作出|做出|进行|予以)(?:相应|部分)?(?:修改|修订|修正|调整|补充))?$"
)
# any other numbered heading about texts whose change stands below it: 二、关于《…》部分条款的修改
_NUMBERED_HEADING = re.compile(
    rf"[^{SIGNS}。；]{{0,12}}(?P<texts>{T}(?:(?:、|以及|[和及与])?{T})*)[^{SIGNS}。；]{{0,16}}(?:修改|修订|修正|调整|补充)$"
)
# 对《…》的部分条款予以修改（附件1）
_POINTS = re.compile(rf"对(?:{T}|[^{SIGNS}]){{1,40}}(?:予以|进行|作出)(?:修改|延长|废止|调整)$")
_BASIS = re.compile(rf"(?:根据|依据|按照|依照|遵照){T}的?{P}?[^，]*，")
# a text that goes before another one, where they differ or altogether: 本办法…起施行，并取代《…》
_GOES_BEFORE = re.compile(rf"{T}[^。；，]{{0,20}}与本[^，。；]{{2,8}}不一致的，以本|(?:[取替]代|代替)原?{T}")
_PREAMBLE = re.compile(
    r"^(?:为|根据|经|按照|依据|鉴于|现将|现就|各)|(?:决定|通知如下|公告如下)$|(?:下列|以下|如下)"
)
_MOVES_A_DAY = re.compile(rf"{T}[^{T}]*(?:推迟|提前|延迟|延期)[至到]{D}")
_OF_ITSELF = re.compile(rf"^本(?:决定|通知|公告|命令|修正案|修改单|办法|规定|条例)|重新公布$|{NOW_ISSUED}")
_GAZETTE = re.compile(r"[公政]报》$")


def amendments(
    index: int,
    documents: Sequence[Document],
    citations: Sequence[Citation],
    source: Source,
) -> tuple[Amendment, ...]:
    """What document ``index`` does to others, in print order; ``citations`` are those of the source. Where it
    names a text that it changes and does not say how, or what it says was not understood, that is kept as
    :attr:`Op.UNREAD`."""
    document = documents[index]
    title = _title(index, documents)
    if title is None or _NOT_ACTING.search(title):
        return ()
    own = [(i, c) for i, c in enumerate(citations) if c.place.document == index]
    changed = any(c.change is not None for _, c in own)
    strict = _changes(title)
    if not strict and not changed and not _may_amend(document):
        return ()
    reader = _Reader(document, title, strict, own, source)
    found = reader.read()
    annexes = [k for k, d in enumerate(documents) if d.kind is Kind.ANNEX and d.parent == index]
    said = [*found, *(a for k in annexes for a in amendments(k, documents, citations, source))]
    return tuple(replace(a, nth=i) for i, a in enumerate([*found, *reader.unmet(said)]))


def _title(index: int, documents: Sequence[Document]) -> str | None:
    """The title that says whether a document amends; of an annex that of the text above it too."""
    document = documents[index]
    if document.kind in _ACTING:
        return key(document.title)
    above = documents[document.parent] if document.parent is not None else None
    if document.kind is not Kind.ANNEX or above is None or above.kind not in _ACTING:
        return None
    own, upper = key(document.title), key(above.title)
    return upper if not _changes(own) and _changes(upper) else own


def _changes(title: str) -> bool:
    """Whether a title says that the text changes others."""
    return bool(amends(title) or CORRECTING.search(title) or _CHANGING.search(title))


def _may_amend(document: Document) -> bool:
    return any(
        "《" in block.text.chars and _MAY.search(block.text.chars)
        for block in document.blocks
        if block.role is not Role.TITLE
    )


def _place(text: Signed, sentence: Sentence) -> tuple[str, int, int]:
    """The anchor of the block in which a sentence begins, and the places of the sentence in it."""
    start, end = sentence.span
    begin = sentence.begin
    return begin.block.anchor, start - begin.at, end - begin.at


def sentence_leads(signs: str) -> bool:
    """Whether a sentence only announces what stands below: 下列文件有效期延长如下"""
    return not any(s in signs for s in SIGNS) and re.search(r"(?:下列|以下|如下)", signs) is not None


@dataclass
class _Reader:
    """Reads one document; knows which texts it is about to change."""

    document: Document
    title: str
    strict: bool  # the title says that this text changes others
    citations: Sequence[tuple[int, Citation]]
    source: Source
    found: list[Amendment] = field(default_factory=list)
    led: tuple[ChangedText, ...] = ()  # by 对《…》作如下修改：
    led_style: str = ""
    inline: tuple[ChangedText, ...] = ()  # named in this paragraph
    last: Named | None = None  # the last place named in this paragraph
    understood: list[tuple[str, int, int]] = field(default_factory=list)  # anchor and places of sentences

    def __post_init__(self) -> None:
        self.correcting = CORRECTING.search(self.title) is not None
        self.by_start = {(c.place.anchor, c.place.start): i for i, c in self.citations}
        self.by_index = dict(self.citations)
        self.titled = self._titled()

    def read(self) -> list[Amendment]:
        """What its sentences say, in print order."""
        text = signed(self.document, self.source)
        for sentence in text.sentences():
            self._follow(sentence)
            self._sentence(text, self._without_gazette(text, sentence))
        return self.found

    def _titled(self) -> tuple[ChangedText, ...]:
        """The texts that the title names as changed."""
        own = [i for i, c in self.citations if c.place.anchor.endswith("title") and c.name]
        found = tuple(self._target(i) for i in own if self.by_index[i].relation is not Relation.BASED_ON)
        if found or not (self.strict or _ADJUSTS.search(self.title)):
            return found if self.strict or _ADJUSTS.search(self.title) else ()
        return tuple(ChangedText(t) for t in book_titles(self.title))

    def _target(self, index: int) -> ChangedText:
        citation = self.by_index[index]
        meant = self.by_index.get(citation.means) if citation.means is not None else None
        return ChangedText((meant or citation).name or None, index)

    def _follow(self, sentence: Sentence) -> None:
        """Forget what the paragraph before named, and a lead that another number of its kind ends."""
        if not sentence.first:
            return
        self.inline, self.last = (), None
        if self.led and self.led_style and sentence.begin.style == self.led_style:
            self.led, self.led_style = (), ""

    def _without_gazette(self, text: Signed, sentence: Sentence) -> Sentence:
        """《云岭省人民政府公报》2023年第2期: where a text was printed is not the text."""
        signs = "".join(
            "刊" if s == T and _GAZETTE.search(text.text[slice(*span)]) else s
            for s, span in zip(sentence.signs, sentence.spans, strict=True)
        )
        return replace(sentence, signs=signs)

    def _sentence(self, text: Signed, sentence: Sentence) -> None:
        signs = _BASIS.sub("", sentence.signs).strip("。；：，")
        if G in signs and self._table(text, sentence):
            return
        lead = _LEAD.search(signs) or self._heading(sentence, signs)
        if lead and Q not in signs:
            self._lead(text, sentence, lead["texts"])
            return
        if self.strict and sentence.first and (name := heading_title(text.text[slice(*sentence.span)])):
            self.led, self.led_style = (ChangedText(name),), sentence.begin.style
            return
        known = self.inline or self.led or self.titled
        if not (self.strict or T in signs or self.led or self.titled):
            return
        if not TELLS.search(signs) and not self._has_place(signs) and not _GOES_BEFORE.search(signs):
            return
        reading = Reading(text, sentence, partial(self._at, text), known, self.correcting, self.last)
        made = operations(reading)
        self.last = reading.last if made is not None else None
        if made:
            self.inline = tuple(dict.fromkeys(o.target for o in made)) if T in signs else self.inline
            self.found += [self._made(text, sentence, o) for o in made]
            self.understood.append(_place(text, sentence))
        elif made is None and self._is_instruction(signs):
            targets = self._named(text, sentence) or known
            self.found += [self._unread(text, sentence, t) for t in targets or (ChangedText(None),)]

    def _heading(self, sentence: Sentence, signs: str) -> re.Match[str] | None:
        """The sentence as a heading that names the texts whose change stands below it."""
        numbered = sentence.first and sentence.begin.style and _NUMBERED_HEADING.fullmatch(signs)
        return (_HEADING.fullmatch(signs) or numbered or None) if self.strict else None

    def _has_place(self, signs: str) -> bool:
        return self.strict and (P in signs or Q in signs or X in signs)

    def _is_instruction(self, signs: str) -> bool:
        """Whether a sentence that was not read must be told of."""
        if _GOES_BEFORE.search(signs):
            return True
        if sentence_leads(signs):
            return False
        if not (self.strict or self.led) or _OF_ITSELF.search(signs) or _POINTS.search(signs):
            return False
        if any(s in signs for s in (Q, X, G)):
            return True
        if not self.found and P not in signs and _PREAMBLE.search(signs) and not _MOVES_A_DAY.search(signs):
            return False
        return TELLS.search(signs) is not None or P in signs

    def _lead(self, text: Signed, sentence: Sentence, texts: str) -> None:
        """对《…》作如下修改：names the text for what stands below."""
        at = sentence.signs.rfind(texts)
        spans = sentence.spans[at : at + len(texts)]
        self.led = tuple(self._at(text, *s) for s, c in zip(spans, texts, strict=True) if c == T)
        self.led_style = sentence.begin.style

    def _named(self, text: Signed, sentence: Sentence) -> tuple[ChangedText, ...]:
        """The texts that a sentence names as more than a ground."""
        grounds = [match.span() for match in _BASIS.finditer(sentence.signs)]
        return tuple(
            self._at(text, *span)
            for i, (sign, span) in enumerate(zip(sentence.signs, sentence.spans, strict=True))
            if sign == T and not any(a <= i < b for a, b in grounds)
        )

    def _at(self, text: Signed, start: int, end: int) -> ChangedText:
        """The text that a title in the running text names; a short form stands for its whole title."""
        begin = next(b for b in reversed(text.begins) if b.at <= start)
        index = self.by_start.get((begin.block.anchor, start - begin.at))
        if index is None:
            return ChangedText(text.text[start + 1 : end - 1])
        target = self._target(index)
        if target.title and self.by_index[index].means is None:
            # 《办法》 that no bracket introduces, where the title names the only text that it can be
            short = bare(target.title)
            whole = [
                t for t in self.titled if t.title and bare(t.title) != short and bare(t.title).endswith(short)
            ]
            if len(short) <= 4 and len(whole) == 1:
                return whole[0]
        return target

    def _table(self, text: Signed, sentence: Sentence) -> bool:
        """Read a table that stands by itself: a list of new terms; else it is an unread instruction."""
        if sentence.signs.strip("：") != G:
            return False
        block = text.block_at(sentence.span[0])
        rows = listed_extensions(block, self.citations, self.title)
        if rows:
            for line, target, until in rows:
                words = self.source.line(line).strip()
                self.found.append(
                    Amendment(
                        Op.EXTEND,
                        words,
                        block.anchor,
                        line,
                        line,
                        target.title,
                        target.citation,
                        WHOLE,
                        until=until,
                    )
                )
        elif amends(self.title) and not self._is_repeal_list(block.anchor):
            self.found += [
                self._unread(text, sentence, t) for t in self.led or self.titled or (ChangedText(None),)
            ]
        return True

    def _is_repeal_list(self, anchor: str) -> bool:
        return any(c.relation is Relation.REPEALS for _, c in self.citations if c.place.anchor == anchor)

    def _made(self, text: Signed, sentence: Sentence, made: Operation) -> Amendment:
        return replace(
            self._unread(text, sentence, made.target),
            op=made.op,
            place=made.place,
            old=made.old,
            new=made.new,
            becomes=made.becomes,
            since=made.since,
            until=made.until,
            by=made.by,
        )

    def _unread(self, text: Signed, sentence: Sentence, target: ChangedText) -> Amendment:
        start, end = sentence.span
        return Amendment(
            Op.UNREAD,
            text.text[start:end].strip(),
            sentence.begin.block.anchor,
            text.line(start),
            text.line(end - 1),
            target.title,
            target.citation,
        )

    def unmet(self, said: Sequence[Amendment]) -> Iterator[Amendment]:
        """Texts that are named as changed, where neither this text nor its annexes say (``said``) how."""
        told = [bare(a.target) for a in said if a.target]
        for i, citation in self.citations:
            target = self._target(i)
            if citation.change is None or not target.title:
                continue
            name = bare(target.title)
            if any(_one_text(name, other) for other in told) or self._is_understood(citation.place):
                continue
            told.append(name)
            here, words = citation.place, citation.sentence or citation.text
            unread = Amendment(Op.UNREAD, words, here.anchor, here.line, here.line, target.title, i)
            if citation.change is Change.EXTENDED and citation.until:  # 下列文件有效期延长至…：《…》
                yield replace(unread, op=Op.EXTEND, place=WHOLE, until=citation.until)
            else:
                yield unread

    def _is_understood(self, place: Place) -> bool:
        """Whether a citation stands in a sentence that was read: 附件1《救助标准表》修改为：…"""
        return any(a == place.anchor and s <= place.start < e for a, s, e in self.understood)


def _one_text(name: str, other: str) -> bool:
    """Whether two titles name one text: 《关于印发〈办法〉的通知》 is 《办法》."""
    short, long = sorted((name, other), key=len)
    return short == long or (short in long and re.search(r"(?:印发|发布|公布|转发)", long) is not None)
