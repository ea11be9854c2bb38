"""The printed cover of an issue and its printed contents: column, title, page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, takewhile

from build_tools.documents.contents.chapter_lists import CHAPTER, counts_decimally, lines_from, read_chapters
from build_tools.language.genres import NOTICES, RULES
from build_tools.language.organs import ORGANS
from build_tools.language.phrases import BYLINE, CLOSED, DECREE, TITLE_BRACKET, is_organ, is_title_like
from build_tools.language.script import NUMERAL, SMALL, bare, doc_number, key, printed
from build_tools.language.script import number as number_of
from build_tools.model.document import ContentsEntry
from build_tools.model.source import Item, Line

_HEADING = re.compile(r"^[—\-·]*(?:目录|目次|本期目录|要目)[—\-·]*$")
# 拉萨市…资金标准的通知. (45)⇥12月大事记..... (68) · 第一章 奋力推动…取得重大进展 1
_TRAILING = re.compile(
    r"(?P<title>[^\s.…·．⋯‥・].*?)(?:\s*[.…·．⋯‥・]{2,}\s*|\s*\t\s*|(?<=[\u4e00-\u9fff）》])\s*[／/]\s*|[.．]?\s*(?=[（(]\d)|\s+)"
    r"(?:[（(](?P<bracketed>\d{1,4})[）)]|(?P<page>\d{1,4}))(?=\s|$)"
)
# 9 西藏自治区人民政府办公厅关于印发…的通知
_LEADING = re.compile(r"^\s*(?P<page>\d{1,4})[\s.．、]+(?P<title>[^\d\s].*)$")
# 西藏自治区人民政府公报 · 青江<b>市人民政府公报: a sign of markup that means nothing is part of the print;
# not 青江市人民代表大会常务委员会第十二次会议公报, 2023年国民经济和社会发展统计公报,
# 青江市人民政府公报发行管理规定, 青江市人民政府公报工作规则（试行）
_NAME = re.compile(
    rf"^(?!.*公报.*(?:{NOTICES}|{RULES})(?:（[^（）]*）)?$)"
    r"(?P<name>(?:[\u4e00-\u9fff]|<[!/]?[-A-Za-z]{1,20}>?){2,24}?(?:(?<!会议)(?<!统计)(?<!普查)公报|政报|会刊))(?P<rest>.*)$"
)
_YEAR = re.compile(r"(?P<year>\d{4})年?")
_ISSUE = re.compile(r"(?<!总)第(?P<number>\d{1,3})[期号]")
_TOTAL = re.compile(rf"总第?[\d{NUMERAL}]{{1,5}}(?:期|号)|总[号期]：?\d{{1,5}}")
# 2023·12 · 2021.11 · （2023·4） · 2023.4（总第88期） · 二〇二三年·第四期 · 2023年4期, in a line of
# their own; not 2023.04.15 · 2023年4月 · 2023年第4期提案
_YEAR_AND_ISSUE = re.compile(
    rf"^（?(?P<year>(?:19|20)\d\d|[{NUMERAL}]{{4}})"
    rf"(?:年?[·.．•/／—–-]+第?(?P<number>\d{{1,2}}|[{SMALL}]{{1,3}})[期号]?"
    rf"|年第?(?P<told>\d{{1,3}}|[{SMALL}百]{{1,5}})[期号])）?(?:（?(?:{_TOTAL.pattern})）?)?$",
    re.MULTILINE,
)
# 二〇二三年第三号
_ISSUE_IN_WORDS = re.compile(
    rf"(?:(?P<year>[{NUMERAL}]{{4}})年)?(?<!总)第(?P<number>[{SMALL}百]{{1,5}})[期号]"
)
_MONTH = re.compile(r"\d{4}年(?P<month>\d{1,2})月")
# 2024年第21号 · 第7期（总第677号） · 2024年7月10日, a line of its own below the name
_OF_ISSUE = re.compile(
    rf"^（?(?:[\d{NUMERAL}]{{4}}年)?(?:第[\d{NUMERAL}]{{1,4}}[期号]|\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:（?总第?\d+[期号]）?)?）?$"
    rf"|{_YEAR_AND_ISSUE.pattern}"
)


@dataclass(frozen=True)
class Region:
    """A run of items of the source: ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class PrintedContents:
    """The contents as printed: where they stand, their entries, whether pages are printed."""

    region: Region
    entries: tuple[ContentsEntry, ...]
    paged: bool


