"""One sentence → what it says of the effect of its text: the first day, the end of a trial, the last day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from build_tools.facts.effect.issue_days import IssueDays
from build_tools.facts.effect.words import DAY, ISSUES, NUM, THESE, THIS
from build_tools.language.days import after, last_of, later
from build_tools.language.phrases import NOW_ISSUED, book_titles
from build_tools.language.script import bare, date, number
from build_tools.model.document import Kind
from build_tools.model.facts import Term

PRINTED = "条文所印日期"
"""The basis of a date that stands in its clause."""


@dataclass(frozen=True)
class Speaker:
    """Whose sentence it is: the title and kind of the text, the days that 之日 means for it, and the titles
    of the texts that it issues."""

    title: str
    kind: Kind
    days: IssueDays
    issued: tuple[str, ...] = ()


_VERB = r"(?:正式|开始|全面)?(?:施行|实施|执行|试行|生效|实行)"
_APPLIES = re.compile(r"施行|实施|执行|试行|生效|实行")
_STOP = r"(?=[，。；：（）至到]|有效|$)"
# 自印发之日起施行 · 自发布之日起30日后施行 · 自2024年5月1日起施行 · 自即日施行 · 自发布日施行
# 自印发之日起（2024年6月4日）施行 · 自2024年6月1日起至2028年12月31日止施行
_EFFECT = re.compile(
    rf"(?:(?:自|从|于)?(?P<day>{DAY})(?:零时|0时)?(?:起|开始)|(?:自|从|于)(?P<on>{DAY})"
    rf"|(?:(?:自|从)(?:本\w{{1,8}}?)?)?(?:(?P<event>印发|发布|公布|颁布|颁发|下发|发文|行文|出台|签发|通过|批准)之?|(?P<now>即))日(?:起)?)"
    rf"(?:（(?:即)?(?P<said>{DAY})(?:起)?）)?"
    rf"(?:满?(?P<after>{NUM})(?P<unit>日|天|个月|年)(?:之?后|起)?)?(?:起)?(?:至(?P<ends>{DAY})止?)?"
    # 自印发之日起试行一年
    rf"(?:{_VERB}{_STOP}|试行(?={NUM}(?:年|个月)))"
)
# 1990年1月1日国家统计局令第1号发布 自发布之日施行, below the title
_MADE_PUBLIC = re.compile(rf"{DAY}[^，。；《]{{0,40}}(?:公布|发布|颁布|通过|批准)$")
# 1982年12月4日东江省人民代表大会公告公布，自1983年1月1日起施行, below the title
_MADE_PUBLIC_FROM = re.compile(rf"^（?{DAY}[^，。；《]{{0,40}}(?:公布|发布|颁布|通过|批准)，$")
# 2022年5月1日 施行, a line below the title · 实施日期：2001-05-01, a field of a web page
# 2024－03－15 发布　2024－06－15 实施, on the cover of a standard
# 1982年12月4日全国人民代表大会公告公布施行
_LINE_OF_EFFECT = re.compile(
    rf"^（?(?:(?P<on>{DAY})起?(?:施行|实施|生效)|(?:施行|实施|生效)(?:日期|时间)[：:]?(?P<named>.{{8,20}}?)"
    r"|\d{4}[-－—]\d{1,2}[-－—]\d{1,2}发布(?P<y>\d{4})[-－—](?P<m>\d{1,2})[-－—](?P<d>\d{1,2})实施"
    rf"|(?P<made>{DAY})[^，。；《自从于]{{0,40}}(?:公布|发布|颁布)并?(?:施行|实施))）?$"
)

_UNTIL = r"(?:至|到|截至|截止到?|延长至|延续至)"
_TO = rf"(?:{_UNTIL}|[—–\-－~～]+)"
# 执行期三年，即2019年1月1日起至2021年12月31日止 · 有效期5年，至2026年5月19日止
# 有效期暂定一年（2022年9月1日-2023年8月31日）
_NAMELY = (
    rf"(?:(?:，?即|（)(?:自|从)?(?P<namely>{DAY})起?{_TO}(?P<ending>{DAY})止?"
    rf"|，(?:即|有效期)?{_UNTIL}(?P<last>{DAY})(?:为?止|(?=[。；）]|$)))?"
)
_SPAN = rf"(?:(?:(?:自|从)?(?P<from>{DAY})起?)?{_TO}(?P<until>{DAY})|(?P<length>{NUM}(?:年|个月)){_NAMELY})"
# 有效期至2027年12月31日 · 有效期5年 · 有效期自2024年1月1日至2026年12月31日 · 执行至2025年12月31日
# 自印发之日起执行，暂行一年 · 自印发之日起实施，暂定三年 · 实施期限：2020年7月1日—2022年6月30日
# 以上政策措施实施时限暂定至2022年12月31日 · 以上政策执行时间为2024年1月1日至2025年12月31日
# · 适用期限为2024年2月1日至2026年1月31日
_VALID = re.compile(
    rf"(?:有效期限?|适用期限?|(?:施行|实施|执行)(?:期限?|时[间限])?|暂[行定](?={NUM}))(?:暂定)?(?:为|是|：)?{_SPAN}"
)
# 试行期两年 · 试行期限为3年 · 试行一年 · 试行期至2025年12月31日
_TRIAL = re.compile(rf"试行(?:期限?)?(?:暂定)?(?:为|是|：)?{_SPAN}")
# 自2024年6月1日起施行，至2028年12月31日止 · 自2024年6月1日起施行，2028年12月31日自动失效
# 开始执行，到1993年年底为止 · 施行，至2024年2月24日24时自行失效 · 执行，至2022年底
_LAST_DAY = re.compile(
    rf"，(?:{_UNTIL}(?P<until>{DAY})(?:年?[底末])?(?:24时|二十四时)?(?:为?止|截止|结束|(?=[。；]|$))"
    rf"|(?:{_UNTIL})?(?P<lapses>{DAY})(?:24时|二十四时)?(?:自[行动])?(?:废止|失效|终止))(?=[，。；]|$)"
)
_PERIOD = re.compile(
    r"(?:实施|执行|规划|行动|工作|计划)期限?(?:为|是|：)?(?:自)?\d{4}年?(?:[—–\-~～至到]+\d{4})年?"
)


def effect_in(sentence: str, speaker: Speaker) -> re.Match[str] | None:
    """The words that say from when on this text applies; not those about another text or a matter."""
    for match in _EFFECT.finditer(sentence) if _APPLIES.search(sentence) else ():
        before = sentence[: match.start()]
        if not _is_quoted(before) and _own(before, speaker):
            return match
    return None


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open: 第三条修改为：“本办法自…起施行” says nothing of the text that amends."""
    return before.count("“") > before.count("”")


