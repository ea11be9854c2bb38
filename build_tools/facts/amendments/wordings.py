"""How instructions are worded, in signs (:mod:`build_tools.facts.amendments.signs`): each wording with the
printed line that forced it, and what is done with what it names."""

from __future__ import annotations

import re

from build_tools.facts.amendments.signs import SIGNS, D, G, P, Q, T
from build_tools.language.script import NUMERAL

_AND = r"(?:、|以及|[和及与])"
TEXTS = rf"{T}(?:{_AND}?{T})*"
QUOTES = rf"{Q}(?:{_AND}?{Q})*"
# 《…》第六条中的 · 附表1“急难型救助”一栏中的 · 第三章各条中的 · 并将其中的
SUBJECT = rf"(?:{TEXTS}的?)?(?:{P}(?:{Q}一?[栏项行列格])?(?:各[条款])?|其)?[中里内]?的?"
GROUP = rf"{SUBJECT}{QUOTES}"
_GROUPS = rf"(?P<groups>{GROUP}(?:{_AND}?{GROUP})*)"
_BECOMES = r"(?:修改|更改|改|修订|修正|调整|变更|替换)(?:为|成)：?"
_HOW = r"(?P<how>(?:分别|均|统一|一律|全部|都|相应)*)"
_PUT = r"(?:将|把|对|在)?(?:原)?"
_COUNT = rf"[{NUMERAL}\d]{{1,3}}"
_OBJECT = rf"(?P<of>{TEXTS})?的?(?P<at>{P})?"
_FROM = rf"(?:(?:自|从|于)(?P<since>{D})(?:零时)?起?(?:，?(?:至|到)(?P<until>{D})止?)?，?)"
_ANY_DAY = re.sub(r"\?P<\w+>", "?:", _FROM)
_DONE = r"(?:，?(?:予以|同时|一并|均|全部|现|即行?|自行|宣布))*"
_ACTS = "执行|施行|实施|试行"
_EXECUTION = rf"(?:{_ACTS})"
_LONGER = r"(?:延长|延续|顺延|展期|延期|延)"
_TERM = rf"的?(?:文件)?的?(?:有效|{_ACTS})(?:期限?|时间)"
_LENGTH = rf"(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})(?:年|个月)"


