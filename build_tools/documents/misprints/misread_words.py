"""Places that differ by one sign from what stands beside them: a dash read as 一, a formula printed again,
the short form of a title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from build_tools.documents.misprints.corpus_text import CorpusText
from build_tools.documents.misprints.misread_characters import Suspect
from build_tools.language.script import HAN, NUMERAL

_OFTEN = 3
# “全一专”互动的工作机制, beside “全科-专科门诊”
BY_ONE = re.compile(rf"(?<![{HAN}])([{HAN}])一([{HAN}])(?![{HAN}])")
# 全科-专科门诊
DASHED = re.compile(rf"(?<![{HAN}])(?=(([{HAN}])[{HAN}]?[-—－–─]([{HAN}])[{HAN}]?))")
# 新建建筑节能标准×绿色建筑执行比例: from the beginning of a word on, no shorter one is tried
FORMULA = re.compile(rf"(?<![{HAN}])([{HAN}]{{6,}})[-－−—+＋×*/÷](?=([{HAN}]{{6,}}))")
SHORT = re.compile(rf"《([{HAN}]{{3,8}})》")
DEFINED = re.compile(rf"以下(?:简|统|合)称[为：“]*《([{HAN}]{{3,8}})》")


def dashes(text: CorpusText) -> Iterator[Suspect]:
    """一 between two characters, where elsewhere a dash stands between words that begin with them."""
    dashed: dict[tuple[str, str], str] = {}
    for match in text.matches(DASHED):
        dashed.setdefault((match[2], match[3]), match[1])
    for match in text.matches(BY_ONE):
        a, b = match.groups()
        if a not in NUMERAL and b not in NUMERAL and (a, b) in dashed:
            yield Suspect(match.start(), match[0], dashed[a, b])


def terms(text: CorpusText) -> Iterator[Suspect]:
    """A character of a formula, the terms of which are named alike: 本年度均住院费用-上年次均住院费用.

    Only where the pair stands nowhere else, and that of the other term often.
    """
    for match in text.matches(FORMULA):
        one, other = match.groups()
        if sum(x != y for x, y in zip(one, other, strict=False)) > 2:
            continue
        for at, term, model in ((match.start(1), one, other), (match.start(2), other, one)):
            for i in range(1, min(len(one), len(other)) - 1):
                was, now = term[i - 1 : i + 2], model[i - 1 : i + 2]
                apart = was[1] != now[1] and was[::2] == now[::2]
                if apart and text.pair(was[1:]) == 1 and text.pair(now[1:]) >= _OFTEN:
                    yield Suspect(at + i - 1, was, now)


def short_titles(text: CorpusText) -> Iterator[Suspect]:
    """《实施方法》, printed once where 《实施方案》 was made the short form before, and is used again."""
    chars = text.chars
    defined = [(m.start(1), m[1]) for m in text.matches(DEFINED)]
    known = {title for _, title in defined}
    alike: dict[str, list[tuple[int, str]]] = {}
    for at, own in defined:
        for gapped in _but_one(own):
            alike.setdefault(gapped, []).append((at, own))
    for match in text.matches(SHORT) if defined else ():
        index, title = match.start(), match[1]
        if title in known:
            continue
        near = (alike.get(gapped, []) for gapped in _but_one(title))
        before = (own[: bisect_left(own, (index, ""))][-1:] for own in near)
        at, own = max((last for found in before for last in found), default=(0, ""))
        if not own or chars.count(f"《{title}》") > 1:
            continue
        if text.place(at)[0] == text.place(index)[0] and chars.count(f"《{own}》", at) >= _OFTEN - 1:
            yield Suspect(index, f"《{title}》", f"《{own}》")


def _but_one(title: str) -> Iterator[str]:
    """A title without each of its characters: two that differ by one character have one of these alike."""
    return (f"{title[:i]}?{title[i + 1 :]}" for i in range(len(title)))
