"""What a numbered paragraph is called: each series of them is judged whole, titles or provisions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.outline.numbering import RANK, Marked, numbered_at
from build_tools.language.script import NUMERAL, SMALL
from build_tools.model.document import Piece, Role

_STOP = re.compile(r"。")


# 第一条 【立法目的】为了… · 第一条（目的和依据）
_PRINTED_TITLE = re.compile(
    rf"^\s*(?:[【〔](?P<title>[^【】〔〕]{{1,30}})[】〕]|[（(](?P<round>(?![{SMALL}\d]+[）)])[^（）()，。；：]{{2,20}})[）)])"
)


def _lead(rest: str) -> tuple[str, int, bool]:
    """Title candidate, its end in ``rest``, and whether text follows it in the same paragraph."""
    blanks = len(rest) - len(rest.lstrip())
    body = rest[blanks:]
    colon = body.find("：")
    stop = _STOP.search(body)
    end = stop.start() if stop else len(body)
    if 0 < colon <= 10 and colon < end and colon + 1 < len(body):
        return body[:colon], blanks + colon, True
    return body[:end].rstrip("；："), blanks + end, bool(stop and body[end + 1 :].strip())


# 一、废止《北京市邮政通信条例》（…通过） · 一、将第二十四条修改为：“…” · 二、删去第三十五条第二款。
# · 三、本办法自…起施行。
_AMENDS = re.compile(
    rf"^(?:将|把|在|删去|删除|增加|废止|修改)?.{{0,20}}(?:修改为|删去|删除|增加一[条款项]|第[{NUMERAL}]+[条款项])|^本.{{2,6}}自|^废止《"
)


def _votes_title(m: Marked, followed: bool) -> bool:
    lead, _, more = _lead(m.rest)
    body = m.rest.strip()
    if _AMENDS.match(lead):
        return False
    if not re.search(r"[。；：，、！？]$", body) and "。" not in body:
        return 0 < len(lead) <= 60
    if body.endswith(("；", "：")) and "。" not in body:
        return body.endswith("：") and len(lead) <= 12
    if more:
        return len(lead) <= 36 and not re.search(r"[；：]", lead)
    return followed and len(lead) <= 40 and not re.search(r"[；：]", lead)


def judge_series(marked: list[Marked], pieces: Sequence[Piece]) -> None:
    """Titles or provisions: each series (one style under one parent) is judged whole.

    A series that counts on under the next parent (一、 to 五十四、 through the chapters of
    ``国务院工作规则``) is one.
    """
    series: dict[tuple[str, int], list[Marked]] = {}
    running: dict[str, list[Marked]] = {}
    for m in marked:
        if m.level == "条":
            _article_title(m, pieces)
        elif m.level in ("编", "章", "节", "部分"):
            m.title = m.rest.strip() or None
            m.title_end = len(pieces[m.index].text.chars)
        else:
            last = running.get(m.level, [])
            if not last or (last[-1].parent != m.parent and m.value != (last[-1].value or 0) + 1):
                running[m.level] = last = []
            last.append(m)
            series[(m.level, id(last))] = last
    starts = {m.index for m in marked}
    for items in series.values():
        votes = sum(_votes_title(m, _followed(m, pieces, starts)) for m in items)
        if votes * 2 <= len(items):
            continue
        for m in items:
            lead, end, _ = _lead(m.rest)
            m.title = lead or None
            m.title_end = len(pieces[m.index].text.chars) - len(m.rest) + end


def _followed(m: Marked, pieces: Sequence[Piece], starts: set[int]) -> bool:
    """Whether text of its own follows: an unnumbered paragraph, a table, or a deeper item."""
    following = m.index + 1
    if following >= len(pieces):
        return False
    piece = pieces[following]
    if piece.role is not None:
        return piece.role is Role.TABLE
    hit = numbered_at(piece.text.chars, decimal=True) if following in starts else None
    return hit is None or RANK[hit[0]] > RANK[m.level]


def _article_title(m: Marked, pieces: Sequence[Piece]) -> None:
    """``第一条 【立法目的】…`` or an article line that is a title only."""
    m.article = True
    bracket = _PRINTED_TITLE.match(m.rest)
    body = m.rest.strip()
    if bracket:
        m.title, m.title_end = (
            bracket["title"] or bracket["round"],
            len(pieces[m.index].text.chars) - len(m.rest) + bracket.end(),
        )
    elif (
        0 < len(body) <= 24
        and not re.search(r"[。；，：、]|[.．]$", body)
        and _followed(m, pieces, {m.index})
    ):
        m.title, m.title_end = body, len(pieces[m.index].text.chars)
