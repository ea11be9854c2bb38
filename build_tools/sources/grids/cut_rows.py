"""Rows of bare words whose cells run on into the lines below them: ``告管理的通告 41号``.

Which cells such a line ends is not said, nor what cells a row above has lost by it: its table is left as it
is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.language.measures import CELL_FIGURE
from build_tools.language.phrases import (
    CAPTION,
    CLOSED,
    LABEL,
    MARKER,
    META,
    NOTICE_TITLE,
    PAGE_MARK,
    REMARK,
    is_organ,
)
from build_tools.language.script import doc_number, is_date_line, key

_LONGEST = 24
_WIDE = 6  # a narrower cell does not run on
_MOST_CUT = 4  # lines of which the last counts on, below a row that is cut
_SERIAL = re.compile(r"^\d{1,3}$")
_CAPTION = re.compile(rf"^(?:{CAPTION}|.*单位[：:为])")
# 以上资金已下达 · 注：含农户; not 以工代赈办公室
_BELOW = re.compile(r"^(?:备?注|说明|资料来源|数据来源|以上|上述)")
# 2024年预算执行情况, 各县区任务表: what heads a table
_TITLE = re.compile(r"(?:表|情况|名单|清单|目录|任务|计划|一览)$")


def runs_on(lines: Sequence[str], words: Sequence[Sequence[str]], last: int) -> bool:
    """Whether cells of the row in line ``last`` run on below it; ``words`` are those of each line."""
    row, below = words[last], last + 1
    wordy = any(not CELL_FIGURE.match(w) for w in row[1:])
    if not wordy or below == len(lines) or not lines[below].strip():
        return False
    if _SERIAL.match(row[0]):
        for k in range(below, min(below + _MOST_CUT, len(lines))):
            if not lines[k].strip():
                break
            if len(words[k]) > 2 and words[k][0] == str(int(row[0]) + 1):
                return True
    return any(len(w) >= _WIDE for w in row if not CELL_FIGURE.match(w)) and is_rest(lines[below])


def is_rest(line: str) -> bool:
    """Whether a line right below a row can be the rest of its cells: short, and nothing that stands alone."""
    line_key = key(line)
    if not 0 < len(line_key) <= _LONGEST or PAGE_MARK.match(line):
        return False
    patterns = (MARKER, REMARK, META, LABEL, _BELOW, _CAPTION)
    if any(p.match(line_key) for p in patterns) or any(p.search(line_key) for p in (CLOSED, NOTICE_TITLE)):
        return False
    alone = is_organ(line_key) or is_date_line(line_key) or doc_number(line_key)
    return not alone and not _TITLE.search(line_key)
