"""The value of a comparison: one difference between two releases."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {
    "missing": "缺来源",
    "document": "文件",
    "field": "著录",
    "block": "文字",
    "role": "段落性质",
    "place": "段落地址",
    "table": "表格",
    "column": "表头",
    "row": "表格行",
    "cell": "格子",
    "link": "引用",
    "state": "时效",
    "duty": "责任",
    "date": "期限",
    "target": "指标",
    "post": "任免",
    "doubt": "存疑",
}
"""What may differ, and how an editor calls it."""

HOW = {"new": "新增", "gone": "减少", "changed": "改动", "moved": "移动"}


@dataclass(frozen=True)
class Difference:
    """What differs, and how: ``new``, ``gone``, ``changed`` or ``moved``. ``at`` is the address in the new
    release, of what is gone in the old one; ``page`` and ``title`` are those of the page."""

    what: str  # one of KINDS
    how: str  # one of HOW
    page: str
    title: str
    at: str = ""
    name: str = ""
    was: str = ""
    now: str = ""
