"""Where a block stands in its text, as a citation says it: 第十五条第二款, 一、（二）, 第三章第一节."""

from __future__ import annotations

import re

from build_tools.language.script import NUMERAL, in_words
from build_tools.model.document import Block, Document, NumberedBlock, OutlineEntry, Role, TableBlock

# art-15-2 · art-22-1-3 · t2-art-3x1-2: what stands behind the anchor of its article
_CLAUSE = re.compile(r"-(?P<clause>[1-9]\d*)(?:-(?P<item>[1-9]\d*))?$")
_ITEM = re.compile(rf"^[(（](?P<number>[{NUMERAL}]+)[)）]")
_RUNNING = (Role.PARAGRAPH, Role.ITEM)


def locators(document: Document) -> dict[str, str]:
    """Anchor → place, for each block that has one to say; the title, the signature and so on have none.

    Numbers are those that are printed. Paragraphs without one are counted from the last heading
    above them, 款 within their article.
    """
    found: dict[str, str] = {}
    path: list[OutlineEntry] = []
    article: OutlineEntry | None = None
    count = footnote = 0
    anchors = {b.anchor for b in document.blocks}
    for block in document.blocks:
        if isinstance(block, NumberedBlock):
            path = [*(e for e in path if e.depth < block.entry.depth), block.entry]
            article = block.entry if block.entry.level == "条" else None
            found[block.anchor] = _path(path)
            count = 0
        elif isinstance(block, TableBlock):
            found[block.anchor] = f"表“{block.table.title}”" if block.table.title else "表"
        elif block.role is Role.FOOTNOTE:
            footnote += 1
            found[block.anchor] = f"脚注{footnote}"
        elif article is not None and (place := _clause(block, article, anchors)):
            found[block.anchor] = place
        elif block.role in _RUNNING and article is None:
            count += 1
            found[block.anchor] = f"{_path(path)}下第{count}段" if path else f"正文第{count}段"
    return found


def _path(path: list[OutlineEntry]) -> str:
    """The numbers from the outermost heading inwards; an article and 2.1.3 need none above."""
    own = path[-1]
    if own.number and (own.level == "条" or own.level.startswith("1.1")):
        return own.number
    above = [e.number for e in path[:-1] if e.number and e.level != "条"]
    if own.title and (not own.number or (own.level == "一、" and not above)):
        return "".join([*above, f"“{own.number or ''}{own.title}”"])  # 二 alone says too little
    return "".join([*above, own.number or ""]).rstrip("、.．")


def _clause(block: Block, article: OutlineEntry, anchors: set[str]) -> str:
    """``第十五条第二款``, ``第二十二条第（三）项``: below an article, by the anchor."""
    if not block.anchor.startswith(f"{article.anchor}-") or not article.number:
        return ""
    match = _CLAUSE.fullmatch(block.anchor[len(article.anchor) :])
    if match is None:
        return ""
    alone = match["clause"] == "1" and f"{article.anchor}-2" not in anchors
    clause = "" if alone else f"第{in_words(int(match['clause']))}款"
    printed = _ITEM.match(block.text.chars) if match["item"] else None
    item = f"第（{printed['number']}）项" if printed else ""
    return f"{article.number}{clause}{item}"
