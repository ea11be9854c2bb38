"""What a page prints around its text: page marks, page numbers, running heads. Each is dropped on proof only.

A mark fits the row of marks of its source; bare figures count up from page to page; a running head
repeats the gazette's name or the title at page turns. What looks like one and is not proven stays where
it stands, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from build_tools.language.phrases import (
    BYLINE,
    CLOSED,
    ENDS_IN_GENRE,
    MARKER,
    is_addressee,
)
from build_tools.language.script import SERIAL_LINE, bare, doc_number, is_date_line
from build_tools.model.catalogue import Code, Evidence, Note
from build_tools.model.edits import drop
from build_tools.model.source import Item, Line


@dataclass
class Judged:
    """What is dropped of the items of a source, by index and with its proof, and what stays in doubt."""

    dropped: dict[int, Evidence] = field(default_factory=dict)
    doubted: set[int] = field(default_factory=set)


def dropped(line: Line, evidence: Evidence) -> Note:
    """The note of a line that is dropped whole."""
    return Note(
        Code.FURNITURE,
        line.number,
        line.number,
        line.text.chars,
        detail=evidence.value,
        edits=(drop(line.text),),
        evidence=evidence,
    )


def unproven(line: Line) -> Note:
    """The doubt on a line that looks like furniture and stays."""
    return Note(Code.FURNITURE_UNPROVEN, line.number, line.number, line.text.chars)


_TURNS = (Evidence.PAGE_MARK, Evidence.PAGE_NUMBER, Evidence.RUNNING_HEAD)


def without(items: Sequence[Item], judged: Judged) -> tuple[list[Item], list[Note]]:
    """The items without what is dropped, and all notes. A page breaks where a mark of it stood; blank
    lines above a dropped line stand above the next one."""
    kept: list[Item] = []
    notes: list[Note] = []
    gap, broken = 0, False
    for k, item in enumerate(items):
        if isinstance(item, Line) and k in judged.dropped:
            notes.append(dropped(item, judged.dropped[k]))
            gap += item.gap
            broken = broken or item.page_break or judged.dropped[k] in _TURNS
            continue
        if isinstance(item, Line) and k in judged.doubted:
            notes.append(unproven(item))
        if gap or broken:
            gap += item.gap
            item = replace(item, gap=gap, page_break=item.page_break or broken or gap >= 3)
            gap, broken = 0, False
        kept.append(item)
    return kept, notes


# — 3 — · - 12 - · ·2·
_DASHED = re.compile(r"^[—–\-－·•]{1,3}\s*(?P<page>\d{1,4})\s*[—–\-－·•]{1,3}$")
# 第3页 · 第3页 共5页 · Page 3 of 5
_NAMED = re.compile(
    r"^(?:第\s*(?P<page>\d{1,4})\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|[Pp]age\s*(?P<also>\d{1,4})(?:\s*of\s*\d{1,4})?)$"
)
_OF_ALL = re.compile(r"^(?P<page>\d{1,4})\s*/\s*(?P<all>\d{1,4})$")  # 3/5


def page_marks(items: Sequence[Item]) -> Judged:
    """The marks at the foot or the head of pages: those of a form that count up.

    They may begin anew (a text with pages of its own); a mark that does neither is not proven. ``3/5`` is
    a fraction unless others of the kind stand beside it.
    """
    judged = Judged()
    for form in (_DASHED, _NAMED):
        row = [(k, int(m["page"] or m.groupdict()["also"])) for k, m in _matches(items, form)]
        _in_row(row, judged)
    parts = [(k, int(m["page"]), int(m["all"])) for k, m in _matches(items, _OF_ALL)]
    same = len(parts) >= 2 and len({total for _, _, total in parts}) == 1
    if same and all(page <= total for _, page, total in parts):
        _in_row([(k, page) for k, page, _ in parts], judged)
    else:
        judged.doubted |= {k for k, _, _ in parts}
    return judged


def _matches(items: Sequence[Item], form: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for k, item in enumerate(items):
        if isinstance(item, Line) and (match := form.match(item.text.chars)):
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


_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_PAGE_LINES = 5  # a page without any other sign of its turn has so many lines
_SENTENCE = re.compile(r"[，。；]|.{20}")


def page_numbers(items: Sequence[Item], turns: set[int]) -> dict[int, Evidence]:
    """Lines that are only a figure, where they are the numbers of pages.

    The longest row that counts up is one if it ends the source, if it stands at page turns (``turns``), or
    if it parts sentences and its pages are long. 1, 2, 3 before the measures that they count are none, and
    neither are 1, 2, 3 behind the names of prizes.
    """
    known = figures(items)
    row = _counting(known)
    if len(row) < 2:
        return {}
    pages = [items[a + 1 : b] for a, b in pairwise(row)]
    told = all(any(isinstance(x, Line) and _SENTENCE.search(x.key) for x in page) for page in pages)
    counts = known[row[0]] == 1 and all(len(page) == 1 for page in pages)
    ends = row[-1] == len(items) - 1 and told and not counts
    at_turns = all(_at_turn(items, k, turns) for k in row)
    cuts = sum(_inside_sentence(items, k, turns) for k in row)
    long = all(len(page) >= _PAGE_LINES for page in pages)
    if ends or at_turns or (len(row) >= 3 and long and cuts * 2 >= len(row)):
        return dict.fromkeys(row, Evidence.PAGE_NUMBER)
    return {}


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


def _at_turn(items: Sequence[Item], k: int, turns: set[int]) -> bool:
    """Whether a page begins or ends at item ``k``."""
    following = items[k + 1] if k + 1 < len(items) else None
    beside = any(j in turns for j in (k - 1, k + 1))
    return beside or items[k].page_break or (following is not None and following.page_break)


def _inside_sentence(items: Sequence[Item], k: int, passed_over: set[int]) -> bool:
    """Whether running text stops above item ``k`` without a full stop and goes on below it."""
    above = next((items[j] for j in range(k - 1, -1, -1) if j not in passed_over), None)
    below = next((items[j] for j in range(k + 1, len(items)) if j not in passed_over), None)
    if not isinstance(above, Line) or not isinstance(below, Line):
        return False
    return len(above.key) > 12 and not CLOSED.search(above.key) and not MARKER.match(below.key)


# 西藏自治区人民政府公报 2024年第7期 · 2025年第3期 · 拉萨市人民政府公报2025.3 · …第3期·2·
# 江苏省人民政府公报  2024年第9期  第2页
_GAZETTE = re.compile(
    r"^(?:第\d{1,4}页)?[·•\-—]?\d{0,4}[·•\-—]?(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?(?:\d{4}(?:年|[.·])(?:第?\d{1,3}期?)?)?"
    r"(?:（?总第\d+[期号]）?)?(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?[·•\-—]?\d{0,4}[·•\-—]?(?:第\d{1,4}页)?$"
)
_WITH_PAGE = re.compile(r"第\d{1,4}页$|^第\d{1,4}页|[·•\-—]\d{1,4}[·•\-—]$|^[·•\-—]\d{1,4}[·•\-—]")
_COVER = 12  # so many lines at the head of a source may be its cover, which prints the same words


def _names_gazette(line: Line) -> bool:
    named = 6 <= len(line.key) <= 34 and re.search(r"[公政]报|第\d+期", line.key)
    return bool(named and _GAZETTE.match(line.key))


# 鹭鸣区餐厨垃圾收运管理规定　　　- 3 - · - 4 -　　　鹭鸣区餐厨垃圾收运管理规定
_OWN_MARK = re.compile(
    r"^[—–\-－·•]{1,3}\s*\d{1,4}\s*[—–\-－·•]{1,3}\s+|\s+[—–\-－·•]{1,3}\s*\d{1,4}\s*[—–\-－·•]{1,3}$"
    r"|^\d{1,4}\s{2,}|\s{2,}\d{1,4}$"
)


@dataclass(frozen=True)
class _Again:
    """A line whose words are a title that stands above it."""

    k: int
    words: str
    marked: bool  # the number of its page stands in the same line


def titles_again(items: Sequence[Item]) -> list[_Again]:
    """Lines that print a title again below the place where it is the title of a text."""
    held: dict[str, list[_Again]] = {}
    for k, item in enumerate(items):
        if isinstance(item, Line):
            line = _OWN_MARK.sub("", item.text.chars)
            words = bare(line)
            if len(words) >= 5:
                held.setdefault(words, []).append(_Again(k, words, len(line) < len(item.text)))
    found: list[_Again] = []
    for words, places in held.items():
        first = _title_place(items, words, places)
        if first is not None:
            found += [
                p
                for p in places
                if _says_something(items[first + 1 : p.k]) and not _begins_text(items, p.k + 1)
            ]
    return sorted(found, key=lambda p: p.k)


def _says_something(between: Sequence[Item]) -> bool:
    """Whether a sentence stands there: before it a cover's title comes again as the title."""
    return any(isinstance(x, Line) and ("。" in x.key or MARKER.match(x.key)) for x in between)


