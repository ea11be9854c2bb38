"""What a web page prints around a text: its path, bylines, the title once more, buttons, its foot.

Such words count only before the first text of a source or behind the last one, never on a line with a head
number or a full stop. Elsewhere, and where nothing proves them, they stay with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.language.page_byline import page_day
from build_tools.language.phrases import (
    CLOSED,
    ENDS_IN_GENRE,
    IMPRINT,
    LABEL,
    MARKER,
    META,
    NOTICE_TITLE,
    REMARK,
    is_organ,
)
from build_tools.language.script import SERIAL_LINE, doc_number, fold, is_date_line, key
from build_tools.model.catalogue import Evidence, Note
from build_tools.model.source import Item, Line
from build_tools.sources.furniture.judged import Judged, without
from build_tools.sources.furniture.repeated_titles import inner_titles, page_title, repeated_titles
from build_tools.sources.furniture.web_foot import foot_lines
from build_tools.sources.furniture.web_words import (
    ADDRESS,
    FACTS,
    FOOT,
    FOOT_WORD,
    PATH,
    PORTAL,
    RELATED,
    SITE,
    WEAK,
)


def _foot(line: Line) -> bool:
    return bool(FOOT.match(line.key) or ADDRESS.match(line.text.chars))


def without_web_frame(items: Sequence[Item]) -> tuple[list[Item], list[Note]]:
    """The items without what a web page prints above the first text and below the last one."""
    judged = Judged()
    _above(items, judged)
    _below(items, judged)
    below = foot_lines(items)
    judged.doubted, judged.apart = judged.doubted | below, judged.apart | below
    begin, behind, related = _begin(items), _behind_last_day(items), _related(items)
    foot = min((k for k, e in judged.dropped.items() if e is Evidence.BELOW), default=len(items))
    for k, item in enumerate(items):
        if not isinstance(item, Line) or k in judged.dropped:
            continue
        told = behind is not None and k >= behind and FOOT_WORD.search(item.key)
        of_foot = (
            told or k >= related or (k > foot and not REMARK.match(item.key) and not IMPRINT.match(item.key))
        )
        of_page = k >= begin and _page_words_inside(items, k)
        if of_foot or of_page or _foot(item) or (_weak(item) and not _listed(items, k)):
            judged.doubted.add(k)
    end = max((k for k, x in enumerate(items) if isinstance(x, Line) and "。" in x.key), default=-1)
    apart = [_alone(x) if k in judged.doubted and k > end else x for k, x in enumerate(items)]
    return without(apart, judged)


def _page_words_inside(items: Sequence[Item], k: int) -> bool:
    """Whether a line below the first text is of a page, and not the byline of a text whose title is above."""
    line, above = items[k], items[k - 1] if k else None
    if not isinstance(line, Line) or _is_text(line) or not PORTAL.search(fold(line.text.chars)):
        return False
    titled = isinstance(above, Line) and NOTICE_TITLE.search(above.key)
    return not (titled and page_day(line.key))


def _alone(item: Item) -> Item:
    """A line that may be of the page's foot, with nothing to be joined to it."""
    return replace(item, alone=True) if isinstance(item, Line) else item


def _listed(items: Sequence[Item], k: int) -> bool:
    """Whether a short line stands in a list of such lines that ``：`` opens, or with a bullet."""
    for item in reversed(items[max(0, k - 12) : k]):
        if not isinstance(item, Line) or item.key.endswith("："):
            return isinstance(item, Line)
        if len(item.key) > 15 or CLOSED.search(item.key):
            return False
    return False


# The head of the source


