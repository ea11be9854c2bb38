"""The words of a clause of effect: from when on, until when, and whether this text is their subject.

Wider than what :mod:`build_tools.facts.effect.sentences` reads: a text is said to state nothing of its effect
only where no such clause stands in it.
"""

from __future__ import annotations

import re

from build_tools.language.brackets import outside
from build_tools.language.genres import COVERS, DECREES, LAWS, LISTS, THIS_HEAD
from build_tools.language.phrases import NOW_ISSUED, book_titles
from build_tools.language.script import DATE, HAN, NUMERAL, bare

DAY = re.sub(r"\?P<\w+>", "?:", DATE.pattern)
NUM = rf"(?:\d{{1,3}}|[{NUMERAL}]{{1,4}})"
# 本办法 · 本名录 · 本指导意见（试行） · 本实施细则及附件 · 本《通知》
THIS = rf"(?:{THIS_HEAD}[{HAN}]{{1,12}}?(?:（[^（）]*）)?(?:及其?[{HAN}]{{1,6}})?|本《[{HAN}]{{2,12}}》)"
# 以上票价 · 上述政策 · 这个规定
THESE = rf"(?:以上|上述|前述|这[个项]|该)(?:各?[项条款])?[{HAN}]{{1,10}}?"
ISSUES = re.compile(rf"{NOW_ISSUED}|现将|予以(?:公布|发布|印发)|印发给你们|兹制定")

# 许可证有效期五年 · 合同自签字之日起生效 · 项目实施期限 · 处罚决定书失效: the term of a paper or of a work
_OTHER_THING = re.compile(
    r"(?:证[件书]?|意见书|执照|批件|决定书|文书|合同|协议|判决|裁[定决]|登记|资[格质]|标志|项目|工程|任务|课题|保险|遗嘱|药品|许可"
    rf"|行政行为|处罚)[{HAN}]{{0,2}}$"
)
# 原“青江市大数据发展管理局”印章同时废止: no text ends
SEAL = re.compile(r"(?:印章|公章|印鉴|印模)$")
_SUBJECT = r"(?P<subject>[^，。；：]*?)"
_BEGINNING = (
    rf"(?:(?:自|从|于)?(?:{DAY}|\d{{1,2}}月\d{{1,2}}日)|(?:自|从)[^，。；：]{{0,12}}?(?:之|翌|次)日"
    rf"|(?:印发|发布|公布|颁布|通过|批准)之日|(?:自|从)?即日)(?:(?:零时|0时|24时)?(?:起|开始|后)?|[{HAN}]{{2,6}}起)"
)
_VERB = (
    r"(?:正式|全面|同[时步]|即[行日]|自行|自动|先行?|开始)*"
    r"(?:施行|实施|执行|试行|暂行|生效|[产发]生效力|废止|失效|停止执行)"
)
_STOP = rf"(?=[，。；：）]|$|[至到]|{NUM}(?:年|个月))"
_BEGINS = (
    # 于二○二一年七月一日零时开始生效 · 水源地名录自2023年2月29日起执行 · 票价从1991年元月1日开始执行
    re.compile(rf"{_SUBJECT}{_BEGINNING}{_VERB}{_STOP}"),
    # 本细则与《…条例》同时施行 · 汛情解除之时即行失效
    re.compile(rf"{_SUBJECT}(?:同时|即[行日]|自行|自动|一并)(?:施行|生效|失效|试行|废止){_STOP}"),
    # 本条例自1999年10月l日起施行, whatever the words between say
    re.compile(rf"(?P<subject>{THIS}|{THESE})(?:自|从|于|在)[^，。；]{{2,30}}?{_VERB}(?=[，。；）]|$)"),
    # 本条例经政务院批准由公安部发布施行 · 第七届全国人民代表大会…公告第八号公布施行
    re.compile(rf"{_SUBJECT}(?:公布|发布|颁布|批准)(?:后|之日)?(?:施行|实行|生效)(?=[，。；）]|$)"),
    # 本办法施行后 is none; 本规定试行
    re.compile(rf"(?P<subject>{THIS}|{THESE})(?:施行|生效|试行|废止|失效|停止执行)(?=[，。；）]|$)"),
)
_SAYS_BEGINNING = re.compile(r"施行|实施|执行|试行|暂行|实行|生效|效力|废止|失效")
"""One of them stands in each clause that one of these takes."""
_ENDS = (
    # 本办法有效期五年 · 有效期与《…规划》一致; not 在有效期内, 试行期满后
    re.compile(
        rf"{_SUBJECT}的?(?:(?:有效|试行|执行|实施|施行|适用)期限?|(?:执行|实施|施行)时限)(?=[为是：:至到自从暂定延截与同按]|{NUM})"
    ),
    # 这个规定先试行一年
    re.compile(rf"{_SUBJECT}(?:先|暂)?(?:试行|暂行|执行|实施|施行)(?:为|是)?{NUM}(?:年|个月)"),
    # 到1993年年底为止 · 至2022年8月31日24时止 · 2023年4月30日失效
    re.compile(r"(?P<subject>)(?:至|到|截至)[^，。；：]{2,20}(?:为?止|(?:自[行动])?失效|废止)$"),
    re.compile(rf"{_SUBJECT}(?:自行|自动|即行|期满)失效{_STOP}"),
)
_SAYS_END = re.compile(r"有效|试行|暂行|执行|实施|施行|适用|止|失效")
"""One of them stands in each clause that one of these takes."""
# 《…》经…通过，… · 现予公布，…: may stand before a clause that begins
_LEADS = re.compile(rf"{THIS}|{THESE}|《|经|现|为")
# 自2024年1月1日起施行，… · 上述政策适用于所有企业，…: before one that ends; not 本办法规定的许可证，
_LEADS_TO_END = re.compile(
    rf"(?:{THIS}|{THESE}).*(?:施行|实施|执行|试行|生效|适用|解释)"
    r"|.*(?:自|从|于)[^，。]{0,24}(?:施行|实施|执行|试行|生效)"
)
# 下列文件自2024年1月1日起废止： · 每年10月1日起执行
_LISTED = re.compile(r"下列|以下|如下|每年")
# 补贴政策有效期至2025年底 · 上述文件的有效期
_A_TEXT = re.compile(rf"(?:{COVERS}|{DECREES}|{LAWS}|{LISTS}|政策|文件|措施)的?$")
# 勘查许可证有效期限届满自行失效 · 进口种畜禽的批准文件有效期为六个月
_PAPER = re.compile(r"证|照|批件|批准|合同|协议|资[格质]|标志|书")
_QUOTED = re.compile(r"“[^”]*”")


