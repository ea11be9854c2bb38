"""The gazette's name or a title where a page begins or ends, and all that pages print around their text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.language.phrases import (
    BYLINE,
    CLOSED,
    ENDS_IN_GENRE,
    LABEL,
    MARKER,
    PERSON,
    is_addressee,
    is_organ,
)
from build_tools.language.script import NUMERAL, SERIAL_LINE, bare, doc_number, is_date_line
from build_tools.model.catalogue import Evidence, Note
from build_tools.model.source import Item, Line
from build_tools.sources.furniture.judged import Judged, at_turn, inside_sentence, without
from build_tools.sources.furniture.odd_marks import odd_marks, words_again
from build_tools.sources.furniture.page_marks import (
    behind_marks,
    between_marks,
    figures,
    page_marks,
    page_numbers,
    pages_of,
)
from build_tools.sources.furniture.two_sided_heads import two_sided

# 西藏自治区人民政府公报 2024年第7期 · 2025年第3期 · 拉萨市人民政府公报2025.3 · …第3期·2·
# 江苏省人民政府公报  2024年第9期  第2页 · 国务院公报 2024年第21号    ·37· · 公报2024·2
_GAZETTE = re.compile(
    r"^(?:第\d{1,4}页)?[·•\-—]?\d{0,4}[·•\-—]?(?:(?:[\u4e00-\u9fff]{2,20})?(?:公报|政报))?[·•]?(?:\d{4}(?:年|[.·])(?:第?\d{1,3}[期号]?)?)?"
    r"(?:（?总第\d+[期号]）?)?(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?[·•\-—]?\d{0,4}[·•\-—]?(?:第\d{1,4}页)?$"
)
# 澳門特別行政區公報——第一組
_SERIES = re.compile(r"^[\u4e00-\u9fff]{2,20}公报[—－-]{1,2}第?[一二三四五六\d][组組辑輯部]$")
# 2418　第 36 期 —— 2024 年 9 月 2 日
_ISSUE_OF_DAY = re.compile(r"^\d{0,5}第\d{1,3}期[—－-]{0,2}\d{4}年\d{1,2}月\d{1,2}日\d{0,5}$")
# 政策解读　　　　　　　　　《江北省政府公报》2023年第11期
_TITLED = re.compile(r"《([\u4e00-\u9fff]{2,20}[公政]报)》")
_WITH_PAGE = re.compile(
    r"第\d{1,4}页$|^第\d{1,4}页|[·•\-—]\d{1,4}[·•\-—]$|^[·•\-—]\d{1,4}[·•\-—]|^\d{1,5}第\d+期|日\d{1,5}$"
)
# 18　　　　　平岚市人民政府公报·2024年第6期 · 平岚市人民政府公报·2024年第6期　　　　　19
_SET_APART = re.compile(r"^\s*\d{1,4}\s{2,}\S|\S\s{2,}\d{1,4}\s*$")
_COVER = 12  # so many lines at the head of a source may be its cover, which prints the same words


def _names_gazette(line: Line) -> bool:
    said = _TITLED.sub(r"\1", line.key)
    named = 6 <= len(said) <= 34 and re.search(r"[公政]报|第\d+期", said)
    return bool(named and any(p.match(said) for p in (_GAZETTE, _SERIES, _ISSUE_OF_DAY)))


def _whole(line: Line) -> bool:
    """Whether a line says both: 青原州政报 2024年第3期."""
    return bool(re.search(r"[公政]报", line.key) and re.search(r"第\d+[期号]", line.key))


# 鹭鸣区餐厨垃圾收运管理规定　　　- 3 - · - 4 -　　　鹭鸣区餐厨垃圾收运管理规定
_OWN_MARK = re.compile(
    r"^[—–\-－·•]{1,3}\s*\d{1,4}\s*[—–\-－·•]{1,3}\s+|\s+[—–\-－·•]{1,3}\s*\d{1,4}\s*[—–\-－·•]{1,3}$"
    r"|^\d{1,4}\s{2,}|\s{2,}[A-Z]?\d{1,5}$"  # 2024年第187號法律公告　　B4217
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
    over_lines = _over_lines(items)
    found: list[_Again] = []
    for words, places in held.items():
        if len(places) < 2 and words not in over_lines:
            continue  # printed once
        first = _title_place(items, places, over_lines.get(words, ()))
        if first is not None:
            found += [
                p
                for p in places
                if _says_something(items[first + 1 : p.k])
                and (_heads_page(items, p.k, places) or not _begins_text(items, p.k + 1))
            ]
    return sorted(found, key=lambda p: p.k)


def _heads_page(items: Sequence[Item], k: int, places: Sequence[_Again]) -> bool:
    """Whether the words head a page here: its number is right above, and they come twice more."""
    above = items[k - 1] if k else None
    return len(places) >= 3 and isinstance(above, Line) and re.fullmatch(r"\d{1,4}", above.key) is not None


def _says_something(between: Sequence[Item]) -> bool:
    """Whether a sentence stands there: before it a cover's title comes again as the title."""
    return any(isinstance(x, Line) and ("。" in x.key or MARKER.match(x.key)) for x in between)


