"""What a text does to another one short of ending it whole: it amends, corrects, extends or partly repeals
it; and the days that the words print for that.

All patterns read masked text: each character of a title is TITLE, of a bracket BRACKET.
"""

from __future__ import annotations

import re

from build_tools.language.days import day_after
from build_tools.language.passages import BRACKET, TITLE
from build_tools.language.script import DATE, NUMERAL, date
from build_tools.model.citation import Change, Relation

LINKS = rf"[{TITLE}{BRACKET}、，和及与或等以并\s]*"
"""《…》（…）、《…》和《…》: what may stand between two titles of one list."""
_BETWEEN = f"{TITLE}{BRACKET}、，和及与 "

_DAY = re.sub(r"\?P<\w+>", "?:", DATE.pattern)
_TERM = r"(?:规范性)?(?:文件)?的?(?:有效|试行|施行|实施|执行)(?:期限|期)"
_LONGER = r"(?:延长|延续|顺延|展期|延期)"
_AND_OTHERS = rf"(?:等[^，。；{TITLE}]{{0,20}})?"
# 《…办法》（…）有效期延长至2024年3月31日 · 《…办法》延期执行至2025年12月31日 · 《…办法》继续有效至2025年底
_EXTENDED = re.compile(
    rf"^{LINKS}{_AND_OTHERS}，?(?:{_TERM}[^，。；{TITLE}]{{0,6}}{_LONGER}"
    rf"|(?:继续(?:有效|执行|施行|实施|试行)|{_LONGER}(?:执行|实施|施行)?)(?:，?有效期)?(?:延长)?[至到]{_DAY})"
)
# 关于延长《…办法》有效期的通知
_EXTENDS = re.compile(rf"{_LONGER}(?:了)?{LINKS}$")
_ITS_TERM = re.compile(rf"^{LINKS}{_AND_OTHERS}{_TERM}")
# 下列文件有效期延长至2028年12月31日：
EXTENDED_LIST = re.compile(
    rf"(?:下列|以下|如下).*(?:{_TERM}.{{0,6}}{_LONGER}|{_LONGER}.{{0,10}}有效期)|{_LONGER}(?:下列|以下).*有效期"
)

_PART = rf"第[{NUMERAL}\d]{{1,5}}[编章节条款项]"
_SOME = r"(?:有关|关于|涉及|部分|个别)[^，。；]{1,40}?(?:规定|内容|条款)"
_ENDS = r"(?:废止|停止执行|不再(?:执行|施行|适用)|失效)"
# 《…办法》第五条、第六条同时废止 · 《…办法》中有关收费的规定停止执行 · 《…意见》，其中第四条失效
_PARTLY_ENDED = re.compile(
    rf"^[{BRACKET}\s]*(?:中|里|，其中)?的?(?:{_PART}|{_SOME})[^。；{TITLE}]{{0,40}}?{_ENDS}(?![后前的])"
)
# 废止《…办法》第五条
_ENDS_PART = re.compile(rf"废止[{TITLE}{BRACKET}\s]*$")
_IS_PART = re.compile(rf"^[{BRACKET}\s]*(?:中|里)?的?(?:{_PART}|{_SOME})")
_CORRECTS = re.compile(r"更正|应为|应改为|误[为排印作]|有误|之误|勘误|订正")
CORRECTING = re.compile(r"^(?:更正|勘误)|关于.*(?:更正|勘误)")
"""The title of a text that corrects misprints."""

# 自2025年1月1日起废止, of no title behind another end · 自2023年6月30日24时起停止执行
_ENDS_ON = re.compile(
    rf"^(?:(?!{_ENDS}).)*?[自从于](?P<day>{_DAY})(?P<hour>零时|0时|24时|二十四时)?起?，?(?:同时|予以|即行|一并|均|宣布)*{_ENDS}"
)
# 自2025年1月1日起，废止《…》
_FROM_DAY = re.compile(rf"[自从](?P<day>{_DAY})起，?(?:同时|予以)?{_ENDS}[{TITLE}{BRACKET}、和及与\s]*$")
# 《…》自2025年1月1日起废止，《…》同时废止
_DAY_BEFORE = re.compile(rf"[自从于](?P<day>{_DAY})起?{_ENDS}，[{TITLE}{BRACKET}、和及与\s]*$")
_SAME_TIME = re.compile(rf"^{LINKS}同时")
# 《…》有效期延长至2025年12月31日
_UNTIL = re.compile(
    rf"(?:延[长续期至]|顺延|展期|有效|执行|施行|实施|试行)[^，。；]{{0,8}}?[至到](?P<day>{_DAY})"
)


def extends(led: str, rest: str) -> bool:
    """Whether the words before and after a citation make its term longer."""
    return bool(_EXTENDED.match(rest) or (_EXTENDS.search(led) and _ITS_TERM.match(rest)))


def ends_partly(led: str, rest: str) -> bool:
    """Whether they repeal a part of it."""
    return bool(_PARTLY_ENDED.match(rest) or (_ENDS_PART.search(led) and _IS_PART.match(rest)))


def corrects(before: str, rest: str) -> bool:
    """Whether a text that corrects misprints says of this one what is wrong; what is quoted is not meant."""
    return before.count("“") <= before.count("”") and _CORRECTS.search(before + rest) is not None


def change_of(relation: Relation, led: str, rest: str, *, listed: bool) -> Change | None:
    """What becomes of the instrument; ``listed`` says that the heading of a list extends its entries."""
    if relation is Relation.CORRECTS:
        return Change.CORRECTED
    if relation is not Relation.AMENDS:
        return None
    if listed or extends(led, rest):
        return Change.EXTENDED
    return Change.CUT if ends_partly(led, rest) else Change.AMENDED


def ends_on(before: str, rest: str) -> str | None:
    """The day that the words before and after a citation print for the end of what they repeal."""
    same = _DAY_BEFORE.search(before) if _SAME_TIME.match(rest) else None
    match = same or _FROM_DAY.search(before) or _ENDS_ON.match(rest)
    day = date(match["day"]) if match else None
    whole = match is not None and match.groupdict().get("hour") in ("24时", "二十四时")
    return day_after(day) if day and whole else day


def until_in(words: str) -> str | None:
    """The new last day that the words of an extension print, up to the next title."""
    match = _UNTIL.search(re.split(rf"(?<=[^{TITLE}]){TITLE}", words.lstrip(_BETWEEN))[0])
    day = date(match["day"]) if match else None
    return f"{day}-12-31" if day and len(day) == 4 else day
