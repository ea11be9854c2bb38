"""Who does what in running text: sentences that begin with the offices that answer for something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.facts.duties.brackets import Bracket, read_bracket, role_of, unit_list
from build_tools.facts.duties.labelled import located
from build_tools.language.brackets import outside
from build_tools.language.duty_words import ROLES
from build_tools.language.organs import OFFICES
from build_tools.language.passages import LineOf, Passage
from build_tools.language.script import HAN, NUMERAL, SMALL
from build_tools.model.facts import Assignment, DutyRole, Form

# 第二条 · （一） · 3. · 5.1 at the head of a paragraph
_NUMBER = re.compile(
    rf"^(?:第[{NUMERAL}\d]+[条款]|（[{SMALL}\d]+）|[{SMALL}]+、|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s*|\d+[.．、])"
)
# 2031年6月底前，由… · 坚持政府主导，… · 本标准由…
_LEAD = rf"^(?:[^，。；：（）]{{2,14}}，)?(?:本[{HAN}]{{2,6}}(?=由))?[由以]?"
# 设区的市级人民政府水行政主管部门 · 市应急管理局
_NAMES = (
    r"(?P<units>(?!（)(?:设区的|应(?=急)|对(?=外)|[^，。；：“”《》（）〔〕的为应将向对按并在]"
    r"|（[^（）责牵]*）){3,60}?)"
)
# …在各自职责范围内分别负责… · …按照各自职责分别负责…
_SHARING = (
    r"(?:在各自(?:的)?(?:职责|职权)范围内|(?:按照|依照|根据|按)(?:各自)?(?:的)?(?:职责|职能)(?:分工)?)?"
)
# 市自然资源局负责地下车位（库）的规划 · 自然资源厅牵头组织各责任部门
# · 2031年6月底前，由市生态环境局负责河道清淤 · 以市卫生健康委、市教育局等部门牵头推进防控
# · 坚持政府主导，市卫生健康委负责统筹落实… · 县气象局：负责天气预报 · 县气象局。负责天气预报
# not 牵头医院, 负责人, 负责解释, 负责日常工作, 原市工商局负责的事项
_SAYS = re.compile(
    rf"{_LEAD}{_NAMES}{_SHARING}[：。]?(?P<role>"
    r"(?:共同|分别|具体|统一|主要|牵头)?负责(?!的|人|同志|解释|制|主体|部门|单位|日常)"
    r"|(?:共同)?牵头(?!的|医|单位|部门|学校|企业|机构|人|领导|主体)(?:负责)?)(?P<what>[^。；]{4,})$"
)
# 县级以上人民政府负责地方志工作的机构主管… · 县级人民政府设立的水源保护管理机构负责…: what stands before 的
# is no duty but says which body
_BODY = (
    rf"(?:设区的)?[{HAN}（）、]{{2,20}}?政府(?:(?:负责|承担|主管|分管)[^，。；]{{2,24}}?的(?:行政)?(?:主管)?(?:部门|机构)"
    rf"|(?:设立|派出|确定|指定|授权|委托)的[{HAN}]{{2,16}}?(?:机构|部门|[局站所]|中心|委员会|办公室))"
)
# 市人民政府负责林业工作的部门负责古树保护工作
_BODY_SAYS = re.compile(
    rf"{_LEAD}(?P<units>{_BODY})(?P<role>负责|主管|应当|牵头|组织)(?P<what>(?!解释)[^。；]{{4,}})$"
)
# 2024年7月底前，由市财政局完成《…》编制工作 · 2026年12月，市卫生健康委对…总结评估
_DONE_BY = re.compile(
    rf"^20\d\d年[^，。；：（）]{{0,10}}，由?{_NAMES}"
    r"(?P<role>完成(?!的|后|情况|率|时)|对(?=[^，。；]*(?:总结|评估|验收|考核|检查|督查)))(?P<what>[^。；]{4,})$"
)
# 自然资源厅为…工作牵头负责部门，住房城乡建设厅、…为…责任部门
_NAMED = re.compile(
    rf"(?:(?<=^)|(?<=，)){_NAMES}(?:为|是)(?P<what>[^，。；：]{{2,40}}?)"
    rf"(?P<role>(?:{ROLES})(?:负责)?)(?:部门|单位)(?=[，。；]|$)"
)
# 省退役军人事务厅牵头，省军区政治工作局、省教育厅配合，每年组织一次
_HELPED = re.compile(
    r"^，(?P<units>[^，。；：]{3,80}?)(?P<role>配合|协助|协同|参加|参与)(?=，|$|做好|开展|完成|实施|落实)"
)
# 市商务局负责早市的管理，市城管局配合
_HELPED_LAST = re.compile(r"，(?P<units>[^，。；：]{3,80}?)(?:配合|协助|协同|参与)$")
# 要建立由县级文物局牵头、县级财政局配合的联席会议制度: two roles say who works together; one is but a name
_MECHANISM = re.compile(
    r"(?:建立|健全|完善|形成)由?(?P<roles>[^，。；：]{2,40}牵头[^，。；：]{0,60}?)的[^，。；：]{0,14}(?:机制|制度|体系)"
)
_UNNAMED = re.compile(r"^(?:各|有关|相关|其他|其余)[^市县区省]{0,4}(?:部门|单位)$")
# 市水利局 · 县级林业主管部门 · 市政府食品药品检验所: an organ of state; not 建设单位 · 生产经营单位
_OFFICE = re.compile(
    rf"(?:{OFFICES}|[委编]办|军分?区|(?:公安|检察|司法|税务|审判)机关"
    rf"|政府[{HAN}]{{2,12}}(?:站|所|中心|机构)"
    r"|(?:行政|主管|有关|相关|责任|职能|监管|监督|管理|工作)部门)(?:（[^（）]+）)?$"
)
# 成员单位职责县水利局: a heading ran into the line below it
_HEADED = re.compile(r"职责|分工|任务|措施|^.{1,2}$")
# 市教育局负责…，市文化和旅游局负责…: two in one sentence
_NEXT = re.compile(r"，(?=[^，。；：]{3,30}?(?:负责|牵头))")


# What any of the sentences says; most passages say none of it, and are passed over.
_SPEAKS = re.compile(
    r"负责|牵头|责任部门|责任单位|20\d\d年[^。]*(?:完成|对)|政府[^，。]*的[^，。]{0,16}(?:主管|应当|组织)"
)


def prose_assignments(found: Sequence[Passage], line_of: LineOf) -> Iterator[Assignment]:
    """The duties that sentences state by themselves, in print order."""
    for passage in found:
        if not _SPEAKS.search(passage.text):
            continue
        for start, end in _sentences(passage.text):
            said = list(_clauses(passage.text, start, end))
            for begin, stop, bracket, form in said:
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
                    form,
                    range(begin, stop),
                )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the sentences stand, without the number at the head; brackets part none."""
    head = _NUMBER.match(text)
    start = head.end() if head else 0
    for i in (*outside(text, "。；"), len(text)):
        if text.startswith(("负责", "牵头"), i + 1) and _OFFICE.search(text[start:i]):
            continue
        if i > start:
            yield start, i
        start = i + 1


