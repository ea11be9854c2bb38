"""Documents → citations: every 《…》, every document number and standard, what the wording says of it."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from build_tools.citations.changes import CORRECTING, change_of, ends_on, until_in
from build_tools.citations.relations import LEVELS, Setting, dated, former, relation, whose
from build_tools.citations.repeal_lists import Listing, bare_title, entry_of
from build_tools.citations.surroundings import REACH, Surroundings
from build_tools.language.document_numbers import (
    bare_numbers,
    number_behind,
    number_in_front,
    overlaps,
)
from build_tools.language.passages import CELL, Passage, passages
from build_tools.language.phrases import LEADERS, amends
from build_tools.language.ranks import level_of
from build_tools.language.script import HAN, bare, doc_key, key
from build_tools.model.citation import Change, Citation, Relation
from build_tools.model.document import Document, Kind, Role
from build_tools.model.text import Span

_ANY = re.compile(r"[《号號]|[A-Z].{0,16}\d\s?[—–\-－―]")
_CALLED = r"(?:以下(?:统一)?[简统]?称|下称|简称)(?:为|作)?\s*：?\s*"
# （以下简称《实施方案》） · （以下统称《办法》） · （以下简称“国家《规划》”） · （以下简称“条例”）
_SHORT = re.compile(
    rf"{_CALLED}[“\"]?\s*(?P<level>[{HAN}]{{0,6}})《(?P<name>[^《》]{{1,30}})》"
    rf"|{_CALLED}[“\"](?P<quoted>[^”\"《》]{{1,30}})[”\"]"
)
_DEFINING = re.compile(rf"{_CALLED}[“\"]?\s*[{HAN}]{{0,6}}$")
_BEHIND = re.compile(r"\s*(?:的通知)?\s*(?P<bracket>（(?:[^（）]|（[^（）]*）)*）)")
# （青政发〔2018〕3号、青政发〔2018〕4号） · （青政发〔2018〕3号、4号）; not （国务院令第460号，第676号修改）
_SEVERAL = re.compile(r"（[^（），；]+号(?:[、和][^（），；]*号)+）")
_JOINS = re.compile(r"\s*(?:[、和及与]|以及)?\s*")
_NEAR = 80
"""Words that lead right up to a title are no longer, blanks included."""
_LEVEL = re.compile(rf"(?:{'|'.join(sorted(LEVELS, key=len, reverse=True))})$")
# 《拉萨政报》 · 《建设工程规划许可证》 · 公司《章程》 · 《政府工作报告》: no instruments
_NO_INSTRUMENT = re.compile(
    r"^(?!.*关于).*(?:(?<![通预])报|证|证书|执照|报告|报告书|杂志|[周月季]刊|学刊|合同|合同书|协议|协议书|承诺书|告知书|通知书|申请书"
    r"|申请表|登记表|审批表|确认书|决定书|意见书|白皮书|手册|公司章程|企业章程|^章程)$"
)
# not 《二○○五年工作计划》
_LEFT_BLANK = re.compile(r"[×ＸX]{2}|(?<![一二三四五六七八九○])○{2}")
_ISSUING = re.compile(r"(?P<verb>印发|发布|公布|颁布|下发|转发|批转)$")
# 国务院批转国家计委关于改进计划体制的若干暂行规定的通知: what it issues has no 《》 in the title
_ISSUING_PLAINLY = re.compile(r"(?P<verb>印发|转发|批转)(?P<name>.+)$")
_FORWARDS = ("转发", "批转")
_MADE_PUBLIC = re.compile(r"\s*(?:公布|发布|颁布)")
# 本刊2020年第3期第12页《…》
_OF_ISSUE = re.compile(r"(?P<year>(?:19|20)\d\d)年第?(?P<number>\d{1,3})期")


def cite(documents: Sequence[Document], line_of: Callable[[int], int]) -> tuple[Citation, ...]:
    """The citations of a source in print order. Short forms point to the citation that they stand for."""
    found: list[Citation] = []
    for index, document in enumerate(documents):
        above = documents[document.parent] if document.parent is not None else document
        own = frozenset(doc_key(d.doc_number) for d in (document, above) if d.doc_number)
        reader = _Reader(index, document, line_of, found, own, Listing.of(document))
        for passage in passages(document):
            reader.read(passage)
    return tuple(found)


def title_spans(text: str) -> list[Span]:
    """The outermost 《…》 of a text, nested ones whole; a 《 that nothing closes is none.

    《关于印发《…》的通知》 is one title; of 《甲《乙》 only the second is closed.
    """
    found = []
    i = text.find("《")
    while i >= 0:
        end = _closing(text, i)
        if end is not None:
            found.append((i, end))
        i = text.find("《", i + 1 if end is None else end)
    return found


def _closing(text: str, start: int) -> int | None:
    """The end of the title that opens at ``start``: as many closed as opened, within one sentence."""
    depth = 0
    for i in range(start, min(len(text), start + 240)):
        if text[i] in f"。{CELL}":
            return None
        depth += (text[i] == "《") - (text[i] == "》")
        if depth == 0:
            return i + 1 if text[start + 1 : i].strip() else None
    return None


def _issued_by_title(title: str) -> dict[str, str]:
    """The bare titles that a document's own title issues or forwards → the verb that says so."""
    said: dict[str, str] = {}
    verb, last = "", 0
    for start, end in title_spans(title):
        between = key(title[last:start])
        match = _ISSUING.search(between)
        if match is not None:
            verb = match["verb"]
        elif between.strip("、和及与"):
            verb = ""
        if verb:
            said[bare(title[start:end])] = verb
        last = end
    return said


