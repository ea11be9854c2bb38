"""The headings of a chronicle: whose it is, of what time, and where they are printed again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.heads.head_lines import head_with
from build_tools.documents.heads.titles import Head, HeadPart, Scan, title_lines
from build_tools.language.script import NUMERAL
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line

_TIME = rf"[\d{NUMERAL}年、—\-－至]{{1,14}}月"
# 12月大事记 · 2024年1—6月大事记 · 2011年1月份工作大事记 · 大事记（2016年3月） · 5月大事 · 2023年5月政务要事
CHRONICLE = re.compile(
    rf"^(?:[^，。]{{0,20}}?)?(?:{_TIME}份?)?(?:份)?(?:工作)?大事[记纪](?:（\d{{4}}年[^（），。]{{0,14}}）)?$"
    rf"|^[^，。]{{0,20}}?{_TIME}(?:份)?(?:政务|政府)?(?:大事|要事)$"
)
# （2023年11月） · （2020年4月至6月）, below 大事记
_MONTH_BELOW = re.compile(r"^（\d{4}年(?:\d{1,2}月)?(?:[-—－至~]+(?:\d{1,2}月)?)?）$")


def chronicle_head(scan: Scan, i: int, lines: Sequence[Line]) -> Head:
    """A chronicle whose title the ``lines`` from ``i`` on are: perhaps with its month in brackets below,
    and with headings that say the same again."""
    above: list[HeadPart] = []
    if len(lines) > 1 and lines[0].key.endswith("编"):  # 东江市人民政府办公室编
        above, i, lines = [(Role.META, tuple(lines[:1]))], i + 1, lines[1:]
    end = i + len(lines)
    below = scan.line(end)
    if (
        below is not None
        and not _time_of(lines[-1].key)
        and _time_of(below.key)
        and CHRONICLE.match(below.key)
    ):
        above, lines, end = [*above, (Role.REMARK, tuple(lines))], [below], end + 1  # 大事记 · 5月大事记
    if month := _month_below(scan, end):
        lines, end = [*lines, month], end + 1
    title = "".join(x.key for x in lines)
    parts: list[HeadPart] = [*above, (Role.TITLE, tuple(lines))]
    while again := chronicle_heading(scan, end, title):
        parts += [(Role.REMARK, (line,)) for line in again]
        end += len(again)
    return head_with(Kind.CHRONICLE, scan, end, parts)


def chronicle_heading(scan: Scan, i: int, title: str) -> list[Line]:
    """The lines of a heading that says again whose chronicle of what time this is; none if none stands.

    ``东江市政府2011年1月份工作大事记`` below ``东江市人民政府2011年1月大事记``, or on a later page.
    """
    lines = title_lines(scan, i, limit=2)
    for count in range(1, len(lines) + 1):
        taken = lines[:count]
        if CHRONICLE.match("".join(x.key for x in taken)):
            taken += [month] if (month := _month_below(scan, i + count)) else []
            said = "".join(x.key for x in taken)
            return taken if _same_time(title, said) and _same_organ(title, said) else []
    return []


def _month_below(scan: Scan, i: int) -> Line | None:
    line = scan.line(i)
    return line if line is not None and _MONTH_BELOW.match(line.key) else None


_YEARS = re.compile(r"\d{4}(?=年)")
_MONTHS = re.compile(r"(\d{1,2})月?(?:份)?(?:[—\-－至~～](?:\d{4}年)?(\d{1,2}))?月")
_QUARTER = re.compile(r"第?([一二三四])季度")
_OF_TIME = re.compile(
    r"[\d一二三四上下半年月份第季度（）—\-－至~～]|(?:政务|政府|工作)?(?:大事|要事)[记纪]?$"
)


def _same_time(a: str, b: str) -> bool:
    """Whether heading ``b`` names the months of heading ``a``, or none."""
    return _time_of(b) in (None, _time_of(a))


def _time_of(title: str) -> tuple[str, str] | None:
    """The years and the months that a heading names; None where it names none."""
    years, months, quarter = _YEARS.findall(title), _MONTHS.search(title), _QUARTER.search(title)
    if quarter:
        last = 3 * ("一二三四".index(quarter[1]) + 1)
        named = f"{last - 2}—{last}"
    else:
        named = f"{months[1]}—{months[2] or months[1]}" if months else ""
    return ("".join(years), named) if years or named else None


def _organ_of(heading: str) -> str:
    """``石笋县`` of ``石笋县人民政府大事记（2010年3月）``."""
    return _OF_TIME.sub("", re.sub(r"（[^（）]*）|人民(?=政府)", "", heading))


def _same_organ(a: str, b: str) -> bool:
    """``东江市人民政府`` and ``东江市政府``, ``石笋县人民政府`` and ``石笋县``."""
    first, second = (_organ_of(title) for title in (a, b))
    return first in second or second in first
