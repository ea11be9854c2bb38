"""Appointments and removals: one record a post, read from the sentences of an appointment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.facts.appointment_tables import table_posts
from build_tools.facts.post_words import POST_END, bare_post, divided, parted
from build_tools.language.phrases import MARKER
from build_tools.language.posts import POSTS
from build_tools.language.script import HAN, NUMERAL, key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, Kind, Role, TableBlock
from build_tools.model.facts import APPOINT, REMOVE, Post

# 张某局长 · 书记; not 张某
_TITLED = re.compile(POSTS)
# Where a name may stand: any letter but Latin ones. Python takes a millisecond to make a set of all Han, and
# these patterns held 130 of them. What stands there is a name only where ``_NAME`` says so.
_LETTER = r"[^\W\d_A-Za-z]"
# 昂旺邓珠 · 买买提·艾力; without 同志 behind it a name has at most four characters or a point
# 李×× · 王XX: a name that is printed with signs in the place of characters
_POINTED = rf"{_LETTER}+(?:[·•]{_LETTER}+)+|{_LETTER}[×ⅹXxＸ]{{1,2}}"
_LONG = rf"{_LETTER}{{2,8}}|{_POINTED}"
_SHORT = rf"{_LETTER}{{2,4}}?|{_POINTED}"
_NAME = re.compile(rf"[{HAN}]+(?:[·•][{HAN}]+)*[×ⅹXxＸ]{{0,2}}")
_BRACKET = r"(?:（[^（）]*）)?"
_COMRADES = rf"(?P<names>(?:{_LONG}){_BRACKET}(?:[、和及](?:{_LONG}){_BRACKET})*?)(?:等)?同志{_BRACKET}"
_BARE = rf"(?P<names>(?:{_SHORT}){_BRACKET}(?:[、和及](?:{_SHORT}){_BRACKET})*?)"
# 以上同志的任职时间按有关规定执行 · 挂职期满不再担任…职务: words that stand where a name would
_NO_NAME = re.compile(
    r"^(?:挂职|任期|试用|服务期|聘期|以上|上述|下列|以下|该|其|各|有关|这些|所有|全体|你|我|本)"
)
_NO_POST = re.compile(r"^由|^(?:职务?|期|免|命|何)(?:$|[^、，]*(?:执行|计算|办理))|^任职|^保留")

_GIVES = r"(?:任命|聘任|聘请|委任|晋升|聘)"
_TAKES = r"(?:免去|免除|撤销|撤去|解聘|罢免)"
# 国务院任免国家工作人员, 任职试用期满: no 任 of a post
_HOLDS = r"任(?![免职命期务])"
_AS = rf"(?:正式|分别)?(?:任职为|担任|兼任|出任|{_HOLDS}|为)"
_AT = rf"(?:正式|分别)?(?:任职为|担任|兼任|出任|晋升为|{_HOLDS})"
_END = r"(?P<post>.+?)$"
# 免去陈某兼任的市教育局督学职务
_HELD = "(?:所任|担任|兼任|原任)?"


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


# 挂职期满不再担任…职务
_TERM_ENDS = r"(?:挂职|任职|任期|聘期|服务期)(?:期|已|届)*满(?:后)?"
_LEAD = r"^(?:.{0,40}?(?:决定|同意|研究|现|拟|建议|大会|会议|批准))?"
_NO_LINK = rf"(?P<names>[{HAN}]{{2,3}})(?P<post>(?:自治区|省|市|县|区|州)[{HAN}]{{2,30}}职务)$"
# The first form that fits a clause reads it; the order is from the fullest to the barest.
_FORMS = (
    # 任命吴笛同志为拉萨市城市建设投资经营有限公司副总经理 · 任命张某为市商务局局长
    _Form(re.compile(rf"{_LEAD}{_GIVES}{_COMRADES}{_AS}{_END}"), APPOINT, sure=True),
    _Form(re.compile(rf"{_LEAD}{_GIVES}{_BARE}{_AS}{_END}"), APPOINT, sure=True),
    # 免去强巴云丹同志的拉萨数字经济产业集团有限公司副总经理职务 · 免去张某的市商务局局长职务
    _Form(re.compile(rf"{_LEAD}{_TAKES}{_COMRADES}{_HELD}的?{_END}"), REMOVE),
    _Form(re.compile(rf"{_LEAD}{_TAKES}{_BARE}{_HELD}的{_END}"), REMOVE),
    # 免去刘某省地方金融监督管理局副局长职务
    _Form(re.compile(rf"^{_TAKES}{_NO_LINK}"), REMOVE),
    # 免去其市商务局局长职务: the person of the clause before
    _Form(re.compile(rf"^(?:并|同时)?{_TAKES}(?:其)?{_HELD}的?(?P<post>.+?)$"), REMOVE),
    # 吴某挂职期满，其县商务局副局长职务自然免除
    _Form(re.compile(r"^其(?:原任|所任)?的?(?P<post>.+?职务)(?:自然|自行|相应|同时)?(?:免除|解除)$"), REMOVE),
    # 吴某的市旅游局局长职务自然免除
    *(
        _Form(re.compile(rf"^{who}{_HELD}的(?P<post>.+?职务)(?:自然|自行|相应|同时)?(?:免除|解除)$"), REMOVE)
        for who in (_COMRADES, _BARE)
    ),
    *(
        # 接受张某辞去市长职务的请求 · 接受赵某因工作变动提出的辞去副市长职务的请求 · 接受钱某请求辞去市长职务
        _Form(
            re.compile(
                rf"{_LEAD}接受{who}(?:因[^，。；]{{2,20}}?)?(?:提出的?|的)?(?:请求|申请)?"
                r"辞去(?:担任的|所任)?(?P<post>.+?)(?:的(?:请求|申请))?$"
            ),
            REMOVE,
        )
        for who in (_COMRADES, _BARE)
    ),
    # 由孙某代理市监察委员会主任职务
    _Form(re.compile(rf"^由{_BARE}(?P<post>代理.+?)$"), APPOINT),
    # 张某同志不再担任市商务局局长职务 · 不再兼任局长职务
    _Form(re.compile(rf"{_LEAD}{_COMRADES}不再(?:担任|兼任|任|保留){_END}"), REMOVE),
    _Form(re.compile(rf"{_LEAD}(?:{_BARE})??(?:{_TERM_ENDS})?不再(?:担任|兼任|任|保留){_END}"), REMOVE),
    # 昂旺邓珠同志任市政府驻北京办事处主任
    _Form(re.compile(rf"{_LEAD}{_COMRADES}{_AT}{_END}"), APPOINT, sure=True),
    # 向巴彩喜同志为市政府副秘书长, below 任命：
    _Form(re.compile(rf"^{_COMRADES}(?:分别)?为{_END}"), APPOINT, under=True, sure=True),
    _Form(re.compile(rf"^{_BARE}(?:分别)?为{_END}"), APPOINT, under=True),
    # 桑珠同志的色拉寺管委会副主任职务, below 免去：
    _Form(re.compile(rf"^{_COMRADES}的?{_END}"), REMOVE, under=True),
    _Form(re.compile(rf"^{_BARE}{_HELD}的{_END}"), REMOVE, under=True),
    # 褚某省社会保险服务中心主任职务, below 二、免去
    _Form(re.compile(rf"^{_NO_LINK}"), REMOVE, under=True),
    # 兼任市商务局局长: the person of the clause before
    _Form(re.compile(rf"^(?:并|同时|另)?(?:{_GIVES}其为|{_AT}){_END}"), APPOINT),
    _Form(re.compile(rf"{_LEAD}{_BARE}{_AT}{_END}"), APPOINT),
)
# 任命： · 免去： · 决定任命下列同志职务： · 一、免去; not 其…职务自然免除
_OPENS = re.compile(
    rf"^.{{0,40}}?(?:(?P<gives>{_GIVES})|(?<!自然)(?<!自行)(?<!相应)(?<!职务)(?P<takes>{_TAKES}))(?:以下|下列)?(?:同志|人员)?(?:的?职务|为)?$"
)
# 某某同志任职试用期满，任市审计局副局长
_SUBJECT = re.compile(rf"^{_COMRADES}")
# 赵某某试用期满，任省林业厅总工程师 · 吴某挂职期满，其…职务自然免除
_SUBJECT_ON_TRIAL = re.compile(rf"^{_BARE}(?:(?:任职)?试用期(?:已|届)?满|{_TERM_ENDS})$")
_ON_PROBATION = re.compile(r"^试用期(?:限)?(?:均)?(?:为)?[^（）满]*$")
# 李某、张某为县应急管理局副局长，其中张某试用期一年
_SOME_ON_PROBATION = re.compile(rf"^其中(?P<names>{_SHORT}(?:[、和及](?:{_SHORT}))*?)(?:同志)?(?=试用期)")
# 以上同志试用期一年: said once for all who were appointed above
_ALL_ON_PROBATION = re.compile(
    rf"(?:以上|上述)[^。；]*?(?P<said>试用期(?:限)?(?:均)?(?:为)?[\d{NUMERAL}]+(?:年|个月))"
)
_CONFIRMED = re.compile(r"正式任职|试用期(?:已|届|期)?满")

# 郑某、冯某某分别为省人事考试院院长、副院长
_EACH = re.compile(r"分别(?:任职为|担任|兼任|出任|任|为)$")

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


# …任命名单 · …任职名单 · …免职名单; not …任免名单
_LISTS = re.compile(r"(?:(?P<gives>任命|任职)|免职)(?:人员)?名单$")


def _begun(document: Document) -> _State:
    title = key(document.title)
    own, lists = _PLACE.match(title), _LISTS.search(title)
    mode = "" if lists is None else APPOINT if lists["gives"] else REMOVE
    return _State(mode, place=own["place"] if own else "")


# 市水利局局长　王某, below 任命： or in a 任命名单
_ENTRY = re.compile(rf"^(?P<post>\S{{4,40}})\s+(?P<name>[{HAN}](?:\s?[{HAN}]){{1,3}}|{_POINTED})$")


def _entries(block: Block, state: _State, line_of: Callable[[int], int]) -> Iterator[Post]:
    """The post of a line that is a post and a name, set apart."""
    match = _ENTRY.match(block.text.chars) if state.mode else None
    if match is None or not POST_END.search(bare_post(key(match["post"]))):
        return
    name = re.sub(r"\s", "", match["name"])
    if _NAME.fullmatch(name) and not _NO_NAME.match(name) and not _TITLED.search(name):
        for post, said in divided(match["post"]):
            yield Post(name, state.mode, post, said, False, line_of(block.text.at[0]), block.anchor)


def posts(document: Document, line_of: Callable[[int], int]) -> tuple[Post, ...]:
    """The posts that an appointment gives and takes, in print order; of other texts
    those that they say to be decided."""
    if document.kind is not Kind.APPOINTMENT:
        return _decided(document, line_of)
    read = [b for b in document.blocks if b.role in _READ or isinstance(b, TableBlock)]
    confirmed = bool(_CONFIRMED.search(key(document.title)))
    state = _begun(document)
    found: list[Post] = []
    for block in read:
        if isinstance(block, TableBlock):
            found += table_posts(block, block.table)
            continue
        everyone = _ALL_ON_PROBATION.search(key(block.text.chars))
        if everyone:
            found = [_on_probation(p, everyone["said"]) for p in found]
        folded = key(block.text.chars)
        given = list(_entries(block, state, line_of)) or list(_of_block(block, state, line_of))
        says = bool(_CONFIRMED.search(folded))
        confirmed = confirmed or (says and folded.endswith("："))  # 下列同志试用期满，正式任职：
        found += [replace(p, confirmed=confirmed or says) for p in given]
    return tuple(replace(p, confirmed=p.confirmed and p.action == APPOINT) for p in found)


# 决定接受李某辞去青江市人民政府市长职务 · 会议决定：任命赵某为青江市副市长；接受钱某辞去…的请求;
# not 常务委员会决定接受辞职的，应当报…备案
_DECIDES = re.compile(r"(?:决定|同意)[：，]?(?:任命|免去|接受(?=.{2,60}?辞去))")


def _decided(document: Document, line_of: Callable[[int], int]) -> tuple[Post, ...]:
    """The posts that a decision, an announcement or the communiqué of a session gives and takes, by the
    paragraphs that say so; none of a text of articles."""
    return tuple(post for block in _deciding(document) for post in _of_block(block, _State(), line_of))


def _deciding(document: Document) -> list[Block]:
    if document.kind not in (Kind.TEXT, Kind.NOTICE) or any(e.level == "条" for e in document.outline):
        return []
    return [b for b in document.blocks if b.role in _READ and _DECIDES.search(key(b.text.chars))]


# 任命王某、李某分别为市商务局局长、副局长、总经济师 · 免去王某职务; not 决定任命下列同志职务
_ACTS = re.compile(
    rf"分别(?:任|担任|兼任|出任|为)|(?:{_GIVES}).+(?:为|任)|{_TAKES}.+职务|同志(?:{_AT}|为).*{POST_END.pattern}"
    r"|^(?!.*(?:[下上]列|以[下上]|上述|其他|所有|原任)).*职务(?:(?:自然|自行|相应|同时)?(?:免除|解除))?$"
)


def unread_posts(documents: Sequence[Document], line_of: Callable[[int], int]) -> Iterator[Note]:
    """A doubt on each sentence of an appointment, or of a paragraph that decides on one, that gives or takes
    a post, though it was not read who loses or is given which."""
    for document in documents:
        appoints = document.kind is Kind.APPOINTMENT
        state = _begun(document)
        for block in document.blocks if appoints else _deciding(document):
            if block.role not in _READ or isinstance(block, TableBlock):
                continue
            for said, line, found in _sentences(block, state if appoints else _State(), line_of):
                if not found and _ACTS.search(said):
                    yield Note(Code.POST_UNREAD, line, line, said)


def _on_probation(post: Post, said: str) -> Post:
    """The post with its probation, where it is given and none is printed beside it."""
    return replace(post, probation=said) if post.action == APPOINT and not post.probation else post


def _of_block(block: Block, state: _State, line_of: Callable[[int], int]) -> Iterator[Post]:
    for _, _, found in _sentences(block, state, line_of):
        yield from found


def _sentences(
    block: Block, state: _State, line_of: Callable[[int], int]
) -> Iterator[tuple[str, int, list[Post]]]:
    """Each sentence of a block in its matching form, its line, and the posts that it gives and takes."""
    places = [i for i, c in enumerate(block.text.chars) if not c.isspace()]
    printed = "".join(block.text.chars[i] for i in places)
    folded = key(printed)  # one character for one: what matches in it is cut out of the print
    marker = MARKER.match(folded) or _BULLET.match(folded)
    start = marker.end() if marker else 0
    for first, last in parted(folded, start, len(folded), "。；"):
        state.names, state.action = (), ""
        sentence: list[Post] = []
        for a, b in parted(folded, first, last, "，："):
            if _ON_PROBATION.match(folded[a:b]):
                sentence = [_on_probation(p, printed[a:b]) for p in sentence]
                continue
            if some := _SOME_ON_PROBATION.match(folded[a:b]):
                names, said = re.split("[、和及]", some["names"]), printed[a + some.end() : b]
                sentence = [_on_probation(p, said) if p.name in names else p for p in sentence]
                continue
            line = line_of(block.text.at[places[a]])
            sentence += _of_clause(printed[a:b], folded[a:b], state, line, block.anchor)
        yield folded[first:last], line_of(block.text.at[places[first]]), sentence


def _of_clause(printed: str, folded: str, state: _State, line: int, anchor: str) -> list[Post]:
    opened = _OPENS.match(folded)
    if opened:
        state.mode = APPOINT if opened["gives"] else REMOVE
        return []
    for form in _FORMS:
        if form.under and state.mode != form.action and not (state.mode and form.action == APPOINT):
            continue  # 钱某为市商务局副局长, below one who was removed: 为 gives a post whatever was opened
        match = form.pattern.match(folded)
        if match is None:
            continue
        names = _names(match, printed) or (state.names if match.groupdict().get("names") is None else ())
        given = _given(match, printed, form)
        if not names or not given:
            continue
        # 免去其…职务 behind the person who is given another post: the list goes on with who is appointed
        if not form.under and _names(match, printed) and match[0].startswith(("任命", "免去", "聘")):
            state.mode = form.action
        state.names, state.action = names, form.action
        each = _EACH.search(folded[: match.start("post")]) is not None
        if each and len(names) != len(given):
            return []  # who is given what cannot be told
        told = zip(names, given, strict=True) if each else ((n, g) for n in names for g in given)
        return [Post(n, form.action, p, t, False, line, anchor) for n, (p, t) in told]
    # 段某某昆明市水务局副局长职务, below 免去：, in a list of 昆明市人民政府: 的 is not printed
    at = folded.find(state.place) if state.place else -1
    taken = re.match(rf"^(?:{_TAKES})?(?P<names>[{HAN}]{{2,4}})$", folded[:at]) if at > 1 else None
    removed = state.mode == REMOVE or re.match(_TAKES, folded)
    if taken and removed and re.search(r"职务(?:（[^（）]*）)?$", folded):
        state.names, state.action = (printed[taken.start("names") : at],), REMOVE
        return [
            Post(n, REMOVE, p, t, False, line, anchor) for n in state.names for p, t in divided(printed[at:])
        ]
    subject = _SUBJECT.match(folded) or _SUBJECT_ON_TRIAL.match(folded)
    if subject:  # 某某同志任职试用期满，任市审计局副局长
        state.names, state.action = _names(subject, printed), ""
        return []
    # 文林同志为市粮食和物资储备局局长，市发展和改革委员会三级调研员: a further post
    if state.action and POST_END.search(bare_post(folded)):
        more = () if _NO_POST.match(folded) else divided(printed)  # 免去…职务，保留原职级
        return [Post(n, state.action, p, t, False, line, anchor) for n in state.names for p, t in more]
    return []


def _names(match: re.Match[str], printed: str) -> tuple[str, ...]:
    """The names of a clause as printed; none where one of them is no name."""
    if match.groupdict().get("names") is None:
        return ()
    whole = re.sub(r"[（(][^（）()]*[）)]", "", printed[slice(*match.span("names"))])
    found = tuple(n for n in re.split(r"[、和及]", whole) if n)
    return (
        found
        if all(_NAME.fullmatch(n) and not _NO_NAME.match(n) and not _TITLED.search(n) for n in found)
        else ()
    )


def _given(match: re.Match[str], printed: str, form: _Form) -> tuple[tuple[str, str | None], ...]:
    """The posts of a clause; none where its words are no post."""
    words = match["post"]
    if _NO_POST.match(words) or not (form.sure or POST_END.search(bare_post(words))):
        return ()
    return divided(printed[slice(*match.span("post"))])
