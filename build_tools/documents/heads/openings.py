"""How a source begins that has no head of a known form: with some title, or with a text that has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.heads.head_lines import head_with, rest_of_head, speaks
from build_tools.documents.heads.kinds import kind_of
from build_tools.documents.heads.titles import Head, HeadPart, Scan, metas_at, trimmed, whole_title
from build_tools.language.page_byline import page_day
from build_tools.language.phrases import (
    ENDS_IN_GENRE,
    MARKER,
    NOTICE_TITLE,
    NOW_ISSUED,
    is_addressee,
    is_organ,
    is_title_like,
)
from build_tools.language.script import doc_number
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line

# 《青江市人民政府关于废止〈…〉的决定》已经…通过，现予公布，自公布之日起施行。
_PUBLISHES = re.compile(rf"^《[^。]+》(?:已经?|业经)[^。]*{NOW_ISSUED}")


def _untitled(scan: Scan, i: int, metas: Sequence[Line]) -> Head | None:
    """A notice or a decree whose title stood elsewhere on its page: it begins with its addressee, or with
    what it publishes."""
    line = scan.line(i)
    if line is None:
        return None
    parts: list[HeadPart] = [(Role.META, (x,)) for x in metas]
    below = scan.line(i + 1)
    if doc_number(line.key) and below is not None and is_addressee(below.key):
        return Head(Kind.NOTICE, (*parts, (Role.NUMBER, (line,)), (Role.ADDRESSEE, (below,))), i + 2)
    if speaks(scan, i) or line.key.startswith("——"):  # who reports, or where and when
        end = rest_of_head(scan, i, parts, number=False)
        if any(role is Role.BYLINE for role, _ in parts):
            return Head(Kind.TEXT, tuple(parts), end)
    if is_addressee(line.key):
        return Head(Kind.NOTICE, (*parts, (Role.ADDRESSEE, (line,))), i + 1)
    if _PUBLISHES.match(line.key):
        return Head(Kind.NOTICE, tuple(parts), i)
    return Head(Kind.TEXT, tuple(parts), i) if len(parts) > 2 and not is_title_like(line.key) else None


_LONGEST_WORD = 8
# 公告公示, the column of a site above a title
_COLUMN = re.compile(r"^(?:公告公示|通知公告|公示公告|政[务府]公开|信息公开|政策文件|政府文件|规范性文件)$")


def _without_word(lines: list[Line]) -> list[Line]:
    """A title without a short line apart above it: 立即下载, 图片, as pages have; not an organ's name."""
    first, rest = lines[0], lines[1:]
    short = len(first.key) <= _LONGEST_WORD and not is_organ(first.key)
    apart = bool(rest) and short and (rest[0].gap > 0 or bool(_COLUMN.match(first.key)))
    whole = ENDS_IN_GENRE.search("".join(x.key for x in rest)) and not ENDS_IN_GENRE.search(first.key)
    return rest if apart and whole else lines


def _above_byline(scan: Scan, i: int) -> Head | None:
    """A title of any words, in a line with the byline of its page right below, and no title of a notice below
    that, of which it is the headline."""
    line, below = scan.line(i), scan.line(i + 1)
    if line is None or below is None or page_day(below.key) is None or len(line.key) > _LONGEST_TITLE:
        return None
    if re.search(r"[。；：，、]$", line.key) or MARKER.match(line.key):
        return None
    if NOTICE_TITLE.search("".join(x.key for x in whole_title(scan, i + 2))):
        return None
    return head_with(kind_of(line.key), scan, i + 1, [(Role.TITLE, (line,))])


_LONGEST_TITLE = 60


def opening(scan: Scan, i: int) -> Head | None:
    """The head of a source whose first line is a title of no known form, or that prints none."""
    metas = metas_at(scan, i)
    i += len(metas)
    lines = whole_title(scan, i)
    if (untitled := _untitled(scan, i, metas)) is not None:
        return untitled
    if not metas and (headed := _above_byline(scan, i)) is not None:
        return headed
    if not lines or (len(lines[0].key) > 50 and not lines[0].mark and len(lines) == 1):
        return None
    own = (
        trimmed(lines, bool(metas))
        if NOTICE_TITLE.search("".join(x.key for x in lines))
        else _without_word(lines)
    )
    above = lines[: len(lines) - len(own)]  # a web page's name of itself, above the printed title
    parts: list[HeadPart] = [(Role.META, (line,)) for line in (*metas, *above)]
    kind = kind_of("".join(x.key for x in own))
    return head_with(kind, scan, i + len(lines), [*parts, (Role.TITLE, tuple(own))])
