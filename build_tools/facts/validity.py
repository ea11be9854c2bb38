"""The validity clock: what a text says of its own effect, as dates with the clause they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from build_tools.facts.repeals import Repealing, repeals_in, unnamed, with_others
from build_tools.language.days import after, last_of, later
from build_tools.language.passages import LineOf
from build_tools.language.phrases import MARKER, META, book_titles
from build_tools.language.script import DATE, HAN, NUMERAL, bare, date, key, number
from build_tools.model.document import Block, Document, Kind, Role
from build_tools.model.facts import Clause, Term

KINDS = (Kind.NOTICE, Kind.ATTACHED, Kind.PLAN, Kind.TEXT)
"""Whose validity is asked for: instruments and the texts that they issue."""

PRINTED = "条文所印日期"
"""The basis of a date that stands in its clause."""


@dataclass(frozen=True)
class Setting:
    """What a clause is read against: the instrument of the text and the day that 之日 means."""

    document: Document
    published: str | None
    dated: str | None
    repealing: Sequence[Repealing] = ()


_DAY = re.sub(r"\?P<\w+>", "?:", DATE.pattern)
_NUM = rf"(?:\d{{1,3}}|[{NUMERAL}]{{1,4}})"
_VERB = r"(?:正式|开始|全面)?(?:施行|实施|执行|试行|生效|实行)"
_STOP = r"(?=[，。；：（）至到]|有效|$)"
# 自印发之日起施行 · 自发布之日起30日后施行 · 自2024年5月1日起施行 · 自即日施行 · 自发布日施行
# 自印发之日起（2024年6月4日）施行 · 自2024年6月1日起至2028年12月31日止施行
_EFFECT = re.compile(
    rf"(?:(?:自|从|于)?(?P<day>{_DAY})(?:零时|0时)?(?:起|开始)|(?:自|从|于)(?P<on>{_DAY})"
    rf"|(?:(?:自|从)(?:本\w{{1,8}}?)?)?(?:(?P<event>印发|发布|公布|颁布|颁发|下发|发文|签发|通过|批准)之?|(?P<now>即))日(?:起)?)"
    rf"(?:（(?:即)?(?P<said>{_DAY})(?:起)?）)?"
    rf"(?:满?(?P<after>{_NUM})(?P<unit>日|天|个月|年)(?:之?后|起)?)?(?:起)?(?:至(?P<ends>{_DAY})止?)?"
    # 自印发之日起试行一年
    rf"(?:{_VERB}{_STOP}|试行(?={_NUM}(?:年|个月)))"
)
_GENRES = (
    "办法|规定|规则|细则|条例|方案|意见|通知|决定|公告|通告|规划|计划|措施|举措|预案|标准|规范|制度|章程|法|令"
    "|指南|目录|清单|政策|函|批复|准则|规程|要点|文件|制度|导则|守则|纲要"
    # 本解释自2015年12月1日起施行 · 本修正案自公布之日起施行 · 本安排自2006年4月1日起生效
    "|解释|解答|答复|修正案|安排|决议|协定|公约|议定书|命令"
)
# 本办法 · 本指导意见（试行） · 本实施细则及附件; not 本市新建项目的标准
_THIS = (
    rf"本(?![市省区县州地局厅委部校院单])[{HAN}]{{0,6}}?(?:{_GENRES})(?:（[^（）]*）)?"
    rf"(?:及其?[{HAN}]{{1,6}})?"
)
_ISSUES = re.compile(r"现予以?(?:公布|发布)|现(?:公布|发布|印发|将)|予以(?:公布|发布|印发)|印发给你们|兹制定")

_UNTIL = r"(?:至|到|截至|截止到?|延长至|延续至)"
# 有效期至2027年12月31日 · 有效期5年 · 有效期自2024年1月1日至2026年12月31日 · 执行至2025年12月31日
# 自印发之日起执行，暂行一年
_VALID = re.compile(
    rf"(?:有效期限?|(?:施行|实施|执行)(?:期限?)?|暂行(?={_NUM}))(?:暂定)?(?:为|是)?"
    rf"(?:(?:自?(?P<from>{_DAY})起?)?{_UNTIL}(?P<until>{_DAY})|(?P<length>{_NUM}(?:年|个月)))"
)
# 试行期两年 · 试行期限为3年 · 试行一年 · 试行期至2025年12月31日
_TRIAL = re.compile(
    rf"试行(?:期限?)?(?:暂定)?(?:为|是)?(?:(?:自?(?P<from>{_DAY})起?)?{_UNTIL}(?P<until>{_DAY})|(?P<length>{_NUM}(?:年|个月)))"
)
# 自2024年6月1日起施行，至2028年12月31日止 · 自2024年6月1日起施行，2028年12月31日自动失效
_LAST_DAY = re.compile(
    rf"，(?:{_UNTIL}(?P<until>{_DAY})止|(?:{_UNTIL})?(?P<lapses>{_DAY})(?:自[行动])?(?:废止|失效|终止))(?=[，。；]|$)"
)
_PERIOD = re.compile(
    r"(?:实施|执行|规划|行动|工作|计划)期限?(?:为|是|：)?(?:自)?\d{4}年?(?:[—–\-~～至到]+\d{4})年?"
)
_DRAFT = re.compile(r"（[^（）]*(?:征求意见|送审|讨论|审议|意见)稿）$|（(?:修订)?草案）$")


_READ = (Role.PARAGRAPH, Role.ITEM, Role.ARTICLE, Role.HEADING, Role.ENTRY, Role.REMARK)


@dataclass
class _Found:
    """What has been read so far of one text."""

    sentences: list[tuple[Block, int, int, str]] = field(default_factory=list)
    term: Term = field(default_factory=Term)
    issued: bool = False  # the words that a notice says of the text that it issues


def term_of(
    document: Document,
    notice: Document,
    cover: Document | None,
    line_of: LineOf,
    repealed: Sequence[Repealing],
) -> tuple[Term, bool]:
    """What a text says of its validity, and whether a notice says it of the text that it issues.

    ``notice`` is the instrument that issues the text (or the text itself): its dates are what
    自印发之日 means. ``cover`` is a cover of the same source, for a draft whose cover says so.
    ``repealed`` is what the citations of the text repeal.
    """
    setting = Setting(document, notice.published or document.published, notice.date, repealed)
    found = _read(setting, [b for b in document.blocks if b.role in _READ and b.table is None])
    if not found.term.effective:
        bylines = [b for b in document.blocks if b.role is Role.BYLINE]
        found = _read(setting, bylines, found)
    if not found.term.effective:
        found = _fielded([b for b in document.blocks if b.role is Role.META], found)
    drafted = _draft_clause(document, cover, line_of) if document.kind in KINDS else None
    clauses = _clauses(found, line_of)
    repeals, elsewhere = with_others(found.term.repeals, repealed)
    clauses = clauses or elsewhere
    if drafted:
        clauses = (drafted, *clauses)
    trial = found.term.trial or bool(re.search(r"（试行）$", key(document.title)))
    term = replace(found.term, clauses=clauses, repeals=repeals, draft=drafted is not None, trial=trial)
    return term, found.issued


def _compact(block: Block) -> tuple[str, str, list[int]]:
    """The text of a block without blanks, its matching form, and the places of its characters."""
    places = [i for i, c in enumerate(block.text.chars) if not c.isspace()]
    printed = "".join(block.text.chars[i] for i in places)
    return printed, key(printed), places


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences with their stop; a stop in 《…》 or （…） ends none."""
    marker = MARKER.match(folded)
    first = marker.end() if marker else 0
    depth = 0
    for i in range(first, len(folded)):
        depth += (folded[i] in "（《") - (folded[i] in "）》")
        if folded[i] in "。；" and depth <= 0:
            yield first, i + 1
            first = i + 1
    if first < len(folded):
        yield first, len(folded)


