"""Reckoning with printed days: ISO strings, months where no day is printed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as Day
from datetime import timedelta

from build_tools.language.script import date, number


def last_of(printed: str) -> str | None:
    """The last day that 至 names: that of the year where only 2025年 is printed."""
    day = date(printed)
    return f"{day}-12-31" if day and len(day) == 4 else day


def after(day: str, length: str) -> str:
    """The day 两年 or 6个月 after a day."""
    value = number(re.sub(r"(?:年|个月)$", "", length)) or 0
    return later(day, value, "年" if length.endswith("年") else "个月")


def later(day: str, count: int, unit: str) -> str:
    """A day so many 日, 个月 or 年 later, a month where only a month is known."""
    if unit in ("日", "天"):
        return (Day.fromisoformat(f"{day}-01"[:10]) + timedelta(days=count)).isoformat()
    months = int(day[:4]) * 12 + int(day[5:7] or 1) - 1 + count * (12 if unit == "年" else 1)
    year, month = months // 12, months % 12 + 1
    if len(day) < 10:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{min(int(day[8:]), monthrange(year, month)[1]):02d}"


def day_after(day: str) -> str:
    """The day after an ISO day, after the last of a month where no day is printed."""
    if len(day) == 7:
        day = f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02d}"
    return (Day.fromisoformat(day) + timedelta(days=1)).isoformat()


def end_of(day: str) -> str:
    """The last day of a year, a month or a day: 2025 → 2025-12-31; a month stays one."""
    return f"{day}-12-31" if len(day) == 4 else day


def day_before(day: str) -> str:
    """The day before an ISO day."""
    return (Day.fromisoformat(day) - timedelta(days=1)).isoformat()


def chinese(day: str) -> str:
    """``2026-12-27`` → ``2026年12月27日``, ``2026-04`` → ``2026年4月``; nothing for no day."""
    parts = [int(p) for p in day.split("-") if p]
    return "".join(f"{n}{unit}" for n, unit in zip(parts, "年月日", strict=False))


def storable(day: Day) -> Day:
    """The nearest day that files can bear: zip knows none before 1980, gzip none after 2106-02-07."""
    return min(max(day, Day(1980, 1, 1)), Day(2105, 12, 31))