def _title_place(items: Sequence[Item], words: str, places: Sequence[_Again]) -> int | None:
    """Where these words are the title of a text, in one line or in up to three; None if they are none."""
    line = items[places[0].k]
    assert isinstance(line, Line)
    if not ENDS_IN_GENRE.search(_OWN_MARK.sub("", line.text.chars).strip()):
        return None
    runs = [(p.k, p.k + 1) for p in places if not p.marked]
    for k in range(min(places[0].k, 40)):
        lines = [x for x in items[k : k + 3] if isinstance(x, Line)]
        runs += [(k, k + n) for n in (2, 3) if bare("".join(x.key for x in lines[:n])) == words]
    runs.sort()
    begun = next((end - 1 for _, end in runs if _begins_text(items, end)), None)
    return begun if begun is not None else (runs[0][1] - 1 if runs else None)


_FIRST = re.compile(r"^(?:第一[编篇章节条]|一、|（一）|目录$|目次$|前言$)")


def _begins_text(items: Sequence[Item], k: int) -> bool:
    """Whether what stands at ``k`` follows on a title: a number, an addressee, a byline, a first head."""
    line = items[k] if k < len(items) else None
    return isinstance(line, Line) and bool(
        doc_number(line.key)
        or SERIAL_LINE.match(line.key)
        or is_addressee(line.key)
        or BYLINE.match(line.key)
        or is_date_line(line.key)
        or _FIRST.match(line.key)
    )


