"""What of a page as a whole is not sure: words of which it cannot be told whether or how they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.model.original import Kept
from build_tools.sources.imports.sheet import Sheet

_PICTURE = 0.08  # of a page: a picture of this size may show words
_SHOWN = 60


def doubts_of(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The words that a page-wide doubt is about, none for a picture; and what is said of them."""
    page = f"第{sheet.number}页"
    if sheet.unsure:
        yield sheet.unsure[:_SHOWN], f"{page}有字或许没有印出（字体不在文件里，或被盖住）"
    sideways = "".join(g.chars for g in sheet.glyphs if g.kept is Kept.SIDEWAYS)
    if sideways.strip():
        yield sideways[:_SHOWN], f"{page}有与全页方向不同的侧排文字，没有收入"
    if sheet.more:
        yield "", f"{page}有批注、表单域或印章，其中的文字没有读"
    if sheet.pictures >= _PICTURE:
        scan = not any(g.kept is None for g in sheet.glyphs)
        yield "", f"{page}是扫描的图，没有文字" if scan else f"{page}的图片，图上的文字没有读"
