"""The title that a web page prints more than once above a text: as its own, above its fields, and once more.

Only organs and the page's own lines stand between two printings: a cover has its date there, and printed
contents have other titles. One printing stays, the others are the page's, and so is an organ between them
that the text names as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from build_tools.language.page_byline import page_day
from build_tools.language.phrases import (
    BYLINE,
    DECREE,
    DECREE_OF_TERM,
    ENDS_IN_GENRE,
    HISTORY,
    MARKER,
    META,
    REGISTERED,
    is_organ,
    is_title_like,
)
from build_tools.language.script import DATE, HAN, NUMERAL, SERIAL_LINE, bare, doc_number, fold, key
from build_tools.model.catalogue import Evidence
from build_tools.model.source import Item, Line
from build_tools.sources.furniture.web_words import FOOT, PORTAL, WEAK

Dropped = dict[int, Evidence]
"""Index of a line → why it is none of a text's."""


def repeated_titles(items: Sequence[Item], begin: int) -> tuple[Dropped, int]:
    """The lines above the text at ``begin`` that print its title, or its organ, once more; and where the
    title begins that stays, or the lines that may be of it."""
    top = begin
    while top > 0 and title_line(items[top - 1]):
        top -= 1
    for start, end in _own_titles(items, begin):
        above = _printed_above(items, min(start, begin), joined(items, start, end))
        if above.printings:
            return _dropped(items, range(start, end), above), min(start, top)
    return {}, top


def inner_titles(items: Sequence[Item], begin: int) -> tuple[Dropped, set[int]]:
    """The same further down, where a source may hold several pages: title, organ, and the title again. What
    is dropped, where the title or what stands right below names the organ too, and what is in doubt."""
    dropped: Dropped = {}
    doubted: set[int] = set()
    for k in range(begin + 1, len(items) - 1):
        line = items[k]
        if not isinstance(line, Line) or len(line.key) > _LONGEST_HEAD or not is_organ(line.key):
            continue
        for end in range(k + 2, min(k + 6, len(items) + 1)):
            above = _run_above(items, k, joined(items, k + 1, end)) if _title(items, k + 1, end) else 0
            if above and _named(items, k, items[k + 1 : end + 8]):
                dropped |= dict.fromkeys(range(k - above, k + 1), Evidence.REPEATED)
                break
            if above:
                doubted |= {*range(k - above, end)}
                break
    return dropped, doubted


def page_title(items: Sequence[Item], begin: int) -> Dropped:
    """The page's own title above its fields, and right below them, where that of the text is another one, and
    the title stands once more as that of the text which it publishes.

    云岭省古树名木保护条例 · 发布时间：2023-12-04 · …人民代表大会常务委员会公告 · 第17号
    """
    for end in range(1, min(begin + 1, len(items))):
        if not of_page(items, end) or of_page(items, end - 1):
            continue
        below = next((k for k in range(end, len(items)) if not of_page(items, k)), len(items))
        for start in range(max(end - 4, 0), end):
            words = joined(items, start, end)
            titled = len(words) >= _SHORTEST and ENDS_IN_GENRE.search(key_of(items, start, end))
            found = _of_page_alone(items, words, range(start, end), below, begin) if titled else {}
            if found:
                return found
    return {}


def _of_page_alone(items: Sequence[Item], words: str, own: range, below: int, begin: int) -> Dropped:
    """The page's title at ``own``, and once more at ``below`` with its organ above another title; nothing
    where no text further down has it."""
    run = _run_at(items, below, words)
    end = below + run
    while run and end < below + run + 3 and _is_organ(items, end, words):
        end += 1
    if not run and any(_says_more(joined(items, below, below + n), words) for n in range(1, 5)):
        return _titles(items, own)
    issued = bool(run) and _issuing_title(items, end, words)
    if not (issued or _decrees(items, end)):
        return {}
    if not any(_run_at(items, k, words) for k in range(max(begin, end), len(items))):
        return {}
    decreed = _decrees(items, end)  # the name of the decree says whose it is
    organs = [k for k in range(below + run, end) if decreed or _named(items, k, items[end:])]
    return _titles(items, (*own, *range(below, below + run))) | dict.fromkeys(organs, Evidence.ABOVE)


def _says_more(title: str, words: str) -> bool:
    """Whether a title ends in ``words``, which a page gives as its own: …第一次会议关于政府工作报告的决议."""
    above = title.removesuffix(words)
    return len(words) >= 8 and title.endswith(words) and above != "" and not is_organ(above)


