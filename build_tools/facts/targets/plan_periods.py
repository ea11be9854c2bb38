"""Five-year plans by name: “十三五” is the thirteenth, and ends with 2020."""

from __future__ import annotations

import re

PERIOD = re.compile(r"“十(?P<unit>[一二三四五六七八九])五”")
_TENTH_END = 2005


def plan_of(text: str) -> int | None:
    """The number of the plan that a text names first: 13 for “十三五”; None where it names none."""
    found = PERIOD.search(text)
    return number_of(found) if found else None


def number_of(match: re.Match[str]) -> int:
    """The number of the plan of a match of :data:`PERIOD`."""
    return 10 + "一二三四五六七八九".index(match["unit"]) + 1


def period_end(period: str) -> str | None:
    """The last year of a plan, from the eleventh on: ``2020`` for ``“十三五”``; None where it is none."""
    plan = plan_of(period)
    return str(_TENTH_END + 5 * (plan - 10)) if plan else None