# 琼海航〔2023〕0098号航行通告自2023年4月10日起取消 · 《…规定》（琼海事〔2010〕8号）予以撤销 ·
# 市指挥部第15号通告即行撤销; not 青市监处〔2021〕118号行政处罚决定予以撤销
_ENDS_ANOTHER = re.compile(
    rf"(?:》(?:（[^（）]*）)?|号(?!令)(?![{HAN}]*(?:处罚|裁|判))[{HAN}]{{0,8}}?)"
    r"(?:[自从于][^，。；]{2,20}[日起时]，?)?(?:同时|予以|一并|即行|即|现)*(?:撤销|取消)(?=[，。；]|$)"
)


def ends_another(sentence: str) -> bool:
    """Whether a sentence does away with another text in words that may end it."""
    return _ENDS_ANOTHER.search(_QUOTED.sub("▯", sentence)) is not None


def states_beginning(sentence: str, title: str) -> bool:
    """Whether a sentence says from when on the text of this title applies, read or not."""
    return any(
        _may_be_this(match["subject"], lead, match[0], title)
        for lead, clause in _clauses(sentence, _SAYS_BEGINNING)
        for match in filter(None, (pattern.match(clause) for pattern in _BEGINS))
    )


def states_end(sentence: str, title: str) -> bool:
    """Whether a sentence says until when, or how long, the text of this title applies, read or not."""
    return any(
        (not lead or _LEADS_TO_END.match(lead) is not None)
        and not _LISTED.search(match["subject"] + lead)
        and _is_this(match["subject"], title)
        for lead, clause in _clauses(sentence, _SAYS_END)
        for match in filter(None, (pattern.match(clause) for pattern in _ENDS))
    )


def _clauses(sentence: str, says: re.Pattern[str]) -> list[tuple[str, str]]:
    """The clauses of a sentence that hold such a word, each with the words before it; what is quoted is
    another text's."""
    if not says.search(sentence):
        return []
    text = _QUOTED.sub("▯", sentence.rstrip("。；"))
    text = re.sub(r"^（(.*)）$", r"\1", text)
    first, found = 0, list[tuple[str, str]]()
    for i in (*outside(text, "，", "（《"), len(text)):
        if says.search(text, first, i):
            found.append((text[:first], text[first:i]))
        first = i + 1
    return found


def _may_be_this(subject: str, lead: str, words: str, title: str) -> bool:
    """Whether the words before a clause that begins let this text be its subject."""
    if _OTHER_THING.search(subject) or SEAL.search(subject) or _LISTED.search(subject + lead):
        return False
    own = re.match(rf"{THIS}|{THESE}", lead + subject) is not None
    if re.search(r"(?:废止|失效|停止执行)$", words) and (
        "《" in subject or (not own and _PAPER.search(subject))
    ):
        return False  # 《…》同时废止: another text, also where it has the same title · 许可证期满失效
    titles = [bare(t) for t in book_titles(subject + lead)]
    if titles and bare(title) not in titles and not own:
        # 关于《…总体规划（2021—2035年）》的批复: 《规划》自批复之日起实施
        named = [bare(t) for t in book_titles(title)]
        return bool(ISSUES.search(lead + subject)) or any(t in name for t in titles for name in named)
    if subject.startswith("本") and not own:
        return False  # 本市新建项目自2025年1月1日起执行
    return not lead or bool(_LEADS.match(lead)) or _shares(lead, title)


def _is_this(subject: str, title: str) -> bool:
    """Whether the words before a clause that ends name this text, or a time at which it ends."""
    if not subject or re.match(rf"{THIS}|{THESE}", subject):
        return True
    named = len(subject) >= 4 and bare(subject) in bare(title)
    told = named or _A_TEXT.search(subject) or re.search(r"(?:[时日后满]|期限)$", subject)
    return bool(told) and not _PAPER.search(subject)


def _shares(lead: str, title: str) -> bool:
    """Whether what leads up to a clause begins with the matter of the title: 调整后的收费标准，自…起执行."""
    first = bare(lead.split("，")[0])
    return len(first) >= 2 and first[-2:] in bare(title)
