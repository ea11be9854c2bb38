"""Whether a paragraph that begins with 第三条 or 第三章 is headed by it, or speaks of another place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.documents.outline.numbering import Marked, numbered_at
from build_tools.language.phrases import CLOSED
from build_tools.language.script import NUMERAL, SMALL
from build_tools.model.document import Piece, Role

Pieces = Sequence[Piece]

# 第三条规定的期限 · 第四条所列 · 第五条至第八条: of another place, or the words of an article
# (第五条 至迟于年底前办理)
_REFERS = re.compile(rf"^(?:第?[{SMALL}\d]*款)?(?:规定|的规定|所|至|、第|和第)")
# 第三条规定了适用范围: an interpretation speaks of it
_COMMENTS = re.compile(rf"^(?:规定了|至第|、第|和第|第?[{SMALL}\d]+款)")
# 第三章的规定按季考核 · 第三章、第四章: what a wrapped line begins with
_REFERS_TO_CHAPTER = re.compile(rf"^第[{NUMERAL}\d]+[编篇章节](?:的|规定|、|，|[和至及与或]第)")


def is_article(
    found: Sequence[Marked], value: int | None, rest: str, pieces: Sequence[Piece], i: int
) -> bool:
    """Whether piece ``i``, which begins with the number of an article, is that article.

    Words that read like a reference begin one only where it is the next of its run, and a blank
    stands behind its number or nothing above it is unfinished.
    """
    if not _REFERS.match(rest.strip()):
        return True
    last = next((m for m in reversed(found) if m.level == "条"), None)
    if value != (1 if last is None else (last.value or 0) + 1) or _COMMENTS.match(rest):
        return False
    return rest[:1].isspace() or (last is not None and _finished_above(pieces, i))


def _finished_above(pieces: Pieces, i: int) -> bool:
    """Whether a sentence or the title of a chapter ends above a piece, or a table."""
    above = pieces[i - 1]
    hit = numbered_at(above.text.chars, decimal=False)
    headed = hit is not None and hit[0] in ("编", "章", "节")
    return above.role is Role.TABLE or headed or CLOSED.search(above.text.chars) is not None


def is_chapter(chars: str) -> bool:
    """A chapter heading is short and no sentence; ``第一章奋力推动…，总结…`` in a sentence is none."""
    if len(chars) > 60 or re.search(r"[。；]", chars) or re.search(r"(?:以及|和|、)$", chars):
        return False
    return not (_REFERS_TO_CHAPTER.match(chars) or (re.search("，", chars) and len(chars) > 36))