def line_of_effect(line: str) -> str | None:
    """The day that a line or a field of the head names as the first one."""
    match = _LINE_OF_EFFECT.match(line)
    if match is None:
        return None
    return date(match["on"] or match["named"] or match["made"] or "-".join(match.group("y", "m", "d")))


# 废止时间: 2020-01-23 · 失效日期：2021年6月1日, fields of a web page
_LINE_OF_END = re.compile(
    r"^(?:废止|失效)(?:日期|时间)[：:]?(?P<day>\d{4}(?:年|[-－—./])\d{1,2}(?:月|[-－—./])\d{1,2})"
)


def line_of_end(line: str) -> str | None:
    """The day that a field of the head names as the one on which the text lapses."""
    match = _LINE_OF_END.match(line)
    return date(f"{match['day']}日" if "月" in match["day"] else match["day"]) if match else None


def period_in(sentence: str) -> str:
    """The words that name a time of work (实施期限为2024年至2025年), empty where there are none."""
    match = _PERIOD.search(sentence) if "期" in sentence else None
    return match[0] if match else ""


def _own(before: str, speaker: Speaker) -> bool:
    """Whether the words before 自…起施行 speak of this text: 本办法, 现予公布, or nothing at all."""
    before = re.sub(r"^(?:（|(?:施行|实施|生效)(?:日期|时间)[：:])+", "", before)
    if speaker.kind is Kind.INTERPRETATION:
        named = re.match(rf"^《([^《》]+)》$|^{THIS}$", before)
        return bool(named and (not named[1] or bare(named[1]) in bare(speaker.title)))
    if issued_name(before, speaker) or _MADE_PUBLIC.search(before) or _MADE_PUBLIC_FROM.match(before):
        return True
    *lead, last = before.split("，")
    near = re.fullmatch(rf"(?:[并並]|且|同时|{NOW_ISSUED}|{THIS}|{THESE})?(?:从|自)?", last)
    if not lead:
        ours = any(bare(t) == bare(speaker.title) for t in book_titles(before)) or _is_named(last, speaker)
        return bool(near or ours or ISSUES.search(before))
    return bool(near) and bool(re.match(rf"^{THIS}|^{THESE}|^《|^经", before) or ISSUES.search(before))