_HEAD = 40  # so many lines at the head of a source may print a title over several lines


def _over_lines(items: Sequence[Item]) -> dict[str, list[tuple[int, int]]]:
    """What two and three lines at the head of a source say together, and where they stand."""
    found: dict[str, list[tuple[int, int]]] = {}
    for k in range(min(len(items), _HEAD)):
        lines = [x for x in items[k : k + 3] if isinstance(x, Line)]
        for n in (2, 3):
            found.setdefault(bare("".join(x.key for x in lines[:n])), []).append((k, k + n))
    return found


def _title_place(
    items: Sequence[Item], places: Sequence[_Again], over_lines: Sequence[tuple[int, int]]
) -> int | None:
    """Where words are the title of a text, in one of the lines that say them or over several; None if they
    are none."""
    line = items[places[0].k]
    assert isinstance(line, Line)
    if not ENDS_IN_GENRE.search(_OWN_MARK.sub("", line.text.chars).strip()):
        return None
    runs = [(p.k, p.k + 1) for p in places if not p.marked]
    runs += [run for run in over_lines if run[0] < places[0].k]
    runs.sort()
    heads = [run for run in runs if not _heads_page(items, run[0], places)]
    begun = next((end - 1 for _, end in heads if _begins_text(items, end)), None)
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


_NEXT_HEAD = re.compile(rf"^第[{NUMERAL}\d]{{1,5}}[编篇章节条]")


def _goes_on(items: Sequence[Item], k: int) -> bool:
    """Whether a chapter or an article that is not the first stands at ``k``: 第十五条."""
    line = items[k] if k < len(items) else None
    return isinstance(line, Line) and bool(_NEXT_HEAD.match(line.key)) and not _FIRST.match(line.key)


def _line(items: Sequence[Item], k: int) -> Line:
    line = items[k]
    assert isinstance(line, Line)
    return line


# DB00/T 2147—2024 · GB 14554—2025
_STANDARD = re.compile(r"^[A-Z]{2,4}\d{0,6}(?:/[TZ])?\d{1,6}(?:\.\d{1,3})*[—－-]{1,2}\d{4}$")
_FEWEST_HEADS = 3


def _standards_again(items: Sequence[Item]) -> list[int]:
    """The number of a standard in lines of its own below its cover: it heads each of its pages."""
    held: dict[str, list[int]] = {}
    for k, item in enumerate(items):
        if isinstance(item, Line) and _STANDARD.match(item.key):
            held.setdefault(item.key, []).append(k)
    return [k for places in held.values() if len(places) >= _FEWEST_HEADS for k in places[1:]]


def _parts(line: Line) -> frozenset[str]:
    """What a running head sets left and right: the pages of the other side have it the other way round."""
    return frozenset(re.split(r"\s{2,}", line.text.chars.strip()))


