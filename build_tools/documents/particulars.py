"""What the head and the tail of a unit say of it: number, issuers, addressees, dates."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from build_tools.documents.units.section import Section
from build_tools.language.brackets import outside
from build_tools.language.genres import DECREES
from build_tools.language.glued_organs import goes_on, organs_in
from build_tools.language.organs import ORGANS
from build_tools.language.page_byline import page_day
from build_tools.language.phrases import DECREE, META, META_NAMES, ORGAN, PERSON, is_organ
from build_tools.language.script import (
    BESIDE_NUMBER,
    DATE,
    HAN,
    NUMERAL,
    SERIAL_LINE,
    bare,
    date,
    doc_number,
    even,
    fold,
    key,
    printed,
    without_brackets,
)
from build_tools.language.script import printed as as_printed
from build_tools.model.document import Document, Kind, Role
from build_tools.model.source import Line
from build_tools.model.text import Text

# 河东省司法厅对《河东省物业管理条例》第三十四条适用问题的答复 · 国务院办公厅对全国政协…提案的答复
_SPLIT_TITLE = re.compile(r"(?:关于|印发|转发|批转|发布|公布|颁发|对(?=.*(?:答复|复函|批复|意见)$))")


def compact(text: str) -> str:
    """The text without blanks."""
    return re.sub(r"\s+", "", text)


# 中华人民共和国交通运输部 令中华人民共和国应急管理部: 令 stands in the middle, between the two lines
_AROUND = re.compile(r"^([^《》]+?)\s*令([^《》]+)$")
# 江北省人民政府布告 · 青江市水务局通告; not 关于…的通告
_OF_ORGAN = re.compile(r"^(?P<organ>[^《》关]{3,30}?)(?:布告|通告|公告)$")
# 云南省人民政府任免通知 · 青江市人民政府人事任免
_APPOINTS_ITSELF = re.compile(
    r"^(?P<organ>.{2,20}?(?:政府|委员会|办公[厅室]))(?:人事)?任免(?:职)?(?:通知|名单)?$"
)


def issuers_of(signatures: list[str], title: str, metas: dict[str, str]) -> tuple[str, ...]:
    """Who issued it: the signatures; without any, the organs that the title begins with.

    A line in brackets (``（自治区经济和信息化厅代章）``) and a person (``总理 李克强``) are none.
    """
    found: list[str] = []
    for line in signatures:
        line = DATE.sub("", key_spaced(line)).strip()
        if "代章" in line and found and not ORGAN.search(found[-1]):
            found.pop()  # 青江市早市发展 / 领导小组办公室（代章）
        if "代章" in line or PERSON.match(key(line)) or not line:
            continue
        organs = _organs(line)
        # 云岭哈尼族彝族自治州 / 人民政府: a name set in two lines, which the title prints in one
        in_two = bool(found) and not ORGAN.search(found[-1]) and found[-1] + organs[0] in key(title)
        if in_two or (found and goes_on(found[-1], organs[0])):
            organs = [found.pop() + organs[0], *organs[1:]]
        found += organs
    if not found and "关于" not in fold(title) and re.search(r"令(?:第.*号)?$", title):
        name = re.sub(r"令(?:[（(]?第.*号[）)]?)?$", "", title)
        found = [organ for organ in _organs(name) if is_organ(key(organ))]  # not 第90/2023號行政命令
    if not found and (bare := _OF_ORGAN.match(key(title))) and is_organ(bare["organ"]):
        found = _organs(as_printed(title, *bare.span("organ")))  # 江北省人民政府布告
    around = _AROUND.match(title) if not found else None
    if around is not None and all(is_organ(key(name)) for name in around.groups()):
        found = [organ for name in around.groups() for organ in _organs(name)]
    if not found and (named_first := _APPOINTS_ITSELF.match(key(title))):
        found = _organs(as_printed(title, *named_first.span("organ")))
    if not found:
        match = _SPLIT_TITLE.search(fold(title))
        prefix = title[: match.start()].strip() if match else ""
        organs = [organ for part in prefix.split("、") for organ in _organs(part)]  # 财政部、司法部关于…
        if prefix and all(is_organ(key(p)) for p in organs):
            found = organs
    if not found and (named := metas.get("发文机关") or metas.get("发布机构") or metas.get("发文机构")):
        found = _organs(named)
    return tuple(dict.fromkeys(found))


def key_spaced(line: str) -> str:
    """A line with its blanks kept, but inside a date."""
    return re.sub(rf"(?<=[\d{NUMERAL}年月])\s+(?=[\d{NUMERAL}年月日])", "", line)


def _organs(line: str) -> list[str]:
    """Organs that stand in one line, parted by blanks: ``国家税务总局 财政部``."""
    tokens = line.split()
    if all(len(t) <= 1 for t in tokens):
        return [compact(line)]
    organs: list[str] = []
    for token in tokens:
        if organs and (len(token) < 2 or not ORGAN.search(organs[-1])):
            organs[-1] += token
        else:
            organs.append(token)
    return [part for organ in organs for part in organs_in(organ)]


def addressees_of(line: str) -> tuple[str, ...]:
    """The addressees as printed, parted at ，; at 、 only where each part is a whole unit."""
    body = compact(line).rstrip("：:∶")
    if not body:
        return ()
    parts = _outside_brackets(body, "，")
    if len(parts) == 1:
        finer = _outside_brackets(body, "、")
        if all(_WHOLE_UNIT.search(p) for p in finer):
            parts = finer
    return tuple(p for p in parts if p)


# 国家经贸委、冶金部： · 科技部、新疆维吾尔自治区人民政府、新疆生产建设兵团：
_WHOLE_UNIT = re.compile(rf"(?:{ORGANS}|单位)(?:（[^（）]*）)?$")


def _outside_brackets(body: str, mark: str) -> list[str]:
    cuts = [-1, *outside(even(body), mark), len(body)]
    return [body[a + 1 : b] for a, b in pairwise(cuts)]


# 发文字号 国办函〔2018〕74号: name and value in two cells, without a colon
_CELLED = re.compile(rf"^(?P<name>{META_NAMES})(?:\s+|(?=\d))(?P<value>.*)$")


# 青江市人民代表大会常务委员会关于批准2023年决算的决议: whose it is stands in the title
_RESOLVES = re.compile(r"关于.+的?决议(?:（[^（）]{1,16}）)?$")
# 青江市第八届人民代表大会第三次会议关于政府工作报告的决议
_SESSION = re.compile(rf"^(?P<organ>[{HAN}]{{4,36}}第[{NUMERAL}\d]{{1,4}}次(?:全体)?会议)关于")
_PAGE_DAY = "时间"  # whose value is the day of a page's byline, however that names it


def metas_of(lines: list[str]) -> dict[str, str]:
    """The name → value pairs of a web page's metadata lines, values in the print's own characters."""
    found = {}
    for line in lines:
        if day := page_day(key(line)):
            found[_PAGE_DAY] = day
        if match := META.match(key(line)):
            name, value = match["name"], printed(line, match.start("value"))
        elif match := _CELLED.match(fold(line)):
            name, value = match["name"], printed(line[match.start("value") :])
        else:
            continue
        if value:
            found[name] = value
    return found


_PUBLISHED = (
    "发布日期",
    "发布时间",
    "颁布日期",
    "颁布时间",
    "公布日期",
    "公开日期",
    "信息提供日期",
    "提供日期",
    _PAGE_DAY,
)


def published_of(metas: dict[str, str]) -> str | None:
    """The day on which it was published, as the page prints it."""
    return next((d for name in _PUBLISHED if name in metas and (d := date(metas[name]))), None)


def dated(lines: list[Text]) -> str | None:
    """The first date in lines."""
    return next((d for line in lines if (d := date(line.chars))), None)


_OF_YEAR = re.compile(
    r"^\d{4}年第\d{1,4}号(?:（总第\d{1,5}[号期]）)?$"
)  # 2023年第9号, below the name of an announcement
# （民政部　一九九七年一月二十八日） · 省卫生厅 省财政厅（二○○三年一月十日） · 柏川县统计局 / 2024年3月20日
_BYLINE_ORGAN = re.compile(rf"^（?(?P<organ>[{HAN}、\s]{{2,60}}?)\s*（?{DATE.pattern}）?$")


def byline_of(line: str) -> tuple[tuple[str, ...], str | None]:
    """Issuers and date of ``（民政部　一九九七年一月二十八日）``; a passing bracket names no issuer."""
    folded = key_spaced(line)
    match = _BYLINE_ORGAN.match(folded.replace("(", "（").replace(")", "）"))
    if not DATE.search(key(line)) and all(is_organ(key(t)) for t in re.split(r"[\s、]+", line.strip())):
        return tuple(o for part in line.split("、") for o in _organs(part)), None
    organs = tuple(o for o in _organs(match["organ"]) if is_organ(key(o))) if match else ()
    return organs, _passed(line)


_NUMBER = r"(?P<number>[^（()）\s，。；]{2,16}[〔\[［（(]\d{4}[〕\]］）)][^（()），。；]{1,8}号)"
_ISSUED = r"(?:印发|发布|公布|颁布|下发)"
# （2023年5月16日青江市人民政府办公室印发 青政办发〔2023〕27号）; not （2019年3月1日省政府令第12号公布）
_ISSUED_WITH = re.compile(
    rf"^[（(]\s*{DATE.pattern}\s*(?P<organ>[{HAN}、\s]{{2,60}}?)\s*{_ISSUED}[，,]?\s*{_NUMBER}\s*[）)]$"
)
# （江建规〔2020〕1号，2020年1月15日印发）; not （根据江建规〔2020〕1号修订）
_NUMBER_AND_DAY = re.compile(rf"^[（(]\s*{_NUMBER}[\s，,、]*{DATE.pattern}\s*{_ISSUED}?\s*[）)]$")


def issued_with(line: str) -> tuple[tuple[str, ...], str] | None:
    """Who issued a text, if that is printed, and under which number, as the bracket below its title says."""
    match = _ISSUED_WITH.match(line) or _NUMBER_AND_DAY.match(line)
    if match is None or not doc_number(key(match["number"])):
        return None
    organs = _organs(match["organ"]) if match.re is _ISSUED_WITH else []
    return (tuple(organs), match["number"]) if all(is_organ(key(o)) for o in organs) else None


def _passed(line: str) -> str | None:
    """The last day on which a text was passed, issued or amended, as the bracket below its title says.

    The day from which it is in force (自2025年1月1日起施行) is none of them.
    """
    folded = key(line)
    if issued := _ISSUED_ON.match(folded):
        return date("-".join(issued.groups()))
    days = [d for m in DATE.finditer(folded) if not _IN_FORCE.match(folded, m.end()) and (d := date(m[0]))]
    whole = [d for d in days if len(d) == 10]
    return whole[-1] if whole else days[0] if days else None


# 2024－03－15 发布　2024－06－15 实施
_ISSUED_ON = re.compile(r"^(\d{4})[-－—](\d{1,2})[-－—](\d{1,2})发布")
# 自2025年1月1日起施行 · 2004年1月1日施行
_IN_FORCE = re.compile(r"起|施行|实施|生效|废止")


# 中华人民共和国国务院令第736号 · 中华人民共和国主席令（九届第37号） · 第152/2024號行政長官批示
_NUMBERED_TITLE = re.compile(r"^.{2,40}令[（(]?(?:.{1,3}届)?第.{1,6}号[）)]?$|^第\d{1,4}/\d{4}[号號].{2,20}$")


def number_of(title: str, number_line: str | None) -> str | None:
    """The document number as printed, blanks removed; for a decree its name and its serial."""
    printed = without_brackets(BESIDE_NUMBER.sub("", compact(number_line))) if number_line else None
    if printed is None:
        match = _NUMBERED_TITLE.search(fold(compact(title)))
        # …实施意见》的通知（岳办发〔2017〕2号） · 征收土地预公告（青政征启公告〔2024〕05号）
        bracket = re.search(r"[（(]([^（）()]{4,40}[号號])[）)]$", compact(title))
        if match is None and bracket and (own := doc_number(key(bracket[1]))) and own[0] == key(bracket[1]):
            return bracket[1]
        return compact(title)[slice(*match.span())] if match else None
    if (
        re.match(r"^[（(]?第.{1,8}号[）)]?$|^\d{4}年第.{1,6}号$|^[〔［\[（(]", printed)
        and re.search(rf"(?:令|{DECREES})$", title)
        and "关于" not in fold(title)
    ):
        return (
            compact(title) + printed.strip("（）()")
            if printed.startswith(("（第", "(第"))
            else compact(title) + printed
        )
    return printed


def described(
    document: Document, section: Section, heads: dict[Role, list[Text]], tails: dict[Role, list[Text]]
) -> Document:
    """Read number, issuers, addressees and dates from head and tail."""
    metas = metas_of([t.chars for t in heads.get(Role.META, [])])
    signatures = [t.chars for t in tails.get(Role.SIGNATURE, [])]
    issues = document.kind in (Kind.NOTICE, Kind.APPOINTMENT)
    resolves = document.kind is Kind.TEXT and _RESOLVES.search(document.title)
    issuers: tuple[str, ...] = ()
    if issues or resolves or signatures:
        issuers = issuers_of(signatures, document.title if issues or resolves else "", metas)
    if resolves and not issuers and (session := _SESSION.match(document.title)):
        issuers = (session["organ"],)
    decrees = [t.chars for t in heads.get(Role.REMARK, []) if DECREE.match(key(t.chars))]
    if decrees and not issuers:  # 青江市人民政府令, above the decision that it publishes
        printed_above = _organs(re.sub(rf"(?:令|{DECREES})$", "", decrees[0]))
        issuers = tuple(organ for organ in printed_above if is_organ(key(organ)))
    days = [*tails.get(Role.DATE, []), *tails.get(Role.SIGNATURE, []), *heads.get(Role.DATE, [])]
    day = dated(days)
    bracketed: str | None = None
    for text in reversed(heads.get(Role.BYLINE, [])):
        organs, own = byline_of(text.chars)
        if (told := issued_with(text.chars)) is not None:
            organs, bracketed = told
        issuers, day = issuers or organs, day or own
    if section.cover:
        issuers, day = _from_cover(section.cover, issuers, day)
    numbers = heads.get(Role.NUMBER, [])
    named = next((metas[n] for n in ("发文字号", "发文文号", "文号") if metas.get(n)), "")
    printed = (
        BESIDE_NUMBER.sub("", numbers[0].chars) if numbers else named if doc_number(key(named)) else bracketed
    )
    if printed and decrees and (SERIAL_LINE.match(key(printed)) or _OF_YEAR.match(key(printed))):
        printed = compact(decrees[0]) + printed.strip("（）()")  # …人民代表大会常务委员会公告 · 第28号
    addressees = heads.get(Role.ADDRESSEE, [])
    has_number = issues or document.kind in (Kind.TEXT, Kind.PLAN)
    imprint = [date(line.text.chars) for lines in section.imprint for line in lines]
    return replace(
        document,
        doc_number=number_of(document.title, printed) if has_number or numbers else bracketed,
        issuers=issuers,
        addressees=addressees_of(addressees[0].chars) if addressees else (),
        date=day or (date(metas["成文日期"]) if "成文日期" in metas else None),
        published=published_of(metas),
        printed=next((d for d in imprint if d), None),
    )


def _from_cover(
    cover: list[Line], issuers: tuple[str, ...], day: str | None
) -> tuple[tuple[str, ...], str | None]:
    organs = tuple(re.sub(r"\s", "", x.text.chars) for x in cover if is_organ(x.key))
    days = [d for x in cover if (d := date(x.text.chars)) and len(x.key) <= 16]
    return issuers or organs, day or (days[0] if days else None)


def inherited(document: Document, documents: list[Document]) -> Document:
    """An attached text has its notice's issuers and date, unless it prints its own."""
    parent = documents[document.parent] if document.parent is not None else None
    if document.kind is Kind.ATTACHED and parent is not None:
        issuers = document.issuers or parent.issuers or issuers_of([], document.title, {})
        own = (
            document.doc_number if bare(document.doc_number or "") != bare(parent.doc_number or "") else None
        )
        return replace(document, doc_number=own, issuers=issuers, date=document.date or parent.date)
    if document.kind is Kind.ANNEX and parent is not None and not document.issuers:
        notice = documents[parent.parent] if parent.parent is not None and not parent.issuers else parent
        return replace(document, issuers=notice.issuers)
    return document


def role_key(role: Role) -> str:
    """The name of a role in anchors."""
    return {"addressee": "to", "signature": "sign", "number": "doc-number", "listed": "annex-list"}.get(
        role.value, role.value
    )