# 本办法 · 《青江市早市应急预案》 · 本《办法》
_SUBJECT = re.compile(r"(?:^|，)(?:本《?|《)(?P<name>[^《》，（）]{2,40})(?:（[^（）]*）)?》?(?:从|自)?$")


def issued_name(before: str, speaker: Speaker) -> str:
    """The name of a text below a notice, of which these words and 自…起施行 speak: 办法 in 本办法, where
    青江市早市办法 stands below it; empty where they speak of the notice itself."""
    match = _SUBJECT.search(before)
    if match is None or is_called(speaker.title, match["name"]):
        return ""
    return match["name"] if any(is_called(t, match["name"]) for t in speaker.issued) else ""


def is_called(title: str, name: str) -> bool:
    """Whether a title ends in a name, but for the brackets behind it: 青江市早市办法（试行） in 办法."""
    return bare(re.sub(r"(?:（[^（）]*）)+$", "", title)).endswith(bare(name))


# 调整后的标准, of 关于调整事业单位管理人员基本工资标准的通知 · 新收费标准
_RENEWED = re.compile(r"^(?:本次)?(?:(?P<deed>调整|修订|修改)后的|新的?)(?P<what>[^，。；：《]{2,14})$")


_KIND = re.compile(r"通知|意见|办法|规定|细则|方案|措施|公告|通告|决定")


def _is_named(words: str, speaker: Speaker) -> bool:
    """Whether words are what the title is about: 水源地名录 of 关于公布水源地名录的通知."""
    renewed = _RENEWED.match(words)
    if renewed and (renewed["deed"] or "调整") in speaker.title:
        what = bare(renewed["what"])
        return (what[-2:] if renewed["deed"] else what) in bare(speaker.title)  # not 新建项目自…起执行
    if _KIND.fullmatch(words):
        return bare(speaker.title).endswith(words)  # 三、通知自2023年4月23日起执行, in …政策的通知
    return len(words) >= 4 and "《" not in words and bare(words) in bare(speaker.title)


def with_effect(term: Term, match: re.Match[str], speaker: Speaker) -> Term:
    """The term with the day on which it begins, and what that day was reckoned from.

    Where no such day is printed the words stay (``since``).
    """
    trial = term.trial or match[0].endswith("试行")
    stated = match["said"] or match["day"] or match["on"]
    day, basis = (date(stated), PRINTED) if stated else speaker.days.meant(match["event"] or "即")
    if day is not None and match["after"]:
        day = later(day, number(match["after"]) or 0, match["unit"])
        basis += f"后{match['after']}{match['unit']}"
    since = "" if day or stated else match[0]
    return replace(term, effective=day, trial=trial, basis=basis if day else "", since=since)


