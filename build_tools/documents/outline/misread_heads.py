"""Heads of paragraphs that recognition made unreadable: what is nearly a number, and is none.

None is read as one. A line that surely begins so goes on with nothing, and the paragraph is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.language.script import HAN, NUMERAL, SMALL
from build_tools.model.document import Piece

_N = rf"[{NUMERAL}]{{1,4}}"
_STROKE = "[—–－―\\-]"
_SURE = re.compile(
    # 笫五条 · 弟七条 · 第四粂 · 第六.条 · 第—条 · 第=条 · 第ニ章; not 第一荣誉
    rf"^(?:[笫弟策苐]{_N}[编章节条]|第{_N}[粂糸絛荣务奈](?![誉幸必实])|第{_N}[.、][章节条]"
    rf"|第(?:[{NUMERAL}]*[十百])?(?:{_STROKE}|[=＝ニハ])(?:{_N})?[编章节条]"
    # —、总体要求 · =、重点任务; not 王、李两位同志
    rf"|(?:{_STROKE}|[=＝ニ])、(?=[{HAN}“《])"
    # （—）指导思想 · （=）工作目标 · （王）开展排查 · （大）加强领导 · （匕）强化保障; not （人）
    rf"|[（(](?:{_STROKE}|[=＝ニ王大匕人入丸ハ])[）)](?=[{HAN}]{{2}}))"
)
# 第二草　规划与建设 · 第四竟; not 第二草案
_CHAPTER = re.compile(rf"^第{_N}[草竟童韋](?=[\s\u3000]|$)")
# 六）加强组织领导 · （五提升处理能力。: one of the brackets is lost; not （五年内完成）
_HALF = re.compile(rf"^(?:{_N}[）)](?=[{HAN}])|[（(]{_N}(?=[{HAN}]{{2}}[^（）()。；]*(?:[。；]|$)))")
# 第l条　本条例适用于 · 第匕条　违反本条例; not 第×条　本条例
_ARTICLE = re.compile(
    rf"^第(?![{NUMERAL}\d]+[编章节条])[^\s第几某若×XxＸNn…_＿—－\-]{{1,3}}[章节条](?=[\s\u3000])"
)
# 一,总体要求 · 三。保障措施 · 1,实施改造 · 1。实施改造; not 2,400元
_SIGN = re.compile(rf"^(?:[{NUMERAL}]{{1,3}}|\d{{1,2}})[,，。](?=[{HAN}“《])")


def looks_numbered(line_key: str) -> bool:
    """Whether a line begins with a number as recognition misreads it, and can be the rest of no sentence."""
    return _SURE.match(line_key) is not None


def misread_head(chars: str) -> str:
    """What stands for a number at the head of a paragraph and is none, as printed; else empty."""
    return chars[:6] if any(p.match(chars) for p in (_SURE, _CHAPTER, _HALF, _ARTICLE, _SIGN)) else ""


# 一总体要求 · 一　总体要求
_BARE = re.compile(rf"^(?P<n>[{SMALL}])[\s\u3000]*(?P<title>[{HAN}][^，。；：！？]{{2,28}})$")
_FEWEST = 3


def unsigned_heads(pieces: Sequence[Piece]) -> list[Piece]:
    """Short paragraphs that count from 一 on without 、: three or more, each with words of its own.

    一等奖, 二等奖, 三等奖 are none, nor is 一般规定 alone.
    """
    found = [(p, m) for p in pieces if p.role is None and (m := _BARE.match(p.text.chars))]
    counts = [SMALL.index(m["n"]) for _, m in found] == [*range(len(found))]
    apart = all(a["title"][0] != b["title"][0] for (_, a), (_, b) in pairwise(found))
    return [p for p, _ in found] if len(found) >= _FEWEST and counts and apart else []
