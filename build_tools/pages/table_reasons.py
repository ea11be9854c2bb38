"""Why a place of a table reads as it does, in sentences for those who read it; codes are for editors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_tools.model.table import Basis, Slot

_WHY = {
    Basis.MERGE: "合并单元格，印在{lines}",
    Basis.SHIFT: "{lines}错位或少印一格，放在本列是推定的",
    Basis.SPLIT: "几个标签在{lines}连印成一格，分到本行是推定的",
    Basis.WRAP: "格内换行处已接合（{lines}）",
    Basis.PAGE: "接自另一页（{lines}），接在这里是推定的",
    Basis.SEMANTIC: "标签印在{lines}，放到本行是按文意推定的",
    Basis.CORRECTION: "编者校勘（{lines}）",
}


def lines_said(lines: Iterable[int]) -> str:
    """``来源文本第260行``, ``来源文本第260—266行``: raw lines in words."""
    found = sorted(set(lines))
    if not found:
        return "来源文本"
    return f"来源文本第{found[0]}行" if len(found) == 1 else f"来源文本第{found[0]}—{found[-1]}行"


def why_of(slot: Slot) -> str:
    """Why a place says what it says."""
    return _WHY[slot.basis].format(lines=lines_said(slot.lines)) if slot.basis else ""


def readings_said(readings: tuple[str, ...]) -> str:
    """``可读作“满意度评价”或空白``: for those who settle it."""
    return "可读作" + "或".join(f"“{r}”" if r else "空白" for r in readings)


def doubt_said(readings: Sequence[str], lines: Iterable[int], rows: Sequence[int] = ()) -> str:
    """What a doubtful place may say, of which the page shows the first; ``rows`` where it reaches over others
    that are sure.

    第6、7行的这一格不能确定：可能是“协议处理”，也可能是“费用处理”，网页照前一种；请对照来源文本第322—323行
    """
    where = f"第{'、'.join(map(str, rows))}行的这一格" if rows else "这一格"
    ways = "，也可能".join(f"是“{r}”" if r else "空着" for r in readings)
    return f"{where}不能确定：可能{ways}，网页照前一种；请对照{lines_said(lines)}"