def _names_column(line: Line) -> bool:
    """Whether a line says more than the gazette and its issue: 鹤山省人民政府公报　2024年第10期　　人事任免.

    No cover does; where it is the first line, the source is a part of an issue.
    """
    return any(not re.search(r"[公政]报|\d+[期号]", part) for part in _parts(line))


def _may_be_column(items: Sequence[Item], k: int) -> bool:
    """Whether a few words stand far to the right where a page begins, as 省政府令 and 部门文件 do; no
    signature does, with a day below it."""
    line, below = items[k], items[k + 1] if k + 1 < len(items) else None
    if not isinstance(line, Line) or not isinstance(below, Line):
        return False
    signs = is_organ(line.key) or PERSON.match(line.key) or is_date_line(line.key) or is_date_line(below.key)
    short = 2 <= len(line.key) <= 10 and not re.search(r"[，。；：、\d《》（）]", line.key)
    return short and line.indent >= _FAR and below.indent < line.indent / 2 and not signs


def _is_short(items: Sequence[Item], k: int) -> bool:
    """Whether a line over which a sentence goes on is too short for one inside of a wrapped paragraph:
    江北统计公报·普查资料 between 制造业中，农副食品加工 and 业、非金属矿物制品业、…."""
    line, above, below = (
        items[k],
        items[k - 2] if k > 1 else None,
        items[k + 1] if k + 1 < len(items) else None,
    )
    if not (isinstance(line, Line) and isinstance(above, Line) and isinstance(below, Line)):
        return False
    whole = CLOSED.search(line.key) or MARKER.match(line.key) or re.search(r"[，。；：（）]", line.key)
    known = LABEL.match(line.key) or is_organ(line.key) or is_date_line(line.key)
    full = min(above.width, below.width) > 0.85 * max(above.width, below.width)
    return not (whole or known) and full and line.width < 0.7 * min(above.width, below.width)


_FAR = 16  # so many columns of blanks


def running_heads(items: Sequence[Item], marks: set[int], again: Sequence[_Again]) -> Judged:
    """The gazette's name and issue, or the title of the text, where a page begins or ends.

    Proven are a line that holds its page, one beside a page mark that parts a sentence or comes again, and
    one that comes again inside of sentences; ``again`` are the titles that do. The cover prints the gazette's
    name, too: the head of the source is left alone.
    """
    gazettes = {k for k, x in enumerate(items) if isinstance(x, Line) and _names_gazette(x)}
    gazettes -= {k for k in gazettes if k <= _COVER and _ISSUE_OF_DAY.match(_line(items, k).key)}
    candidates = gazettes | {p.k for p in again}
    passed_over = marks | candidates
    judged = Judged(dict.fromkeys(_standards_again(items), Evidence.RUNNING_HEAD))
    for k in sorted(gazettes):
        line = _line(items, k)
        of_issue = (j for j in (k - 1, k + 1) if j in gazettes and _ISSUE_OF_DAY.match(_line(items, j).key))
        beside = bool({k - 1, k + 1} & marks) or (k > _COVER and any(of_issue))
        inside = inside_sentence(items, k, passed_over)
        turn = beside or (k > _COVER and at_turn(items, k, marks))
        paged = _whole(line) and _SET_APART.search(line.text.chars) is not None
        if _WITH_PAGE.search(line.key) or paged or turn or (inside and k > _COVER and len(gazettes) >= 2):
            judged.dropped[k] = Evidence.RUNNING_HEAD
        elif k > _COVER and (inside or _whole(line)):
            judged.doubted.add(k)
            judged.apart |= {k} if _whole(line) else set()
    heads = {_line(items, k).key for k in judged.dropped}
    if isinstance(first := items[0] if items else None, Line) and first.key in heads and not _whole(first):
        judged.doubted.add(0)  # 江北省人民政府公报 2024.19, above the title of the first text, and no cover
        judged.apart.add(0)
    said = {_parts(_line(items, k)) for k in judged.dropped}
    for k, item in enumerate(items):
        own = isinstance(item, Line) and (k > _COVER or (k == 0 and _names_column(item)))
        if own and len(parts := _parts(_line(items, k))) > 1 and parts in said:
            judged.dropped[k] = Evidence.RUNNING_HEAD
    for k in (k for k in range(_COVER + 1, len(items)) if k - 1 in marks):
        short = inside_sentence(items, k, passed_over | {k}) and _is_short(items, k)
        judged.doubted |= {k} if short or _may_be_column(items, k) else set()
        judged.apart |= {k} if short else set()
    judged.dropped |= two_sided(items, marks)
    judged.doubted -= judged.dropped.keys()
    times = Counter(place.words for place in again)
    for place in again:
        beside = bool({place.k - 1, place.k + 1} & (marks | gazettes)) or at_turn(items, place.k, marks)
        inside = inside_sentence(items, place.k, passed_over)
        if (
            place.marked
            or (beside and (inside or times[place.words] >= 2 or _goes_on(items, place.k + 1)))
            or (inside and times[place.words] >= 2)
        ):
            judged.dropped[place.k] = Evidence.RUNNING_HEAD  # else the joining doubts it
    return judged