def column_name(line_key: str) -> str:
    """The name of a column without what sets it off: ``【人事任免】``, ``○ 县政府规范性文件``,
    ``·人事任免·``."""
    return line_key.strip("·•【】〔〕○◎●◇◆□■▲△★☆※")


_ONLY_PAGE = re.compile(r"^[\s.…·．⋯‥・]*(?:[（(](?P<bracketed>\d{1,4})[）)]|(?P<page>\d{1,4}))\s*$")


def _entries_of_text(chars: str) -> list[tuple[str, int]]:
    if len(chars) > 400:
        return []  # a paragraph, whatever stands in it
    leading = _LEADING.match(chars)
    found = [(m["title"], int(m["bracketed"] or m["page"])) for m in _TRAILING.finditer(chars)]
    if found and all(len(key(title)) >= 2 for title, _ in found):
        return found
    return [(leading["title"], int(leading["page"]))] if leading else []


def find_contents(items: tuple[Item, ...], i: int, unread: Sequence[range] = ()) -> PrintedContents | None:
    """The printed contents that begin at item ``i``, with or without the heading 目录.

    ``unread`` are items that may be tables: contents without a heading do not begin with them.
    """
    line = items[i]
    if not isinstance(line, Line):
        return None
    headed = bool(_HEADING.match(line.key))
    tabular = any(run.start < i + 6 and i < run.stop for run in unread)
    if not headed and (i > 0 or tabular or not _looks_paged(items, i)):
        return None
    start = i + 1 if headed else i
    end, entries = (start, []) if headed and counts_decimally(items, start) else _read_paged(items, start)
    if entries:
        return PrintedContents(Region(i, end), tuple(entries), True)
    if not headed:
        return None
    end, entries = read_chapters(items, start)
    return PrintedContents(Region(i, end), tuple(entries), False) if entries else None


def lists_chapters(contents: PrintedContents) -> bool:
    """Whether contents list the chapters of one text, be it with their pages: 一、规划背景 ......1."""
    return sum(bool(CHAPTER.match(key(e.title))) for e in contents.entries) * 2 > len(contents.entries)


def _looks_paged(items: tuple[Item, ...], i: int) -> bool:
    lines = [x for x in items[i : i + 6] if isinstance(x, Line)]
    if not lines or not _entries_of_text(lines[0].text.chars):
        return False
    return sum(bool(_entries_of_text(x.text.chars)) and not CLOSED.search(x.key) for x in lines) >= 3


_GUTTER = re.compile(
    r"(?<=[^\s.…·．⋯‥・])\s{4,}(?=[\u4e00-\u9fff《“])|^\s{8,}(?=\S)|(?<=[）)\d])\s{4,}(?=[\u4e00-\u9fff《“.…])"
)


def _columns(line: Line) -> tuple[str, str]:
    """The left and right half of a line of contents that are set in two columns."""
    chars = " " * line.indent + line.text.chars
    gutter = next((m for m in _GUTTER.finditer(chars)), None)
    return (chars[: gutter.start()], chars[gutter.end() :]) if gutter else (chars, "")


def _is_two_columned(lines: list[Line]) -> bool:
    """Two columns show in the heads: ``政府文件                人事任免``."""
    halves = [_columns(x) for x in lines[:3]]
    return any(
        0 < len(key(a)) <= 12 and 0 < len(key(b)) <= 12 and not re.search(r"\d", a + b) for a, b in halves
    )


