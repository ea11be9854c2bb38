"""Articles that an amending text names, in its own words and in those that it quotes: of the amended text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.citations.references import ARTICLES, OF_OTHERS, articles_in
from build_tools.facts.amendments.moved_articles import first_moved
from build_tools.language.passages import LineOf, Passage, passages
from build_tools.model.amendment import Amendment
from build_tools.model.citation import Citation, Part, Reference
from build_tools.model.document import Document, Role

# 作为第五条 · 第五条改为第六条: numbers of the new text
_NEW = re.compile(r"(?:作为|改为|调整为)\s*$")
_OWN = re.compile(r"本(?:决定|通知|公告|修正案|修改单)(?:的|中)?\s*$")
_NONE = 10_000  # no number is moved


def amended_references(
    documents: Sequence[Document],
    citations: Sequence[Citation],
    references: Sequence[Reference],
    amendments: Sequence[Sequence[Amendment]],
    line_of: LineOf,
) -> tuple[Reference, ...]:
    """The references of amending texts to articles of the texts that they amend, but for those that are
    among ``references`` already."""
    found: list[Reference] = []
    for index, own in enumerate(amendments):
        known = [a for a in own if a.citation is not None]
        if not known:
            continue
        reader = _Reader(index, known, citations, line_of)
        for passage in passages(documents[index]):
            if passage.block.role is not Role.TITLE:
                taken = [r.place for r in references if r.place.anchor == passage.block.anchor]
                mine = [p for p in taken if p.document == index]
                made = reader.read(passage)
                found += [r for r in made if not any(p.start <= r.place.start < p.end for p in mine)]
    return tuple(found)


class _Reader:
    """Reads the passages of one amending text."""

    def __init__(
        self, index: int, own: Sequence[Amendment], citations: Sequence[Citation], line_of: LineOf
    ) -> None:
        self.index = index
        self.own = own
        self.citations = citations
        self.line_of = line_of
        self.moved = {
            c: first_moved([a for a in own if a.citation == c]) or _NONE for c in {a.citation for a in own}
        }

    def read(self, passage: Passage) -> Iterator[Reference]:
        """The references of a passage in print order."""
        text = passage.even
        for match in ARTICLES.finditer(text):
            before = text[: match.start()]
            opened = passage.is_quoted(match.start())
            if opened and _begins_quote(passage, match.start()):
                continue  # “第七条 …”: the number of the new article
            if match.start() == 0 and passage.numbered:
                continue
            said = before[max(before.rfind("“"), before.rfind("。"), before.rfind("；")) + 1 :]
            if _NEW.search(before) or _OWN.search(before) or OF_OTHERS.search(said):
                continue
            if opened and "《" in said:
                continue  # an article of the law that is named
            citation = self._meant(passage, match.start())
            if citation is None:
                continue
            parts = [
                self._part(passage, one.start, one.end, one.value, one.branch)
                for one in articles_in(match)
                if not opened or one.value < self.moved[citation]
            ]
            if parts:
                place = passage.place(self.index, *match.span(), self.line_of)
                yield Reference(place, passage.chars[slice(*match.span())], tuple(parts), citation)

    def _meant(self, passage: Passage, start: int) -> int | None:
        """The citation of the text whose article is meant: the last one named before it, else the only one
        that the instruction on this line is about."""
        place = passage.place(self.index, start, start + 1, self.line_of)
        lines = (a for a in self.own if a.line <= place.line <= a.last_line)
        here = {a.citation for a in lines if a.citation is not None}
        named = [
            i
            for i in here
            if self.citations[i].place.anchor == place.anchor and self.citations[i].place.start < place.start
        ]
        if named:
            return max(named, key=lambda i: self.citations[i].place.start)
        return here.pop() if len(here) == 1 else None

    def _part(self, passage: Passage, start: int, end: int, value: int, branch: int) -> Part:
        place = passage.place(self.index, start, end, self.line_of)
        return Part(place.start, place.end, "条", value, branch=branch)


def _begins_quote(passage: Passage, start: int) -> bool:
    """Whether a number stands at the head of quoted words."""
    before = passage.even[:start].rstrip()
    return before.endswith(("“", '"')) or not before
