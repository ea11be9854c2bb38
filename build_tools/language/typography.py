"""The spaces and punctuation of one paragraph. Wording is never touched; every change is an edit."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby

from build_tools.language.organs import OFFICES
from build_tools.language.script import HAN, NUMERAL
from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import keep_spans, substitute
from build_tools.model.text import Edit, Text

_CJK_MARK = "，。；：、！？（）《》〈〉「」『』【】〔〕“”‘’…—"
_OPENING = "（《〈「『【〔“‘"
_CLOSING = "，。；：、！？）》〉」』】〕”’…"
_HALF = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_HALF_MARK = re.compile(r"""[,;:?!()"]""")
# Addresses, and (cid:1234): the code of a glyph that a PDF gives no character
_AS_IT_STANDS = re.compile(r"https?://[\w./?=&%#:~+\-]+|www\.[\w./\-]+|[\w.\-]+@[\w.\-]+|\(cid:\d{1,6}\)")

# 主 任：占 堆 · 第一章 总 则 · 人 事 任 免: one Han and a blank, in a row.
# Not the blanks of a form: 年 月 日.
_LETTER_SPACED = re.compile(rf"(?<![^\s：（《“、])[{HAN}](?:\s+[{HAN}])+(?=$|[\s：，。、）》])")
_FORM_BLANKS = re.compile(r"^[年月日时分至自起止从到\s]+$")
# 现 将 ， 有关事项
_BY_MARK = re.compile(
    rf"\s+(?=[{_CLOSING}])|(?<=[{_OPENING}{_CLOSING}])\s+|(?<=[{HAN}])\s+(?=[{_OPENING}])"
    rf"|(?<=[{HAN}])\s+(?=[,;:?!()])|(?<=[,;:?!()])\s+(?=[{HAN}{_OPENING}])|(?<=[{HAN}])\s+(?=[,;:)])|\s+(?=[,;:)](?:$|[{HAN}]))"
    rf"|(?<=[(])\s+|(?<=[0-9A-Za-z%％])\s+(?=[（，。；：、）]|\([{HAN}])|(?<=[—])\s+(?=\S)|(?<=[{HAN}])\s+(?=[—])"
    r"|(?<=[/+·])\s+|\s+(?=[/+·])"
)
# 达到 95% 以上
_HAN_LATIN = re.compile(
    rf"(?<=[{HAN}])[ \t\u3000\u00a0]+(?=[A-Za-z0-9±≥≤<>=①-⑳ⅠⅡⅢⅣⅤ_])"
    rf"|(?<=[A-Za-z0-9%％℃㎡²³≥≤<>=ⅠⅡⅢⅣⅤ_])[ \t\u3000\u00a0]+(?=[{HAN}])"
    r"|(?<=[≥≤<>=±])[ \t]+(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])[ \t]+(?=[≥≤<>=±])|(?<=[0-9])[ \t]+(?=[%％‰℃])"
)
# the blank of `1 总则`, `1.1 编制目的`, `第十条 2024年7月31日…`, `第七条 “公路”是指…`
_LEADING_NUMBER = re.compile(
    rf"^(?:\d{{1,2}}(?:\.\d{{1,2}})*|第[{NUMERAL}\d]{{1,6}}[编篇章节条](?:之[{NUMERAL}]{{1,2}})?)$"
)
# 第 二 条　本办法所称 · 第三 章　附则 · 1 . 实施改造
_HEAD_NUMBER = re.compile(
    rf"^(?:第\s*(?:[{NUMERAL}\d]\s*){{1,6}}[编篇章节条](?=[\s【（]|$)|\d{{1,2}}\s+[.．](?=\s*[{HAN}]))"
)
_BLANKS = re.compile(r"\s+")
_SET_GAP = re.compile(r"\u3000")
_BETWEEN = re.compile(rf"[{HAN}0-9A-Za-z]$")
_WIDE = re.compile(r"\s{2,}|[\t\u3000\u00a0]")
_HAN_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_ORGAN_END = re.compile(rf"(?:{OFFICES}|院|会)$")
# 市水利局关于
_ORGAN_START = re.compile(
    rf"^(?:中共|中国|中央|国务院|国家|全国|最高|[{HAN}]{{1,8}}?(?:省|市|自治区|县))?[{HAN}]{{0,16}}?"
    rf"(?:{OFFICES}|院|会|军区)(?<!和委)(?=\s|关于|印发|转发|批转|发布|公告|令|$)"
)


