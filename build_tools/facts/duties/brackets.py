"""One bracket of responsibility → units and roles, and the rules that it states for those below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from build_tools.language.brackets import parts
from build_tools.language.duty_words import DONE_BY, DUE, LEADS, ROLES, SUPPORTS
from build_tools.language.organs import OFFICE_ENDS, OFFICES, ORGANS
from build_tools.language.script import HAN
from build_tools.model.facts import Assignee, DutyRole


@dataclass(frozen=True)
class Bracket:
    """What a bracket says: its units, whether its list is open (等), and rules for what follows.

    ``carry`` are units that all later brackets have; ``first_leads`` says that the first of the
    list leads, ``from_here`` that this holds for later brackets too. ``term`` are the printed words
    that say by when: ``9月底前完成``, ``持续推进``.
    """

    assignees: tuple[Assignee, ...]
    open: bool = False
    carry: tuple[str, ...] = ()
    first_leads: bool = False
    from_here: bool = False
    labelled: bool = False
    term: str | None = None


# 〔责任单位：…〕 · （牵头单位：…；参加单位：…） · 落实单位：市商务局 ; not 报送单位：市商务局
_LABEL = re.compile(rf"(?P<label>(?:(?:第一|主要)?责任|{ROLES})(?:责任)?(?:单位|部门))：")
# 牵头单位：甲，责任单位：乙；完成时限：2025年6月 · 〔牵头单位：县气象局  配合单位：县融媒体中心〕
_SEGMENT = re.compile(
    r"；|[，。](?=[^，；。：、]{2,8}：)"
    rf"|(?<=[^，；。：、])(?=(?:{ROLES})(?:单位|部门)：|{DONE_BY}：)"
    r"(?<!第一)(?<!主要)(?<!牵头)"
)
# 市生态环境局牵头 · …等按职责分工负责 · 园区管委会配合落实 · 各职能部门按分工负责 · 分工负责
# 财政部等相关部门按职责分工负责
# 科技厅等省直有关部门和单位按… · 各区按职责分工推进
# 按照职责分工抓好落实 · 各地级以上市人民政府结合实际落实
# 市商务局负责牵头，市城管局负责配合
# 各行政执法部门具体实施 · 省财政厅给予支持 · 省工业和信息化厅、省生态环境厅参与
_ROLE = re.compile(
    r"(?P<open>等(?:(?:[省市县区]直|[省市县区]级|有关|相关|各)*(?:部门|单位)(?:和单位)?)?)?(?P<role>"
    r"(?:按照?|根据|依)?(?:各自)?(?:职责|职能)?(?:分工)?(?:共同|分别|具体)?(?:负责|抓好落实)(?:落实|实施)?"
    r"|(?:按照?|根据|依)?(?:各自)?(?:职责|职能)(?:分工)?(?:抓好)?(?:落实|推进)|(?:结合实际|分别|抓好|共同|具体|组织)?(?:落实|实施)"
    r"|(?:负责)?(?:共同|联合)?牵头(?:负责|落实|组织|实施)?|(?:负责)?(?:协同|共同)?配合(?:落实|实施)?|参加|参与|协助|给予支持)$"
)
# 6月底前完成 · 年内持续推进 · 2031年9月底前落实到位并长期坚持 · 12月底前取得阶段性成果: no unit
_TERM = re.compile(
    r"^(?:(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬)?[底末]?(?:之?前|以前|[底末])?"
    r"(?:基本|全面|全部)?(?:完成|取得|出台|落实|实现|启动|印发|制定|建成|见效)[^、]*"
    r"|(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[底末]?(?:之?前|[底末])"
    r"|(?:并|全年|年内|今年|每年)*(?:持续|长期|常态化|滚动|有序|分年度|分阶段)[^、]*|全年|年内)$"
)
# 完成时限：2031年12月底前
_DUE = re.compile(rf"^(?:{DUE}|时间)：(?P<term>.+)$")
# 以下均需各县（区）政府、园区管委会落实，不再单独列出 · 以下均涉及各地（市）行署（人民政府），不再列出
_CARRY = re.compile(
    r"^以下(?:各项)?均(?:需|由|须|涉及)(?P<units>.+?)(?:负责)?(?:落实)?，不再(?:单独|一一)?列出"
)
# 排在第一位的为牵头单位，下同 · 列第一位者为牵头单位，下同 · 排名第一的部门为牵头单位 · 列首位的为牵头单位
_FIRST = re.compile(
    r"(?:排(?:在|名)?|[位列]|列在|位列)(?:第?一(?:位|名)?|首位)[的者]?(?:单位|部门)?[为是](?:牵头|主责|第一责任)(?:单位|部门)?(?P<on>，(?:以)?下同)?"
)


def rules_apart(inside: str) -> list[str]:
    """The sentences of a bracket; a rule for what follows is one too: …配合；以下均需…落实."""
    return [s for sentence in parts(inside, "。") for s in _BEFORE_RULE.split(sentence) if s]


_BEFORE_RULE = re.compile(r"；(?=以下(?:各项)?均|[排位列].{0,4}第?一|[位列].{0,2}首位)")


def read_bracket(inside: str) -> Bracket | None:
    """What stands between the signs of a bracket, ``inside``; None where it names no one's duty."""
    sentences = rules_apart(inside)
    named = [s for s in sentences if any(_LABEL.match(x) for x in _SEGMENT.split(s))]
    first = _labelled("；".join(named)) if named else _clauses(sentences[0]) if sentences else None
    if first is None:
        return None
    for sentence in sentences[1:]:
        if (rule := _CARRY.match(sentence)) is not None:
            first = replace(first, carry=tuple(parts(rule["units"], "，、")))
        elif (rule := _FIRST.match(sentence)) is not None:
            first = replace(first, first_leads=True, from_here=rule["on"] is not None)
    return first


