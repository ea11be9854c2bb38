"""Lists whose heading says what becomes of their entries: 下列文件予以废止：, 下列文件有效期延长至…：,
annexes of repealed files, 编制依据."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from build_tools.citations.changes import EXTENDED_LIST, ends_on, until_in
from build_tools.language.passages import CELL, Passage
from build_tools.language.phrases import ENDS_IN_GENRE, MARKER
from build_tools.language.script import NUMERAL, key
from build_tools.model.citation import Relation
from build_tools.model.document import Document, Kind, Role, TableBlock
from build_tools.model.text import Span

_ENDS = r"(?:废止|失效|停止执行|(?:即行|一律|同时)作废)"
# What makes it another list: 废止和修改的…目录, 继续有效的…目录, 拟废止的…, 不予废止的…, 部分条款失效的…目录
_OTHERWISE = re.compile(r"部分(?:条款|条文|内容|规定)|修改|修订|修正|有效|保留|拟|建议|不予|是否|征求|依据")
# 国务院决定宣布失效的国务院文件目录 · 废止的部门文件目录 · 决定废止的行政法规
_LIST_OF_ENDED = re.compile(
    rf"{_ENDS}.{{0,24}}(?:目录|清单|名单|一览表|文件|规章|法规|规定|条例)(?:（[^（）]*）)?$"
)
# 省人民政府决定，下列文件予以废止： · 现决定废止以下文件：
_LEADS = re.compile(rf"(?:下列|以下|如下).*{_ENDS}|{_ENDS}.*(?:下列|以下|如下)")
# 二、宣布失效的文件（4件）: a heading inside of the list
_HEADING = re.compile(
    rf"^(?:[{NUMERAL}]{{1,3}}、|（[{NUMERAL}]{{1,3}}）)?[^《〔。；，]{{0,40}}(?:（[^（）]*件[^（）]*）)?：?$"
)
# 第一节 编制依据 · （二）制定依据
_GROUNDS = re.compile(r"(?:编制|制定|起草|规划|政策|法律|主要)依据(?:如下)?：?$")
_ENTRY_BEGINS = re.compile(rf"[\s\d{NUMERAL}、.．（）①-⑳第项附]*$")
_ENTRY_ENDS = re.compile(r"号?(?:文件?)?[）〕]?[；。]?\s*$")


@dataclass(frozen=True)
class Listing:
    """What the list says in which the passages of a document stand, passage by passage."""

    whole: bool  # the document as a whole is a list of what is repealed
    relation: Relation | None = None
    since: str | None = None  # the day that the heading prints for a repeal
    until: str | None = None  # the last day that it prints for an extension

    @staticmethod
    def of(document: Document) -> Listing:
        """The beginning of a document: an annex can be a list by its title."""
        title = key(document.title)
        ended = (
            document.kind in (Kind.ANNEX, Kind.ATTACHED)
            and _LIST_OF_ENDED.search(title) is not None
            and _OTHERWISE.search(title) is None
        )
        return Listing(ended, Relation.REPEALS if ended else None)

    def at(self, passage: Passage) -> Listing:
        """The list that holds for this passage, and leads on to the next."""
        text = key(passage.chars)
        if passage.block.role is Role.TITLE:
            return self
        if _GROUNDS.search(text) and len(text) <= 20:
            return replace(self, relation=Relation.BASED_ON)
        if self.relation is Relation.BASED_ON and passage.block.role is Role.HEADING:
            return replace(self, relation=None)
        if text.endswith("：") and EXTENDED_LIST.search(text):
            return replace(self, relation=Relation.AMENDS, since=None, until=until_in(text))
        if text.endswith("：") and _LEADS.search(text):
            ended = None if _OTHERWISE.search(text) else Relation.REPEALS
            return replace(self, relation=ended, since=ends_on("", text), until=None)
        tabled = isinstance(passage.block, TableBlock)
        if tabled or self.whole:
            heading = not tabled and _HEADING.match(text) and re.search(_ENDS, text)
            return replace(self, relation=_said(text)) if heading or self._is_other(passage, text) else self
        if MARKER.match(text) or text.startswith("《"):
            return replace(self, relation=_said(text)) if self._is_other(passage, text) else self
        return replace(self, relation=None)

    def _is_other(self, passage: Passage, text: str) -> bool:
        """Whether a heading begins another list: 二、继续有效的文件."""
        return (
            not isinstance(passage.block, TableBlock)
            and _HEADING.match(text) is not None
            and (_OTHERWISE.search(text) is not None or re.search(_ENDS, text) is not None)
        )


def _said(heading: str) -> Relation | None:
    ended = re.search(_ENDS, heading) is not None and _OTHERWISE.search(heading) is None
    return Relation.REPEALS if ended else None


def entry_of(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is the entry itself: 3．《…》, or the number that closes
    3．国务院关于…的通知（国发〔1986〕103号）."""
    low = text.rfind(CELL, 0, start) + 1
    high = text.find(CELL, start)
    high = len(text) if high < 0 else high
    if text[start] == "《":
        return _ENTRY_BEGINS.match(text[low:start]) is not None
    closing = text[start:high]
    bracketed = low < start and text[start - 1] in "（〔"
    return (bracketed or start == low) and len(closing) <= 40 and _ENTRY_ENDS.search(closing) is not None


# 4、南浦市酒类专卖管理办法（1998年市政府令第29号发布） · 3、关于印发《…规定》的通知（南政发〔1996〕31号）
_BARE_ENTRY = re.compile(
    rf"^[\s\d{NUMERAL}、.．（）①-⑳]*(?P<title>[^\s《〔（，。；：](?:[^《〔（，。；：]|《[^《》]*》){{5,80}}?)"
    r"\s*(?=（|；|。|$)"
)
_ENTRIES = (Role.ITEM, Role.HEADING, Role.PARAGRAPH, Role.ENTRY)
_FEWEST = 6  # characters of a title


def bare_title(passage: Passage) -> Span | None:
    """Where an entry names a text without 《》: a cell of its row, or what stands behind its number."""
    text = passage.even
    if not isinstance(passage.block, TableBlock):
        match = _BARE_ENTRY.match(text) if passage.block.role in _ENTRIES else None
        title = key(match["title"]) if match else ""
        heading = re.search(_ENDS, title)  # 二、宣布失效的文件目录
        return match.span("title") if match and ENDS_IN_GENRE.search(title) and not heading else None
    start = 0
    for cell in text.split(CELL):
        words = cell.strip()
        if len(words) >= _FEWEST and ENDS_IN_GENRE.search(key(words)):
            at = start + cell.index(words)
            return at, at + len(words)
        start += len(cell) + 1
    return None
