"""Dated promises in the running text: by when something shall be done."""

from __future__ import annotations

import re

from build_tools.language.duty_words import DONE_BY
from build_tools.language.passages import Passage
from build_tools.language.script import NUMERAL, date, is_date_line, key, number
from build_tools.model.facts import Deadline

_NUM = rf"(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})"
# 2019年上半年，试点城市政府印发实施方案 · 2025年第三季度前 · 二○二二年五月三十一日前
_DATE = (
    rf"(?P<date>(?:20\d\d|二[〇○零Ｏ][{NUMERAL}]{{2}})年(?:{_NUM}月(?:{_NUM}日)?)?)"
    r"(?P<close>年?[底末]|[上下]半年[底末]?|第?[一二三四]季度[底末]?)?"
)
# A date behind which a past act, a term or an edition is named promises nothing: 2022年1月印发的
# (2019年1月1日至12月31日，困难企业可组织: a term, also where only its month is looked at)
# nor one on which something ends of itself: ，2023年4月30日失效 · ，2023年8月25日结束
_NOT_BEFORE = (
    rf"(?![\d{NUMERAL}]|至|到|—|-|~|～|以来|起|版|本|度|印发|发布|公布|出台|修订|《"
    r"|(?:自[行动])?(?:失效|废止|终止)|结束|截止|开始)"
)
FORMS = (
    # 完成时间：2024年7月底
    ("due", re.compile(rf"{DONE_BY}：{_DATE}前?")),
    # 市人民医院于2024年12月底前将试点实施方案 · 确保2030年前实现碳达峰
    ("before", re.compile(rf"(?:[于在])?{_DATE}(?:之|以)?前(?!已|颁|出台|的|后)")),
    # 力争到2025年建成40家 · 到2027年底 ; not 由2020年到2025年, 达到2025年水平
    ("until", re.compile(rf"(?<![达不由自从年])到{_DATE}{_NOT_BEFORE}")),
    # 力争2025年高速服务区快充站覆盖率 · 如期实现2030年工业领域碳达峰目标 · 锚定2030年
    ("aim", re.compile(rf"(?:力争|确保|争取|如期实现|锚定){_DATE}{_NOT_BEFORE}")),
    # 试点实施阶段（2025年1月-2026年12月） · 推动试点（2024年12月底） · 2025-2026年，探索建立
    ("stage", re.compile(rf"(?<=（)(?:20\d\d年(?:\d{{1,2}}月)?[-—~～至])?{_DATE}(?=）)")),
    ("stage", re.compile(rf"(?:(?<=[。；])|^)20\d\d[-—~～至]{_DATE}(?=，)")),
    # 2026年12月，市卫生健康委对…总结评估 · 2026年底，…占比达到50% · 2025年带动
    # not 2018年12月31日之前已完成转制的企业, nor 2004年预计国产大型柴油机94台
    ("in", re.compile(rf"(?:(?<=[。；，])|^){_DATE}{_NOT_BEFORE}(?![底末]?(?:之|以)?前|预计)")),
)
_DATED = re.compile(r"20\d\d|二[〇○零Ｏ]|月(?:底|\d{1,2}日)前")
# 确保10月底前全区上线运行 · 10月31日前，各县区完成…: the year is that of the document.
_MONTH = re.compile(r"(?<![\d年])(?P<month>\d{1,2}月)(?:底|(?P<day>\d{1,2}日))前")
# 2020年起，每年2月底前完成…，3月底前完成: what comes back every year has no date.
_YEARLY = re.compile(r"每个?[年季]|年起|[次翌]年|下一?年|当年")
# What shall be done is named by such a word; without one, a day tells of whom or what a rule speaks.
_DOES = (
    r"完成|建成|建立|实现|达到|落实|出台|制定|制订|印发|编制|报送|上报|完善|形成|启动|开展|推进|推动|基本|全面|全部|全省|全市|全区|全县|全国"
    r"|力争|确保|应当|必须|须|(?<![主重需])要|将|由|对|把|向"
)
# 2004年12月31日前办理过产权登记的厂房 · 2000年以前设立、资料连续的水文站 · 2010年1月1日前出生的随船子女
# · 1996年6月30日前参加工作的，其 · 2025年6月底前仍未整改的
_CONDITION = re.compile(
    rf"(?:(?!{_DOES})[^，。；：“《]){{1,24}}?的|(?:(?!{_DOES}|通过|超过|经过)[^，。；：、]){{1,8}}?过(?![渡程])"
    r"|(?:仍|尚|还|均)?(?:未|没有|不满|不足)"
)
# 2025年12月31日前仍执行原标准 · 2027年12月31日前，对小微企业减半征收: how it is until a day.
# 2023年12月底前完成的项目，予以奖补: which ones are meant; not 2025年底前继续推进老旧小区改造
_MEANWHILE = re.compile(
    r"，?[^。；：]{0,30}?(?:仍|继续(?:执行|适用|沿用|有效|按)|按(?:照)?原|执行原|沿用|免征|减征|减半征收|减按|暂不)"
    r"|[^，。；：]{0,6}?(?:完成|建成|达到|出台|印发|启动|开展|投产)的(?:项目|企业|单位|工程|任务|小区|人员|产品)"
)
# 2008年以前，协调委每半年召开一次例会: how it was before a year
_BARE_YEAR = re.compile(r"[于在]?20\d\d年(?:之|以)前")
_QUOTED = re.compile(r"《[^》]*》|〔[12]\d{3}〕\d+号")


