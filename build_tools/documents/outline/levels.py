"""The true logical levels of a text: which paragraphs are numbered, how deep, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.documents.outline.anchors import give_anchors, unique
from build_tools.documents.outline.article_heads import is_article, is_chapter
from build_tools.documents.outline.numbering import BARE_DIGIT, RANK, Marked, full_width, numbered_at
from build_tools.documents.outline.series import judge_series
from build_tools.language.phrases import FOREWORDS
from build_tools.language.script import SMALL, fold
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import OutlineEntry, Piece, Role

_SOLID_ITEM = re.compile(r"^((\d{1,2})\.)(?=\d)")  # `1.24小时内上门测温；` where `2.…` follows


_ITEM = re.compile(r"^[①-⑳]")


_COUNTS_ANEW = re.compile(r"^(?:一、|第一章)")


_MOST_CLAUSES = 30
"""An article of more 款 than this has swallowed what follows it."""


@dataclass
class Outline:
    """The numbered paragraphs of one unit, and the roles and anchors of all its pieces."""

    marked: list[Marked] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    anchors: dict[int, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def entries(self, lines: Sequence[int], prefix: str) -> dict[int, OutlineEntry]:
        """The entry of each marked piece; ``lines[i]`` is the raw line of piece ``i``."""
        return {
            m.index: OutlineEntry(m.level, m.printed, m.title, m.depth, prefix + m.anchor, lines[m.index])
            for m in self.marked
        }


def outline(pieces: Sequence[Piece], headless: frozenset[int] = frozenset()) -> Outline:
    """Find the outline of a unit's pieces. Gaps and repeats are doubts, nothing is repaired.

    ``headless`` are pieces that begin with a number of another text.
    """
    result = Outline()
    result.marked = _find(pieces, headless)
    _nest(result.marked)
    judge_series(result.marked, pieces)
    give_anchors(result.marked)
    result.notes += _sequence_doubts(result.marked, pieces)
    _other_anchors(pieces, result, headless)
    for m in result.marked:
        role = Role.ARTICLE if m.level == "条" else Role.HEADING if m.title is not None else Role.ITEM
        result.roles[m.index] = role
        result.anchors[m.index] = m.anchor
    return result


# 注：1.本表为快报数。 · 填表说明：1.本表一式两份 · 备注：含农户
_NOTES = re.compile(r"^(?:备?注|附注|(?:填[表写报])?说明)[：:]\s*(?P<one>1[.．、](?!\d))?")


# 1.1 编制目的 · 4．2．1　抢修电网
_FIRST_DECIMAL = re.compile(r"^\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?[\s\u4e00-\u9fff]")


def _find(pieces: Sequence[Piece], headless: frozenset[int]) -> list[Marked]:
    """All numbered paragraphs that are entries: outside articles, lists, tables and table notes."""
    decimal = sum(bool(_FIRST_DECIMAL.match(p.text.chars)) for p in pieces) >= 2
    found: list[Marked] = []
    place: list[int] = []  # where a decimal outline stands, e.g. [3, 1, 1]
    in_article = after_table = below_table = False
    noted = 0  # the number of the last note of a row of them
    for i, piece in enumerate(pieces):
        if piece.role is not None or i in headless:
            after_table = after_table or piece.role is Role.TABLE
            continue
        chars = piece.text.chars
        if (first := _NOTES.match(chars)) and (after_table or first["one"]):
            below_table = after_table  # notes below a table: `注：1.…` are no entries
            noted = 1 if first["one"] else 0
            continue
        hit = numbered_at(chars, decimal=decimal)
        if noted and hit is not None and hit[0] == "1." and hit[2] == noted + 1:
            noted += 1
            continue
        counts_on = False
        if hit is not None and ((decimal and hit[0] in ("1.1", "1.1.1")) or BARE_DIGIT.match(fold(chars))):
            steps = [int(n) for n in re.findall(r"\d+", hit[1])]
            if not _follows(steps, place, chars):
                hit = None
            else:
                place, counts_on = steps, True
        if decimal and hit is not None and hit[0] == "1." and not counts_on and _heads(chars, hit[2], place):
            place, counts_on = [hit[2] or 0], True
        if hit is not None and hit[0] == "1." and (hit[2] or 0) > 999 and not _counted_to(found, hit[2]):
            hit = None  # 2023.年度考核: a year
        if hit is None and (solid := _SOLID_ITEM.match(chars)) and _item_follows(pieces, i, int(solid[2])):
            hit = ("1.", solid[1], int(solid[2]), chars[solid.end(1) :])
        if hit is None and decimal and (n := _solid_section(pieces, i, place)):
            hit, place = ("1.", str(n), n, chars[len(str(n)) :]), [n]
        if hit is None:
            part = _part_title(pieces, i)
            if part and not in_article:
                found.append(Marked(i, "部分", None, None, chars))
            continue
        level, printed, value, rest = hit
        if level in ("编", "章", "节", "部分") and not is_chapter(chars):
            continue
        if level in ("编", "章", "节", "部分"):
            in_article = after_table = below_table = False
        if level == "条":
            if not is_article(found, value, rest, pieces, i):
                continue
            in_article = True
        elif (below_table and not counts_on and RANK[level] > RANK["（一）"]) or (
            in_article and RANK[level] > RANK["条"]
        ):
            continue
        below_table, noted = False, 0
        found.append(Marked(i, level, re.sub(r"\s", "", full_width(printed)), value, rest))
    return found


def _follows(steps: list[int], place: list[int], chars: str) -> bool:
    """Whether a decimal number is the next of its outline; ``2.4万人`` after 1.2 is none."""
    depth = len(steps)
    if steps[:-1] != place[: depth - 1]:
        return False
    last = place[depth - 1] if len(place) >= depth else 0
    heading = len(chars) <= 40 and not re.search(r"[，。；]", chars)
    return steps[-1] == last + 1 or (heading and last < steps[-1] <= last + 3)


def _heads(chars: str, value: int | None, place: Sequence[int]) -> bool:
    """Whether ``2．组织体系`` heads the next section of a decimal outline; an item ends on a stop."""
    heading = len(chars) <= 30 and not re.search(r"[，。；：]", chars)
    return heading and value == (place[0] if place else 0) + 1


# 1总则 above 1.1编制目的 · 4附件 below 3.4响应终止
_SOLID_SECTION = re.compile(r"^(\d{1,2})(?=[\u4e00-\u9fff][^，。；：？！]{1,24}$)")


def _solid_section(pieces: Sequence[Piece], i: int, place: Sequence[int]) -> int:
    """The number of a section set solid with its title, the next of a decimal outline; 0 where it is none.

    Its first part follows it, or an outline stands that it goes on with.
    """
    match = _SOLID_SECTION.match(pieces[i].text.chars)
    number = int(match[1]) if match is not None else 0
    if number != (place[0] if place else 0) + 1:
        return 0
    following = next((p for p in pieces[i + 1 :] if p.role is None), None)
    parted = following is not None and re.match(rf"^{number}\.1(?!\d)", following.text.chars)
    return number if parted or len(place) > 1 else 0


def _counted_to(found: Sequence[Marked], value: int | None) -> bool:
    """Whether the last item counted so was the one before: a number of four figures may be a year."""
    last = next((m for m in reversed(found) if m.level == "1."), None)
    return last is not None and (last.value or 0) + 1 == value


def _item_follows(pieces: Sequence[Piece], i: int, n: int) -> bool:
    following = next((p for p in pieces[i + 1 :] if p.role is None), None)
    return following is not None and bool(
        re.match(rf"^{n + 1}[.．](?!\d)|^{n + 1}\.\d", following.text.chars)
    )


# 表1 主要经济指标, which an OCR marked as a heading; not 表彰名单, 专栏3 重大工程
_OVER_TABLE = re.compile(rf"^附?[表图]\s*[\d{SMALL}]+(?![\d{SMALL}人个项类])")


def _part_title(pieces: Sequence[Piece], i: int) -> bool:
    """An unnumbered part title: ``政策问答`` above 一、 that counts anew, or marked as a heading."""
    piece = pieces[i]
    chars = piece.text.chars
    if not 2 <= len(chars) <= 30 or re.search(r"[，。；：！？]", chars) or len(piece.lines) > 1:
        return False
    if _OVER_TABLE.match(chars):
        return False
    following = next((p for p in pieces[i + 1 :] if p.role is None), None)
    if following is None or following.role is not None:
        return False
    if piece.mark:
        return True
    hit = numbered_at(following.text.chars, decimal=False)
    if hit is None:
        return chars in FOREWORDS
    again = hit[0] in ("一、", "章") and hit[2] == 1 and len(chars) <= 16
    return again and sum(bool(_COUNTS_ANEW.match(p.text.chars)) for p in pieces if p.role is None) >= 2


def _rank(m: Marked) -> tuple[int, int]:
    """A foreword stands beside the chapters, it does not hold them; 2.1.1 holds 2.1.1.1."""
    rank = RANK["章"] if m.level == "部分" and m.rest in FOREWORDS else RANK[m.level]
    return rank, len(re.findall("[.．]", m.printed or "")) if m.level == "1.1.1" else 0


def _nest(marked: list[Marked]) -> None:
    """Depths: a style nests in the nearest open style of a smaller rank."""
    stack: list[int] = []
    for i, m in enumerate(marked):
        rank = _rank(m)
        while stack and _rank(marked[stack[-1]]) >= rank:
            stack.pop()
        m.parent = stack[-1] if stack else None
        m.depth = len(stack) + 1
        stack.append(i)


def _other_anchors(pieces: Sequence[Piece], result: Outline, headless: frozenset[int]) -> None:
    """Anchors of paragraphs: ``art-15-2`` for 款, ``art-15-1-3`` for 项, ``p-4`` for the rest."""
    seen = {m.anchor: 1 for m in result.marked}
    at = {m.index: m for m in result.marked}
    article: Marked | None = None
    clause = item = count = 0
    last_item = 0  # the last （一） of the article, whatever stands below it
    for i, piece in enumerate(pieces):
        if i in at:
            article = at[i] if at[i].article else None
            clause, item, last_item = 1, 0, 0
            continue
        if piece.role is not None:
            continue
        hit = numbered_at(piece.text.chars, decimal=False) if i not in headless else None
        if article is None:
            count += 1
            result.anchors[i] = unique(f"p-{count}", seen)
        elif hit or (_ITEM.match(piece.text.chars) and i not in headless):
            value = hit[2] if hit and hit[2] is not None else item + 1
            if hit and hit[0] == "（一）":
                if value not in (1, last_item + 1):
                    was = f"{article.printed}（{last_item}） → {hit[1]}"
                    result.notes.append(Note(Code.SEQUENCE, piece.lines[0], piece.lines[0], was))
                last_item = value
            item = value
            result.anchors[i] = unique(f"{article.anchor}-{clause}-{item}", seen)
            result.roles[i] = Role.ITEM
            continue
        else:
            clause, item = clause + 1, 0
            if clause == _MOST_CLAUSES + 1:
                first = pieces[article.index].lines[0]
                result.notes.append(Note(Code.MANY_CLAUSES, first, piece.lines[-1], article.printed or ""))
            result.anchors[i] = unique(f"{article.anchor}-{clause}", seen)
        result.roles[i] = Role.ITEM if hit else Role.PARAGRAPH


def _sequence_doubts(marked: list[Marked], pieces: Sequence[Piece]) -> list[Note]:
    """A number that follows neither on its series nor on the last of its style, and is not 1."""
    notes = []
    last_in_series: dict[tuple[str, int | None], Marked] = {}
    last_of_level: dict[str, Marked] = {}
    for m in marked:
        if m.value is None or m.level == "部分" or "之" in (m.printed or ""):
            continue
        before = last_in_series.get((m.level, m.parent)) or (
            None if m.value == 1 else last_of_level.get(m.level)
        )
        expected = {1} if before is None else {(before.value or 0) + 1}
        if m.level in ("条", "1.", "（一）", "一、") and (running := last_of_level.get(m.level)):
            expected.add((running.value or 0) + 1)
            if m.level != "条" and (m.level, m.parent) not in last_in_series:
                expected.add(1)
        if m.value not in expected:
            above = before or last_of_level.get(m.level)
            was = f"{above.printed} → {m.printed}" if above else f"{m.printed}"
            notes.append(Note(Code.SEQUENCE, pieces[m.index].lines[0], pieces[m.index].lines[0], was))
        last_in_series[(m.level, m.parent)] = last_of_level[m.level] = m
    return notes