def repair_spaces(text: Text, *, title: bool = False) -> tuple[Text, list[Edit]]:
    """Take stray blanks out of Chinese text; a blank between Han words stays (not in a title)."""
    if not re.search(r"\s", text.chars):
        return text, []
    text, edits = _solid_number(text)
    text, found = _close_up(text)
    edits += found
    for pattern in (_BY_MARK, _HAN_LATIN):
        chars = text.chars
        text, found = substitute(text, pattern, partial(_unless_behind_number, chars))
        edits += found
    if title:
        text, found = substitute(text, _HAN_HAN, lambda m: _keep_between_organs(text.chars, m))
        edits += found
    text, found = substitute(text, _WIDE, " ")
    return text, edits + found


def _solid_number(text: Text) -> tuple[Text, list[Edit]]:
    """The number of an article, a chapter or an item at the head of a paragraph, set solid."""
    head = _HEAD_NUMBER.match(text.chars)
    if head is None:
        return text, []
    end = head.end()
    return substitute(text, _BLANKS, lambda blank: "" if blank.end() <= end else None)


def _unless_behind_number(chars: str, match: re.Match[str]) -> str | None:
    """Nothing in place of a stray blank; the one behind the number of a heading or an article stays, and a
    gap that was set: 7日　　2023年全省高考开考, 电话：0871—12380　　地址：青江市."""
    set_apart = _SET_GAP.search(match[0]) and _BETWEEN.search(chars[: match.start()])
    return None if set_apart or _LEADING_NUMBER.match(chars[: match.start()]) else ""