def with_ends(term: Term, sentence: str, effect: re.Match[str] | None, *, follows: bool) -> Term:
    """The term with the day on which its trial or its validity ends, as far as the sentence says it.

    ``follows`` says that the sentence before it says from when on the text applies.
    """
    leaning = effect is not None or follows
    for pattern, name in ((_TRIAL, "trial_until"), (_VALID, "expires")):
        for match in pattern.finditer(sentence):
            if getattr(term, name) or not _is_its_term(match, sentence[: match.start()], leaning):
                continue
            printed = match["from"] or match["namely"]
            begins = date(printed) if printed else term.effective
            last = match["until"] or match["ending"] or match["last"]
            until = last_of(last) if last else after(begins, match["length"]) if begins else None
            if last and until is None:
                continue  # 有效期至2024年6月31日
            basis = term.basis or (PRINTED if begins else "")
            term = replace(term, effective=term.effective or begins, length=match[0], basis=basis)
            if name == "expires":
                term = replace(term, expires=until)
            else:
                term = replace(term, trial_until=until, trial=True)
    return _with_last_day(term, sentence, effect)


def _is_its_term(match: re.Match[str], before: str, leaning: bool) -> bool:
    """Whether a printed span is the term of the text: called so, or from day to day and said of this text."""
    if _is_quoted(before):
        return False
    called = match[0].startswith(("有效期", "试行", "施行期"))
    if called and _leans(before, leaning):
        return True
    if _PERIOD.match(match[0]):
        return False  # 本方案实施期限为2024年至2026年: the time of the work
    if match[0].startswith(("执行期", "适用期", "执行时", "施行时", "实施时限")):
        if _leans(before, leaning=False):
            return True  # 本通知执行期限截止到2026年底
        if "时间" in match[0]:
            return False  # 执行时间：2024年1月1日至2024年12月31日, of what is to be done
    by_days = "日" in (match["from"] or match["namely"] or "") and "日" in (match["until"] or match["ending"])
    if by_days and "期" in match[0]:
        return _says_of_this(before)
    return leaning and _leans(before, leaning)


def _leans(before: str, leaning: bool) -> bool:
    """Whether 有效期 is that of the text: 本办法有效期5年, or right behind 自…起施行.

    许可证有效期不超过二十年 is that of a permit.
    """
    last = re.split(r"[，（]", before)[-1]
    if re.fullmatch(rf"(?:{THIS}|{THESE})的?", last):
        return True
    return leaning and (not last or bool(_EFFECT.search(f"{last}施行")) or last.endswith("起"))


def _says_of_this(before: str) -> bool:
    """Whether the words before 执行期限为 speak of this text: nothing, or 上述政策适用于所有企业，."""
    *lead, last = re.split(r"[，（]", before)
    if last and not re.fullmatch(rf"(?:{THIS}|{THESE})的?", last):
        return False
    return bool(last) or not lead or bool(re.match(rf"{THIS}|{THESE}", before))


def _with_last_day(term: Term, sentence: str, effect: re.Match[str] | None) -> Term:
    """The term with the last day that stands beside its first one and is not called 有效期; it counts more
    than a length: 有效期一年，自2022年7月1日起执行，至2023年6月30日自动废止."""
    reckoned = re.search(rf"{NUM}(?:年|个月)$", term.length) is not None
    if effect is None or (term.expires and not reckoned) or term.trial_until:
        return term
    match = _LAST_DAY.match(sentence, effect.end())
    printed = effect["ends"] or (match and (match["until"] or match["lapses"]))
    return replace(term, expires=last_of(printed)) if printed else term


def settled(term: Term) -> Term:
    """A length that was printed before the day from which it runs: 有效期5年。本办法自…起施行。"""
    match = re.search(rf"{NUM}(?:年|个月)$", term.length)
    if match is None or term.effective is None or term.trial_until or term.expires:
        return term
    until = after(term.effective, match[0])
    return replace(term, trial_until=until) if "试行" in term.length else replace(term, expires=until)
