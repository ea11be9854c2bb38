"""What must not be published of a person unseen: numbers of identity, telephones and bank cards, names of
the young. The doubts do not repeat what they warn of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from build_tools.language.measures import MEASURED, POWER
from build_tools.language.script import HAN
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, TableBlock
from build_tools.model.table import Table
from build_tools.model.text import Text

_GROWN = 18
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}((?:19|20)\d\d)(\d\d)(\d\d)\d{3}[\dXx](?![\dA-Za-z])")
# 身份证号11010119900307803X: called so, it is one whatever its check digit says, be it of the old length
_CALLED = re.compile(
    r"(?:身份证|公民身份)(?:证件)?(?:号码?)?[：:是为（(]{0,2}(?P<number>\d{15}(?:\d{2,3}[\dXx]?)?)(?![\dA-Za-z])"
)
_CALLS = re.compile(r"身份证|公民身份")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# 联系电话13800001234 · 电话：138-0000-1234; not 15000000000元, 0.13800001234
_MOBILE = re.compile(
    rf"(?<![\d.A-Za-z-])(?:\+?86-?)?1[3-9]\d(-?)\d{{4}}\1\d{{4}}(?![\dA-Za-z.%]|-\d|{POWER}*(?:{MEASURED}))"
)
_CARD = re.compile(r"(?<![\d.A-Za-z])\d{16,19}(?![\d.A-Za-z])")
_OF_A_CARD = re.compile(r"(?:卡号|[账帐]号|[账帐]户)[^。；\d]{0,12}$")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
)
_NAME = rf"(?<![{HAN}])(?P<name>[{HAN}]{{2,4}})"
_YEARS = r"(?:现年|年龄|年仅|今年)?[：:]?(?P<age>\d{1,2})(?:周岁|岁)(?![以至及到—-])"
# 张三，男，15岁 · 张三，15岁 · 张三（15岁） · 张三（未成年） · 未成年人张三
_YOUNG = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME}[，、（(][男女][，、]?(?:[{HAN}]{{1,3}}族[，、])?{_YEARS}",
        rf"{_NAME}[，（(]{_YEARS}",
        rf"{_NAME}[（(](?:系|是|为)?未成年",
        rf"未成年人(?:姓名)?[：:]?(?P<name>[{_SURNAMES}][{HAN}]{{1,2}})(?=[，。；、（(]|$)",
    )
)


def personal_data(documents: Sequence[Document], line_of: Callable[[int], int]) -> tuple[Note, ...]:
    """The doubts on the texts of a source, in print order."""
    return tuple(
        Note(Code.PERSONAL_DATA, line_of(offset), line_of(offset), said, detail=detail)
        for document in documents
        for block in document.blocks
        for offset, said, detail in _of_block(block)
    )


_Found = tuple[int, str, str]
"""Where it stands, what is said of it, and what else there is to say."""


def _of_block(block: Block) -> Iterator[_Found]:
    for text in block.texts():
        yield from _of_text(text)
    if isinstance(block, TableBlock):
        yield from ((offset, said, "") for offset, said in _young_rows(block.table))
        yield from _called_so(block.table)


# a number of that many figures, with blanks or - in it · 张三，15岁 · 未成年人
_MAY_HOLD = re.compile(r"(?:\d[\s-]*){11}|[岁未]")


def _of_text(text: Text) -> Iterator[_Found]:
    """What a text or a cell holds."""
    if not _MAY_HOLD.search(text.chars):
        return
    chars = "".join(text.chars.split())
    found = {(m.start(), _masked(m[0])): "" for m in _IDENTITY.finditer(chars) if _is_identity(m)}
    found |= {(m.start(), _masked(m[0])): "" for m in _MOBILE.finditer(chars)}
    found |= {(m.start(), _masked(m[0])): "" for m in _CARD.finditer(chars) if _is_card(m)}
    for m in _CALLED.finditer(chars):
        found.setdefault((m.start("number"), _masked(m["number"])), _ODD_IDENTITY)
    found |= {
        (m.start("name"), f"{m['name'][0]}某"): "" for p in _YOUNG for m in p.finditer(chars) if _is_young(m)
    }
    offsets = [o for c, o in zip(text.chars, text.at, strict=True) if found and not c.isspace()]
    for (start, said), detail in sorted(found.items()):
        yield offsets[start], said, detail


_ODD_IDENTITY = "称作身份证号，位数或校验码不符"


def _called_so(table: Table) -> Iterator[_Found]:
    """The cells of a column called 身份证号 that hold such a number with another check digit or length."""
    for k in (k for k, column in enumerate(table.columns) if _CALLS.search(column)):
        for slot in (row.slots[k] for row in table.rows):
            called = _CALLED.match(f"身份证{''.join(slot.value.split())}")
            proper = _IDENTITY.match(called["number"]) if called else None
            if called and slot.texts and not (proper and _is_identity(proper)):
                yield slot.texts[0].at[0], _masked(called["number"]), _ODD_IDENTITY


def _masked(number: str) -> str:
    """``138****1234``: enough to find it by, too little to use it."""
    return f"{number[:3]}****{number[-4:]}"


def _is_identity(match: re.Match[str]) -> bool:
    """Whether day of birth and check digit are right."""
    try:
        date(*map(int, match.groups()))
    except ValueError:
        return False
    total = sum(int(c) * w for c, w in zip(match[0][:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == match[0][-1].upper()


def _is_card(match: re.Match[str]) -> bool:
    """Whether a number passes the check of Luhn, and is of UnionPay or called the number of an account."""
    digits = [int(c) for c in reversed(match[0])]
    doubled = [d * 2 - 9 * (d > 4) for d in digits[1::2]]
    named = match[0].startswith("62") or _OF_A_CARD.search(match.string[: match.start()])
    return bool(named) and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_young(match: re.Match[str]) -> bool:
    """Whether it is a name, not 王某 or 该儿童, and the age under eighteen, where one is printed."""
    name, age = match["name"], match.groupdict().get("age")
    gender = re.search(r"[，、（(][男女]", match[0])
    return "某" not in name and (name[0] in _SURNAMES or gender is not None) and int(age or 0) < _GROWN


def _young_rows(table: Table) -> Iterator[tuple[int, str]]:
    """The rows of a list of persons with an age below eighteen."""
    columns = table.columns
    names = [i for i, c in enumerate(columns) if "姓名" in c]
    ages = [i for i, c in enumerate(columns) if "年龄" in c]
    for row in table.rows if names and ages else ():
        name, age = row.slots[names[0]], re.fullmatch(r"(\d{1,2})(?:周?岁)?", row.slots[ages[0]].value)
        if age and int(age[1]) < _GROWN and name.value and "某" not in name.value and name.texts:
            yield name.texts[0].at[0], f"{name.value[0]}某"
