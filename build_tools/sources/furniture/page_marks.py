"""The marks and the numbers that a page prints at its foot or head: ``— 3 —``, ``第3页``, ``3/5``, ``3``.

A mark fits the row of marks of its source; bare figures count up from page to page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from build_tools.language.phrases import PAGE_SIGNS
from build_tools.language.script import SMALL, key, number
from build_tools.model.catalogue import Evidence
from build_tools.model.source import Item, Line, TableLine
from build_tools.sources.furniture.judged import Judged, at_turn, inside_sentence

# — 3 — · - 12 - · ·2· · ～3～ · — 1 9 — · — l7 — · 一 12 一, by recognition
_DASHED = re.compile(rf"^[{PAGE_SIGNS}]{{1,3}}(?P<page>[\dlIOo]{{1,4}})[{PAGE_SIGNS}]{{1,3}}$")
# 第3页 · 第十二页 · 第3页 共5页 · Page 3 of 5
_NAMED = re.compile(
    rf"^(?:第\s*(?P<page>\d{{1,4}}|[{SMALL}百零〇]{{1,5}})\s*页(?:\s*[,，/]?\s*共\s*\d{{1,4}}\s*页)?"
    r"|[Pp]age\s*(?P<also>\d{1,4})(?:\s*of\s*\d{1,4})?)$"
)
_OF_ALL = re.compile(r"^(?P<page>\d{1,4})\s*[/／]\s*(?P<all>\d{1,4})$")  # 3/5 · １２／４８


def page_marks(items: Sequence[Item]) -> Judged:
    """The marks at the foot or the head of pages: those of a form that count up.

    They may begin anew (a text with pages of its own); a mark that does neither is not proven. ``3/5`` is
    a fraction unless others of the kind stand beside it.
    """
    judged = Judged()
    for form in (_DASHED, _NAMED):
        row = [(k, _page(m["page"] or m.groupdict()["also"])) for k, m in _matches(items, form)]
        if len(row) == 1 and _is_said(items, row[0][0]):
            judged.doubted.add(row[0][0])
        else:
            _in_row(row, judged)
    parts = [(k, int(m["page"]), int(m["all"])) for k, m in _matches(items, _OF_ALL)]
    same = len(parts) >= 2 and len({total for _, _, total in parts}) == 1
    if same and all(page <= total for _, page, total in parts):
        _in_row([(k, page) for k, page, _ in parts], judged)
    else:
        judged.doubted |= {k for k, _, _ in parts}
    return judged


_MISREAD = str.maketrans("lIOo", "1100")


def _page(printed: str) -> int:
    """The number of a page, also where a letter stands for a digit; only a row of others proves it."""
    return number(printed) or int(printed.translate(_MISREAD))


def pages_of(items: Sequence[Item], marks: set[int]) -> dict[int, int]:
    """The page that each of the marks says, by index."""
    found = ((k, page_of(x.key)) for k in marks if isinstance(x := items[k], Line))
    return {k: page for k, page in found if page is not None}


def _matches(items: Sequence[Item], form: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for k, item in enumerate(items):
        if isinstance(item, Line) and (match := form.match(item.key if form is _DASHED else item.text.chars)):
            groups = match.groupdict()
            if groups["page"] or groups.get("also"):
                yield k, match


def _in_row(row: Sequence[tuple[int, int]], judged: Judged) -> None:
    """Drop the marks of a row that count up or begin anew."""
    last = -1
    for n, (k, page) in enumerate(row):
        following = row[n + 1][1] if n + 1 < len(row) else None
        if page > last or page == 1 or following == page + 1:
            judged.dropped[k] = Evidence.PAGE_MARK
            last = page
        else:
            judged.doubted.add(k)


_BARE_MARK = re.compile(rf"^第\s*(?:\d{{1,4}}|[{SMALL}百零〇]{{1,5}})\s*页$")


def _is_said(items: Sequence[Item], k: int) -> bool:
    """Whether ``第3页``, the only mark of its source, may be words: no page is seen to turn there."""
    line = items[k]
    if not isinstance(line, Line) or not _BARE_MARK.match(line.text.chars):
        return False
    ends = k in (0, len(items) - 1) or at_turn(items, k, set()) or inside_sentence(items, k, {k})
    return not ends and not any(isinstance(items[j], TableLine) for j in (k - 1, k + 1))


_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_PAGE_LINES = 5  # a page without any other sign of its turn has so many lines
_SENTENCE = re.compile(r"[，。；]|.{20}")


def page_numbers(items: Sequence[Item], turns: set[int]) -> dict[int, Evidence]:
    """Lines that are only a figure, where they are the numbers of pages.

    The longest row that counts up is one if it ends the source, if it stands at page turns (``turns``), if
    it parts sentences and its pages are long, or if pages of the same length stand between blank lines. One
    between the parts of a table whose names are printed again below it needs no other.
    1, 2, 3 before the measures that they count are none, and neither are 1, 2, 3 behind the names of prizes.
    """
    known = figures(items)
    row = _counting(known)
    inside = dict.fromkeys((k for k in known if _inside_table(items, k)), Evidence.PAGE_NUMBER)
    if len(row) < 2:
        return inside | _beside_heads(items, known, turns)
    pages = [items[a + 1 : b] for a, b in pairwise(row)]
    told = all(any(isinstance(x, Line) and _SENTENCE.search(x.key) for x in page) for page in pages)
    counts = known[row[0]] == 1 and all(len(page) == 1 for page in pages)
    ends = row[-1] == len(items) - 1 and told and not counts
    at_turns = all(k in inside or at_turn(items, k, turns) for k in row) or _centred(items, row)
    cuts = sum(inside_sentence(items, k, turns) for k in row)
    long = all(len(page) >= _PAGE_LINES for page in pages)
    parts = len(row) >= 3 and long and cuts * 2 >= len(row)
    alike = (cuts or (len(row) >= 3 and known[row[0]] == 1)) and long
    if ends or at_turns or parts or (alike and _same_length(items, row, known)):
        return inside | dict.fromkeys(row, Evidence.PAGE_NUMBER)
    return inside | _beside_heads(items, known, turns)


def _beside_heads(items: Sequence[Item], known: Mapping[int, int], turns: set[int]) -> dict[int, Evidence]:
    """Figures beside a running head that stand with it inside of a sentence: 当连续7 d低于60% / 1 / DB00/T
    2147—2024 / 时，应查明原因。"""
    return {
        k: Evidence.PAGE_NUMBER
        for k in known
        if {k - 1, k + 1} & turns and inside_sentence(items, k, turns | {k})
    }


def _inside_table(items: Sequence[Item], k: int) -> bool:
    """Whether a table stops above item ``k`` and goes on below it, its names printed again."""
    above, below = items[k - 1] if k else None, items[k + 1] if k + 1 < len(items) else None
    if not isinstance(above, TableLine) or not isinstance(below, TableLine):
        return False
    first, again = ([c.plain for c in x.grid.rows[0].cells] if x.grid.rows else [] for x in (above, below))
    return len(first) > 1 and first == again


def between_marks(items: Sequence[Item], marks: Mapping[int, int], heads: set[int]) -> dict[int, Evidence]:
    """Figures on lines of their own that the row of marks lacks: 32 between ``· 31 ·`` and ``－33－``.

    ``marks`` are the pages of the marks by index, ``heads`` what names the gazette: one stands beside the
    figure, or a sentence goes on over it.
    """
    found: dict[int, Evidence] = {}
    known = figures(items)
    for (a, first), (b, last) in pairwise(sorted(marks.items())):
        inside = {k: page for k, page in known.items() if a < k < b and first < page < last}
        counted = list(inside.values())
        if last - first > _MISSING or counted != sorted(set(counted)):
            continue
        for k in inside:
            if {k - 1, k + 1} & heads or inside_sentence(items, k, heads | {k}):
                found[k] = Evidence.PAGE_NUMBER
    return found


def behind_marks(items: Sequence[Item], marks: Mapping[int, int]) -> set[int]:
    """A figure behind the last mark that counts on, the only one there: it may be the number of a page."""
    if not marks:
        return set()
    last = max(marks)
    known = {k: page for k, page in figures(items).items() if k > last}
    return {k for k, page in known.items() if len(known) == 1 and page == marks[last] + 1}


_MISSING = 4  # so far may two marks be apart between which others have lost their signs
_LINES_OF_PAGE = 15  # a page that is told by its length alone has so many lines


def _same_length(items: Sequence[Item], row: Sequence[int], known: Mapping[int, int]) -> bool:
    """Whether the figures stand between blank lines, all at the same distance within two lines."""
    lines = [x for k in row if isinstance(x := items[k], Line)]
    first = [lines[0].number] if known[row[0]] == 1 else []
    lengths = [*first, *(b.number - a.number for a, b in pairwise(lines))]
    apart = all(line.gap for line in lines) and all(items[k + 1].gap for k in row if k + 1 < len(items))
    same = len(lengths) >= 2 and max(lengths) - min(lengths) <= 2 and min(lengths) >= _LINES_OF_PAGE
    return apart and same and all(known[b] == known[a] + 1 for a, b in pairwise(row))


def _centred(items: Sequence[Item], row: Sequence[int]) -> bool:
    """Whether the figures stand each in the middle of an empty space, all at one place, below long pages."""
    lines = [x for k in row if isinstance(x := items[k], Line)]
    indents = [line.indent for line in lines]
    apart = all(line.gap for line in lines) and all(items[k + 1].gap for k in row if k + 1 < len(items))
    far = all(b - a > _PAGE_LINES for a, b in pairwise(row)) and row[0] >= _PAGE_LINES
    return min(indents) >= 10 and max(indents) - min(indents) <= 2 and apart and far


def figures(items: Sequence[Item]) -> dict[int, int]:
    """Lines that are only a figure, by index: no year, and none beside another one, as cells are."""
    alone = [isinstance(x, Line) and bool(_BARE_NUMBER.match(x.key)) for x in items]
    return {
        k: int(x.key)
        for k, x in enumerate(items)
        if isinstance(x, Line)
        and alone[k]
        and not 1900 <= int(x.key) <= 2100
        and not any(alone[j] for j in (k - 1, k + 1) if 0 <= j < len(items))
    }


def _counting(known: Mapping[int, int]) -> list[int]:
    """The longest row of figures that grow by one, or by two where a page has none."""
    best: dict[int, list[int]] = {}  # value → the longest row that ends with it
    longest: list[int] = []
    for k, value in known.items():
        above = max((best.get(value - 1, []), best.get(value - 2, [])), key=len)
        row = [*above, k]
        if len(row) >= len(best.get(value, [])):
            best[value] = row
        if len(row) >= len(longest):
            longest = row
    return longest


# 第3页 · — 3 — 早市
_PAGE = re.compile(
    rf"(?P<dashed>[{PAGE_SIGNS}]{{1,3}}[\dlIOo]{{1,4}}[{PAGE_SIGNS}]{{1,3}})"
    rf"|(?P<named>第(?:\d{{1,4}}|[{SMALL}百零〇]{{1,5}})页(?:[,，/]?共\d{{1,4}}页)?|[Pp]age\d{{1,4}}(?:of\d{{1,4}})?)"
    r"|(?P<part>\d{1,4}[/／]\d{1,4})|(?P<bare>\d{1,4})"
)


def form_of(was: str) -> str:
    """How a dropped page mark was written: ``dashed``, ``named``, ``part``, ``bare``; empty for any other."""
    match = _PAGE.fullmatch(key(was))
    return match.lastgroup or "" if match else ""


def page_of(was: str) -> int | None:
    """The page that a dropped mark says; None for what is none."""
    printed = re.search(rf"[\dlIOo]+|(?<=第)[{SMALL}百零〇]+", re.sub("[Pp]age", "", key(was)))
    return _page(printed[0]) if printed and form_of(was) else None