def _issued_plainly(title: str, name: str) -> str:
    """The verb by which a title without 《》 issues or forwards what has this bare name, or nothing."""
    match = None if "《" in title else _ISSUING_PLAINLY.search(key(title))
    return match["verb"] if match and len(name) >= 6 and name in bare(match["name"]) else ""


@dataclass(frozen=True)
class _Mention:
    """A title or a bare number in a passage, and where its number stands."""

    start: int
    end: int
    titled: bool
    number: Span | None
    marked: bool = True  # a title stands in 《》


def _mentions(text: str) -> list[_Mention]:
    """What a passage names, in print order."""
    titles = title_spans(text)
    taken = list(titles)  # in order; no two of them touch the same character
    found = []
    shared = _numbers_of_a_list(text, titles)
    for start, end in titles:
        number = (
            shared[start, end]
            if (start, end) in shared
            else number_behind(text, end) or number_in_front(text, start)
        )
        if number is not None and not overlaps(taken, number):
            insort(taken, number)
        else:
            number = None
        found.append(_Mention(start, end, True, number))
    found += [_Mention(a, b, False, (a, b)) for a, b in bare_numbers(text, taken)]
    return sorted(found, key=lambda m: m.start)


def _numbers_of_a_list(text: str, titles: list[Span]) -> dict[Span, Span | None]:
    """The numbers of titles of which the last bears a bracket with several: 《甲办法》和《乙办法》
    （青政发〔2018〕3号、青政发〔2018〕4号）. Each has its own where there are as many, else none has any:
    （青政发〔2018〕3号、4号）."""
    found: dict[Span, Span | None] = {}
    chain: list[Span] = []
    for title in titles:
        leads_on = chain and _JOINS.fullmatch(text, chain[-1][1], title[0])
        chain = [*chain, title] if leads_on else [title]
        behind = _BEHIND.match(text, title[1])
        if len(chain) < 2 or behind is None or not _SEVERAL.match(behind["bracket"]):
            continue
        several = behind["bracket"].count("号")
        numbers = [n for n in bare_numbers(text, []) if behind.start("bracket") < n[0] < behind.end()]
        each = numbers if len(numbers) == several == len(chain) else [None] * len(chain)
        found |= dict(zip(chain, each, strict=True))
    return found


def _with_bare_title(passage: Passage, mentions: list[_Mention]) -> list[_Mention]:
    """The mentions with the title that an entry prints without 《》, where no other mention is the entry."""
    text = passage.even
    span = None if any(entry_of(text, m.start) for m in mentions) else bare_title(passage)
    if span is None:
        return mentions
    number = number_behind(text, span[1])
    beside = [m for m in mentions if not overlaps([span, *([number] if number else [])], (m.start, m.end))]
    return sorted([*beside, _Mention(*span, True, number, marked=False)], key=lambda m: m.start)