def _read(setting: Setting, blocks: list[Block], found: _Found | None = None) -> _Found:
    found = found or _Found()
    for block in blocks:
        printed, folded, places = _compact(block)
        before = False  # the sentence before says from when on
        for a, b in _sentences(folded):
            sentence = folded[a:b]
            effect = _effect(sentence, setting)
            if effect and not found.term.effective:
                found.term = _with_effect(found.term, effect, setting)
                found.issued = bool(_ISSUES.search(sentence[: effect.start()]))
            ends = _with_ends(found.term, sentence, setting, leaning=bool(effect) or before)
            ends = _with_last_day(ends, sentence, effect)
            span = (places[a], places[b - 1])
            repeals = repeals_in(setting.repealing, block.anchor, span) or unnamed(printed[a:b], sentence)
            period = _PERIOD.search(sentence)
            if effect or repeals or ends != found.term:
                found.sentences.append((block, a, b, printed[a:b]))
            found.term = replace(ends, repeals=(*ends.repeals, *repeals))
            if period and not found.term.period:
                found.term = replace(found.term, period=period[0])
            before = bool(effect)
    return replace(found, term=_settled(found.term))


def _fielded(metas: Sequence[Block], found: _Found) -> _Found:
    """What a page states in a field above the text: ``实施日期：2003-12-1``."""
    for block in metas:
        printed, folded, _ = _compact(block)
        field_ = META.match(folded)
        day = date(field_["value"]) if field_ and field_["name"] in _IN_FORCE else None
        if day is not None and len(day) == 10:
            found.sentences.append((block, 0, len(printed), printed))
            return replace(found, term=replace(found.term, effective=day, basis=PRINTED))
    return found


_IN_FORCE = ("实施日期", "施行日期", "生效日期")


def _settled(term: Term) -> Term:
    """A length that was printed before the day from which it runs: 有效期5年。本办法自…起施行。"""
    match = re.search(rf"{_NUM}(?:年|个月)$", term.length)
    if match is None or term.effective is None or term.trial_until or term.expires:
        return term
    until = after(term.effective, match[0])
    return replace(term, trial_until=until) if "试行" in term.length else replace(term, expires=until)


