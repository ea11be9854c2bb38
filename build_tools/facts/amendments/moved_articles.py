"""References to articles of a text that was renumbered before: they lead to no article of the old numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.facts.amendments.over_corpus import amended
from build_tools.language.script import NUMERAL, number
from build_tools.model.amendment import Amendment, Op
from build_tools.model.citation import Referred, Web
from build_tools.model.corpus import Corpus

_ARTICLE = re.compile(rf"第(?P<n>[{NUMERAL}\d]{{1,6}})条")
_MOVING = (Op.INSERT, Op.RENUMBER, Op.DELETE)


def first_moved(amendments: Sequence[Amendment]) -> int | None:
    """The first number that is another one in the new text: a quoted 第六条 may then be the old 第五条; None
    where none is told."""
    moved = [
        number(match["n"]) or 0
        for a in amendments
        if a.op in _MOVING
        for place in (a.becomes, a.place if a.op is not Op.INSERT else None)
        if place and (match := _ARTICLE.fullmatch(place))
    ]
    return min(moved, default=None)


def without_moved(corpus: Corpus) -> Web:
    """The web in which 《早市管理办法》第四条, printed after an amendment that made another article the
    fourth, leads to none. Below the first number that moved it still does."""
    moved = dict(_moved(corpus))
    if not moved:
        return corpus.web
    return replace(corpus.web, references=tuple(_kept(r, moved, corpus) for r in corpus.web.references))


def _moved(corpus: Corpus) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
    """Record → for each text that moved its articles: from when, from which number on, and the text."""
    changes: dict[str, dict[str, list[tuple[str, Amendment]]]] = {}
    for a in amended(corpus):
        if a.target is not None and a.since:
            changes.setdefault(a.target.id, {}).setdefault(a.holder.id, []).append((a.since, a.amendment))
    for target, by in changes.items():
        found = [
            (min(since for since, _ in made), first, source)
            for source, made in by.items()
            if (first := first_moved([a for _, a in made])) is not None
        ]
        if found:
            yield target, found


def _kept(referred: Referred, moved: dict[str, list[tuple[str, int, str]]], corpus: Corpus) -> Referred:
    said = corpus.by_id[referred.record].document.sure_date or ""
    parts = referred.reference.parts
    targets = tuple(
        None
        if target is not None
        and part.level == "条"
        and target[0] != referred.record
        and any(
            source != referred.record and since <= said and part.value >= first
            for since, first, source in moved.get(target[0], ())
        )
        else target
        for part, target in zip(parts, referred.targets, strict=True)
    )
    return referred if targets == referred.targets else replace(referred, targets=targets)