@dataclass
class _Reader:
    """Reads the passages of one document; knows the short forms that it has given so far."""

    index: int
    document: Document
    line_of: Callable[[int], int]
    found: list[Citation]
    own: frozenset[str]  # its own number and that of the notice above it
    listing: Listing
    shorts: dict[tuple[str, str], int] = field(default_factory=dict)
    issued: dict[str, str] = field(init=False)
    amends: bool = field(init=False)  # its title says that it amends others
    corrects: bool = field(init=False)  # or that it corrects misprints

    def __post_init__(self) -> None:
        title = key(self.document.title)
        self.issued = _issued_by_title(self.document.title)
        self.amends = amends(title)
        self.corrects = CORRECTING.search(title) is not None

    def read(self, passage: Passage) -> None:
        """Add the citations of a passage in print order, and learn its short forms."""
        self.listing = self.listing.at(passage)
        text = passage.even
        mentions = _mentions(text) if _ANY.search(passage.chars) else []
        if self.listing.relation is Relation.REPEALS:
            mentions = _with_bare_title(passage, mentions)
        words = Surroundings(passage, [(m.start, m.end) for m in mentions])
        listed, entered = self.listing.relation is not None, False  # one mention of a list is its entry
        brackets: dict[int, int] = {}  # where a bracket behind a title begins → the citation of that title
        for k, mention in enumerate(mentions):
            if not mention.titled and self._is_own(passage, mention):
                continue
            citation = self._citation(passage, mention, words, first=not entered)
            entered = entered or (listed and entry_of(text, mention.start)) or (k == 0 and not listed)
            if mention.titled and not citation.doc_number:
                citation = self._shortened(citation, passage, mention.start, words, brackets)
            behind = _BEHIND.match(text, mention.end)
            if behind is not None:
                brackets.setdefault(behind.start("bracket"), len(self.found))
            self.found.append(citation)
            if mention.titled and behind is not None:
                self._learn(behind["bracket"])

    def _is_own(self, passage: Passage, mention: _Mention) -> bool:
        """Whether a number is the one that the text bears itself: that of its notice, or below its title
        （2019年…云岭省人民政府令第212号公布）."""
        if doc_key(passage.even[mention.start : mention.end]) in self.own:
            return True
        below = passage.block.role is Role.BYLINE
        return below and _MADE_PUBLIC.match(passage.even, mention.end) is not None

    def _citation(self, passage: Passage, mention: _Mention, words: Surroundings, *, first: bool) -> Citation:
        start, end = mention.start, mention.end
        printed = passage.chars[start:end]
        name = (printed[1:-1] if mention.marked else printed).strip() if mention.titled else ""
        before, after = words.around(start, end)
        verb = self.issued.get(bare(name), "") if name else ""
        if name and not verb and self.document.kind is Kind.NOTICE:
            verb = _issued_plainly(self.document.title, bare(name))
        forwards = verb in _FORWARDS
        entry = not mention.marked or (first and entry_of(passage.even, start))
        listed = self.listing if entry else None
        setting = Setting(
            self.document.kind,
            passage.block.role,
            before,
            after,
            bool(verb) and not forwards,
            forwards,
            bare(name),
            listed.relation if listed else None,
            self.amends,
            self.corrects,
            passage.is_quoted(start) or LEADERS.search(key(passage.chars[-_NEAR:])) is not None,
        )
        said = relation(setting)
        number = re.sub(r"\s", "", passage.chars[slice(*mention.number)]) if mention.number else None
        citation = Citation(
            place=passage.place(self.index, start, end, self.line_of),
            text=printed,
            name=name,
            doc_number=number,
            relation=said,
            whose=whose(setting.led),
            year=dated(setting.led),
            former=former(before),
            instrument=not (name and (_LEFT_BLANK.search(name) or _NO_INSTRUMENT.search(bare(name)))),
            sentence=words.sentence(start, end),
        )
        return _with_change(citation, setting, listed, passage.even[max(0, start - REACH) : start])

    def _shortened(
        self,
        citation: Citation,
        passage: Passage,
        start: int,
        words: Surroundings,
        brackets: dict[int, int],
    ) -> Citation:
        """The citation with what it stands for, where its name is a short form of this document."""
        leads = passage.even[max(0, start - _NEAR) : start]
        if _DEFINING.search(leads):  # 《…》（国发〔2023〕24号，以下简称《…》）
            bracket = words.bracket(start)
            means = brackets.get(bracket[0]) if bracket else None
        else:
            level = _LEVEL.search(leads)
            means = self._known(level[0] if level else "", bare(citation.name))
        if means is None:
            return citation
        first = self.found[means]
        means = means if first.means is None else first.means
        return replace(citation, means=means, instrument=first.instrument)

    def _known(self, level: str, name: str) -> int | None:
        """The citation that a name stands for here. 国家《规划》 is not 《规划》.

        A level that no short form names is that of the short form itself, or else nothing is known:
        自治区《纲要》 after 《西藏自治区…纲要》（以下简称《纲要》）.
        """
        exact = self.shorts.get((level, name))
        plain = self.shorts.get(("", name))
        if exact is not None or not level or plain is None:
            return exact
        meant, _ = level_of(self.found[plain].name)
        return plain if meant is not None and meant.value == level.lstrip("我全") else None

    def _learn(self, bracket: str) -> None:
        """The short forms that the bracket behind a title gives it."""
        for match in _SHORT.finditer(bracket):
            name = match["name"] or match["quoted"]
            self.shorts[(match["level"] or "", bare(name))] = len(self.found) - 1


def _with_change(citation: Citation, setting: Setting, listed: Listing | None, before: str) -> Citation:
    """The citation with what becomes of the instrument, and the days that the words print for it."""
    led, rest = setting.led, setting.rest
    in_list = listed is not None and listed.relation is citation.relation
    changed = change_of(citation.relation, led, rest, listed=in_list)
    if citation.relation is Relation.REPEALS or changed is Change.CUT:
        day = ends_on(setting.before, rest) or (listed.since if listed and in_list else None)
        return replace(citation, change=changed, since=day)
    if changed is Change.EXTENDED:
        day = until_in(rest) or (listed.until if listed and in_list else None)
        return replace(citation, change=changed, until=day)
    if changed is Change.CORRECTED and (issue := list(_OF_ISSUE.finditer(key(before)))):
        return replace(citation, change=changed, of_issue=(int(issue[-1]["year"]), int(issue[-1]["number"])))
    return replace(citation, change=changed)
