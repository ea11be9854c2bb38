"""The forms of clauses that give and take posts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.facts.people.names import BARE, COMRADES
from build_tools.language.script import HAN
from build_tools.model.facts import APPOINT, REMOVE

GIVES = r"(?:任命|聘任|聘请|续聘|委任|委派|选派|派|晋升|聘|选举)"
TAKES = r"(?:免去|免除|撤销|撤去|解聘|罢免)"
# 国务院任免国家工作人员, 任职试用期满: no 任 of a post. 王某现任市商务局局长, 王某拟任…: nor what one is, was
# or may become; 市商务局主任、副主任
_HOLDS = r"(?<![主信责现曾原历时前拟])任(?![免职命期务用])"
# 刘某挂职任市科技局副局长 · 王某调任市商务局局长 · 正式任用为市税务局办公室主任 · 王某晋升市商务局一级调研员
GIVEN = (
    r"(?:正式|分别)?(?:任职为|任用为|聘任为|晋升为?|套转为|(?:挂职|继续)?(?:担任|兼任)|出任|[调转改升挂续连]任(?![命期])"
    rf"|挂职任|继续任|{_HOLDS})"
)
_AS = rf"(?:{GIVEN}|(?:正式|分别)?为)"
_END = r"(?P<post>.+?)$"
# 免去陈某兼任的市教育局督学职务 · 免去刘某挂任的市科技局副局长职务
_HELD = "(?:所任|担任|兼任|原任|挂任|挂职担任|挂职)"
_NO_MORE = "不再(?:担任|兼任|挂任|任|保留)"


@dataclass(frozen=True)
class Form:
    """One form of clause: what it does, and whether it needs a word such as 任命： before it.

    A form that is ``sure`` of its person takes any words for a post, the others need the word that
    posts end in: 另有任用 appoints nobody.
    """

    pattern: re.Pattern[str]
    action: str
    under: bool = False
    sure: bool = False


# 挂职期满不再担任…职务
_TERM_ENDS = r"(?:挂职|任职|任期|聘期|服务期)(?:期|已|届)*(?:满|结束)(?:后)?"
# …第一次会议于2022年1月12日选举杨某为青江市中级人民法院院长
LEAD = r"^(?:.{0,40}?(?:决定|同意|研究|现|大会|会议|批准)(?:于[\d年月日]{5,11})?)?"
_ENDED = r"(?:自然|自行|相应|同时|随之|到期)?(?:免除|解除|终止)$"
_WHO = (COMRADES, BARE)
# What is taken is read behind these: who loses it may stand right before it (``post_begins``).
TAKEN = re.compile(rf"{LEAD}(?:并|同时)?{TAKES}(?P<his>其?{_HELD}?的?)(?P<post>.+?)$")
# The first form that fits a clause reads it; the order is from the fullest to the barest.
NAMED = (
    # 任命吴笛同志为拉萨市城市建设投资经营有限公司副总经理 · 任命张某为市商务局局长
    *(Form(re.compile(rf"{LEAD}{GIVES}{who}{_AS}{_END}"), APPOINT, sure=True) for who in _WHO),
    # 免去强巴云丹同志的拉萨数字经济产业集团有限公司副总经理职务 · 免去张某的市商务局局长职务
    Form(re.compile(rf"{LEAD}{TAKES}{COMRADES}{_HELD}?的?{_END}"), REMOVE),
    Form(re.compile(rf"{LEAD}{TAKES}{BARE}{_HELD}?的{_END}"), REMOVE),
)
OTHERS = (
    # 吴某挂职期满，其县商务局副局长职务自然免除
    Form(re.compile(rf"^其(?:原任|所任)?的?(?P<post>.+?职务){_ENDED}"), REMOVE),
    # 吴某的市旅游局局长职务自然免除 · 李某的市旅游局副局长职务因机构改革自然免除
    *(
        Form(re.compile(rf"^{who}{_HELD}?的(?P<post>[^因]+?职务)(?:因[^，。；]{{2,12}}?)??{_ENDED}"), REMOVE)
        for who in _WHO
    ),
    *(
        # 接受张某辞去市长职务的请求 · 接受赵某因工作变动提出的辞去副市长职务的请求 · 接受钱某请求辞去市长职务
        # · 同意王某辞去市国资公司董事长职务
        Form(
            re.compile(
                rf"{LEAD}(?:接受|同意){who}(?:因[^，。；]{{2,20}}?)?(?:提出的?|的)?(?:请求|申请)?"
                r"辞去(?:担任的|所任)?(?P<post>.+?)(?:的(?:请求|申请))?$"
            ),
            REMOVE,
        )
        for who in _WHO
    ),
    # 决定李某为代理市长 · 由孙某代理市监察委员会主任职务 · 决定李某代理青江市市长
    Form(re.compile(rf"^.{{0,40}}?决定{BARE}为{_END}"), APPOINT),
    Form(re.compile(rf"^(?:.{{0,40}}?(?:决定|同意))?由?{BARE}(?P<post>代理.+?)$"), APPOINT),
    # 张某同志不再担任市商务局局长职务 · 不再兼任局长职务
    Form(re.compile(rf"{LEAD}{COMRADES}{_NO_MORE}{_END}"), REMOVE),
    Form(re.compile(rf"{LEAD}(?:{BARE})??(?:{_TERM_ENDS})?{_NO_MORE}{_END}"), REMOVE),
    # 昂旺邓珠同志任市政府驻北京办事处主任
    Form(re.compile(rf"{LEAD}{COMRADES}{GIVEN}{_END}"), APPOINT, sure=True),
    # 向巴彩喜同志为市政府副秘书长, below 任命：
    Form(re.compile(rf"^{COMRADES}(?:分别)?为{_END}"), APPOINT, under=True, sure=True),
    Form(re.compile(rf"^{BARE}(?:分别)?为{_END}"), APPOINT, under=True),
    # 桑珠同志的色拉寺管委会副主任职务, below 免去：
    Form(re.compile(rf"^{COMRADES}的?{_END}"), REMOVE, under=True),
    Form(re.compile(rf"^{BARE}{_HELD}?的{_END}"), REMOVE, under=True),
    # 兼任市商务局局长: the person of the clause before
    Form(re.compile(rf"^(?:并|同时|另)?(?:{GIVES}其为|{GIVEN}){_END}"), APPOINT),
    Form(re.compile(rf"{LEAD}由?{BARE}{GIVEN}{_END}"), APPOINT),
)
# 郑某、冯某某分别为省人事考试院院长、副院长
EACH = re.compile(r"分别(?:任职为|担任|兼任|出任|任|为)$")
# 任命： · 免去： · 决定任命下列同志职务： · 任命王某等同志职务如下： · 一、免去; not 其…职务自然免除
OPENS = re.compile(
    rf"^(?!.*职务.{{0,14}}免除$).{{0,40}}?(?:(?P<gives>任命|聘任|聘请|委任|晋升|聘|选举)|(?P<takes>{TAKES}))"
    rf"(?:以下|下列|[{HAN}、]{{2,16}}?等)?(?:同志|人员)?(?:的?职务(?:如下)?|为)?$"
)
# 某某同志任职试用期满，任市审计局副局长 · 因王某同志工作变动，免去其…职务
_SUBJECT = re.compile(rf"^(?:因|鉴于|由于)?{COMRADES}(?![为的]|{GIVEN})")
# 赵某某试用期满，任省林业厅总工程师 · 吴某挂职期满，其…职务自然免除 · 李某因工作调动，免去其…职务
_SUBJECT_ENDS = re.compile(
    rf"^(?:因|鉴于|由于)?{BARE}(?:(?:任职)?试用期(?:已|届)?满|{_TERM_ENDS}"
    r"|(?:已|因)?(?:到龄|到达?(?:法定)?退休年龄|年龄原因|退休|退出(?:现职|领导岗位)|(?:工作)?(?:调动|调离|变动|调出|需要)|辞职|病逝))$"
)
# 王某，女，汉族，1970年5月生，任市商务局局长 · 张某、李某，任市商务局副局长: a clause that is only names
_SUBJECT_ALONE = re.compile(rf"^{BARE}$")
_OF_A_PERSON = re.compile(rf"^(?:[男女]$|[^\W\d_]{{1,6}}族$|(?:19|20)\d\d年\d{{1,2}}月(?:出?生)?|{GIVEN}.)")


def subject(clause: str, after: str, *, first: bool) -> re.Match[str] | None:
    """Who the clauses behind this one speak of; ``after`` is the next, ``first`` says that it begins the
    sentence: 中共党员，任市商务局局长 behind others names nobody."""
    alone = _SUBJECT_ALONE.match(clause) if first and _OF_A_PERSON.match(after) else None
    return alone or _SUBJECT.match(clause) or _SUBJECT_ENDS.match(clause)