def _rule(name: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    return name, re.compile(pattern)


RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 将第二条中的“市建设局”修改为“市住房和城乡建设局” · 《办法》第四条第二款“每吨0.5元”修改为“每吨0.8元” ·
    # 第九条中的“一级”“二级”分别修改为“甲级”“乙级”
    _rule("words", rf"{_PUT}{_GROUPS}(?:字样|一词|等?字句|的表述)?，?{_HOW}{_BECOMES}(?P<new>{QUOTES})"),
    # 删去第五条第一款中的“城市管理、”和第二款中的“及其委托的机构” · 删去第四条中的“，有效期5年”
    _rule("delete-words", rf"删[去除]{_GROUPS}(?:字样|一词|等?字句|的表述)?"),
    # 第十五条第一款中的“情节严重的，吊销许可证；”删去 · 将第八条第二款中的“临时”字样删除
    _rule("delete-words", rf"{_PUT}{_GROUPS}(?:字样|一词|等?字句|的表述)?(?:予以)?删[去除]"),
    # 第五条删去“，报市人民政府备案”
    _rule("delete-words", rf"{_PUT}(?P<before>{SUBJECT})删[去除](?P<groups>{QUOTES})(?:字样|一词)?"),
    # 在第二十一条第二款中的“公安机关”后增加“、农业农村主管部门”
    _rule(
        "insert-words",
        rf"{_PUT}{_OBJECT}[中里内]?的?(?P<old>{Q})之?后(?:面)?，?(?:增加|增写|添加|加上)(?P<new>{Q})",
    ),
    # 增加一条，作为第五条：“…” · 在第八条后增加一条，作为第九条：“…” · 第十条增加一款，作为第三款：“…”
    _rule(
        "insert",
        rf"{_PUT}{_OBJECT}(?P<side>之?[后中内里])?，?(?:新增加?|增加|增设|补充)(?P<count>{_COUNT})"
        rf"(?P<level>[编章节条款项目])(?:，?作为(?P<as>{P}))?(?:，?内容为)?：?(?P<new>{QUOTES})",
    ),
    # 第八条改为第九条，修改为：“…” · 原第十三条、第十四条改为第十四条、第十五条 · 原第三款作为第二款
    _rule(
        "renumber",
        rf"{_PUT}(?P<of>{TEXTS})?的?(?P<at>{P})(?:依次|相应|分别)*(?:改|作|调整|修改)为(?P<as>{P})",
    ),
    # 附件3修改为本通知所附《临时救助申请表》 · 附件2修改为：| … |
    _rule(
        "replace-annex",
        rf"{_PUT}{_OBJECT}{_HOW}{_BECOMES}(?:本(?:通知|决定|公告)所?附(?:件?{T}|{P})|(?P<new>{G}))",
    ),
    # 将第三条修改为：“…” · 第十二条、第十三条分别修改为：“…”“…” · 《…》第六条修改为：“…”
    _rule("replace", rf"{_PUT}{_OBJECT}(?:的?内容|全文|条文)?，?{_HOW}{_BECOMES}(?P<new>{QUOTES})"),
    # 删去第六条 · 删除第十二条至第十四条
    _rule("delete", rf"删[去除](?:原)?{_OBJECT}(?![中里内]|的?{Q})"),
    # 将第十八条删除
    _rule("delete", rf"{_PUT}{_OBJECT}(?:予以|全部|整条)?删[去除](?!{Q})"),
    # 此外，对条款顺序作相应调整 · 以下条款顺序依次调整 · 《…》根据本决定作相应修改，对条文序号作相应调整
    _rule(
        "reorder",
        r"(?:对|将)?(?:本?[办规条细]\w)?(?:以下|以后|其后|其他|其余|有关|相关|部分|各|原)*(?:条款|条文|章节|条目|条)"
        r"(?:的)?(?:顺序|序号|排列)(?:和[^，。；]{0,12})?(?:作了?|依次|做|予以|进行|相应|适当|也)*(?:的)?(?:调整|顺延|变动|修改)",
    ),
    # 《…》有效期延长至2026年12月31日 · 有效期自2023年11月1日起延长三年，至2026年10月31日止 ·
    # 自2022年7月1日起继续有效，有效期延长至2025年6月30日
    _rule(
        "extend",
        rf"{_PUT}(?P<of>{TEXTS})?(?:自(?P<since>{D})起)?，?(?:继续(?:有效|{_EXECUTION})，?)?(?:{_TERM})?(?:自(?P<since2>{D})起)?，?"
        rf"(?:再次?|继续|统一|均|予以|相应)*{_LONGER}{_EXECUTION}?(?:为)?"
        rf"(?:(?:至|到)(?P<until>{D})(?:年?底)?|(?P<by>{_LENGTH})(?:，?(?:即)?(?:延长)?(?:至|到)(?P<until2>{D}))?)止?",
    ),
    # 《…办法》继续有效至2025年底
    _rule("extend", rf"{_PUT}(?P<of>{TEXTS})?继续(?:有效|{_EXECUTION})(?:至|到)(?P<until>{D})(?:年?底)?止?"),
    # 自2023年3月1日至2023年12月31日，暂停执行《…》第六条
    _rule("suspend", rf"{_FROM}?暂停{_EXECUTION}(?P<of>{TEXTS})的?(?P<at>{P})?(?:的?规定)?"),
    # 《…》第八条、第九条自2023年7月1日起暂停执行
    _rule("suspend", rf"{_PUT}(?P<of>{TEXTS})的?(?P<at>{P})?(?:的?规定)?{_FROM}?{_DONE}暂停{_EXECUTION}"),
    # 停止执行《…》第五条第二款 · 废止《…》第四条、第五条第二款
    _rule("end", rf"{_FROM}?停止{_EXECUTION}(?P<of>{TEXTS})的?(?P<at>{P})?(?:的?规定)?"),
    _rule("end", rf"{_FROM}?废止(?P<of>{T})的?(?P<at>{P})(?:的?规定)?"),
    # 《…》停止执行 · 《…》第三条、第四条第（二）项自2023年10月1日起废止
    _rule("end", rf"{_PUT}(?P<of>{TEXTS})的?(?P<at>{P})?(?:的?规定)?{_FROM}?{_DONE}停止{_EXECUTION}"),
    _rule("end", rf"{_PUT}(?P<of>{T})的?(?P<at>{P})(?:的?规定)?{_FROM}?{_DONE}(?:废止|失效)"),
    # 《…》自2023年3月1日起恢复施行
    _rule(
        "resume", rf"{_PUT}(?P<of>{TEXTS})的?(?P<at>{P})?(?:的?规定)?{_FROM}?{_DONE}(?:恢复|重新){_EXECUTION}"
    ),
    _rule("resume", rf"{_FROM}?(?:恢复|重新){_EXECUTION}(?P<of>{TEXTS})的?(?P<at>{P})?"),
    # 暂停期限至2024年5月31日, behind what is suspended
    _rule("suspend-until", rf"(?:暂停)?期限?(?:延长)?(?:至|到)(?P<until>{D})止?"),
    # 自2024年1月1日起，《…》停止执行
    _rule("from", rf"(?:自|从)(?P<since>{D})(?:零时)?起?(?:至(?P<until>{D})止?)?，"),
)
"""Tried in this order wherever a clause begins; the first that fits is taken."""