_RULE = re.compile(r"^\s*[\u2500\u2501—＿_=-]{6,}\s*$")


def _rules_beside(items: Sequence[Item], dropped: set[int]) -> set[int]:
    """Rules above or below a running head, where a sentence goes on over them or there are more of them."""
    beside = {
        k
        for k, item in enumerate(items)
        if isinstance(item, Line) and _RULE.match(item.text.chars) and {k - 1, k + 1} & dropped
    }
    return {k for k in beside if len(beside) > 1 or inside_sentence(items, k, dropped | beside)}


# （下转第12页） · （上接第11页）
_JUMP = re.compile(r"^（?(?:(?P<to>下转)|上接)第?\d{1,4}[页版]）?$")


def _jumps(items: Sequence[Item], dropped: set[int]) -> tuple[set[int], set[int]]:
    """The lines that say where a text goes on and where it came from, those with only furniture between them
    first; the others stay, for what stands between belongs to another text."""
    said = {k: m for k, x in enumerate(items) if isinstance(x, Line) and (m := _JUMP.match(x.key))}
    proven: set[int] = set()
    for k, match in said.items():
        below = next((j for j in range(k + 1, len(items)) if j not in dropped), None)
        if match["to"] and below in said and not said[below]["to"]:
            proven |= {k, below}
    return proven, said.keys() - proven


def without_page_furniture(items: Sequence[Item]) -> tuple[list[Item], list[Note]]:
    """The items without marks and numbers of pages and running heads; a page breaks where they stood."""
    judged = page_marks(items)
    marks = set(judged.dropped)
    again = titles_again(items)
    if not marks:
        heads = running_heads(items, set(figures(items)), again)
        judged.dropped |= page_numbers(items, set(heads.dropped))
    else:
        named = {k for k, x in enumerate(items) if isinstance(x, Line) and _names_gazette(x)}
        judged.dropped |= between_marks(items, pages_of(items, marks), named)
        judged.doubted |= behind_marks(items, pages_of(items, marks))
    marks = set(judged.dropped)
    heads = running_heads(items, marks, again)
    judged.dropped |= heads.dropped
    rules = _rules_beside(items, set(judged.dropped))
    judged.dropped |= dict.fromkeys(rules, Evidence.RUNNING_HEAD)
    jumps, unsure = _jumps(items, set(judged.dropped))
    judged.dropped |= dict.fromkeys(jumps, Evidence.RUNNING_HEAD)
    odd = (odd_marks(items) | words_again(items, marks)) - judged.dropped.keys()
    judged.doubted |= heads.doubted | unsure | odd
    judged.apart |= heads.apart | unsure | odd
    return without(items, judged)