def _effect(sentence: str, setting: Setting) -> re.Match[str] | None:
    """The words that say from when on this text applies; not those about another text or a matter."""
    for match in _EFFECT.finditer(sentence):
        if _own(sentence[: match.start()], setting):
            return match
    return None


def _own(before: str, setting: Setting) -> bool:
    """Whether the words before 自…起施行 speak of this text: 本办法, 现予公布, or nothing at all."""
    before = re.sub(r"^(?:（|(?:施行|实施|生效)(?:日期|时间)[：:])+", "", before)
    if setting.document.kind is Kind.INTERPRETATION:
        named = re.match(rf"^《([^《》]+)》$|^{_THIS}$", before)
        return bool(named and (not named[1] or bare(named[1]) in bare(setting.document.title)))
    *lead, last = before.split("，")
    near = re.fullmatch(rf"(?:[并並]|且|同时|现予?以?(?:公布|发布|印发)|{_THIS})?(?:从|自)?", last)
    if not lead:
        ours = any(bare(t) == bare(setting.document.title) for t in book_titles(before))
        return bool(near or ours or _ISSUES.search(before))
    return bool(near) and bool(re.match(rf"^{_THIS}|^《|^经", before) or _ISSUES.search(before))


def _with_effect(term: Term, match: re.Match[str], setting: Setting) -> Term:
    """The term with the day on which it begins, and what that day was reckoned from."""
    trial = term.trial or match[0].endswith("试行")
    stated = match["said"] or match["day"] or match["on"]
    if stated:
        day, basis = date(stated), PRINTED
    else:
        event = match["event"] or "即"
        published = setting.published if event in ("发布", "公布", "颁布") else None
        day = published or setting.dated
        basis = "发布日期" if published else "成文日期"
    if day is not None and match["after"]:
        day = later(day, number(match["after"]) or 0, match["unit"])
        basis += f"后{match['after']}{match['unit']}"
    return replace(term, effective=day, trial=trial, basis=basis if day else "")


def _with_ends(term: Term, sentence: str, setting: Setting, *, leaning: bool) -> Term:
    """The term with the day on which its trial or its validity ends, as far as the sentence says it."""
    for pattern, name in ((_TRIAL, "trial_until"), (_VALID, "expires")):
        for match in pattern.finditer(sentence):
            if getattr(term, name) or not _leans(sentence[: match.start()], leaning):
                continue
            if not match[0].startswith(("有效期", "试行", "施行期")) and (
                not leaning or _PERIOD.match(match[0])
            ):
                continue  # 本方案实施期限为2024年至2026年: the time of the work
            begins = date(match["from"]) if match["from"] else term.effective
            if match["until"]:
                until = last_of(match["until"])
            else:
                until = after(begins, match["length"]) if begins else None
            basis = term.basis or (PRINTED if begins else "")
            term = replace(term, effective=term.effective or begins, length=match[0], basis=basis)
            if name == "expires":
                term = replace(term, expires=until)
            else:
                term = replace(term, trial_until=until, trial=True)
    return term


def _with_last_day(term: Term, sentence: str, effect: re.Match[str] | None) -> Term:
    """The term with the last day that stands beside its first one and is not called 有效期."""
    if effect is None or term.expires or term.trial_until:
        return term
    match = _LAST_DAY.match(sentence, effect.end())
    printed = effect["ends"] or (match and (match["until"] or match["lapses"]))
    return replace(term, expires=last_of(printed)) if printed else term


def _leans(before: str, leaning: bool) -> bool:
    """Whether 有效期 is that of the text: 本办法有效期5年, or right behind 自…起施行.

    许可证有效期不超过二十年 is that of a permit.
    """
    last = re.split(r"[，（]", before)[-1]
    if re.fullmatch(rf"{_THIS}的?", last):
        return True
    return leaning and (not last or bool(_EFFECT.search(f"{last}施行")) or last.endswith("起"))


def _draft_clause(document: Document, cover: Document | None, line_of: LineOf) -> Clause | None:
    """（公开征求意见稿）, where it stands: in the title of the text, else on its cover."""
    match = _DRAFT.search(key(document.title))
    if match is None:
        return None
    for holder in (document, *([cover] if cover else [])):
        for block in holder.blocks:
            printed, folded, places = _compact(block)
            if block.role in (Role.TITLE, Role.COVER) and (at := folded.find(match[0])) >= 0:
                words = printed[at : at + len(match[0])]
                return Clause(words, line_of(block.text.at[places[at]]), block.anchor)
    return Clause(match[0], document.first_line, "")


def _clauses(found: _Found, line_of: LineOf) -> tuple[Clause, ...]:
    """The sentences read, those that follow each other in one paragraph put together."""
    made: list[tuple[Block, int, str, int]] = []
    for block, a, b, text in found.sentences:
        if made and made[-1][0] is block and made[-1][1] == a:
            made[-1] = (block, b, made[-1][2] + text, made[-1][3])
        else:
            _, _, places = _compact(block)
            made.append((block, b, text, line_of(block.text.at[places[a]])))
    return tuple(Clause(text, line, block.anchor) for block, _, text, line in made)