_PLACED = r"(?:本[刊报公政][^，。；]*?)?"
CORRECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 《…》第三条中“8时”应为“7时” · 附件1中“…20万元”有误，应为“…2万元” · 第二条中“…”更正为“…”
    _rule(
        "correct",
        rf"{_GROUPS}(?:字样|一词)?(?:(?:有误|错误|不当|不实)，?)?(?:现)?(?:应当?(?:改|更正|修改)?(?:为|是|作)|更正为|订正为|改为|更改为|修改为|勘正为)"
        rf"：?(?P<new>{QUOTES})",
    ),
    # 第四条第二款中“120升”误为“210升”
    _rule("mistaken", rf"(?P<subject>{SUBJECT})(?P<new>{Q})误(?:印|写|排|刊|录)?(?:为|作|成)(?P<old>{Q})"),
    # 第六条误将“80周岁”写为“60周岁”
    _rule(
        "mistaken", rf"(?P<subject>{SUBJECT})误将(?P<new>{Q})误?(?:印|写|排|刊|录)?(?:为|作|成)(?P<old>{Q})"
    ),
    # “责任入”系“责任人”之误
    _rule("correct", rf"{_GROUPS}(?:系|为|是)(?P<new>{Q})之误"),
)
"""What only a text that corrects misprints says."""

# 特此更正 · 届时不再延续
BENIGN = re.compile(
    r"(?:届时|期满后?|到期后?)，?不再(?:延长|延续|延期|顺延)|特此(?:更正|通知|公告|决定|说明)|(?:现|特)?予以?更正|恢复(?:执行|施行)(?:的)?(?:时间|日期)另行(?:通知|公布)"
    rf"|(?:{TEXTS})?(?:其他|其余|本办法其他)?(?:条款|内容|规定|条文|事项)*(?:仍然?)?(?:继续)?(?:有效|不变|保持不变)"
    rf"|(?:{TEXTS})?(?:根据|按照)本(?:决定|修正案|通知)(?:作|做|进行|予以)(?:出)?(?:相应)?(?:的)?(?:修改|修正|调整)(?:后)?"
    rf"|并?(?:重新|予以)+(?:公布|印发|发布)|{_ANY_DAY}?{TEXTS}{_ANY_DAY}?{_DONE}(?:废止|失效)|废止{TEXTS}"
)
"""What stands beside instructions and is none, or is one that other rooms read (a repeal as a whole)."""
BETWEEN = re.compile(r"(?:[，、：]|并且|并|同时|另外|此外|其中(?!的)|另|和|以及|现|即)*")
# 为减轻企业负担，经市人民政府研究决定，自… · 经研究，《…》… · 一、因工作疏忽，《…》第六条误将…
LEAD_IN = re.compile(
    rf"(?:(?:为|经|根据|依据|依照|按照|鉴于|因|由于|结合|现)[^，。；{Q}]*，)*"
    rf"(?:[^，。；{SIGNS}]{{0,30}}?(?:同意|决定|通知如下)(?:，|：|对|将)?)?"
)
# 本刊2020年第3期第12页 · 《云岭省人民政府公报》2023年第2期, before the text that is corrected
PRINTED_IN = re.compile(rf"[^{Q}{T}{P}]*")
