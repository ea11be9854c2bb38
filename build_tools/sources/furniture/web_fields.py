"""The fields that a web page prints above a document: where they stand, one field a line.

A page sets them as lines (``索引号：000014349/2018-00218``), several in a line, as cells that tabs or
columns part, or as a table. All of them become lines of one field each, so that the segmenter reads
them as it reads any metadata and no table is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from build_tools.language.phrases import META, META_NAMES
from build_tools.language.script import HAN, fold, key
from build_tools.model.edits import inserted_blank
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import Text

_SPACED = "|".join(r"[\s\u3000]*".join(name) for name in META_NAMES.split("|"))
# 索 引 号：⇥000014349/2018-00218⇥主题分类：⇥财政、金融、审计 · 发布时间：2023-11-20　来源：市政府办公室
# [ 索引号 ] 11500155/2023-00100 [ 发文字号 ] 曲水府发〔2023〕21号
_FIELD = re.compile(
    rf"(?:^|(?<=[\s\u3000]))(?:(?:{_SPACED})[\s\u3000]*[：:]|[\[【]\s*(?:{_SPACED})\s*[\]】](?!\s*$))"
)
# 发文字号：
_NAME = re.compile(rf"^(?:{META_NAMES})：?$")
# What only a page of official documents prints above them; 来源 and 标题 stand in other tables too.
_STRONG = re.compile(
    r"^•?(?:信息)?(?:索引号|发文机关|发文字号|成文日期|发布机构|发文机构|主题分类|生成日期|文号|公报编号|刊登日期)"
)


def is_meta_row(line: str) -> bool:
    """Whether a raw line is fields of metadata and nothing before them."""
    lead = len(line) - len(line.lstrip())
    match = _FIELD.match(fold(line.lstrip()))
    return match is not None and len(line) - lead <= 400 and "|" not in line and "<" not in line


# 索 引 号：, and below it 000014349/2018-00218 · • 索引号:
_NAME_ALONE = re.compile(rf"^\s*(?:•\s+)?(?:{_SPACED})[\s\u3000]*[：:]\s*$")
# 2019年01月08日 · 东政办发〔2018〕126号 · 000014349/2018-00218
_DATED_OR_NUMBERED = re.compile(
    r"^\s*(?:\d{4}[年-]\d{1,2}[月-]\d{1,2}日?|[^\s，。]{1,16}〔\d{4}〕\d+号|[\w/-]{6,30})\s*$"
)
_LONGEST_VALUE = 120


def field_runs(lines: Sequence[str]) -> dict[int, tuple[tuple[int, int | None], ...]]:
    """Fields whose names stand in lines of their own, the value of each in the line below, by the number
    (1-based) of their first line: the lines of each name and of its value, None where it has none.

    What stands below the last name is its value only where it cannot be a title.
    """
    found: dict[int, tuple[tuple[int, int | None], ...]] = {}
    last = 0
    for first, line in enumerate(lines, start=1):
        if first <= last or not _NAME_ALONE.match(fold(line)):
            continue
        pairs = tuple(_named_lines(lines, first))
        strong = sum(bool(_STRONG.match(key(lines[name - 1]))) for name, _ in pairs)
        if len(pairs) > 2 and strong > 1 and sum(value is not None for _, value in pairs) > 1:
            found[first] = pairs
            last = pairs[-1][1] or pairs[-1][0]
    return found


# 文号 | 东政〔2020〕72号 | · 索 引 號: | 00298627-2/201802-00023 | 信息分類: | 省政府文件 |; ---|---|---|---
_BARRED = re.compile(rf"^\s*(?:{_SPACED})\s*[：:]?\s*\|")
_BARRED_RULE = re.compile(r"^\s*:?-{2,}:?(?:\s*\|\s*:?-{2,}:?)+\s*\|?\s*$")


def barred_fields(lines: Sequence[str]) -> dict[int, int]:
    """First and last line numbers (1-based) of runs of fields that bars part, each line a name first. A row
    may have fewer cells than the others, and one of them a name that no page has."""
    found: dict[int, int] = {}
    first = 0
    for n, line in enumerate([*lines, ""], start=1):
        named = _BARRED.match(fold(line)) is not None
        if named and not first:
            first = n
        ruled = first and (_BARRED_RULE.match(line) or (_OTHER_BARRED.match(line) and n < len(lines)))
        if first and not (named or ruled):
            strong = sum(bool(_STRONG.match(key(x))) for x in lines[first - 1 : n - 1])
            if n - first > 2 and strong > 1:
                found[first] = n - 1
            first = 0
    return found


# 索 引 号 主题分类 综合政务
_SPACED_OUT = re.compile(rf"^\s*(?:{_SPACED})(?=[\s\u3000])")


def fields_by_blanks(lines: Sequence[str]) -> dict[int, int]:
    """First and last line numbers (1-based) of runs of fields whose names and values blanks part, each line a
    name first: 发布机构 自治区人民政府 文  号 内政发〔2013〕62号."""
    found: dict[int, int] = {}
    first = 0
    for n, line in enumerate([*lines, ""], start=1):
        named = _SPACED_OUT.match(fold(line)) is not None and not is_meta_row(line) and "|" not in line
        if named and not first:
            first = n
        if first and not named:
            strong = sum(bool(_STRONG.match(key(x))) for x in lines[first - 1 : n - 1])
            if n - first > 1 and strong > 1:
                found[first] = n - 1
            first = 0
    return found


# Names that no value of another field holds: what stands right behind one is its value.
_SURE = (
    "信息索引号|索引号|主题分类|公文种类|发文机关|发文机构|发布机构|发文字号|成文日期|发布日期|标题|主题词"
)
# 成文日期 · 发文机关国务院办公厅
_SURE_NAME = re.compile("|".join(r"[\s\u3000]*".join(name) for name in _SURE.split("|")))
_DAY_OR_NUMBER = re.compile(
    rf"(?:成文日期|发布日期)(?:19|20)\d\d[年./-]|发文字号[{HAN}]{{1,16}}〔\d{{4}}〕\d+号"
)


def glued_fields(lines: Sequence[str]) -> dict[int, int]:
    """First and last line numbers (1-based) of runs of fields with no sign between names and values, as one
    copies a page: 发文机关国务院办公厅成文日期2024年3月1日. A name stands first in each line, and two fields
    of a run, or one of three, have a day or a number for their value."""
    found: dict[int, int] = {}
    first = 0
    for n, line in enumerate([*lines, ""], start=1):
        glued = _SURE_NAME.match(fold(line.strip())) and not re.search(r"[：:。，；|\t]", line)
        if glued and not first:
            first = n
        if first and not glued:
            run = key("　".join(lines[first - 1 : n - 1]))
            names, sure = len(_SURE_NAME.findall(run)), len(_DAY_OR_NUMBER.findall(run))
            if sure > 1 or (sure and names > 2):
                found[first] = n - 1
            first = 0
    return found


def row_by_blanks(number: int, text: Text) -> Row:
    """The names and values of such a line as the cells of a row; blanks within a name are its own."""
    folded = fold(text.chars)
    names = list(_BLANKED_NAME.finditer(folded))
    if not names or (names[0].start() > 0 and text.chars[: names[0].start()].strip()):
        names = list(_SURE_NAME.finditer(folded))
    cells: list[Cell] = []
    for match, after in pairwise([*names, None]):
        assert match is not None
        value = text[match.end() : after.start() if after is not None else len(text)].strip()
        cells += [Cell((text[match.start() : match.end()].strip(),)), Cell((value,) if len(value) else ())]
    return Row(number, tuple(cells))


# 发布机构 自治区人民政府 文  号 内政发〔2013〕62号
_BLANKED_NAME = re.compile(rf"(?:^|(?<=[\s\u3000]))(?:{_SPACED})(?=[\s\u3000]|$)")

# 标??题: | 某省人民政府关于…的批复 | ||
_OTHER_BARRED = re.compile(r"^\s*[^\s|。]{2,8}\s*\|[^|。]*\|")


def _named_lines(lines: Sequence[str], first: int) -> Iterator[tuple[int, int | None]]:
    name: int | None = first
    while name is not None:
        value = _filled_below(lines, name)
        if value is None or _NAME_ALONE.match(fold(lines[value - 1])):
            yield name, None
            name = value
            continue
        below = _filled_below(lines, value)
        goes_on = below is not None and _NAME_ALONE.match(fold(lines[below - 1])) is not None
        fits = len(lines[value - 1].strip()) <= _LONGEST_VALUE
        sure = value == name + 1 and _DATED_OR_NUMBERED.match(lines[value - 1]) is not None
        yield name, value if fits and (goes_on or sure) else None
        name = below if goes_on and fits else None


def _filled_below(lines: Sequence[str], number: int) -> int | None:
    """The next line that holds something, at most two blank ones below line ``number``."""
    return next((n for n in range(number + 1, min(number + 4, len(lines) + 1)) if lines[n - 1].strip()), None)


def grid_of_fields(pairs: Sequence[tuple[int, Text, Text | None]]) -> Grid:
    """Names and values as the rows of a table, as :func:`fields_of_grid` reads them."""
    rows = (
        Row(number, (Cell((name.strip(),)), Cell((value.strip(),) if value is not None else ())))
        for number, name, value in pairs
    )
    return Grid(tuple(rows), "pipe")


# 发文机关:省住房局成文日期:2026-07-02 · 废止日期:时 效 性:; not 来源：本网（文号：青政发〔2024〕1号）
_GLUED = re.compile(
    r"(?<![\s（(《“])(?:"
    + "|".join(
        r"[\s\u3000]*".join(name)
        for name in f"{_SURE}|发布时间|生效日期|实施日期|废止日期|失效日期|时效性|有效性".split("|")
    )
    + r")[\s\u3000]*[：:]"
)


def fields_of(text: Text) -> Iterator[Text]:
    """The fields of a line, in print order: the line itself if it is none of metadata."""
    folded = fold(text.chars)
    starts = [m.start() for m in _FIELD.finditer(folded)]
    if not starts or text.chars[: starts[0]].strip():
        yield text
        return
    if "。" not in text.chars:
        starts = sorted({*starts, *(m.start() for m in _GLUED.finditer(folded) if m.start() > starts[0])})
    for start, end in pairwise([0, *starts[1:], len(text)]):
        yield text[start:end]


def fields_of_grid(grid: Grid, follows_fields: bool = False) -> list[tuple[int, Text, str]] | None:
    """The fields of a table that holds nothing but metadata: raw line, text, matching form.

    None for any other table. A name in a cell of its own has its value in the next cell. Below a table
    of fields one more with a single field is of them too: 主 题 词：, in a table of its own.
    """
    fields: list[tuple[int, Text, str]] = []
    others = 0  # labels of no known name, in the place of one
    for row in grid.rows:
        name: list[Text] = []
        for cell in row.cells:
            texts = [t for t in cell.texts if t.chars]
            if not texts:
                continue
            cell_key = key("".join(t.chars for t in texts))
            if not name and META.match(cell_key) and not cell_key.endswith("："):
                fields.append((row.number, _spaced(texts), cell_key))
            elif _NAME.match(cell_key):
                if name:
                    fields.append(_field(row.number, name, []))
                name = texts
            elif name:
                fields.append(_field(row.number, name, texts))
                name = []
            elif len(cell_key) <= _LONGEST_NAME and not re.search(r"\d", cell_key):
                name, others = texts, others + 1
            else:
                return None
        if name:
            fields.append(_field(row.number, name, []))
    strong = sum(bool(_STRONG.match(k)) for _, _, k in fields)
    told = strong >= 2 if not others else strong >= max(3, 2 * others)
    return fields if told or (follows_fields and fields and not others) else None


_LONGEST_NAME = 8
_NO_CONSEQUENCE = "信息分类"  # as which the name of a field is matched that no page is known to have


def _field(number: int, name: list[Text], value: list[Text]) -> tuple[int, Text, str]:
    label = key("".join(t.chars for t in name)).rstrip("：")
    if not META.match(f"{label}："):
        label = _NO_CONSEQUENCE
    return number, _spaced([*name, *value]), f"{label}：{key(''.join(t.chars for t in value))}"


def _spaced(texts: list[Text]) -> Text:
    parts = texts[:1]
    for text in texts[1:]:
        parts += [inserted_blank(text.at[0]), text]
    return Text.joined(parts)