def blotted(text: str) -> str:
    """The text with titles and document numbers blotted out, of the same length: no date in them promises."""
    return _QUOTED.sub(lambda m: "■" * len(m[0]), text)


def deadlines(passage: Passage, dated: str | None) -> tuple[Deadline, ...]:
    """The dated promises of a passage in a document of the date ``dated``, in print order.

    A date before that of its document is history, unless it is worded as a limit: ``2024年7月底前，
    由市财政局完成`` stands in a notice of December 2024. Where a document has no date only wording
    that looks ahead counts (``到``, ``力争``, ``前``).
    """
    if not _DATED.search(passage.text) or is_date_line(key(passage.text)):
        return ()
    text = blotted(passage.text)
    found: list[Deadline] = []
    for form, pattern in FORMS:
        # An article of law tells by such a day what was, or when something ends.
        if form in ("in", "stage") and (dated is None or passage.in_article):
            continue
        for match in pattern.finditer(text):
            promised = _iso(match["date"], match["close"])
            taken = any(d.start < match.end() and match.start() < d.end for d in found)
            asked = form in ("due", "before") and bool(match["close"])
            if form == "before" and _speaks_of(text, match):
                continue
            if form == "in" and promised == (dated or "")[:4] and not _ends(text, match):
                continue
            if promised is not None and not taken and (asked or _ahead(promised, dated, form)):
                words = passage.text[match.start() : match.end()]
                found.append(Deadline(promised, words, form, match.start(), match.end()))
    # 应当于3月31日前报送上年度报告, of an article: every year
    for match in _MONTH.finditer(text) if dated is not None and not passage.in_article else ():
        if _YEARLY.search(text[text.rfind("。", 0, match.start()) + 1 : match.start()]):
            continue
        if _speaks_of(text, match):
            continue
        promised = _iso(f"{(dated or '')[:4]}年{match['month']}{match['day'] or ''}", None)
        if promised is not None and _ahead(promised, dated, "before"):
            found.append(Deadline(promised, match[0], "before", match.start(), match.end(), inferred=True))
    return tuple(sorted(found, key=lambda d: d.start))


def _speaks_of(text: str, limit: re.Match[str]) -> bool:
    """Whether a day is no limit but says of whom or what is spoken, or how it was before."""
    if _CONDITION.match(text, limit.end()) or _MEANWHILE.match(text, limit.end()):
        return True
    sentence = re.split("[。；]", text[limit.end() :], maxsplit=1)[0]
    return bool(_BARE_YEAR.fullmatch(limit[0])) and not re.search(_DOES, sentence)


def _ends(text: str, limit: re.Match[str]) -> bool:
    """Whether the words of a date end with it: 2024年，or 2024年底; not 2022年汛期，全市上下齐心抗洪."""
    return bool(limit["close"]) or text[limit.end() : limit.end() + 1] in ("，", "")


def _iso(printed: str, close: str | None) -> str | None:
    """``2026年`` + ``底`` → ``2026-12``: the end of a year is its December, of its first half its June."""
    found = date(printed)
    if found is None or not close or len(found) > 4:
        return found
    quarter = number(close.lstrip("第")[0]) if "季度" in close else None
    month = 3 * quarter if quarter else 6 if close.startswith("上") else 12
    return f"{found}-{month:02d}"


def _ahead(promised: str, dated: str | None, form: str) -> bool:
    if dated is None:
        return True
    known = dated[: len(promised)]
    # 2024年， at the head of a sentence of a plan of December 2024 is its first stage.
    return promised > known or (promised == known and (form != "in" or len(promised) == 4))
