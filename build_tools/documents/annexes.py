"""Annexes listed, printed or cited: which of them the source holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from build_tools.documents.units.section import Section
from build_tools.language.phrases import annex_key
from build_tools.language.script import SMALL, bare, key
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Annex, Document, Kind, Role, ancestors, annex_name

# 附件2 · 附件2-1 · 附表1 · 附录A; 附件1项 counts them
_CITED_ANNEX = re.compile(
    rf"附(?P<what>[件表录图])\s*(?P<number>\d{{1,2}}(?:[－—–-]\d{{1,2}})?|[{SMALL}]{{1,3}}|[A-Z](?![A-Za-z]))(?!\d)"
)


def with_annexes(
    documents: list[Document], sections: tuple[Section, ...], notes: list[Note], line_of: Callable[[int], int]
) -> list[Document]:
    """Annexes listed, printed or cited, on the text that they belong to."""
    result = list(documents)
    below: dict[int | None, list[tuple[int, Document]]] = {}  # the document that they belong to → annexes
    for k, document in enumerate(documents):
        if document.kind is Kind.ANNEX:
            below.setdefault(document.parent, []).append((k, document))
    over = {documents[parent].parent for parent in below if parent is not None}
    captions = _Captions(documents)
    for i, document in enumerate(documents):
        printed = below.get(i, [])
        listed = sections[i].listed
        lister = i
        if not listed and document.kind is Kind.ATTACHED and document.parent is not None and printed:
            listed, lister = sections[document.parent].listed, document.parent
        if document.kind is Kind.NOTICE and listed and not printed and i in over:
            continue  # the notice lists what belongs to the text it issues
        annexes = _match_annexes(listed, printed, lister == i or bool(printed), notes)
        annexes += _cited_annexes(result, i, annexes, captions, notes, line_of)
        if annexes:
            result[i] = replace(document, annexes=tuple(annexes))
    return result


def _match_annexes(
    listed: dict[str, tuple[str, int]], printed: list[tuple[int, Document]], own: bool, notes: list[Note]
) -> list[Annex]:
    annexes: list[Annex] = []
    left = list(printed)
    for listed_number, (title, line) in listed.items():
        found = next(
            (
                p
                for p in left
                if p[1].annex_number == listed_number
                or bare(p[1].title) == bare(title)
                or (len(listed) == len(printed) == 1)
            ),
            None,
        )
        if found is None:
            notes.append(Note(Code.ANNEX_MISSING, line, line, f"{annex_name(listed_number)}：{title}"))
            annexes.append(Annex(listed_number or None, title or None, line=line))
            continue
        left.remove(found)
        annexes.append(Annex(listed_number or None, title or None, str(found[0]), True, line))
        if bare(found[1].title) != bare(title) and found[1].title != annex_name(listed_number):
            notes.append(
                Note(Code.ANNEX_UNLISTED, found[1].first_line, found[1].first_line, found[1].title, title)
            )
    for index, document in left:
        annexes.append(Annex(document.annex_number, document.title, str(index), True, document.first_line))
        if listed:
            notes.append(Note(Code.ANNEX_UNLISTED, document.first_line, document.first_line, document.title))
    return annexes if own else []


def _cited_annexes(
    documents: Sequence[Document],
    i: int,
    annexes: list[Annex],
    captions: _Captions,
    notes: list[Note],
    line_of: Callable[[int], int],
) -> list[Annex]:
    """Annexes that the text cites by number, but neither lists nor prints.

    附表1 may be the caption of a table in the text itself or in an annex; of an annex only what stands below
    it is asked for.
    """
    document = documents[i]
    if document.kind not in (Kind.NOTICE, Kind.ATTACHED, Kind.PLAN, Kind.TEXT, Kind.ANNEX):
        return []
    known: set[str | None] | None = None  # looked up where an annex is cited
    cited: dict[str, int] = {}
    for block in document.blocks:
        if block.role in (Role.LISTED, Role.LABEL, Role.TABLE):
            continue
        for match in _CITED_ANNEX.finditer(key(block.text.chars)):
            value = annex_key(match) or ""
            named = value.startswith("附")
            if document.kind is Kind.ANNEX and not named:
                continue
            if known is None:
                around = [a for k in ancestors(documents, i) for a in documents[k].annexes]
                known = {a.number for a in (*annexes, *around)}
            if _is_known(value, known) or not len(block.text) or (named and captions.print(value)):
                continue
            cited.setdefault(value, block.text.at[0])
    if len(annexes) == 1 and annexes[0].number is None:
        cited.pop("1", None)
    found = []
    for value, offset in cited.items():
        line = line_of(offset)
        notes.append(Note(Code.ANNEX_MISSING, line, line, annex_name(value)))
        found.append(Annex(value, None, line=line))
    return found


def _is_known(value: str, known: set[str | None]) -> bool:
    """Whether an annex is known, or 1-3 says annexes 1 to 3, which are."""
    first, _, last = value.partition("-")
    return value in known or bool(last and first in known and last in known)


class _Captions:
    """What heads a table, a figure or a line of its own: 附表1."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents

    def print(self, value: str) -> bool:
        """Whether a line begins with this; 附表1 is none of 附表12."""
        return value in self._begun

    @cached_property
    def _begun(self) -> set[str]:
        heads = (
            key(block.text.chars)[:_LONGEST]
            for document in self._documents
            for block in document.blocks
            if block.role is not Role.LISTED
        )
        return {
            head[:end]
            for head in heads
            if head.startswith("附")
            for end in range(2, len(head) + 1)
            if not head[end : end + 1].isdecimal()
        }


_LONGEST = 12
"""附表12-12, and what follows."""
