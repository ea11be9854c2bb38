"""Who does what in running text: sentences that begin with the offices that answer for something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.facts.duties import located
from build_tools.facts.duty_brackets import Bracket, role_of, unit_list
from build_tools.language.passages import LineOf, Passage, pairs
from build_tools.model.facts import Assignment, Form

# 第二条 · （一） · 3. at the head of a paragraph
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]+[条款]|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+、|\d+[.．、])"
)
# 市自然资源局负责地下车位（库）的规划 · 自然资源厅牵头组织各责任部门 · 2031年6月底前，由市生态环境局负责…
# · 以市卫生健康委、…等部门牵头推进 · 坚持政府主导，市卫生健康委负责统筹落实…
# · 县气象局：负责天气预报 · 县气象局。负责天气预报
# not 牵头医院, 负责人, 负责解释, 负责日常工作
_SAYS = re.compile(
    r"^(?:[^，。；：（）]{2,14}，)?[由以]?(?P<units>(?!（)(?:[^，。；：“”《》（）〔〕的为应将向对按并在]|（[^（）责牵]*）){3,60}?)[：。]?(?P<role>"
    r"(?:共同|分别|具体|统一|主要|牵头)?负责(?!人|同志|解释|制|主体|部门|单位|日常)"
    r"|(?:共同)?牵头(?!的|医|单位|部门|学校|企业|机构|人|领导|主体)(?:负责)?)(?P<what>[^。；]{4,})$"
)
# An organ of state; 建设单位 and 生产经营单位 are none.
_OFFICE = re.compile(
    r"(?:[局厅委部署]|办公[厅室]|[委编]办|委员会|政府|(?:行政|主管|有关|相关|责任|职能|监管)部门)(?:（[^（）]+）)?$"
)
# 成员单位职责县水利局: a heading ran into the line below it
_HEADED = re.compile(r"职责|分工|任务|措施|^.{1,2}$")
# 市教育局负责…，市文化和旅游局负责…: two in one sentence
_NEXT = re.compile(r"，(?=[^，。；：]{3,30}?(?:负责|牵头))")


def prose_assignments(found: Sequence[Passage], line_of: LineOf) -> Iterator[Assignment]:
    """The duties that sentences state by themselves, in print order."""
    for passage in found:
        if "负责" not in passage.text and "牵头" not in passage.text:
            continue
        for start, end in _sentences(passage.text):
            said = list(_clauses(passage.text, start, end))
            for begin, stop, bracket in said:
                yield Assignment(
                    passage.block.anchor,
                    located(bracket, passage.text[begin:stop], passage.at[begin:stop]).assignees,
                    bracket.open,
                    (),
                    line_of(passage.at[begin]),
                    line_of(passage.at[begin]),
                    line_of(passage.at[stop - 1]),
                    (passage.index, passage.index),
                    passage.text[begin:stop],
                    Form.PROSE,
                    range(begin, stop),
                )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the sentences stand, without the number at the head; brackets part none."""
    inside = {i for start, end in pairs(text) for i in range(start, end)}
    head = _NUMBER.match(text)
    start = head.end() if head else 0
    for i in (*(i for i, c in enumerate(text) if c in "。；" and i not in inside), len(text)):
        if text.startswith(("负责", "牵头"), i + 1) and _OFFICE.search(text[start:i]):
            continue
        if i > start:
            yield start, i
        start = i + 1


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, Bracket]]:
    """The clauses of a sentence of which each says who answers; none where the first does not."""
    cuts = [start, *(m.end() for m in _NEXT.finditer(text, start, end)), end + 1]
    begin = start
    for i, stop in enumerate(cuts[1:], start=1):
        bracket = _read(text[begin : stop - 1])
        # The clause before its own, 坚持政府主导，, belongs to the sentence.
        if bracket is None and begin == start and i < len(cuts) - 1 and cuts[i] - start <= 16:
            continue
        if bracket is None:
            return
        yield begin, stop - 1, bracket
        begin = stop


def _read(clause: str) -> Bracket | None:
    match = _SAYS.match(clause)
    if match is None:
        return None
    listed = re.sub(r"等(?:有关|相关)?(?:部门|单位)?$", "", match["units"])
    units = unit_list(listed, role_of(match["role"]))
    if not units or not all(_OFFICE.search(u.name) and not _HEADED.search(u.name) for u in units):
        return None
    return Bracket(tuple(units), listed != match["units"])
