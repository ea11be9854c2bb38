"""Which texts a unit makes known, and whether the one below it is such a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.heads.decrees import BARE_DECREE
from build_tools.documents.heads.titles import Head
from build_tools.documents.units.section import Section
from build_tools.language.phrases import NOW_ISSUED, amends, book_titles, issued_names
from build_tools.language.script import bare
from build_tools.model.document import Kind, Role
from build_tools.model.source import Item, Line

# 《青江市早市管理办法》已经2018年9月19日第4次常务会议审议通过，现予发布，自发布之日起施行。
_ISSUES = re.compile(rf"^《(?P<name>.+)》(?:已经|已由|业经|经)[^。]*?{NOW_ISSUED}")


def makes_known(section: Section, head: Head) -> bool:
    """Whether ``section`` is but 某厅公告 and its number, or a signed sentence that issues the text below it,
    the one that ``head`` begins."""
    if section.kind is Kind.NOTICE and not section.body and not section.tail:
        return head.kind is Kind.TEXT and BARE_DECREE.search(section.key(Role.TITLE)) is not None
    said = [item.key for _, item in section.body if isinstance(item, Line)]
    signed = Role.DATE in dict(section.tail)
    if section.kind is not Kind.TEXT or len(said) != 1 or len(section.body) != 1 or not signed:
        return False
    issued = _ISSUES.match(said[0])
    return issued is not None and bare(issued["name"]) == bare(head.key(Role.TITLE))


# 《…办法》和《…细则》根据本决定作相应修改和调整后，重新公布。; not 《…办法》修改后另行重新公布的，从其规定。
_ANEW = re.compile(r"》[^《》。“]*(?:修改|修正|调整|修订)[^《》。“]*重新(?:公布|发布|印发|颁布)。$")
_LONGEST_DECISION = 400  # items


def expected(title: str, ahead: str, items: Sequence[Item], begin: int) -> tuple[list[str], int]:
    """The names of the texts that a notice issues, and the item from which on they may stand: what a decision
    amends stands below its sentence that has that published anew."""
    names = book_titles(title) if amends(title) else []
    for k, item in enumerate(items[begin : begin + _LONGEST_DECISION] if names else (), begin):
        if isinstance(item, Line) and _ANEW.search(item.key):
            return names, k + 1
    return issued_names(title, ahead), begin