def _read_paged(items: tuple[Item, ...], start: int) -> tuple[int, list[ContentsEntry]]:
    lines = [line for _, line in lines_from(items, start)]
    if not _is_two_columned(lines):
        taken, entries = _read_stream([(x, x.text.chars) for x in lines])
        return start + taken, entries
    end = next((k for k, x in enumerate(lines) if k and x.gap >= 1 and not _near_page(lines, k)), len(lines))
    halves = [(x, *_columns(x)) for x in lines[:end]]
    _, left = _read_stream([(x, a) for x, a, _ in halves if a.strip()])
    _, right = _read_stream([(x, b) for x, _, b in halves if b.strip()])
    return start + end, [*left, *right]


def _near_page(lines: list[Line], k: int) -> bool:
    """Whether a page number stands in this line or one of the next two, before another blank line."""
    near = [lines[k], *(x for x in lines[k + 1 : k + 3] if x.gap == 0)]
    return any(_entries_of_text(x.text.chars) for x in near)


def _read_stream(lines: list[tuple[Line, str]]) -> tuple[int, list[ContentsEntry]]:
    """Entries of one column of lines; returns how many lines belong to the contents."""
    entries: list[ContentsEntry] = []
    listed: set[str] = set()
    columns: list[str | None] = []
    pending: list[str] = []
    end = 0
    for i, (line, chars) in enumerate(lines):
        line_key = key(chars)
        if bare(line_key) in listed:
            break  # the first chapter itself: its title without a page, 1 现状评价
        sentence = CLOSED.search(line_key) and not line_key.endswith("）")
        found = [] if sentence else _entries_of_text(chars)
        if not found and pending and (only := _ONLY_PAGE.match(chars)):
            found = [("", int(only["bracketed"] or only["page"]))]
        if found:
            above = "".join(pending)
            beside = columns if len(columns) in (1, len(found)) else []
            for (title, page), column in zip(found, cycle(beside or [None])):
                name = key(above + title).rstrip(".…·")
                entries.append(ContentsEntry(column, name, page, line.number))
                listed.add(bare(name))
                above = ""
            pending, end = [], i + 1
            continue
        if len(line_key) <= 12 and not pending and not re.search(r"[，。：；]", line_key):
            if not any(_entries_of_text(c) or _ONLY_PAGE.match(c) for _, c in lines[i + 1 : i + 4]):
                break
            # 【统计资料】                                 【大事记】: an entry of each in the next line
            columns = re.split("[】〕][【〔]", column_name(line_key))
            continue
        pending.append(chars)
        if len(pending) > 2 or len(line_key) > 60 or CLOSED.search(line_key):
            break
    return end, entries


def issue_lines(items: Sequence[Item]) -> int:
    """How many leading lines are a gazette's name and below it its issue, 0 where no issue is printed:
    2022年第6号（总第301号） is no number of a text called 临河市人民政府公报（规范性文件专辑）."""
    lines = list(takewhile(lambda x: isinstance(x, Line), items[:4]))
    keys = [x.key for x in lines if isinstance(x, Line)]
    if not keys or not _NAME.match(keys[0]) or len(keys[0]) > 40:
        return 0
    below = sum(1 for _ in takewhile(_OF_ISSUE.match, keys[1:]))
    return below + 1 if below else 0


def masthead_end(items: tuple[Item, ...], first_head: int, contents: PrintedContents | None) -> int:
    """How many leading items are the cover of an issue, or of a plan with contents; 0 if none.

    ``first_head`` is the item at which the first document would begin without a cover.
    """
    limit = contents.region.start if contents is not None else first_head
    lines = [x for x in items[:limit] if isinstance(x, Line)]
    if not lines or len(lines) != limit:
        return 0
    text = "".join(x.key for x in lines)
    named = any(_NAME.match(x.key) and len(x.key) <= 40 for x in lines)
    numbered = any(_YEAR_AND_ISSUE.match(x.key) for x in lines)
    if named and (numbered or _ISSUE.search(text) or _TOTAL.search(text) or _MONTH.search(text)):
        return _above_sentences(lines)
    if contents is None or not contents.paged or limit > 12:
        return 0
    if any(CLOSED.search(x.key) or BYLINE.match(x.key) or len(x.key) > 60 for x in lines):
        return 0
    return limit


