"""Characters that no gazette prints so: doubts of a misreading. The text stays as it is."""

from __future__ import annotations

import re

from build_tools.documents.outline.misread_heads import misread_head
from build_tools.language.measures import MEASURED, POWER
from build_tools.language.script import (
    DATE,
    FIGURE,
    HALF_NUMBER,
    HAN,
    NUMBER_LIKE,
    NUMBER_SHAPED,
    NUMERAL,
    date,
    doc_number,
    key,
)
from build_tools.model.catalogue import Code, Note

# 早市应当按时kai市; not 接口中的参数cid不得为空, which names it
_LATIN_WORD = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<!参数)(?<!字段)(?<!变量)(?<!函数)\s?(?P<word>[a-z]{2,})\s?(?=[\u4e00-\u9fff])"
)
_UNITS = frozenset(
    ("km", "kg", "cm", "mm", "mg", "ml", "pm", "ha", "nm", "kw", "mw", "gw", "kv", "ppm", "app", "www", "daf")
)
# 2O25年3月10日 · 2025年3月1O日 · 2025年3月10曰
_DATE = re.compile(rf"({FIGURE}{{4}})\s*年\s*({FIGURE}{{1,2}})\s*月\s*({FIGURE}{{1,2}})\s*([日曰])")
_LETTER = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")
_SPACED = re.compile(r"\d \d \d")  # 2 0 2 3 年 8 月 l 4 日 · l 8 3 0 元, set so by recognition
# 农户5O00户 · 第1O项 · 月最低工资l830元 · 12I5户; not H2O, O3, CO2, PM2.5 or 5l
_NUMBER = re.compile(
    r"(?<![A-Za-z\d.])(?:\d[\dOo]*[Oo][\dOo]*(?![A-Za-z])|[lI]\d{2,}(?![A-Za-z\d])|\d+[lI]\d+(?![A-Za-z]))"
)
_STROKE = "[—–－―ー\\-]"
# 第—条 · 第十—条 · 第+二条 · （—）攀折花木 · 第（—）项 · —、目标任务: 一 and 十 read as a stroke or a plus;
# not 第一—三条, a blank to be filled in (第——条), or what has no number (（—）in a cell)
_ORDINAL = re.compile(
    rf"第(?:[{NUMERAL}]*[十百零])?{_STROKE}[条章节款项编]|第[{NUMERAL}]*[+＋][{NUMERAL}]*[条章节款项编]"
    rf"|(?:^|(?<=第))[（(]{_STROKE}[）)](?=[{HAN}《“])|^{_STROKE}、(?=[{HAN}《“])"
)
# 每月25曰前报送; a whole date is told as one
_DAY_SIGN = re.compile(rf"(?<![\d.])(?:\d{{1,2}}月)?\d{{1,2}}曰|月[{NUMERAL}]{{1,3}}曰")
# 己经市人民政府同意 · 自公布之曰起施行 · 自二〇二五年年十月一日起施行; not 2024年年底
_OF_DATE = rf"[\d{NUMERAL}]"
_WORD = re.compile(
    r"(?<![自知利律克])己(?=经)|(?<=[之当次即])曰"
    rf"|(?<={_OF_DATE})(?:年年(?={_OF_DATE}{{1,3}}月)|月月(?={_OF_DATE}{{1,3}}日)|日日(?=[起前内至，。]))"
)
_MAY_BE_WORD = re.compile(r"己|曰|年年|月月|日日")
_NUM = rf"(?:\d{{1,3}}|[{NUMERAL}]{{1,3}})"
# 11月31日, without its year
_OF_ANY_YEAR = re.compile(rf"(?<![年\d{NUMERAL}]){_NUM}月{_NUM}日")
# 发布日期：2023-08-32; not a serial such as 青标2012-15-30
_ISO = re.compile(rf"(?<![{HAN}\d-])(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}(?![\d-])")
# 农历二月三十日, 藏历9月31日: the months of another calendar
_OTHER_CALENDAR = re.compile(r"历[^，。；]{0,8}$")