def _issuing_title(items: Sequence[Item], k: int, words: str) -> bool:
    """Whether a title of at most four lines stands there that names ``words``: 印发…办法的通知."""
    runs = (joined(items, k, k + n) for n in range(1, 5))
    return any(run != words and words in run and re.search(r"通知$|决定$|公告$|函$", run) for run in runs)


@dataclass
class _Above:
    """What is printed above a title: the same words, nearest first, and the organs between two of them."""

    printings: list[range] = field(default_factory=list)
    organs: list[list[int]] = field(default_factory=list)


def _own_titles(items: Sequence[Item], begin: int) -> Iterator[tuple[int, int]]:
    """Where the title of the text may stand: above its first line, above who passed it or the decree that
    publishes it; right below its number; or right below itself."""
    yield from _titles_above(items, begin)
    if begin < len(items) and _numbers(items[begin]):
        ends = range(begin + 2, begin + 6)
        yield from ((begin + 1, end) for end in ends if _title(items, begin + 1, end))
    for k in range(begin - 1, 0, -1):
        if _goes_on_below_title(items, k):
            yield from _titles_above(items, k)
    for start in range(1, min(begin, _FIRST_LINES)):
        runs = ((start, end) for end in range(start + 1, start + 5) if _title(items, start, end))
        yield from (run for run in runs if _run_above(items, start, joined(items, *run)))


_FIRST_LINES = 12  # of a source, among which a title may be printed twice one below the other


