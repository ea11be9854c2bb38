"""Who belongs to a body that a text sets up: a printed list of roles, names and posts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from build_tools.facts.people.posts import POST_END
from build_tools.language.organs import ORGANS
from build_tools.language.posts import BEFORE_POST, OF_BODIES
from build_tools.language.script import HAN, key
from build_tools.model.document import Block, Document, NumberedBlock, Role
from build_tools.model.facts import Member

# 具体成员名单如下： · 组成人员如下： · 现将领导小组成员名单公布如下：
_OPENS = re.compile(r"(?:成员|组成人员|人员|名单)[^。；]{0,12}如下[:：]$")
_BODY = r"(?:委员会|领导小组|工作小组|专项小组|专班|指挥部|联席会议|工作组|小组|理事会|办公室)"
# 成立拉萨市产业强市投资基金管理委员会（以下简称… · 关于调整县防汛抗旱指挥部成员的通知
_SETS_UP = re.compile(rf"(?:成立|设立|组建|调整)(?P<body>[^，。；：（）《》]{{2,40}}?{_BODY})")
_ROLES = rf"{BEFORE_POST}(?:{OF_BODIES})"
# 东江市防汛抗旱指挥部成员名单 · 东江市碳达峰工作领导小组组成人员名单, the title of an annex
_LIST_OF = re.compile(
    rf"^(?:关于)?(?P<body>[^，。；：（）《》]{{2,40}}?{_BODY})(?:组成|成员|领导|人员)*名单$"
)
# （一）部门委员 · （二）专家委员（按姓氏笔划为序）, a group of those whom 委员： opens
_GROUP = re.compile(rf"^[{HAN}]{{0,6}}(?P<role>{_ROLES})(?:（[^（）]*）)?$")
# 委员： and below it the names, with their posts or without
_ROLE_ALONE = re.compile(rf"^(?P<role>{_ROLES})[:：]$")
_NAME = rf"(?:[{HAN}]{{2,4}}|[{HAN}]{{1,6}}(?:·[{HAN}]{{1,6}})+)"
# 张某 李某甲 王某乙 · 钱某丁 孙某戊（女）周某己 · 委员：张某、李某甲; not 成员：由市政府负责人担任
_NAMES = re.compile(
    rf"^(?:(?P<role>{_ROLES})[:：]\s*)?"
    rf"(?P<names>{_NAME}(?:（[^（）]{{1,8}}）)?(?:(?:[\s、]+|(?<=）)){_NAME}(?:（[^（）]{{1,8}}）)?)*)[、。]?$"
)
# 张某 · 买买提·某某
_ONE = re.compile(rf"{_NAME}(?=（|[\s、]|$)")
# 市水务局 · 白鹭县 · 东江大学 · 中国电信 · 市妇联 · 由市长担任: no name of a person
_NO_NAME = re.compile(
    rf"(?:{ORGANS}|[省市县区州旗乡镇村]|大学|学校|公司|院士|人|[妇残文商]联|科协|工会|电信|联通|移动|电网)$"
    r"|^(?:各|由|有关|其他|[省市县团]|中国|国网|国家)"
)
_LONGEST = 60  # what names a body, with its verb
# 主 任：占 堆 市委常委 常务副市长, and below it without a role 李 萨 市财政局党组书记
# 组长：王某 市人民政府副市长 · 王某 市水利局局长
_ENTRY = re.compile(
    rf"^(?:(?P<role>{_ROLES})[:：]\s*)?(?P<name>[{HAN}]{{2,6}}(?:·[{HAN}]{{2,6}})*|[{HAN}]\s[{HAN}])"
    r"(?:（[^（）]*）)?\s+(?P<post>[^，。；：:]{2,60})$"
)


def members(document: Document, line_of: Callable[[int], int]) -> tuple[Member, ...]:
    """The members of the bodies that a document sets up, in print order; a role holds for the lines below it.

    None where the text does not say which body the list is of.
    """
    found: list[Member] = []
    listed_body = _LIST_OF.match(key(document.title))
    named, role, opened = listed_body["body"] if listed_body else "", "", listed_body is not None
    told = "" if listed_body else key(document.title)  # behind the last body that is named
    for block in document.blocks:
        if block.role is not Role.PARAGRAPH:
            group = _group(block) if opened else None
            opened, role = opened and (group is not None or _above(block)), group or role
            continue
        chars = block.text.chars.strip()
        if opened and (alone := _ROLE_ALONE.match(key(chars))) is not None:
            role = alone["role"]
            continue
        listed = _NAMES.match(chars) if opened else None
        names = _persons(listed) if listed is not None and (listed["role"] or role) else ()
        if listed is not None and names:
            role = listed["role"] or role
            lines = [line_of(block.text.at[block.text.chars.index(chars) + at]) for at, _ in names]
            found += [
                Member(name, named, role, "", line, block.anchor)
                for (_, name), line in zip(names, lines, strict=True)
            ]
            continue
        entry = _ENTRY.match(chars) if opened else None
        if entry is not None and (entry["role"] or role) and not _NO_NAME.search(entry["name"]):
            role = entry["role"] or role
            name = re.sub(r"\s", "", entry["name"])
            line = line_of(block.text.at[0])
            found.append(Member(name, named, role, entry["post"].strip(), line, block.anchor))
            continue
        if opened and found and (last := found[-1]).body == named and _goes_on(last.post, key(chars)):
            found[-1] = replace(last, post=last.post + key(chars))
            continue
        told += key(chars)
        for match in _SETS_UP.finditer(told):
            named, told = match["body"], match.string[match.end() :]
        told = told[-_LONGEST:]
        opened, role = bool(named) and _OPENS.search(key(chars)) is not None, ""
    return tuple(found)


def _group(block: Block) -> str | None:
    """The role of the persons below a heading, None where it names no such group."""
    if not isinstance(block, NumberedBlock) or block.role is not Role.HEADING:
        return None
    match = _GROUP.match(key(block.entry.title or ""))
    return match["role"] if match is not None else None


def _above(block: Block) -> bool:
    """Whether a block stands above the text of a document: its label, title and the like."""
    return block.role in (Role.LABEL, Role.TITLE, Role.BYLINE)


def _goes_on(post: str, words: str) -> bool:
    """Whether a line is the rest of a post: ``支队长`` below 市公安局副局长、交警支队."""
    short = re.fullmatch(rf"[{HAN}、]{{2,12}}", words) is not None
    return bool(post) and short and POST_END.search(post) is None and POST_END.search(words) is not None


def _persons(listed: re.Match[str]) -> tuple[tuple[int, str], ...]:
    """The names of a line and where they stand; none where one of its words is a post or an organ."""
    start = listed.start("names")
    found = tuple(
        (start + m.start(), m[0]) for m in _ONE.finditer(re.sub("（[^（）]*）", _blank, listed["names"]))
    )
    return () if any(POST_END.search(name) or _NO_NAME.search(name) for _, name in found) else found


def _blank(bracket: re.Match[str]) -> str:
    return " " * len(bracket[0])