# 15分钟30分钟以内: two readings of one quantity side by side
_TWO_READINGS = re.compile(rf"(?<![\d.])\d+(?:\.\d+)?({POWER}*(?:{MEASURED}))\d+(?:\.\d+)?\1")
# 0891-63300000891-6331111 · 1380000000013900000000 · 电话：63300006331111
_TWO_TELEPHONES = re.compile(
    r"(?<!\d)(?:(?:0\d{2,3}[-—－]?[2-9]\d{6,7}){2}|(?:1[3-9]\d{9}){2}"
    r"|(?<=电话[：:])(?:[2-9]\d{6}|[2-9]\d{7}){2})(?!\d)"
)


def odd_characters(chars: str, lines: tuple[int, ...]) -> list[Note]:
    """The doubts on a paragraph printed on some raw lines, by kind and from left to right."""
    chars = key(chars) if _SPACED.search(chars) else chars
    # Most paragraphs hold no letter, many no figure: these are looked for once, not by each pattern.
    letters, figures = _LETTER.search(chars) is not None, _DIGIT.search(chars) is not None
    numbers = list(NUMBER_LIKE.finditer(chars)) if "号" in chars else []
    dates = list(_DATE.finditer(chars)) if "年" in chars and "月" in chars else []
    words = _LATIN_WORD.finditer(chars) if letters else ()
    found = [(Code.LATIN_WORD, m["word"]) for m in words if m["word"] not in _UNITS]
    found += [(Code.MISREAD_FIGURE, m[0]) for m in numbers if not _figures(m[1] + m[2])]
    found += [(Code.MISREAD_FIGURE, m[0]) for m in dates if not _plain(m)]
    told = [m.span() for m in (*numbers, *dates)]
    mixed = (_NUMBER,) if letters and figures else ()
    signs = (m for p in (*mixed, _ORDINAL, _DAY_SIGN) for m in p.finditer(chars))
    free = (m for m in signs if not any(a <= m.start() < b for a, b in told))
    found += [(Code.MISREAD_FIGURE, m[0]) for m in free]
    if (head := misread_head(chars)) and not _ORDINAL.match(chars):
        found.append((Code.MISREAD_FIGURE, head))
    if figures:
        run_on = (m for p in (_TWO_READINGS, _TWO_TELEPHONES) for m in p.finditer(key(chars)))
        found += [(Code.MISREAD_FIGURE, m[0]) for m in run_on]
    odd = _WORD.finditer(chars) if _MAY_BE_WORD.search(chars) else ()
    found += [(Code.MISREAD_WORD, chars[max(0, m.start() - 1) : m.end() + 1]) for m in odd]
    found += [(Code.DATE_IMPOSSIBLE, was) for was in impossible_dates(chars)]
    return [Note(code, lines[0], lines[-1], was) for code, was in found]


def odd_number(chars: str, lines: tuple[int, ...]) -> list[Note]:
    """The doubt on a line in the place of a document's number that is none, or has lost a bracket."""
    folded = key(chars)
    if NUMBER_LIKE.fullmatch(folded) or (doc_number(folded) and not HALF_NUMBER.fullmatch(folded)):
        return []
    shaped = HALF_NUMBER.fullmatch(folded) or NUMBER_SHAPED.match(folded)
    return [Note(Code.NUMBER_UNREAD, lines[0], lines[-1], chars)] if shaped else []


def _figures(text: str) -> bool:
    return text.isdecimal()


def _plain(match: re.Match[str]) -> bool:
    year, month, day, sign = match.groups()
    return sign == "日" and _figures(year + month + day)


def impossible_dates(chars: str) -> list[str]:
    """The dates that no calendar has, as printed without blanks: 2023年6月31日, 2023年13月, 11月31日."""
    text = key(chars)
    if "月" not in text and "-" not in text:
        return []
    found: list[re.Match[str]] = []
    if "月" in text:
        dated = (m for m in DATE.finditer(text) if m["m"] and (len(m["y"]) == 4 or m["era"]))
        found += [m for m in dated if not date(m[0])]
        # a leap year has all days that any year has
        found += [m for m in _OF_ANY_YEAR.finditer(text) if not date(f"2024年{m[0]}")]
    if "-" in text:
        found += [m for m in _ISO.finditer(text) if not date(m[0])]
    kept = (m for m in found if not _OTHER_CALENDAR.search(text[: m.start()]))
    return [m[0] for m in sorted(kept, key=lambda m: m.start())]