def _above(items: Sequence[Item], judged: Judged) -> None:
    """The page's own lines above the first text, and titles that are printed again below."""
    begin = _begin(items)
    titles = page_title(items, begin)
    repeated, top = (titles, max(titles) + 1) if titles else repeated_titles(items, begin)
    titled = begin < len(items)
    first = next((k for k, x in enumerate(items[:begin]) if k >= top and isinstance(x, Line)), begin)
    above = list(_raw_lines(items, begin))
    own = (*_site(above), *_above_path(above), *_tools(above, repeated), *_visits(above))
    judged.dropped |= dict.fromkeys(own, Evidence.ABOVE)
    for raw in above:
        words = _words(raw)
        between = raw[-1][0] < top and repeated and raw[0][0] > min(repeated)
        portal = bool(PORTAL.search(words)) and (between or not FACTS.search(words))
        outside = titled and raw[-1][0] < first and not FACTS.search(words)
        button = outside and all(_foot(x) or WEAK.match(x.key) for _, x in raw)
        if (portal or button) and not any(_is_text(x) for _, x in raw):
            judged.dropped |= dict.fromkeys((k for k, _ in raw), Evidence.ABOVE)
    again, unsure = inner_titles(items, begin)
    judged.dropped |= repeated | again
    judged.doubted |= unsure


def _words(raw: Sequence[tuple[int, Line]]) -> str:
    return fold("　".join(line.text.chars for _, line in raw))


def _site(above: Sequence[Sequence[tuple[int, Line]]]) -> set[int]:
    """The site's name and tools among the first lines of all, with the page's path or fields beside them."""
    count = 0
    while count < len(above) and (SITE.match(_words(above[count])) or PORTAL.search(_words(above[count]))):
        count += 1
    below = above[count : count + 3]  # a title of the page may stand between
    path = any(not SITE.match(_words(raw)) for raw in above[:count])
    told = path or any(PORTAL.search(_words(raw)) or META.match(raw[0][1].key) for raw in below)
    return {k for raw in above[:count] if SITE.match(_words(raw)) for k, _ in raw} if told else set()


_SHORT = 20


def _above_path(above: Sequence[Sequence[tuple[int, Line]]]) -> set[int]:
    """What stands above the page's path: the office whose site it is, menus, the column that the path names;
    no title, number or day."""
    path = next((n for n, raw in enumerate(above) if PATH.search(_words(raw))), 0)
    own = re.sub(r"\s", "", "".join(_words(raw) for raw in above[path : path + 2]))
    lines = [pair for raw in above[:path] for pair in raw]
    return {k for k, x in lines if _of_site(x) or (x.key in own and not _numbers(x))}


def _of_site(line: Line) -> bool:
    """Whether a line is short and none of a text, or names organs and nothing else."""
    parts = [key(part) for part in line.text.chars.split()]
    return all(map(is_organ, parts)) or (len(line.key) <= _SHORT and not _of_text(line))


def _tools(above: Sequence[Sequence[tuple[int, Line]]], repeated: Mapping[int, Evidence]) -> set[int]:
    """What stands between the page's path and its own title, which the text has too: 转第, 保留字段信息."""
    path = next((n for n, raw in enumerate(above) if PORTAL.search(_words(raw))), len(above))
    between = [pair for raw in above[path + 1 :] for pair in raw if pair[0] < min(repeated, default=0)]
    short = all(len(x.key) <= _SHORT and not _of_text(x) for _, x in between)
    return {k for k, _ in between} if short else set()


def _of_text(line: Line) -> bool:
    """Whether a line may belong to a text: an organ, a title, a number, a day, a field."""
    return bool(
        _is_text(line)
        or is_organ(line.key)
        or ENDS_IN_GENRE.search(line.key)
        or META.match(line.key)
        or _numbers(line)
        or is_date_line(line.key)
    )


def _visits(above: Sequence[Sequence[tuple[int, Line]]]) -> set[int]:
    """How often a page was read: a figure alone right below what only a page prints, and above the text."""
    pairs = ((upper, raw) for upper, raw in pairwise(above) if PORTAL.search(_words(upper)))
    return {k for _, raw in pairs for k, x in raw if re.fullmatch(r"\d{3,9}", x.key)}


def _is_text(line: Line) -> bool:
    return "。" in line.key or bool(MARKER.match(line.key))