def running_heads(items: Sequence[Item], marks: set[int]) -> Judged:
    """The gazette's name and issue, or the title of the text, where a page begins or ends.

    Proven are a line that holds its page, one beside a page mark that parts a sentence or comes again, and
    one that comes again inside of sentences. The cover prints the gazette's name, too: the head of the
    source is left alone.
    """
    gazettes = {k for k, x in enumerate(items) if isinstance(x, Line) and _names_gazette(x)}
    again = titles_again(items)
    candidates = gazettes | {p.k for p in again}
    passed_over = marks | candidates
    judged = Judged()
    for k in sorted(gazettes):
        line = items[k]
        assert isinstance(line, Line)
        beside = bool({k - 1, k + 1} & marks)
        inside = _inside_sentence(items, k, passed_over)
        turn = beside or (k > _COVER and _at_turn(items, k, marks))
        if _WITH_PAGE.search(line.key) or turn or (inside and k > _COVER and len(gazettes) >= 2):
            judged.dropped[k] = Evidence.RUNNING_HEAD
        elif inside and k > _COVER:
            judged.doubted.add(k)
    for place in again:
        beside = bool({place.k - 1, place.k + 1} & (marks | gazettes)) or _at_turn(items, place.k, marks)
        inside = _inside_sentence(items, place.k, passed_over)
        times = sum(p.words == place.words for p in again)
        if place.marked or (beside and (inside or times >= 2)) or (inside and times >= 2):
            judged.dropped[place.k] = Evidence.RUNNING_HEAD  # else the joining doubts it
    return judged


def without_page_furniture(items: Sequence[Item]) -> tuple[list[Item], list[Note]]:
    """The items without marks and numbers of pages and running heads; a page breaks where they stood."""
    judged = page_marks(items)
    marks = set(judged.dropped)
    if not marks:
        heads = running_heads(items, set(figures(items)))
        judged.dropped |= page_numbers(items, set(heads.dropped))
        marks = set(judged.dropped)
    heads = running_heads(items, marks)
    judged.dropped |= heads.dropped
    judged.doubted |= heads.doubted
    return without(items, judged)


def without_repeated_matter(items: Sequence[Item], matter: range) -> tuple[list[Item], list[Note]]:
    """The items without the title in a page's front matter where the page itself prints it again.

    ``matter`` are the numbers of the raw lines of the front matter.
    """
    head = [i for i in items if isinstance(i, Line) and i.number in matter]
    rest = [i for i in items if i not in head]
    below = "".join(i.key for i in rest[:5] if isinstance(i, Line))
    if not head or bare(head[0].key) not in bare(below):
        return list(items), []
    return rest, [dropped(i, Evidence.REPEATED) for i in head]