def _close_up(text: Text) -> tuple[Text, list[Edit]]:
    """Letter-spaced words set solid: only the blanks inside them go."""
    spans: list[tuple[int, int, str]] = []
    names = _lists_names(text.chars)
    for match in _LETTER_SPACED.finditer(text.chars):
        if not _FORM_BLANKS.match(match[0]):
            blanks = list(re.finditer(r"\s+", match[0]))
            if names:
                blanks = blanks[::2]  # two names or more, each of two characters
            spans += [(match.start() + b.start(), match.start() + b.end(), "") for b in blanks]
    edges = [0, *(edge for start, end, _ in spans for edge in (start, end)), len(text)]
    kept = [(a, b, "") for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    return keep_spans(text, kept) if spans else (text, [])


# 李某某 · 吉克某某 · 艾某·某某, between 王　某 and 张　某　赵　某
_NAME = re.compile(rf"[{HAN}]{{1,4}}(?:[·•]?[{HAN}]{{1,4}})*")
_FEWEST_NAMES = 2
# 完成人员：郑　某　王　某　冯某某　陈　某　褚　某 · 一等奖　张　某　李　某
_OF_PERSONS = re.compile(
    rf"^\s*(?:[{HAN}]{{0,6}}(?:人员?|成员|名单|组长|主任|委员|作者)\s*[：:]|[特一二三四]等奖\s*[：:]?)"
)
_OFFICE = re.compile(r"[厅局委办院会府部处室所站行馆组校]$|中心$|公司$")
_REMARK_ON_NAME = re.compile(rf"（[{HAN}]{{1,4}}）")  # 韩　某（女）


def _lists_names(chars: str) -> bool:
    """Whether a line is all names side by side: those of two characters are set as wide as those of three.

    Those stand in more than one place, in pairs: 临 江 市 人 民 政 府　办公室 is letter-spaced. Behind a word
    for persons one place is enough.
    """
    label = _OF_PERSONS.match(chars)
    words = _REMARK_ON_NAME.sub("", chars[label.end() :] if label else chars).split()
    runs = [len(list(run)) for single, run in groupby(words, lambda word: len(word) == 1) if single]
    whole = [word for word in words if len(word) > 1]
    alone = not label and len(runs) == 1  # 孙　某　周　某　艾某·某某　吴某某; not 省 政 府 办　财政厅　教育厅
    if not runs or any(n % 2 for n in runs) or (alone and (runs[0] > 4 or any(map(_OFFICE.search, whole)))):
        return False
    enough = len(whole) >= (0 if label else _FEWEST_NAMES)
    return enough and all(len(word) <= 9 and _NAME.fullmatch(word) for word in whole)


def _keep_between_organs(chars: str, match: re.Match[str]) -> str | None:
    """``中共中央办公厅 国务院办公厅印发…``: this blank is printed between two issuers."""
    if _ORGAN_END.search(chars[: match.start()]) and _ORGAN_START.match(chars[match.end() :]):
        return " "
    return ""


def repair_punctuation(text: Text) -> tuple[Text, list[Edit]]:
    """Half-width ``,;:?!()`` that stand in Chinese text become full-width; figures keep theirs."""
    if _HALF_MARK.search(text.chars) is None:
        return text, []
    chars = text.chars
    kept = {i for m in _AS_IT_STANDS.finditer(chars) for i in range(*m.span())}
    now = list(chars)
    for i in _half_marks(chars):
        if i not in kept:
            now[i] = _HALF[chars[i]]
    for start, end in _quoted(chars):
        now[start], now[end] = "“", "”"
    edits = [Edit((text.at[i],), chars[i], now[i]) for i in range(len(chars)) if chars[i] != now[i]]
    return Text("".join(now), text.at, text.style), edits


def _quoted(chars: str) -> list[tuple[int, int]]:
    """The pairs of straight marks around Chinese words: ``山东省"十四五"规划``; none where one is missing."""
    marks = [i for i, c in enumerate(chars) if c == '"']
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    quoted = all(re.search(rf"[{HAN}]", chars[a + 1 : b]) and not chars[:a][-1:].isdigit() for a, b in pairs)
    if len(marks) % 2 or not quoted:  # 3"管、5"管: inches
        return []
    return pairs


def _han(chars: str, i: int) -> bool:
    return 0 <= i < len(chars) and bool(_HAN_OR_MARK.match(chars[i]))


_HAN_OR_MARK = re.compile(rf"[{HAN}{_CJK_MARK}]")
_YEAR_BRACKET = re.compile(r"^\((?:\d{2}|\d{4}|0\d{2,3})\)$")


def _half_marks(chars: str) -> list[int]:
    found = []
    stack: list[int] = []
    for i, c in enumerate(chars):
        if c in ",;:?!":
            if c in ",:" and chars[i - 1 : i].isdigit() and chars[i + 1 : i + 2].isdigit():
                continue
            if _han(chars, i - 1) or _han(chars, i + 1):
                found.append(i)
        elif c in "(（":
            stack.append(i)
        elif c in ")）":
            if stack:
                found += _bracket_pair(chars, stack.pop(), i)
            elif c == ")" and (_han(chars, i - 1) or _han(chars, i + 1)):
                found.append(i)
    found += [i for i in stack if chars[i] == "(" and (_han(chars, i - 1) or _han(chars, i + 1))]
    return found


def _bracket_pair(chars: str, start: int, end: int) -> list[int]:
    """Both brackets of a pair, if it stands in Chinese text and is no year of a document number."""
    inner = chars[start : end + 1]
    if _YEAR_BRACKET.match(inner) and re.match(
        r"第?\d+号|[\u4e00-\u9fff]{1,6}第?\d|\s*\d{6,}", chars[end + 1 :]
    ):
        return []
    if not (_han(chars, start - 1) or _han(chars, end + 1) or re.search(rf"[{HAN}]", inner)):
        return []
    return [i for i in (start, end) if chars[i] in "()"]


def repair(text: Text, lines: tuple[int, ...], *, title: bool = False) -> tuple[Text, list[Note]]:
    """One paragraph repaired; one note per kind of change, with the list was → now."""
    text, spaces = repair_spaces(text, title=title)
    text, marks = repair_punctuation(text)
    notes = []
    for code, edits in ((Code.SPACES, spaces), (Code.PUNCTUATION, marks)):
        if edits:
            was = " ".join(dict.fromkeys(e.was for e in edits)) if code is Code.PUNCTUATION else ""
            now = " ".join(dict.fromkeys(e.now for e in edits)) if code is Code.PUNCTUATION else ""
            detail = f"{len(edits)} 处"
            notes.append(Note(code, lines[0], lines[-1], was, now, detail, tuple(edits)))
    return text.strip(), notes


def merged(notes: list[Note], lines: tuple[int, ...]) -> list[Note]:
    """The notes on the cells of a table as one note per kind."""
    merged = []
    for code in (Code.SPACES, Code.PUNCTUATION):
        edits = tuple(e for n in notes if n.code is code for e in n.edits)
        if edits:
            merged.append(Note(code, lines[0], lines[-1], detail=f"{len(edits)} 处", edits=edits))
    return merged
