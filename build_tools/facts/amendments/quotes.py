"""Quotations of an amending text: whole over paragraphs and tables, and those that nothing closes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from build_tools.language.script import HAN
from build_tools.model.text import Span

# 补贴资金 | 通过‘一卡通’发放。: a sentence broken by the print; not a row of cells with gaps
_BREAKS = re.compile(rf"(?:^|\n)[^\s|]*[{HAN}]$")
_RUNS_ON = re.compile(rf"[{HAN}][^\s|]*$")
_OPENS = re.compile('[“"]')
# 九、第二十一条第二款修改为：“…: an instruction, not one of the quoted words
_INSTRUCTS = re.compile(r"(?:修改为|改为|删[去除]|增加)[^。]*[“\n]|作为第|删[去除]第")


class Head(Protocol):
    """The beginning of a paragraph: its place and the number that it begins with."""

    @property
    def at(self) -> int: ...

    @property
    def style(self) -> str: ...

    @property
    def value(self) -> int | None: ...


def quotations(text: str, begins: Sequence[Head]) -> tuple[list[Span], list[Span]]:
    """The outermost quotations of a text of paragraphs; and what stands in a paragraph behind a mark that
    nothing closes.

    Each further paragraph of a quotation may begin with “ anew. A quotation ends before the next instruction
    of the amending text itself; that paragraph is read for itself.
    """
    closed: list[Span] = []
    broken: list[Span] = []
    ends = [*(b.at for b in begins[1:]), len(text)]
    at = 0
    while (opening := _OPENS.search(text, at)) is not None:
        start = opening.start()
        end = _closing(text, start, begins)
        if end is None:
            end = next(e for e in ends if e > start)
            broken.append((start, end))
        else:
            closed.append((start, end))
        at = end
    return closed, broken


def _closing(text: str, start: int, begins: Sequence[Head]) -> int | None:
    """The place behind the mark that closes the quotation which opens at ``start``."""
    own = [b for b in begins if b.at <= start][-1]
    below = {b.at: b for b in begins if b.at > start}
    depth = 0
    straight = text[start] == '"'
    for i in range(start, len(text)):
        char = text[i]
        if i in below and _goes_on(text, own, below[i]):
            return None
        if char == '"' and straight:
            depth = depth - 1 if depth else 1
        elif char == "“" and not (depth and _at_head(text, i)):
            depth += 1
        elif char == "”":
            depth -= 1
        if depth == 0:
            return i + 1
    return None


def _at_head(text: str, i: int) -> bool:
    """Whether a mark stands at the head of a paragraph."""
    return text[:i].rstrip(" \t\u3000").endswith("\n")


def _goes_on(text: str, own: Head, head: Head) -> bool:
    """Whether a paragraph is the next instruction behind the one that begins with ``own``."""
    if not own.style or head.style != own.style or head.value != (own.value or 0) + 1:
        return False
    paragraph = text[head.at : text.find("\n", head.at) + 2]
    return _INSTRUCTS.search(paragraph) is not None


def unquoted(words: str) -> str:
    """The words within the outermost marks, without the “ that opens each further paragraph; a sentence that
    the print broke is one line."""
    whole = ""
    for line in words[1:-1].split("\n"):
        line = line.strip()
        broken = _BREAKS.search(whole) and _RUNS_ON.match(line)
        whole += line if not whole or broken else "\n" + re.sub(r'^[“"]', "", line)
    return whole
