"""Where a line of a title may end: between words (词意完整, GB/T 9704), told by marks without a character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from build_tools.language.script import HAN
from build_tools.language.words import entries, official_words

BREAK = "<wbr>"
# 西藏自治区人民政府办公厅关于印发… · 拉萨市… · 浪卡子县…; whole, for its words are not of the table
_PLACE = rf"[{HAN}]{{2,4}}(?:自治区|自治州|省|市|县|区)(?=人民政府|关于|[{HAN}])"
_WORDS = "关于|关于印发|关于转发|关于调整|关于进一步|和|与|及|暨|对|在|高质量|空气|质量|持续|行动"
_LONG = 4
"""Characters that may stand on the next line by themselves: not 目标 of “双控”目标."""
_RUN = re.compile(rf"[{HAN}]+")
# <sup> · ](../a.md) · [: what stands around words and is none
_TAG = re.compile(r"<[^>]*>|\]\([^)]*\)(?:\{:[^}]*\})?|(?<!\\)\[")
_OPENING = re.compile(rf"(?<=[{HAN}”》）])(?=[《（“])")


def with_breaks(markdown: str) -> str:
    """A title with :data:`BREAK` where one word ends and another begins. Only where both are words of
    official texts, before 《 “ （, or behind ” where a longer run begins with one: what is not sure stays
    whole, 的 begins no line. Links and other marks change nothing of it: a break stands behind what closes
    there and before what opens."""
    breaks = break_places(_TAG.sub("", markdown))
    parts: list[str] = []
    last = done = 0
    for tag in _TAG.finditer(markdown):
        opens = tag[0][0] == "[" or (tag[0][0] == "<" and tag[0][1] != "/")
        text = markdown[last : tag.start()]
        parts += [_broken(text, breaks, done), BREAK * (opens and done + len(text) in breaks), tag[0]]
        done += len(text)
        breaks -= set(range(done + opens))
        last = tag.end()
    return "".join([*parts, _broken(markdown[last:], breaks, done)])


def break_places(words: str) -> set[int]:
    """The places in a title before which a line may begin."""
    breaks = {m.start() for m in _OPENING.finditer(words)}
    for run in _RUN.finditer(words):
        breaks |= {run.start() + at for at in _ends(run[0])}
        if words[: run.start()].endswith("”") and len(run[0]) >= _LONG and _begins_known(run[0]):
            breaks.add(run.start())
    return breaks


def _broken(text: str, breaks: set[int], start: int) -> str:
    """A text that begins at a place of the title, with its breaks."""
    return "".join(BREAK * (start + at in breaks) + char for at, char in enumerate(text))


def _ends(run: str) -> Iterator[int]:
    """Where words of a run end and another begins, both known."""
    words = list(_words(run))
    at = 0
    for i, ((before, was_known), (word, known)) in enumerate(pairwise(words), start=2):
        at += len(before)
        closes = before == "的" and i == len(words)  # …的通知
        if was_known and known and word != "的" and not closes:
            yield at


def _begins_known(run: str) -> bool:
    word, known = next(_words(run))
    return known and word != "的"


def _words(run: str) -> Iterator[tuple[str, bool]]:
    """The run parted into the longest words of the table; what it does not hold is one piece, not known."""
    place = re.match(_PLACE, run)
    at = place.end() if place else 0
    if place:
        yield place[0], True
    unknown = ""
    while at < len(run):
        word = next((run[at : at + n] for n in range(_longest(), 0, -1) if run[at : at + n] in _known()), "")
        if not word:
            unknown += run[at]
            at += 1
            continue
        if unknown:
            yield unknown, False
            unknown = ""
        yield word, True
        at += len(word)
    if unknown:
        yield unknown, False


@cache
def _known() -> frozenset[str]:
    groups = ("covers", "decrees", "notices", "laws", "guides")
    return official_words() | set(entries("genres.toml", *groups)) | {*_WORDS.split("|"), "的"}


@cache
def _longest() -> int:
    return max(map(len, _known()))