# An organ and nothing else: （省农业农村厅） · 〔市发展改革委、市财政局，各县（市、区）政府〕
_ORGAN = re.compile(rf"(?:{OFFICES}|[{HAN}]{{2}}办)(?:（[^（）]+）)?$")


def bare_units(inside: str) -> Bracket | None:
    """A bracket that holds names of organs and no word of a role, perhaps a term behind ；; None where it
    holds anything else: ``市园林局；持续推进``."""
    inside, *terms = inside.split("；")
    if re.search(r"[。：]", inside) or not all(_TERM.match(t) or _DUE.match(t) for t in terms):
        return None
    found = unit_list(inside.removesuffix("等"), DutyRole.RESPONSIBLE)
    organs = [bool(_ORGAN.search(a.name)) for a in found]
    named = all(
        3 <= len(a.name) <= 24 and (o or _EVERY.match(a.name)) for a, o in zip(found, organs, strict=True)
    )
    sure = any(organs) and named  # （市商务局，有关区县）
    return Bracket(tuple(found), inside.endswith("等"), term="，".join(terms) or None) if sure else None


def role_of(word: str) -> DutyRole:
    """The role that a label or a clause states: 牵头, 配合, else 负责."""
    if any(x in word for x in LEADS):
        return DutyRole.LEAD
    return DutyRole.SUPPORT if any(x in word for x in SUPPORTS) else DutyRole.RESPONSIBLE


def _labelled(listed: str) -> Bracket | None:
    """``牵头单位：…；参加单位：…等``: each list has the role of its label; 完成时限：… names no unit."""
    found: list[Assignee] = []
    role, opened, terms = DutyRole.RESPONSIBLE, False, list[str]()
    for segment in _SEGMENT.split(listed):
        if (label := _LABEL.match(segment)) is not None:
            role, segment = role_of(label["label"]), segment[label.end() :]
        elif (due := _DUE.match(segment)) is not None:
            terms.append(due["term"])
            continue
        elif _TERM.match(segment):
            terms.append(segment)
            continue
        elif "：" in segment:
            continue
        # 责任单位：市税务局，长期推进
        runs = parts(segment, "，")
        terms += [run for run in runs if _TERM.match(run)]
        segment = "，".join(run for run in runs if not _TERM.match(run))
        opened |= segment.endswith("等")
        found += unit_list(segment.removesuffix("等"), role)
    return Bracket(tuple(found), opened, labelled=True, term="，".join(terms) or None) if found else None


def _clauses(sentence: str) -> Bracket | None:
    """``甲牵头；乙、丙配合，9月底前完成``: every clause ends with its role or says by when, else the
    bracket names no duty."""
    found: list[Assignee] = []
    waiting: list[str] = []
    terms: list[str] = []
    opened = False
    for piece in _pieces(sentence):
        match = _ROLE.search(piece)
        due = _DUE.match(piece)
        if due is not None or _TERM.match(piece):
            terms.append(due["term"] if due is not None else piece)
            continue
        if match is None:
            # 市委统战部，市城市管理局、…配合: a list may have commas of its own.
            waiting.append(piece)
            continue
        opened |= match["open"] is not None
        for listed in (*waiting, piece[: match.start()]):
            found += unit_list(listed, role_of(match["role"]))
        waiting = []
    sure = found and not waiting and all(is_unit(a.name) for a in found)
    return Bracket(tuple(found), opened, term="，".join(terms) or None) if sure else None


