"""Where an annex begins: its label (附件2), with the title below, in the same line, or above the label."""

from __future__ import annotations

import re

from build_tools.documents.heads.head_lines import head_with
from build_tools.documents.heads.titles import (
    Head,
    HeadPart,
    Scan,
    item_at,
    title_lines,
    whole_title,
)
from build_tools.language.phrases import (
    LABEL,
    LIST_ENTRY,
    annex_key,
    is_title_like,
    opens_list,
)
from build_tools.language.script import bare
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line, TableLine


def annex(scan: Scan, i: int) -> Head | None:
    """An annex: its label (附件2) with the title below, in the same line, or above the label."""
    line = scan.line(i)
    if line is None:
        return None
    before = _annex_title_above(scan, i) or _listed_title(scan, i)
    if before is not None:
        return before
    match = LABEL.match(line.key)
    if match is None:
        return None
    # 附： below the signature, with the title of what is annexed in the next line
    # 附表 in a line of its own, below the text that lists it
    listed_below = _annex_title(scan, i + 1, None) if "" in scan.listed else []
    named_below = bool(listed_below) and bare("".join(x.key for x in listed_below)) == bare(scan.listed[""])
    called_below = bool(match["what"]) and _is_called(scan, i)
    bare_label = not match["rest"] and (
        scan.closed or (bool(match["what"]) and (named_below or called_below))
    )
    if not (match["number"] or match["what"] == "件" or match["what"] == "录" or bare_label):
        return None
    if match["colon"] and match["rest"] and not (scan.closed and match["number"]):
        return None
    if match["rest"] and (not match["number"] or not is_title_like(match["rest"]) or len(match["rest"]) > 60):
        return None
    if opens_list(line.key, below.key if (below := scan.line(i + 1)) else None):
        return None
    if match["rest"] and re.match(r"[和、及至—-]|所|的|规定", match["rest"]):
        return None
    if match["colon"] and not match["rest"] and below is not None and LIST_ENTRY.match(below.key):
        return None
    own = annex_key(match)
    listed = match["rest"] and bare(match["rest"]) == bare(scan.listed.get(own or "", ""))
    if not (scan.at_boundary(i) or line.gap >= 2 or not match["rest"] or listed):
        return None
    parts: list[HeadPart] = [(Role.LABEL, (line,))]
    end = i + 1
    if not match["rest"]:
        lines = _annex_title(scan, end, own)
        if lines:
            parts.append((Role.TITLE, tuple(lines)))
            end += len(lines)
    return head_with(Kind.ANNEX, scan, end, parts, number=True, annex=own)


# 水产绿色养殖补助资金申请表, below 附表
_CALLED = re.compile(r"(?:[表图录册]|[名清]单|样式)(?:（[^（）]*）)?$")


def _is_called(scan: Scan, i: int) -> bool:
    """Whether a label without a number stands apart below a whole sentence, over the title of a table."""
    line, above, below = scan.line(i), scan.line(i - 1), scan.line(i + 1)
    if line is None or above is None or below is None or not line.gap:
        return False
    titled = is_title_like(below.key) and _CALLED.search(below.key)
    return above.key.endswith("。") and bool(titled)


def _listed_title(scan: Scan, i: int) -> Head | None:
    """``附：先进单位名单`` above the signature, and below it 先进单位名单 without any label."""
    if not scan.closed or "" not in scan.listed:
        return None
    lines = _annex_title(scan, i, None)
    if not lines or bare("".join(x.key for x in lines)) != bare(scan.listed[""]):
        return None
    return head_with(Kind.ANNEX, scan, i + len(lines), [(Role.TITLE, tuple(lines))], number=True)


def _annex_title(scan: Scan, i: int, own: str | None) -> list[Line]:
    lines = title_lines(scan, i)
    wanted = bare(scan.listed.get(own or "", ""))
    for count in range(len(lines), 0, -1):
        if wanted and bare("".join(x.key for x in lines[:count])) == wanted:
            return lines[:count]
    lines = whole_title(scan, i)
    return lines if lines and len("".join(x.key for x in lines)) <= 90 else []


def _annex_title_above(scan: Scan, i: int) -> Head | None:
    """``西藏自治区医保护士信用评价指标`` and then ``附件 10``: the label stands below its title."""
    line, below = scan.line(i), scan.line(i + 1)
    if line is None or below is None or not is_title_like(line.key) or not scan.at_boundary(i):
        return None
    match = LABEL.match(below.key)
    if match is None or match["rest"] or match["colon"] or not match["number"]:
        return None
    own = annex_key(match)
    listed = bare(scan.listed.get(own or "", ""))
    after = scan.line(i + 2)
    alone = isinstance(item_at(scan, i + 2), TableLine) or after is None or not is_title_like(after.key)
    if listed == bare(line.key) or (not listed and alone and line.gap >= 3):
        return Head(Kind.ANNEX, ((Role.TITLE, (line,)), (Role.LABEL, (below,))), i + 2, own)
    return None