def _titles_above(items: Sequence[Item], end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines right above ``end`` that read like a title."""
    starts = range(end - 1, max(end - 6, -1), -1)
    yield from ((start, end) for start in starts if _title(items, start, end))


_SHORTEST = 5  # letters of a title: 渔业条例 may be a part of one


def _title(items: Sequence[Item], start: int, end: int) -> bool:
    return len(joined(items, start, end)) >= _SHORTEST and bool(
        ENDS_IN_GENRE.search(key_of(items, start, end))
    )


# 1964年2月10日,最高法院司法行政厅
_DATED = re.compile(rf"^{DATE.pattern}，[{HAN}]{{2,20}}$")


_CONTENTS = re.compile(r"^目[录次]$")


def _goes_on_below_title(items: Sequence[Item], k: int) -> bool:
    line = items[k]
    if not isinstance(line, Line):
        return False
    signs = (BYLINE, HISTORY, MARKER, _DATED, _CONTENTS)
    return _names_organs(line) or _decree(items, k) or any(p.match(line.key) for p in signs)


def _decrees(items: Sequence[Item], k: int) -> bool:
    """Whether the name of a decree stands there."""
    line = items[k] if k < len(items) else None
    return isinstance(line, Line) and bool(DECREE.match(line.key) or DECREE_OF_TERM.match(line.key))


def _decree(items: Sequence[Item], k: int) -> bool:
    """Whether 某省人民政府令 and 第82号 stand at ``k``."""
    pair = [x.key for x in items[k : k + 2] if isinstance(x, Line)]
    return len(pair) == 2 and bool(DECREE.match(pair[0]) and SERIAL_LINE.match(pair[1]))


def _printed_above(items: Sequence[Item], start: int, words: str) -> _Above:
    """The lines above ``start`` that are ``words``, and organs between, if nothing else stands there."""
    found, organs = _Above(), list[int]()
    k = start
    while k > 0:
        if run := _run_above(items, k, words):
            k -= run
            found.printings.append(range(k, k + run))
            found.organs.append(organs)
            organs = []
        elif _is_organ(items, k - 1, words):
            organs.append(k - 1)
            k -= 1
        elif of_page(items, k - 1):
            k -= 1
        else:
            break
    contents = k > 0 and isinstance(items[k - 1], Line) and _CONTENTS.match(key_of(items, k - 1, k))
    return _Above() if contents else found


def _dropped(items: Sequence[Item], own: range, above: _Above) -> Dropped:
    """All printings but one: the text's own, or the one above the organ where nothing else names that."""
    nearest, organs = above.printings[0], above.organs[0]
    told_below = _is_organ(items, own.stop, "")
    named = [k for k in organs if told_below or _named(items, k, items[own.start :])]
    others = [k for run in above.printings[1:] for k in run]
    between = [k for run in above.organs[1:] for k in run]
    titles = (*others, *(nearest if len(named) == len(organs) else own))
    return _titles(items, titles) | dict.fromkeys((*named, *between), Evidence.ABOVE)


def _titles(items: Sequence[Item], lines: Iterable[int]) -> Dropped:
    """Lines of a title with what proves them: one that names its version or its path is printed once so."""
    versions = {k for k in lines if isinstance(x := items[k], Line) and _OWN_WORDS.search(x.key)}
    return {k: Evidence.ABOVE if k in versions else Evidence.REPEATED for k in lines}


def _is_organ(items: Sequence[Item], k: int, words: str) -> bool:
    """Whether an organ stands at ``k``, or what begins the title and so may be one: 中国人民政治协商会议."""
    line = items[k] if k < len(items) else None
    if not isinstance(line, Line):
        return False
    return _names_organs(line) or (len(line.key) > 3 and words.startswith(bare(line.key)))


def _names_organs(line: Line) -> bool:
    return all(is_organ(part) for part in line.key.split("、"))  # 财政部、司法部


# 云南省临沧市人民政府, whose title and signature say 临沧市人民政府
_PROVINCE = re.compile(rf"^[{HAN}]{{2,7}}?(?:省|自治区)(?=[{HAN}]{{2,}}[市州盟县区旗])")
_LONGEST_HEAD = 40


def _named(items: Sequence[Item], k: int, below: Sequence[Item]) -> bool:
    """Whether a title, a signature or a decree below names the organ at ``k`` too."""
    line = items[k]
    assert isinstance(line, Line)
    name = _PROVINCE.sub("", bare(line.key))
    heads = (
        x.key for x in below if isinstance(x, Line) and len(x.key) <= _LONGEST_HEAD and "。" not in x.key
    )
    return any(name in bare(head) for head in heads)


# Shared with what else the head of a page is asked for


def of_page(items: Sequence[Item], k: int) -> bool:
    """Whether a line, with what stands in its raw line, is the page's own: its path, its fields."""
    line = items[k] if k < len(items) else None
    if not isinstance(line, Line):
        return False
    same = [x for x in items[max(0, k - 8) : k + 9] if isinstance(x, Line) and x.number == line.number]
    return bool(
        PORTAL.search(fold("　".join(x.text.chars for x in same)))
        or META.match(line.key)
        or page_day(line.key)
        or REGISTERED.match(line.key)
    )


def title_line(item: Item) -> bool:
    """Whether a line may be one of a title's."""
    if not isinstance(item, Line) or not is_title_like(item.key):
        return False
    return not (FOOT.match(item.key) or WEAK.match(item.key) or PORTAL.search(fold(item.text.chars)))


def key_of(items: Sequence[Item], start: int, end: int) -> str:
    """The matching form of the lines from ``start`` to ``end`` as one."""
    return key("".join(x.text.chars for x in items[start:end] if isinstance(x, Line)))


# …的通知(2019修订), as a page titles what is printed as …的通知
_VERSION = re.compile(rf"（\d{{4}}年?(?:第[{NUMERAL}]次)?修[订正]）$")


# 某公报/一九五四年/第一号/国务院关于出版公报的决定 · 政务服务丨青江市人民政府关于…的意见: as a page titles it
_PATHED = re.compile(r"^[^《》]*[/丨](?=[^/丨]{8,}$)")


_OWN_WORDS = re.compile(rf"{_VERSION.pattern}|{_PATHED.pattern}")


def joined(items: Sequence[Item], start: int, end: int) -> str:
    """The letters of the lines from ``start`` to ``end``; nothing where one of them is none of a title."""
    if end > len(items) or not all(title_line(x) for x in items[start:end]):
        return ""
    return bare(_PATHED.sub("", _VERSION.sub("", key_of(items, start, end))))


def _run_above(items: Sequence[Item], k: int, words: str) -> int:
    """How many lines right above ``k`` say ``words``; 0 if none."""
    return next((n for n in range(1, 6) if k >= n and joined(items, k - n, k) == words), 0)


def _run_at(items: Sequence[Item], k: int, words: str) -> int:
    """How many lines at ``k`` say ``words``; 0 if none."""
    return next((n for n in range(1, 5) if joined(items, k, k + n) == words), 0)


def _numbers(item: Item) -> bool:
    return isinstance(item, Line) and bool(doc_number(item.key) or SERIAL_LINE.match(item.key))
