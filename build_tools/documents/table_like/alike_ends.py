"""Rows whose columns are lost but for how they end, or for the sign between cells: not read, in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

from build_tools.documents.table_like.cell_runs import are_pages
from build_tools.language.phrases import CLOSED, LABEL, LEADERS, MARKER, META
from build_tools.language.script import doc_number, is_date_line
from build_tools.model.source import Item, Line

_FEWEST = 3
_EVEN = 4  # lines of a wrapped sentence are as wide as each other but for so much
# 居民生活用水第一阶梯0—1802.35 · 环境卫生 摊位整洁，有一处不合格扣1分。 20 · 李某城东区人民政府0000-2345678
_FIGURE = re.compile(r"(?=.*[\u4e00-\u9fff\s]).*?(?P<figure>\d[\d.,]*)[%％]?$")
# 有一处不合格扣1分。20 · 指标：环境卫生；分值：20
_STOPPED = re.compile(r"[。；：][，/]?\d[\d.]*[%％]?$")
# 联系电话：0000-2345678
_FIELD = re.compile(r"^[^，。；：]{2,10}：[^；：]*$")
# 1,完成全市排水管网普查,市住房城乡建设局 · 指标 / 评分标准 / 分值
_PARTED = re.compile(r"(?<!\d),|,(?!\d)|\s/\s")


def rows_by_ends(items: Sequence[Item], taken: Collection[int]) -> Iterator[range]:
    """Three lines or more, one below the other, that end in figures (no pages of contents) and are of unequal
    length; or that the same number of commas or strokes parts, two or more."""
    runs = [*_runs(items, taken, _ends_in_figure), *_runs(items, taken, _signs)]
    for run, same in runs:
        lines = [x for k in run if isinstance(x := items[k], Line)]
        widths = [line.width for line in lines]
        figures = [m["figure"] for line in lines if (m := _FIGURE.match(line.text.chars))]
        stopped = all(_STOPPED.search(line.key) for line in lines)
        uneven = max(widths) - min(widths) > _EVEN and not are_pages(figures)
        if len(run) >= _FEWEST and (stopped or uneven or same != _BY_FIGURE):
            yield run


_BY_FIGURE = -1


def _runs(
    items: Sequence[Item], taken: Collection[int], kind: Callable[[Line], int]
) -> Iterator[tuple[range, int]]:
    """The runs of neighbours of one kind other than 0."""
    kinds = [
        kind(x) if isinstance(x, Line) and k not in taken and _can_be(x) else 0 for k, x in enumerate(items)
    ]
    for same, places in groupby(range(len(items)), key=kinds.__getitem__):
        held = list(places)
        if same:
            yield range(held[0], held[-1] + 1), same


def _ends_in_figure(line: Line) -> int:
    return _BY_FIGURE if _FIGURE.match(line.text.chars) and not _FIELD.match(line.key) else 0


def _signs(line: Line) -> int:
    parted = len(_PARTED.findall(line.text.chars))
    return parted if parted > 1 and "。" not in line.key else 0


def _can_be(line: Line) -> bool:
    """Whether a line may be a row: no head, no number, no day, no entry of contents, no end."""
    heads = MARKER.match(line.key) or LABEL.match(line.key) or META.match(line.key) or line.mark
    known = doc_number(line.key) or is_date_line(line.key) or LEADERS.search(line.key)
    return not (heads or known or CLOSED.search(line.key))
