"""The values of amendments: what one text does to another, operation by operation, as printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WHOLE = "全文"
"""The place of an operation on the text as a whole."""


class Op(StrEnum):
    """What is done."""

    REPLACE_ARTICLE = "replace-article"  # 第三条修改为：“…”
    REPLACE_PARAGRAPH = "replace-paragraph"  # 第四条第二款修改为：“…”
    REPLACE_ITEM = "replace-item"  # 第十六条第（二）项修改为：“…”
    REPLACE_ANNEX = "replace-annex"  # 附件2修改为：…
    REPLACE_WORDS = "replace-words"  # 第二条中的“…”修改为“…”
    REPLACE_EVERYWHERE = "replace-words-everywhere"  # 文中的“…”统一修改为“…”
    DELETE = "delete"  # 删去第六条
    DELETE_WORDS = "delete-words"  # 删去第四条中的“…”
    INSERT = "insert"  # 增加一条，作为第五条：“…”
    RENUMBER = "renumber"  # 第五条改为第六条
    REORDER = "reorder"  # 条款顺序作相应调整
    EXTEND = "extend-term"  # 有效期延长至…
    SUSPEND = "suspend"  # 自…起暂停执行
    END = "end"  # 停止执行第五条 · 第三条自…起废止
    RESUME = "resume"  # 恢复施行
    CORRECT = "correct"  # “…”应为“…”
    UNREAD = "unread"  # an instruction that was not understood


@dataclass(frozen=True)
class Amendment:
    """One operation of a text on another one, or an instruction that was not read.

    ``target`` is the title as printed within 《》, None where the text is not named; ``citation`` the index
    (in the source) of the citation that names it. ``place`` is printed as 第十条第一款第（三）项, by the
    numbers before the change; ``becomes`` is the new place. ``old`` and ``new`` are quoted words; of an
    insertion ``old`` are the words behind which it stands. ``since`` and ``until`` are printed days of this
    operation, ``by`` the printed length of an extension. ``words`` is the instruction as printed, from
    ``line`` to ``last_line``.
    """

    op: Op
    words: str
    anchor: str
    line: int
    last_line: int
    target: str | None = None
    citation: int | None = None
    place: str | None = None
    old: str | None = None
    new: str | None = None
    becomes: str | None = None
    since: str | None = None
    until: str | None = None
    by: str | None = None
    nth: int = 0  # the place among the operations of its document
