"""What posts are called: where one ends, how several are parted, and the organ that one belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.language.brackets import outside
from build_tools.language.posts import BEFORE_POST, POST_ENDS, POSTS
from build_tools.language.script import key

# 三级调研员 · 总工程师 · 市财政局党组书记; not 教育: it parts 市财政局党组书记、局长 and leaves
# 教育、卫生处处长 whole
POST_END = re.compile(f"(?:{POST_ENDS})$")
# 副局长（试用期一年） · 副局长（正处级，试用期一年）
_PROBATION = re.compile(r"(?:（|(?<=[^（）])，)(?P<said>试用期[^（），]*)(?P<end>）)")


def parted(text: str, start: int, end: int, marks: str) -> Iterator[tuple[int, int]]:
    """The spans between marks that stand outside of brackets; empty ones are left out."""
    first = start
    for i in (*(start + k for k in outside(text[start:end], marks)), end):
        if i > first:
            yield first, i
        first = i + 1


def bare_post(words: str) -> str:
    """A post without the brackets behind it: 市政府副秘书长（正县级）."""
    return re.sub(r"(?:[（(][^（）()]*[）)])+$", "", words)


def divided(printed: str) -> tuple[tuple[str, str | None], ...]:
    """The posts that 、 parts, each with its probation, 职务 and 职级 taken off."""
    folded = key(printed)
    spans: list[tuple[int, int]] = []
    for a, b in parted(folded, 0, len(folded), "、"):
        if spans and not POST_END.search(bare_post(folded[spans[-1][0] : spans[-1][1]])):
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    found = []
    for a, b in spans:
        probation = _PROBATION.search(folded[a:b])
        words = printed[a:b]
        if probation:
            kept = probation.end() if probation[0].startswith("（") else probation.start("end")
            words = words[: probation.start()] + words[kept:]
        said = printed[a:b][slice(*probation.span("said"))] if probation else None
        found.append((re.sub(r"(?<=.)[职職](?:[务務]|[级級])(?:[（(][^（）()]*[）)])?$", "", words), said))
    return tuple(found)


# 市应急管理局副局长 · 哲蚌寺管委会四级调研员; not 市应急管理局
_RANK = re.compile(
    rf"(?:党委|党组|党工委|党支部|机关党委)?{BEFORE_POST}(?:[一二三四]级)?(?:副|正)?总?(?:{POSTS})$"
)


def organ_of(post: str) -> str:
    """The organ that a post belongs to, its rank and brackets taken off; empty where none is named."""
    words = bare_post(post)
    match = _RANK.search(words)
    return words[: match.start()] if match else words