def _pieces(sentence: str) -> list[str]:
    """The clauses; 省住房和城乡建设厅牵头、省交通运输厅配合 are two as well."""
    found: list[str] = []
    for clause in parts(sentence, "；，"):
        begun = ""
        for name in parts(clause, "、"):
            begun = f"{begun}、{name}" if begun else name
            if name.endswith((*LEADS, *SUPPORTS)):
                found.append(begun)
                begun = ""
        found += [begun] if begun else []
    return found


# What a name of a unit ends with; 〔由组织者负责〕 names no unit.
_UNIT = re.compile(rf"(?:{ORGANS}|[办室队团级]|单位|部门|园区|机构|妇联|企业)(?:（.+）)?$")
# 各镇（街道） · 各乡镇 · 各市（地） · 有关区县
_EVERY = re.compile(r"^(?:各(?:有关)?|有关|相关)(?:地级以上)?[省市地州盟县区旗乡镇]+(?:（[^（）]+）)?$")


def is_unit(name: str) -> bool:
    """Whether a name ends as units do: an organ, or ``各镇（街道）``."""
    return name.startswith("国网") or _UNIT.search(name) is not None or _EVERY.match(name) is not None


# A prefix is shared by 局, 委 … of one government: 市发展改革委、经济和信息化局. 市场监管局 has none,
# 市委, 区党委 and 区政府 are bodies of their own, 区域 and 区级 are words.
_PREFIX = re.compile(r"^(?:自治区|自治州|[省市区州县盟旗])(?!场监|场监督|委|党委|政府|人民政府|域|级|各|直)")
_SHARES = re.compile(r"(?:[局厅委办]|委员会)(?:（.+）)?$")
# 城关区卫生健康委 · 市委编办 · 西藏银保监局 · 国家税务总局: with a place or a system of its own
_OWN = re.compile(
    r"^(?:各|国家|国网|中央|中共|中国|驻|人行|人民银行|民航|西藏|青藏|园区|[省市区县]委|党委)"
    # 上海银保监局, 广州海事局
    rf"|^[{HAN}]{{2,3}}(?:银保监局|银监局|保监局|证监局|海事局|铁路监管局|金融监管局)$"
    rf"|^[{HAN}]{{1,6}}?(?<!城)(?:自治区|[省市县区州盟旗])(?!场|域|级|乡)"
)
# 市级各有关部门及各县市区政府: two in one item of the list; 文化和旅游局 is one.
# 市商务局和市城管局
# 市财政局会同市发展改革委负责 · 国家发展改革委及国家粮食局; not 县级以上人民政府及其有关部门
_AND = re.compile(
    rf"(?:以及|及|和)(?=各|有关|相关)|(?<=[{OFFICE_ENDS}办])会同"
    rf"|(?<=[{OFFICE_ENDS}办])[和与](?=(?:自治区|[省市县区州])[{HAN}]{{1,12}}(?:{OFFICES})$)"
    rf"|(?<=[{OFFICE_ENDS}办])(?:以?及)(?!其)(?=[{HAN}]{{1,12}}(?:{OFFICES})$)"
)


# 由市商务局牵头，会同市城管局落实
_LEADING = re.compile(r"^(?:由|会同)(?=.{3})")


def unit_list(listed: str, role: DutyRole) -> list[Assignee]:
    """The units of a list. A prefix is shared inside one run of 、 and ends at a comma."""
    found = []
    for run in parts(listed, "，"):
        prefix = ""
        for name in _names(run):
            own = _PREFIX.match(name)
            if own is not None:
                prefix = own[0]
            if own is None and prefix and _SHARES.search(name) and not _OWN.match(name):
                found.append(Assignee(prefix + name, role, name))
            else:
                found.append(Assignee(name, role))
    return found


def _names(run: str) -> list[str]:
    """The names of a run. 各市州、县（市、区）人民政府 is one, and so is 各供电、供水、供气企业: what stands
    before the last part names no organ."""
    found: list[str] = []
    for name in (_LEADING.sub("", n) for part in parts(run, "、") for n in _AND.split(part)):
        government = re.match(r"[县市区乡镇](?:（[^（）]+）)?(?:人民)?政府$", name)
        before = found[-1] if found else ""
        if (_EVERY.match(before) and government) or (before.startswith("各") and not is_unit(before)):
            found[-1] += f"、{name}"
        else:
            found.append(name)
    return found
