"""What stands around a text and was read as nothing: doubts, so that no page's line passes for the print.

Between a title and its text stand number, fields, bylines, addressees; behind its last sentence who signs,
and remarks. A line there that is none of them, and no sentence, stays a paragraph, and a doubt tells of it.
One tells of a title of no kind where a line below it, above the first sentence, reads like a title; and of
what is nearly the number or the day of a text that has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from build_tools.language.phrases import (
    ENDS_IN_GENRE,
    FOREWORDS,
    LABEL,
    MARKER,
    META,
    NOTICE_TITLE,
    PERSON,
    names_text,
)
from build_tools.language.script import HAN, NUMERAL, bare, date, key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, Kind, Role

LineOf = Callable[[int], int]

# Units of other things than sentences: covers, contents, days; an annex may be anything.
_NOT_ASKED = (Kind.MASTHEAD, Kind.CONTENTS, Kind.CHRONICLE, Kind.ABOUT, Kind.ANNEX, Kind.APPOINTMENT)
_OF_HEAD = (Role.TITLE, Role.NUMBER, Role.META, Role.BYLINE, Role.LABEL, Role.COVER, Role.REMARK)
_BEGINS = (Role.HEADING, Role.ARTICLE, Role.ITEM, Role.ADDRESSEE, Role.LISTED)
_SIGNS = (Role.SIGNATURE, Role.DATE)
_SAID = (Role.PARAGRAPH, Role.ARTICLE, Role.ITEM)

_STOP = re.compile(r"[。！？!?；…]|[：，、]$")
# 网站首页 | 登录 | 注册 · 1949-09-27; not （截至2023年12月31日） · —————— · 第二部分 · 1.1编制目的 · Measures
_WORDS = re.compile(
    rf"^(?!（[^（）]*）$)(?!第[^，]{{1,3}}(?:部分|期)$)(?!\d{{1,2}}(?:\.\d{{1,2}})*[{HAN}]{{2,12}}$)"
    rf"(?:.*[{HAN}]|[^A-Za-z\u0f00-\u0fff]*\d[^A-Za-z\u0f00-\u0fff]*$)"
)
# 联系人：王某 · 被处罚单位：青江某某公司: a line of the text; 发布机构：… is of the page
_LABELLED = re.compile(rf"^[{HAN}、（）]{{2,14}}：.")
_BULLET = re.compile(r"^[•·▪◆■\-*]+")
# 公示说明 · 总体要求, above 重点任务: such lines right above the text head it
_SHORT_WORD = re.compile(rf"^[{HAN}]{{1,6}}$")
_MOST = 3  # lines: more such headings are a menu, more lines behind the last sentence a list


def unread_around(documents: Sequence[Document], told: Sequence[Note], line_of: LineOf) -> tuple[Note, ...]:
    """The doubts on lines around each text that were read as nothing, but for lines in doubt already."""
    doubted = {k for n in told if n.code in _DOUBTED for k in range(n.first_line, n.last_line + 1)}
    found: list[Note] = []
    for document in documents:
        if document.kind in _NOT_ASKED:
            continue
        shown = (b for b in document.blocks if not (len(b.text) and line_of(b.text.at[0]) in doubted))
        unsure = replace(document, blocks=tuple(shown))
        found += _of(unsure, line_of)
    return tuple(found)


_DOUBTED = (Code.FURNITURE_UNPROVEN, Code.TABLE_UNREAD, Code.NUMBER_UNREAD, Code.TITLE_BEHIND)


def _of(document: Document, line_of: LineOf) -> Iterator[Note]:
    blocks = document.blocks
    told: set[int] = set()
    for run in (_above(blocks), _below(blocks)):
        if run:
            first, last = line_of(run[0].text.at[0]), line_of(run[-1].text.at[-1])
            told |= {*range(first, last + 1)}
            yield Note(Code.FRAME_UNREAD, first, last, run[0].text.chars[:40])
    if document.kind is Kind.ATTACHED:
        return
    yield from filter(None, (_better_title(document, line_of), _near_number(document, line_of)))
    yield from _run_together(document, line_of)
    yield from (
        n for n in _near_day(document, line_of) if n.first_line not in told or n.code is Code.MISREAD_FIGURE
    )


def _above(blocks: Sequence[Block]) -> list[Block]:
    """The lines between the head and the first number, addressee or sentence of a text."""
    run: list[Block] = []
    for block in blocks:
        if block.role in _OF_HEAD or (block.role is Role.DATE and not run):
            continue
        if block.role is Role.PARAGRAPH and not _STOP.search(key(block.text.chars)):
            run.append(block)
        else:
            begins = block.role in (*_BEGINS, Role.PARAGRAPH, Role.DATE)
            return _odd(run) if begins and not _heads(run) else []
    return []


def _heads(run: Sequence[Block]) -> bool:
    """Whether but a few short words stand above a text, which may be its headings."""
    return len(run) <= _MOST and all(_SHORT_WORD.match(key(b.text.chars)) for b in run)


def _below(blocks: Sequence[Block]) -> list[Block]:
    """The lines behind who signs a text and when, or where nobody does behind its last sentence."""
    end = max((k for k, b in enumerate(blocks) if b.role in _SIGNS), default=-1)
    if end >= 0:
        below = [b for b in blocks[end + 1 :] if b.role not in (Role.REMARK, Role.IMPRINT)]
        run = next((list(g) for told, g in groupby(below, key=_is_line) if told), [])
        return _odd(run) if run and below[0] is run[0] else []
    run = []
    for block in reversed(blocks):
        if block.role in (Role.REMARK, Role.IMPRINT, Role.LISTED):
            continue
        if not _is_line(block):
            said = block.role in _SAID and key(block.text.chars).endswith(("。", "”", "！"))
            return _odd(run[::-1]) if said and len(run) <= _MOST else []
        run.append(block)
    return []


def _is_line(block: Block) -> bool:
    return block.role is Role.PARAGRAPH and not _STOP.search(key(block.text.chars))


def _odd(run: Sequence[Block]) -> list[Block]:
    """The run from its first to its last line that no rule of the language explains."""
    odd = [k for k, block in enumerate(run) if _is_odd(key(block.text.chars))]
    return list(run[odd[0] : odd[-1] + 1]) if odd else []


def _is_odd(line: str) -> bool:
    if MARKER.match(line) or LABEL.match(line) or PERSON.match(line) or line in FOREWORDS:
        return False
    labelled = _LABELLED.match(line) and not META.match(_BULLET.sub("", line))
    return _WORDS.match(line) is not None and not labelled


# A title of no kind


_SHORT = 8  # 须知: so short a title may be a word of a menu


def _better_title(document: Document, line_of: LineOf) -> Note | None:
    """The doubt on a title that names no kind of text, or is one short word, above a line that is a title."""
    titles = [b for b in document.blocks if b.role is Role.TITLE and len(b.text)]
    title = key("".join(b.text.chars for b in titles))
    plain = not ENDS_IN_GENRE.search(title) or (len(title) <= _SHORT and "关于" not in title)
    if not titles or not plain:
        return None
    end = line_of(titles[-1].text.at[-1])
    for number, line in _lines_before_sentence(document.blocks, end, line_of):
        like = NOTICE_TITLE.search(line) or (names_text(line) and len(line) > len(title))
        if like and len(line) >= _SHORT and bare(line) not in bare(title):
            first = line_of(titles[0].text.at[0])
            return Note(Code.TITLE_UNSURE, first, first, titles[0].text.chars, "", f"第{number}行：{line}")
    return None


def _lines_before_sentence(blocks: Sequence[Block], end: int, line_of: LineOf) -> Iterator[tuple[int, str]]:
    """The raw lines below line ``end`` down to the first that holds a full stop."""
    for block in blocks:
        for number, line in _raw_lines(block, line_of):
            if number <= end:
                continue
            if "。" in line:
                return
            yield number, line


def _raw_lines(block: Block, line_of: LineOf) -> Iterator[tuple[int, str]]:
    """The raw lines of a block, by number, in their matching form."""
    text = block.text
    for number, places in groupby(range(len(text)), lambda k: line_of(text.at[k])):
        yield number, key("".join(text.chars[k] for k in places))


# 关于印发…规则的通知浙江省金华市人民政府办公室关于印发…建议: a title and what stands below it, cut off
# ; not 关于印发…办法的通知 · 关于废止关于印发…办法的通知的决定 · 转发市商务局关于开展…工作的通知
_TWO_TITLES = re.compile(
    rf"^[^《》]*(?:关于|印发)[^《》]{{4,80}}(?:通知|公告|通告|决定)(?![的等中、和及或与])[{HAN}（）]{{2,40}}(?:关于|印发)"
)
# 巴住公管委〔2022〕7号巴中市住房公积金管理委员会关于…的批复
_NUMBER_FIRST = re.compile(rf"^[{HAN}]{{2,12}}〔(?:19|20)\d\d〕\d{{1,5}}号[{HAN}]{{2,40}}?(?:关于|印发)")


def _run_together(document: Document, line_of: LineOf) -> Iterator[Note]:
    """The doubt on a title with what stood above or below it: a number, or the title once more, cut off."""
    titles = [b.text for b in document.blocks if b.role is Role.TITLE and len(b.text)]
    title = key("".join(text.chars for text in titles))
    for pattern, code in ((_TWO_TITLES, Code.TITLE_UNSURE), (_NUMBER_FIRST, Code.NUMBER_UNREAD)):
        if titles and pattern.match(title):
            first, last = line_of(titles[0].at[0]), line_of(titles[-1].at[-1])
            yield Note(code, first, last, titles[0].chars)


# A number and a day that are nearly read


# 发布文号：〔2021〕66号 · （闽价〔2000〕商字295号2000年8月7日）
_LIKE_NUMBER = re.compile(r"[〔（](?:19|20)\d\d[〕）][^，。（）]{0,6}\d{1,5}号")
# 文号：府发12号
_OF_NUMBER = re.compile(r"^(?:发文字号|发文文号|发布文号|文件编号|文号)：.*\d")
_PASSED = re.compile(r"根据|修[订正改]|废止|通过|批准")  # a number in the history of a text is another's


def _near_number(document: Document, line_of: LineOf) -> Note | None:
    """The doubt on the line of a head that looks like the number of a document without one."""
    if document.doc_number is not None:
        return None
    for block in document.blocks:
        if block.role not in (*_OF_HEAD, Role.ADDRESSEE, Role.PARAGRAPH):
            return None
        for number, line in _raw_lines(block, line_of):
            if block.role is Role.PARAGRAPH and _STOP.search(line):
                return None
            said = block.role is Role.PARAGRAPH and re.search(r"[《》，]", line)
            alone = len(line) <= 40 and _LIKE_NUMBER.search(line) and not _PASSED.search(line) and not said
            if (alone and block.role is not Role.TITLE) or _OF_NUMBER.match(line):
                return Note(Code.NUMBER_UNREAD, number, number, line)
    return None


_NUMERAL = rf"[\d{NUMERAL}Oo?？]"
# 二?一一年五月十三日 · 2024126 · 2016年1212 · 2021-09-02 in a line of its own
_LIKE_DAY = re.compile(
    rf"^（?(?:(?:19|20)\d\d|{_NUMERAL}{{4}})(?:年|[-./])?{_NUMERAL}{{1,3}}(?:月|[-./])?{_NUMERAL}{{1,3}}日?）?[。.]?$"
)
# 2024年 / 10月15日: the lines of a day
_HALVES = re.compile(
    rf"^(?:{_NUMERAL}{{4}}年\n{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日|{_NUMERAL}{{4}}年{_NUMERAL}{{1,3}}月\n{_NUMERAL}{{1,3}}日)$"
)


def _near_day(document: Document, line_of: LineOf) -> Iterator[Note]:
    """The doubts on lines that look like the day of a document without one."""
    if document.date is not None:
        return
    lines = [x for b in document.blocks if b.role is Role.PARAGRAPH for x in _raw_lines(b, line_of)]
    for (number, above), (below, line) in pairwise(lines):
        if _HALVES.match(f"{above}\n{line}"):
            yield Note(Code.FRAME_UNREAD, number, below, above + line)
    for block in document.blocks:
        for number, line in _raw_lines(block, line_of) if block.role is Role.PARAGRAPH else ():
            if _LIKE_DAY.match(line):
                yield Note(Code.FRAME_UNREAD if date(line) else Code.MISREAD_FIGURE, number, number, line)