_Said = tuple[int, int, Bracket, Form]


def _clauses(text: str, start: int, end: int) -> Iterator[_Said]:
    """The clauses of a sentence of which each says who answers; none where the first does not."""
    named = list(_named(text, start, end))
    if named:
        yield from named
        return
    cuts = [start, *(m.end() for m in _NEXT.finditer(text, start, end)), end + 1]
    begin = start
    for i, stop in enumerate(cuts[1:], start=1):
        read = _read(text[begin : stop - 1])
        # The clause before its own, 坚持政府主导，, belongs to the sentence.
        if read is None and begin == start and i < len(cuts) - 1 and cuts[i] - start <= 16:
            continue
        if read is None:
            return
        yield begin, stop - 1, *read
        begin = stop


def _named(text: str, start: int, end: int) -> Iterator[_Said]:
    """The clauses that name offices as those who lead or answer."""
    for match in _NAMED.finditer(text[start:end]):
        bracket = _offices(match["units"], role_of(match["role"]))
        if bracket is not None:
            yield start + match.start(), start + match.end(), bracket, Form.NAMED


def _read(clause: str) -> tuple[Bracket, Form] | None:
    """Who answers by a clause, and how it says so; None where it does not say."""
    if (together := _MECHANISM.search(clause)) is not None:
        bracket = _together(together["roles"])
        return (bracket, Form.PROSE) if bracket is not None else None
    if (body := _BODY_SAYS.match(clause)) is not None:
        units = unit_list(body["units"], role_of(body["role"]))
        return (Bracket(tuple(units)), Form.PROSE) if len(units) == 1 else None
    for pattern, form in ((_SAYS, Form.PROSE), (_DONE_BY, Form.DONE)):
        if (match := pattern.match(clause)) is not None:
            bracket = _offices(match["units"], role_of(match["role"]))
            return (_with_helpers(bracket, match["what"]), form) if bracket is not None else None
    return None


def _with_helpers(bracket: Bracket, what: str) -> Bracket:
    """Who leads, and who helps as the next words say, or the last; units that are no offices leave the list
    open."""
    helped = _HELPED.match(what) or _HELPED_LAST.search(what)
    if helped is None:
        return bracket
    helpers = _offices(helped["units"], role_of("配合"))
    if helpers is None:
        return replace(bracket, open=True)
    return replace(
        bracket, assignees=(*bracket.assignees, *helpers.assignees), open=bracket.open or helpers.open
    )


def _offices(printed: str, role: DutyRole) -> Bracket | None:
    """The units of a list; None where one of them is no office."""
    listed = re.sub(r"等(?:有关|相关)?(?:部门|单位)?$", "", printed)
    units = unit_list(listed, role)
    if not units or not all(_OFFICE.search(u.name) and not _HEADED.search(u.name) for u in units):
        return None
    return Bracket(tuple(units), listed != printed)


def _together(roles: str) -> Bracket | None:
    """Those who work together, where two roles are printed; units that are not named are none."""
    bracket = read_bracket(roles)
    if bracket is None or len({a.role for a in bracket.assignees}) < 2:
        return None
    return Bracket(tuple(a for a in bracket.assignees if not _UNNAMED.match(a.name)), bracket.open)
