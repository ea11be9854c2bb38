"""Appointments and removals: one record a post, read from the sentences of an appointment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from build_tools.language.phrases import MARKER
from build_tools.language.script import HAN, NUMERAL, key
from build_tools.model.document import Block, Document, Kind, Role
from build_tools.model.facts import APPOINT, REMOVE, Post

# What a post ends in: 局长, 三级调研员, 总工程师, 党组书记. It parts 市财政局党组书记、局长 and
# leaves 教育、卫生处处长 whole.
_POST_END = re.compile(
    r"(?:长|主任|书记|秘书|员|师|经理|总裁|总监|总管|主席|代表|参赞|大使|领事|顾问|参事|干事|理事|董事|监事"
    r"|教授|助理|督学|常委|政委|委员|司令|法官|检察官|会计|职务|职级)$"
)
_TITLED = re.compile(r"书记|主任|[局厅处科市县区州省部院校会]长|经理|主席|委员|调研员")
# 昂旺邓珠 · 买买提·艾力; without 同志 behind it a name has at most four characters or a point
# 李×× · 王XX: a name that is printed with signs in the place of characters
_LONG = rf"[{HAN}]{{2,8}}|[{HAN}]+(?:[·•][{HAN}]+)+|[{HAN}][×ⅹXxＸ]{{1,2}}"
_SHORT = rf"[{HAN}]{{2,4}}?|[{HAN}]+(?:[·•][{HAN}]+)+|[{HAN}][×ⅹXxＸ]{{1,2}}"
_BRACKET = r"(?:（[^（）]*）)?"
_COMRADES = rf"(?P<names>(?:{_LONG}){_BRACKET}(?:[、和及](?:{_LONG}){_BRACKET})*?)(?:等)?同志{_BRACKET}"
_BARE = rf"(?P<names>(?:{_SHORT}){_BRACKET}(?:[、和及](?:{_SHORT}){_BRACKET})*?)"
# 以上同志的任职时间按有关规定执行: words that stand where a name would
_NO_NAME = re.compile(r"^(?:以上|上述|下列|以下|该|其|各|有关|这些|所有|全体|你|我|本)")
_NO_POST = re.compile(r"^(?:职务?|期|免|命|何)(?:$|[^、，]*(?:执行|计算|办理))|^任职|^保留")

_GIVES = r"(?:任命|聘任|聘请|委任|晋升|聘)"
_TAKES = r"(?:免去|免除|撤销|撤去|解聘|罢免)"
# 国务院任免国家工作人员, 任职试用期满: no 任 of a post
_HOLDS = r"任(?![免职命期务])"
_AS = rf"(?:正式)?(?:任职为|担任|兼任|出任|{_HOLDS}|为)"
_AT = rf"(?:正式)?(?:任职为|担任|兼任|出任|晋升为|{_HOLDS})"
_END = r"(?P<post>.+?)$"


@dataclass(frozen=True)
class _Form:
    """One form of clause: what it does, and whether it needs a word such as 任命： before it.

    A form that is ``sure`` of its person takes any words for a post, the others need the word that
    posts end in: 另有任用 appoints nobody.
    """

    pattern: re.Pattern[str]
    action: str
    under: bool = False
    sure: bool = False


_LEAD = r"^(?:.{0,40}?(?:决定|同意|研究|现|拟|建议|大会|会议|批准))?"
# The first form that fits a clause reads it; the order is from the fullest to the barest.
_FORMS = (
    # 任命吴笛同志为拉萨市城市建设投资经营有限公司副总经理 · 任命张某为市商务局局长
    _Form(re.compile(rf"{_LEAD}{_GIVES}{_COMRADES}{_AS}{_END}"), APPOINT, sure=True),
    _Form(re.compile(rf"{_LEAD}{_GIVES}{_BARE}{_AS}{_END}"), APPOINT, sure=True),
    # 免去强巴云丹同志的拉萨数字经济产业集团有限公司副总经理职务 · 免去张某的市商务局局长职务
    _Form(re.compile(rf"{_LEAD}{_TAKES}{_COMRADES}(?:所任|担任|兼任|原任)?的?{_END}"), REMOVE),
    _Form(re.compile(rf"{_LEAD}{_TAKES}{_BARE}的{_END}"), REMOVE),
    # 免去刘某省地方金融监督管理局副局长职务
    _Form(
        re.compile(
            rf"^{_TAKES}(?P<names>[{HAN}]{{2,3}})(?P<post>(?:自治区|省|市|县|区|州)[{HAN}]{{2,30}}职务)$"
        ),
        REMOVE,
    ),
    # 免去其市商务局局长职务: the person of the clause before
    _Form(re.compile(rf"^(?:并|同时)?{_TAKES}(?:其)?(?:所任|担任|兼任|原任)?的?(?P<post>.+?)$"), REMOVE),
    # 接受张某辞去市长职务的请求
    _Form(re.compile(rf"{_LEAD}接受{_COMRADES}辞去(?:担任的)?(?P<post>.+?)(?:的(?:请求|申请))?$"), REMOVE),
    _Form(re.compile(rf"{_LEAD}接受{_BARE}辞去(?:担任的)?(?P<post>.+?)(?:的(?:请求|申请))?$"), REMOVE),
    # 张某同志不再担任市商务局局长职务 · 不再兼任局长职务
    _Form(re.compile(rf"{_LEAD}{_COMRADES}不再(?:担任|兼任|任|保留){_END}"), REMOVE),
    _Form(re.compile(rf"{_LEAD}(?:{_BARE})??不再(?:担任|兼任|任|保留){_END}"), REMOVE),
    # 昂旺邓珠同志任市政府驻北京办事处主任
    _Form(re.compile(rf"{_LEAD}{_COMRADES}{_AT}{_END}"), APPOINT, sure=True),
    # 向巴彩喜同志为市政府副秘书长, below 任命：
    _Form(re.compile(rf"^{_COMRADES}为{_END}"), APPOINT, under=True, sure=True),
    _Form(re.compile(rf"^{_BARE}为{_END}"), APPOINT, under=True),
    # 桑珠同志的色拉寺管委会副主任职务, below 免去：
    _Form(re.compile(rf"^{_COMRADES}的?{_END}"), REMOVE, under=True),
    _Form(re.compile(rf"^{_BARE}的{_END}"), REMOVE, under=True),
    # 兼任市商务局局长: the person of the clause before
    _Form(re.compile(rf"^(?:并|同时|另)?(?:{_GIVES}其为|{_AT}){_END}"), APPOINT),
    _Form(re.compile(rf"{_LEAD}{_BARE}{_AT}{_END}"), APPOINT),
)
# 任命： · 免去： · 决定任命下列同志职务： · 一、免去
_OPENS = re.compile(
    rf"^.{{0,40}}?(?:(?P<gives>{_GIVES})|(?P<takes>{_TAKES}))(?:以下|下列)?(?:同志|人员)?(?:的?职务|为)?$"
)
_SUBJECT = re.compile(rf"^{_COMRADES}")
# 副局长（试用期一年） · 副局长（正处级，试用期一年）
_PROBATION = re.compile(r"(?:（|(?<=[^（）])，)(?P<said>试用期[^（），]*)(?P<end>）)")
_ON_PROBATION = re.compile(r"^试用期(?:限)?(?:均)?(?:为)?[^（）满]*$")
# 以上同志试用期一年: said once for all who were appointed above
_ALL_ON_PROBATION = re.compile(
    rf"(?:以上|上述)[^。；]*?(?P<said>试用期(?:限)?(?:均)?(?:为)?[\d{NUMERAL}]+(?:年|个月))"
)
_CONFIRMED = re.compile(r"正式任职|试用期(?:已|届|期)?满")

_BULLET = re.compile(r"^[-–·•●○▲△]")  # - 王某的…职务；

_READ = (Role.PARAGRAPH, Role.ITEM, Role.HEADING, Role.ARTICLE, Role.ENTRY)


@dataclass
class _State:
    """What a clause may lean on: the action that was opened, and the persons named last."""

    mode: str = ""
    names: tuple[str, ...] = ()
    action: str = ""
    place: str = ""  # 昆明市, in whose name the appointment is made


_PLACE = re.compile(rf"^(?P<place>[{HAN}]{{2,8}}?(?:省|市|自治区|自治州|[州县区盟旗]))(?:人民)?政府")


def posts(document: Document, line_of: Callable[[int], int]) -> tuple[Post, ...]:
    """The posts that an appointment gives and takes, in print order; none for other documents."""
    if document.kind is not Kind.APPOINTMENT:
        return ()
    read = [b for b in document.blocks if b.role in _READ and b.table is None]
    confirmed = bool(_CONFIRMED.search(key(document.title + "".join(b.text.chars for b in read))))
    own = _PLACE.match(key(document.title))
    state = _State(place=own["place"] if own else "")
    found: list[Post] = []
    for block in read:
        everyone = _ALL_ON_PROBATION.search(key(block.text.chars))
        if everyone:
            found = [_on_probation(p, everyone["said"]) for p in found]
        found += _of_block(block, state, line_of)
    return tuple(replace(p, confirmed=confirmed and p.action == APPOINT) for p in found)


def _on_probation(post: Post, said: str) -> Post:
    """The post with its probation, where it is given and none is printed beside it."""
    return replace(post, probation=said) if post.action == APPOINT and not post.probation else post


def _of_block(block: Block, state: _State, line_of: Callable[[int], int]) -> Iterator[Post]:
    places = [i for i, c in enumerate(block.text.chars) if not c.isspace()]
    printed = "".join(block.text.chars[i] for i in places)
    folded = key(printed)  # one character for one: what matches in it is cut out of the print
    marker = MARKER.match(folded) or _BULLET.match(folded)
    start = marker.end() if marker else 0
    for first, last in _parts(folded, start, len(folded), "。；"):
        state.names, state.action = (), ""
        sentence: list[Post] = []
        for a, b in _parts(folded, first, last, "，："):
            if _ON_PROBATION.match(folded[a:b]):
                sentence = [_on_probation(p, printed[a:b]) for p in sentence]
                continue
            line = line_of(block.text.at[places[a]])
            sentence += _of_clause(printed[a:b], folded[a:b], state, line, block.anchor)
        yield from sentence


def _parts(text: str, start: int, end: int, marks: str) -> Iterator[tuple[int, int]]:
    """The spans between marks that stand outside of brackets; empty ones are left out."""
    depth, first = 0, start
    for i in range(start, end):
        depth += (text[i] == "（") - (text[i] == "）")
        if text[i] in marks and depth <= 0:
            if i > first:
                yield first, i
            first = i + 1
    if end > first:
        yield first, end


def _of_clause(printed: str, folded: str, state: _State, line: int, anchor: str) -> list[Post]:
    opened = _OPENS.match(folded)
    if opened:
        state.mode = APPOINT if opened["gives"] else REMOVE
        return []
    for form in _FORMS:
        if form.under and state.mode != form.action:
            continue
        match = form.pattern.match(folded)
        if match is None:
            continue
        names = _names(match, printed) or (state.names if match.groupdict().get("names") is None else ())
        given = _given(match, printed, form)
        if not names or not given:
            continue
        if not form.under and match[0].startswith(("任命", "免去", "聘")):
            state.mode = form.action
        state.names, state.action = names, form.action
        return [Post(n, form.action, p, t, False, line, anchor) for n in names for p, t in given]
    # 段某某昆明市水务局副局长职务, below 免去：, in a list of 昆明市人民政府: 的 is not printed
    at = folded.find(state.place) if state.place else -1
    taken = re.match(rf"^(?:{_TAKES})?(?P<names>[{HAN}]{{2,4}})$", folded[:at]) if at > 1 else None
    removed = state.mode == REMOVE or re.match(_TAKES, folded)
    if taken and removed and re.search(r"职务(?:（[^（）]*）)?$", folded):
        state.names, state.action = (printed[taken.start("names") : at],), REMOVE
        return [
            Post(n, REMOVE, p, t, False, line, anchor) for n in state.names for p, t in _divided(printed[at:])
        ]
    subject = _SUBJECT.match(folded)
    if subject:  # 某某同志任职试用期满，任市审计局副局长
        state.names, state.action = _names(subject, printed), ""
        return []
    # 文林同志为市粮食和物资储备局局长，市发展和改革委员会三级调研员: a further post
    if state.action and _POST_END.search(_bare(folded)):
        more = () if _NO_POST.match(folded) else _divided(printed)  # 免去…职务，保留原职级
        return [Post(n, state.action, p, t, False, line, anchor) for n in state.names for p, t in more]
    return []


def _names(match: re.Match[str], printed: str) -> tuple[str, ...]:
    """The names of a clause as printed; none where one of them is no name."""
    if match.groupdict().get("names") is None:
        return ()
    whole = re.sub(r"[（(][^（）()]*[）)]", "", printed[slice(*match.span("names"))])
    found = tuple(n for n in re.split(r"[、和及]", whole) if n)
    return () if any(_NO_NAME.match(n) or _TITLED.search(n) for n in found) else found


def _given(match: re.Match[str], printed: str, form: _Form) -> tuple[tuple[str, str | None], ...]:
    """The posts of a clause; none where its words are no post."""
    words = match["post"]
    if _NO_POST.match(words) or not (form.sure or _POST_END.search(_bare(words))):
        return ()
    return _divided(printed[slice(*match.span("post"))])


def _bare(words: str) -> str:
    """A post without the brackets behind it: 市政府副秘书长（正县级）."""
    return re.sub(r"(?:[（(][^（）()]*[）)])+$", "", words)


def _divided(printed: str) -> tuple[tuple[str, str | None], ...]:
    """The posts that 、 parts, each with its probation, 职务 and 职级 taken off."""
    folded = key(printed)
    spans: list[tuple[int, int]] = []
    for a, b in _parts(folded, 0, len(folded), "、"):
        if spans and not _POST_END.search(_bare(folded[spans[-1][0] : spans[-1][1]])):
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    found = []
    for a, b in spans:
        probation = _PROBATION.search(folded[a:b])
        words = printed[a:b]
        if probation:
            kept = probation.end() if probation[0].startswith("（") else probation.start("end")
            words = words[: probation.start()] + words[kept:]
        said = printed[a:b][slice(*probation.span("said"))] if probation else None
        found.append((re.sub(r"(?<=.)(?:职务|职级)(?:[（(][^（）()]*[）)])?$", "", words), said))
    return tuple(found)


# 市应急管理局副局长 → 市应急管理局 · 哲蚌寺管委会四级调研员 → 哲蚌寺管委会
_RANK = re.compile(
    r"(?:党委|党组|党工委|党支部|机关党委)?(?:常务|专职|兼职|代理?|执行|名誉|首席)*(?:[一二三四]级)?(?:副|正)?总?"
    r"(?:(?:局|厅|处|科|市|县|区|州|省|部|院|校|会|乡|镇|秘书|行|所|站|队|馆|台|园|社|司|署|组|董事|检察|监事会?)长"
    r"|主任科员|主任|书记|秘书|调研员|巡视员|工程师|经济师|会计师|督察专员|督察|专员|科员|成员|委员|常委|办事员"
    r"|经理|总裁|总监|主席|代表|顾问|参事|董事|监事|教授|助理|裁)$"
)


def organ_of(post: str) -> str:
    """The organ that a post belongs to, its rank and brackets taken off; empty where none is named."""
    words = _bare(post)
    match = _RANK.search(words)
    return words[: match.start()] if match else words
