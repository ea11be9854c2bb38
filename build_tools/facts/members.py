"""Who belongs to a body that a text sets up: a printed list of roles, names and posts."""

from __future__ import annotations

import re
from collections.abc import Callable

from build_tools.language.script import HAN, key
from build_tools.model.document import Document, Role
from build_tools.model.facts import Member

# 具体成员名单如下： · 组成人员如下： · 现将领导小组成员名单公布如下：
_OPENS = re.compile(r"(?:成员|组成人员|人员|名单)[^。；]{0,12}如下[:：]$")
_BODY = r"(?:委员会|领导小组|工作小组|专项小组|专班|指挥部|联席会议|工作组|小组|理事会|办公室)"
# 成立拉萨市产业强市投资基金管理委员会（以下简称… · 关于调整县防汛抗旱指挥部成员的通知
_SETS_UP = re.compile(rf"(?:成立|设立|组建|调整)(?P<body>[^，。；：（）《》]{{2,40}}?{_BODY})")
# 主 任：占 堆 市委常委 常务副市长, and below it without a role 李 萨 市财政局党组书记
_ROLES = (
    r"(?:第一|常务|执行)?副?(?:主任|组长|总指挥|指挥长|召集人|会长|理事长|主席|秘书长)|成员|委员|顾问|理事"
)
_LONGEST = 60  # what names a body, with its verb
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
    named, role, opened = "", "", False
    told = key(document.title)  # behind the last body that is named
    for block in document.blocks:
        if block.role is not Role.PARAGRAPH:
            opened = False
            continue
        chars = block.text.chars.strip()
        entry = _ENTRY.match(chars) if opened else None
        if entry is not None and (entry["role"] or role):
            role = entry["role"] or role
            name = re.sub(r"\s", "", entry["name"])
            line = line_of(block.text.at[0])
            found.append(Member(name, named, role, entry["post"].strip(), line, block.anchor))
            continue
        told += key(chars)
        for match in _SETS_UP.finditer(told):
            named, told = match["body"], match.string[match.end() :]
        told = told[-_LONGEST:]
        opened, role = bool(named) and _OPENS.search(key(chars)) is not None, ""
    return tuple(found)