def _raw_lines(items: Sequence[Item], end: int) -> Iterator[list[tuple[int, Line]]]:
    """The lines above ``end``, the fields of one raw line together (they stand apart by then)."""
    group: list[tuple[int, Line]] = []
    for k, item in enumerate(items[:end]):
        if not isinstance(item, Line):
            continue
        if group and not (item.number == group[0][1].number and META.match(item.key)):
            yield group
            group = []
        group.append((k, item))
    if group:
        yield group


_HEAD_ITEMS = 60
_LATIN = re.compile(r"[A-Za-z]")  # 页面宽度(px): is no addressee


def _begin(items: Sequence[Item]) -> int:
    """Where the first text begins: its number, its addressee, its first sentence or a table."""
    for k, item in enumerate(items[:_HEAD_ITEMS]):
        if not isinstance(item, Line) or _numbers(item):
            return k
        if "。" in item.key and not META.match(item.key):
            return k  # not 导读：…, a summary that the page has made
        own = META.match(item.key) or PORTAL.search(fold(item.text.chars)) or _LATIN.search(item.key)
        if item.key.endswith("：") and not own:
            return k  # the last line of an addressee
    return min(len(items), _HEAD_ITEMS)


def _numbers(line: Line) -> bool:
    return bool(doc_number(line.key) or SERIAL_LINE.match(line.key))


# The foot of the source


def _below(items: Sequence[Item], judged: Judged) -> None:
    """Words of a page's foot behind the last text: from its last day on, or at the very end."""
    start = _behind_last_day(items)
    if start is None:
        start = _lowest(items)
        while start > 0 and _page_words(items[start - 1]):
            start -= 1
        above = items[start - 1] if start else None
        open_ = isinstance(above, Line) and (re.search(r"[：，、（《“]$", above.key) or _labels(above))
        if open_ or _listed(items, start):
            return  # 首层界面设置下列按钮：
    region = [(k, x) for k, x in enumerate(items[start:], start) if isinstance(x, Line)]
    if start == 0 or not any(_foot(x) for _, x in region):
        return
    judged.dropped |= {k: Evidence.BELOW for k, x in region if _page_words(x)}


def _labels(line: Line) -> bool:
    """Whether a line is the label of an annex and nothing else: what it labels stands below."""
    match = LABEL.match(line.key)
    return match is not None and not match["rest"]


def _lowest(items: Sequence[Item]) -> int:
    """The index behind the lowest word of a page's foot; the page's address may stand below it."""
    feet = [k for k, x in enumerate(items) if isinstance(x, Line) and _foot(x)]
    below = items[feet[-1] + 1 :] if feet else ()
    short = len(below) <= 3 and all(isinstance(x, Line) and not _is_text(x) for x in below)
    return feet[-1] + 1 if feet and short else len(items)


def _related(items: Sequence[Item]) -> int:
    """Where a page names what else it has, with no sentence behind; the number of items if nowhere."""
    last = max((k for k, x in enumerate(items) if not isinstance(x, Line) or "。" in x.key), default=-1)
    named = (k for k, x in enumerate(items) if k > last and isinstance(x, Line) and RELATED.match(x.key))
    return next(named, len(items))


def _page_words(item: Item) -> bool:
    """Whether a line is of a page's foot, and neither a sentence nor an item of a text."""
    return isinstance(item, Line) and (_foot(item) or _weak(item)) and not _is_text(item)


def _weak(line: Line) -> bool:
    return bool(WEAK.match(line.key))


def _behind_last_day(items: Sequence[Item]) -> int | None:
    """The index behind the last signature, where nothing of a text follows on it."""
    days = [k for k, x in enumerate(items) if isinstance(x, Line) and is_date_line(x.key)]
    if not days:
        return None
    start = days[-1] + 1
    for item in items[start:]:
        # （一）网站标识码：5301990001　网站地图: an item of a text, whatever it speaks of
        if not isinstance(item, Line) or MARKER.match(item.key):
            return None
        if _foot(item) or _weak(item) or REMARK.match(item.key) or IMPRINT.match(item.key):
            continue
        if LABEL.match(item.key) or len(item.key) > 60:
            return None
        if ENDS_IN_GENRE.search(item.key) or ("。" in item.key and not FOOT_WORD.search(item.key)):
            return None
    return start
