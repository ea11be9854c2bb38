"""Instruments that are cited and not held: each is known by one name, however it is printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from build_tools.language.genres import TEXTS
from build_tools.language.script import bare
from build_tools.model.citation import Cited

# 《实施方法》, 《规划》: a short form that its document never gives, not an instrument of its own.
_SHORT_ONLY = re.compile(
    r"(?:实施|工作|行动|管理|暂行|总体|指导|若干)*"
    rf"(?:{TEXTS}|方法|措施)$"
)


def with_outside(citations: Sequence[Cited], whole: Callable[[str, str], str]) -> tuple[Cited, ...]:
    """The citations with :attr:`Cited.outside` set where the instrument is not held.

    The name is the number, else the bare title; a title that is printed with one number somewhere
    has that number everywhere. ``whole`` gives the matching form of a number printed in a record, with
    its place: the 省政府令第88号 of two provinces are two.
    """
    numbers: dict[str, set[str]] = {}
    for cited in citations:
        meant = cited.stands_for
        if _is_outside(cited) and meant.doc_number and meant.name:
            numbers.setdefault(bare(meant.name), set()).add(whole(meant.doc_number, cited.record))
    return tuple(
        replace(c, outside=_name(c, numbers.get(bare(c.stands_for.name), set()), whole))
        if _is_outside(c)
        else c
        for c in citations
    )


def _is_outside(cited: Cited) -> bool:
    meant = cited.stands_for
    if cited.target is not None or cited.itself or not meant.instrument:
        return False
    return bool(meant.doc_number) or not _SHORT_ONLY.fullmatch(bare(meant.name))


def _name(cited: Cited, known: set[str], whole: Callable[[str, str], str]) -> str:
    meant = cited.stands_for
    if meant.doc_number:
        return whole(meant.doc_number, cited.record)
    return next(iter(known)) if len(known) == 1 else bare(meant.name)
