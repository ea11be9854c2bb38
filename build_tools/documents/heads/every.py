"""Where a printed unit begins: one matcher per kind of head, tried in the order of ``HEADS``.

A matcher looks at the items from ``i`` on and says what begins there, or None. It never looks at
a file's name. Each kind has a case and a negative case in ``tests/documents/cases/segment``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from build_tools.documents.contents.issue import find_contents, lists_chapters
from build_tools.documents.heads.annex_labels import annex
from build_tools.documents.heads.database_labels import is_labelled
from build_tools.documents.heads.decrees import decree, serialled
from build_tools.documents.heads.head_lines import announced, head_with, history_line, rest_of_head
from build_tools.documents.heads.kinds import kind_of, special
from build_tools.documents.heads.standard_covers import standard_cover
from build_tools.documents.heads.titles import (
    Head,
    HeadPart,
    Scan,
    item_at,
    metas_at,
    title_lines,
    trimmed,
    whole_title,
)
from build_tools.language.genres import NOTICES, RULES
from build_tools.language.organs import ORGANS
from build_tools.language.phrases import (
    APPOINTS,
    BYLINE,
    ENDS_IN_GENRE,
    NOTICE_TITLE,
    TITLE_BRACKET,
    is_addressee,
    is_organ,
    is_title_like,
)
from build_tools.language.script import NUMERAL, SERIAL_LINE, bare, doc_number, is_date_line
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line


def numbered(scan: Scan, i: int) -> Head | None:
    """A title with its document number below it, or a number with the title below it."""
    first = scan.line(i)
    if first is None:
        return None
    metas = metas_at(scan, i) if scan.at_boundary(i) else []
    i += len(metas)
    parts: list[HeadPart] = [(Role.META, (line,)) for line in metas]
    if (line := scan.line(i)) is None:
        return None
    if doc_number(line.key) and scan.at_boundary(i):
        return _number_first(scan, i, parts)
    lines = title_lines(scan, i, limit=6)
    end = i + len(lines)
    below = scan.line(end)
    dated: list[HeadPart] = []
    if below is not None and is_date_line(below.key):
        dated = [(Role.BYLINE, (below,))]  # （一九八一年十二月三十日） between title and number
        end, below = end + 1, scan.line(end + 1)
    if not lines or below is None or not doc_number(below.key):
        return None
    lines = trimmed(lines)
    if "".join(x.key for x in lines) != "".join(x.key for x in title_lines(scan, i, limit=6)):
        return None  # the title begins further down
    joined = "".join(x.key for x in lines)
    if not ENDS_IN_GENRE.search(joined) and not joined.endswith("文件"):
        return None
    if not ENDS_IN_GENRE.search(joined):
        under = whole_title(scan, end + 1)
        if under and NOTICE_TITLE.search("".join(x.key for x in under)):
            parts += [(Role.META, (line,)) for line in lines]
            return _number_first(scan, end, parts)
        return None
    parts += [(Role.TITLE, tuple(lines)), *dated, (Role.NUMBER, (below,))]
    return _notice(parts, rest_of_head(scan, end + 1, parts, number=True))


def _number_first(scan: Scan, i: int, parts: list[HeadPart]) -> Head | None:
    printed = scan.line(i)
    lines = whole_title(scan, i + 1)
    if printed is None or not lines:
        return None
    below = scan.line(i + 1 + len(lines))
    title = "".join(x.key for x in lines)
    rules = below is not None and _FIRST.match(below.key) and ENDS_IN_GENRE.search(title)
    if not (NOTICE_TITLE.search(title) or lines[0].mark or rules):
        return None
    parts = [*parts, (Role.NUMBER, (printed,)), (Role.TITLE, tuple(lines))]
    return _notice(parts, rest_of_head(scan, i + 1 + len(lines), parts, number=True))


# 第一章 总 则, below 青政发〔2017〕40号 and 青江县人民政府工作规则
_FIRST = re.compile(r"^第一[编章节条]")


# 关于印发《…领导干部任职管理办法》的通知 appoints nobody
_RULES_NAMED = re.compile(rf"(?:{RULES})(?:[》（的]|$)")


def _notice(parts: list[HeadPart], end: int) -> Head:
    title = "".join(line.key for role, lines in parts if role is Role.TITLE for line in lines)
    kind = Kind.APPOINTMENT if APPOINTS.search(title) and not _RULES_NAMED.search(title) else Kind.NOTICE
    return Head(kind, tuple(parts), end)


def addressed(scan: Scan, i: int) -> Head | None:
    """A notice without any number: title, perhaps metadata, addressee; or a report given at a meeting."""
    if not scan.at_boundary(i) and not _stands_apart(scan, i):
        return None
    metas = metas_at(scan, i)
    parts: list[HeadPart] = [(Role.META, (line,)) for line in metas]
    i += len(metas)
    lines = title_lines(scan, i)
    while lines and not NOTICE_TITLE.search("".join(x.key for x in lines)):
        lines = lines[:-1]
    if not lines or len(trimmed(lines, bool(metas))) < len(lines):
        return None
    parts.append((Role.TITLE, tuple(lines)))
    end = rest_of_head(scan, i + len(lines), parts, number=False)
    # ——2025年1月8日在安平县第十八届人民代表大会第四次会议上
    spoken = any(role is Role.BYLINE and part[0].key.startswith("—") for role, part in parts)
    if spoken or any(role is Role.ADDRESSEE for role, _ in parts):
        return _notice(parts, end)
    return None


# 青江市人民政府关于调整夜市时间的通知, in a line of its own; not 关于召开会议的通知, an entry of a list
_WHOLE_NOTICE = re.compile(
    rf"^[^《》，、]{{2,30}}?(?:{ORGANS})(?:办公[厅室])?(?:关于|印发|转发).+(?:{NOTICES})$"
)

# 各县（区）人民政府：; not 各县（区）人民政府可以查询：
_ENDS_IN_UNIT = re.compile(rf"(?:{ORGANS}|单位|部门|机构|企业|学校)(?:（[^（）]*）)?：$")


def _stands_apart(scan: Scan, i: int) -> bool:
    """Whether the whole title of a notice stands below a blank line, right above its addressees: behind
    a list, whose last entry ends in no stop."""
    line, below = scan.line(i), scan.line(i + 1)
    whole = line is not None and line.gap > 0 and _WHOLE_NOTICE.match(line.key) is not None
    return whole and below is not None and is_addressee(below.key) and bool(_ENDS_IN_UNIT.search(below.key))


def attached(scan: Scan, i: int) -> Head | None:
    """The text that the notice before it issues: its title is one that the notice names."""
    line = scan.line(i)
    if line is None or not scan.expected or i < scan.below or not is_title_like(line.key):
        return None
    lines = title_lines(scan, i)
    names = {bare(name) for name in scan.expected}
    for count in range(len(lines), 0, -1):
        if bare("".join(x.key for x in lines[:count])) in names:
            while count < len(lines) and TITLE_BRACKET.match(lines[count].key):
                count += 1
            return _attached_head(scan, i, lines[:count])
    return None


def issued(scan: Scan, i: int) -> Head | None:
    """The first title after a notice that issues a text, though the notice names it otherwise."""
    line = scan.line(i)
    if line is None or not scan.closed or not scan.issues:
        return None
    guess = whole_title(scan, i)
    joined = "".join(x.key for x in guess)
    if not guess or item_at(scan, i + len(guess)) is None or bare(joined) in scan.contents:
        return None  # what the contents of the issue list stands by itself
    if NOTICE_TITLE.search(joined) and not any(_close(bare(joined), bare(n)) for n in scan.expected):
        return None
    return _attached_head(scan, i, guess) if ENDS_IN_GENRE.search(joined) else None


def _close(a: str, b: str) -> bool:
    return bool(a and b) and (a in b or b in a) and min(len(a), len(b)) * 2 >= max(len(a), len(b))


def _attached_head(scan: Scan, i: int, lines: list[Line]) -> Head:
    return head_with(Kind.ATTACHED, scan, i + len(lines), [(Role.TITLE, tuple(lines))])


_LAW = re.compile(rf"(?:{RULES}|决定|决议|方案)(?:（[^（）]{{1,20}}）)?$")


def _longest(first: Line) -> int:
    """So long a title of a law may be; one that says at once what it is about is not run together.

    …关于办理利用互联网、移动通讯终端、声讯台制作、复制、出版、贩卖、传播淫秽电子信息刑事案件…的解释（二）
    """
    return 90 if "关于" in first.key else 60


# 第十二号 · 公告第12号 · 青江市人民代表大会常务委员会公告第3号; not …关于废止第3号 of a title over two lines
_NUMBER_ABOVE = re.compile(
    rf"^(?:(?![^《》，。]*关于)[^《》，。]{{0,30}}(?:公告|公报|会刊))?第[\d{NUMERAL}]{{1,6}}[号期]$"
)


def law(scan: Scan, i: int) -> Head | None:
    """A law or rules printed without a notice: title, then its history in brackets, or 第一条."""
    if scan.line(i) is None or not scan.at_boundary(i):
        return None
    metas = metas_at(scan, i)
    parts: list[HeadPart] = [(Role.META, (line,)) for line in metas]
    i += len(metas)
    if (first := scan.line(i)) is not None and _NUMBER_ABOVE.match(first.key) and whole_title(scan, i + 1):
        parts.append((Role.NUMBER if SERIAL_LINE.match(first.key) else Role.META, (first,)))
        i += 1
    lines = whole_title(scan, i)
    joined = "".join(x.key for x in lines)
    if not lines or not _LAW.search(joined) or len(joined) > _longest(lines[0]):
        return None
    following = scan.line(i + len(lines))
    if following is None:
        return None
    published = announced(scan, i + len(lines), joined) is not None or is_labelled(following)
    dated = BYLINE.match(following.key) or history_line(scan, i + len(lines)) is not None
    if published or dated or re.match(r"^(?:目录|目次|第一[编篇章条])", following.key):
        return head_with(Kind.TEXT, scan, i + len(lines), [*parts, (Role.TITLE, tuple(lines))])
    return None


def with_contents(scan: Scan, i: int) -> Head | None:
    """A plan in an issue, without a notice: its title, and below it the contents of its chapters."""
    if scan.line(i) is None or not scan.at_boundary(i):
        return None
    lines = whole_title(scan, i)
    title = "".join(x.key for x in lines)
    below = i + len(lines)
    if not ENDS_IN_GENRE.search(title) or NOTICE_TITLE.search(title) or scan.line(below) is None:
        return None
    inner = find_contents(scan.items, below)
    if inner is None or not lists_chapters(inner):
        return None
    return head_with(kind_of(title), scan, below, [(Role.TITLE, tuple(lines))])


# 第四条　本办法自2021年1月1日起试行，试行期至2022年12月31日止。试行期满未宣布延续的，自行失效。
_LAST_ARTICLE = re.compile(
    rf"^第[{NUMERAL}\d]{{1,5}}条(?=.*自.{{2,20}}起)[^“]*(?:施行|试行|实施|生效|执行).*。$"
)


def _behind_last_article(scan: Scan, i: int) -> bool:
    """Whether a blank line and the article from when on the text applies stand above: its last one."""
    line, above = scan.line(i), scan.line(i - 1)
    return line is not None and line.gap > 0 and above is not None and bool(_LAST_ARTICLE.match(above.key))


def titled(scan: Scan, i: int) -> Head | None:
    """A title that the printed contents list, or that says 关于…的决定, without number or addressee."""
    line = scan.line(i)
    if line is None or not scan.at_boundary(i):
        return None
    lines = title_lines(scan, i)
    for count in range(len(lines), 0, -1):
        joined = "".join(x.key for x in lines[:count])
        listed = bare(joined) in scan.contents
        behind = _behind_last_article(scan, i)
        free = i == 0 or line.mark or behind or not joined.startswith("关于")
        noticed = (
            (scan.closed or behind)
            and NOTICE_TITLE.search(joined)
            and free
            and trimmed(lines[:count]) == lines[:count]
        )
        if listed or (noticed and count <= 3):
            return head_with(kind_of(joined), scan, i + count, [(Role.TITLE, tuple(lines[:count]))])
    return None


# 柏川县2023年国民经济和社会发展统计公报[1]
_TOLD_IN_FULL = re.compile(r"(?:公报|报告|白皮书|倡议书|公开信)(?:（[^（）]{1,16}）)?(?:〔\d{1,2}〕|[①-⑳])?$")


def bylined(scan: Scan, i: int) -> Head | None:
    """A report or a communiqué in an issue without contents: its title, below it who gives it and when."""
    line, above = scan.line(i), scan.line(i - 1)
    if line is None or not scan.at_boundary(i) or (above is not None and above.key.endswith("：")):
        return None
    lines = whole_title(scan, i)
    title = "".join(x.key for x in lines)
    organ, day = scan.line(i + len(lines)), scan.line(i + len(lines) + 1)
    if not lines or organ is None or day is None or not _TOLD_IN_FULL.search(title) or len(title) < 8:
        return None
    if not (is_organ(organ.key) and is_date_line(day.key)):
        return None
    parts: list[HeadPart] = [(Role.TITLE, tuple(lines)), (Role.BYLINE, (organ, day))]
    return head_with(kind_of(title), scan, i + len(lines) + 2, parts)


# 【部门文件】 above a title, in an issue whose contents are not there; not 【附件1】, 【题注】
_COLUMN = re.compile(r"^〔(?!附[件表录图])[^〕，。；：\d]{2,12}〕$|^(?:政策|图文|专家)解读$")
# 政策解读 above 《江北省城镇燃气管理办法》政策解读
_EXPLAINING = re.compile(r"^(?:政策|图文|专家)解读$")


def columned(scan: Scan, i: int) -> Head | None:
    """A column's name in brackets, and the head below it: printed above a text, not at the end of another."""
    line = scan.line(i)
    if line is None or not _COLUMN.match(line.key) or is_labelled(line) or not scan.at_boundary(i):
        return None
    below = head_at(scan, i + 1)
    explains = below is not None and below.kind is Kind.INTERPRETATION
    if below is None or (_EXPLAINING.match(line.key) and not explains):
        return None
    return replace(below, parts=((Role.META, (line,)), *below.parts))


HEADS: tuple[Callable[[Scan, int], Head | None], ...] = (
    standard_cover,
    columned,
    decree,
    serialled,
    annex,
    numbered,
    attached,
    addressed,
    special,
    issued,
    law,
    with_contents,
    bylined,
    titled,
)


def head_at(scan: Scan, i: int) -> Head | None:
    """What begins at item ``i``: the first matcher of ``HEADS`` that says so."""
    line = scan.line(i)
    if line is not None and line.alone:
        return None  # 《…规范》解读, a link at the foot of a web page
    for matcher in HEADS:
        head = matcher(scan, i)
        if head is not None:
            return head
    return None