# 过，现予公布，自2024年10月1日起施行。; not 本刊所登文件与正式文件具有同等效力。
_SENTENCE = re.compile(r"^(?!.*(?:本刊|公报|政报)).*，.*。$")


def _above_sentences(lines: Sequence[Line]) -> int:
    """How many of the lines of a cover stand above running text: where there is some, a text begins whose
    head was not read, and only the name and the issue below it are of the cover."""
    if not any(_SENTENCE.match(line.key) for line in lines):
        return len(lines)
    name = next(k for k, line in enumerate(lines) if _NAME.match(line.key) and len(line.key) <= 40)
    below = takewhile(lambda x: _OF_ISSUE.match(x.key), lines[name + 1 :])
    return name + 1 + sum(1 for _ in below)


# 东江省人民代表大会常务委员会公报 · 国务院公报 · 东江政报; not 青江市2022年国民经济和社会发展统计公报
_NAME_ALONE = re.compile(
    rf"^(?!.*关于)(?:[\u4e00-\u9fff]{{2,24}}?(?:{ORGANS})公报|[\u4e00-\u9fff]{{2,24}}(?:政报|会刊))$"
)
# 二〇二三年第三号 · （2023年） · 第二期: below the name of a gazette
_NUMBER_IN_WORDS = re.compile(
    rf"^（?(?:(?:\d{{4}}|[{NUMERAL}]{{4}})年(?:第[\d{NUMERAL}]{{1,4}}[期号])?|第[\d{NUMERAL}]{{1,4}}[期号])）?$"
)


def named_above(items: tuple[Item, ...]) -> tuple[int, bool]:
    """How many leading lines are the name of a gazette without number or with one in words,
    and whether that is sure: what stands below names the same place or says about what it is.

    ``青江市人民政府公报`` above ``管理办法`` may be the first line of a title.
    """
    lines = [x for x in items[:4] if isinstance(x, Line)]
    if not lines or not _NAME_ALONE.match(lines[0].key):
        return 0, False
    end = 1 + sum(1 for _ in takewhile(lambda x: _NUMBER_IN_WORDS.match(x.key), lines[1:]))
    if end >= len(lines):
        return 0, False
    below = lines[end].key
    same = below.startswith(lines[0].key[:2]) or "关于" in below or doc_number(below) or DECREE.match(below)
    return end, end > 1 or bool(same)


def issue_title(lines: list[Line]) -> str | None:
    """``西藏自治区人民政府公报 2024年第7期（总第677号）``, composed from a cover's lines."""
    text = "\n".join(x.key for x in lines)
    named = ((x, m) for x in lines if (m := _NAME.match(x.key)) and len(x.key) <= 40)
    name = next((printed(x.text.unstruck().chars, *m.span("name")) for x, m in named), None)
    if name is None:
        return None
    year, number, total = _YEAR.search(text), _ISSUE.search(text), _TOTAL.search(text)
    month = _MONTH.search(text)
    if number is None and (both := _YEAR_AND_ISSUE.search(text)) is not None:
        counted, sign = number_of(both["number"] or both["told"]), "号" if "号" in both[0] else "期"
        return f"{name} {number_of(both['year'])}年第{counted}{sign}" + (f"（{total[0]}）" if total else "")
    if number is None and (words := _ISSUE_IN_WORDS.search(text)) is not None:
        figures = f"{number_of(words['year'])}年" if words["year"] else f"{year['year']}年" if year else ""
        return f"{name} {figures}第{number_of(words['number'])}{words[0][-1]}"
    title = f"{name} " + (f"{year['year']}年" if year else "")
    if number:
        title += f"第{int(number['number'])}{number[0][-1] if number[0][-1] in '期号' else '期'}"
    elif month:
        title += f"{int(month['month'])}月"
    if total:
        title += f"（{total[0]}）"
    return title.strip()


def cover_title(lines: list[Line]) -> list[Line]:
    """The lines of a plan's cover that are its title: all before the issuer and the date."""
    title: list[Line] = []
    for line in lines:
        if title and (is_organ(line.key) and not TITLE_BRACKET.match(line.key)):
            break
        if not is_title_like(line.key):
            break
        title.append(line)
    return title
