"""Which texts of the corpus amend, correct, extend or partly repeal which others, and from which day on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from build_tools.facts.first_days import KINDS
from build_tools.model.citation import Change, Cited
from build_tools.model.corpus import Alteration, Corpus, Record
from build_tools.model.document import Kind

FirstDay = Callable[[Record], str]
"""The day from which a text applies, empty where it cannot be told."""


def alterations(corpus: Corpus, first_day: FirstDay) -> Mapping[str, tuple[Alteration, ...]]:
    """By record: what changes it, once for each text and change, the earliest first.

    What changes a notice changes the texts that it issues.
    """
    found: dict[str, list[Alteration]] = {}
    for cited in corpus.web.citations:
        by = corpus.by_id[cited.record]
        if cited.citation.change is None or cited.target is None or by.document.kind not in KINDS:
            continue
        if by.facts.effect is not None and by.facts.effect.term.draft:
            continue  # a draft changes nothing yet
        for record in _meant(corpus.by_id[cited.target], corpus):
            told = found.setdefault(record.id, [])
            _add(told, _alteration(cited, by, first_day))
    return {ident: tuple(sorted(told, key=lambda a: a.since)) for ident, told in found.items()}


def _meant(target: Record, corpus: Corpus) -> list[Record]:
    issued = corpus.children.get(target.id, ()) if target.document.kind is Kind.NOTICE else ()
    return [target, *(r for r in issued if r.document.kind is Kind.ATTACHED)]


def _alteration(cited: Cited, by: Record, first_day: FirstDay) -> Alteration:
    citation = cited.citation
    assert citation.change is not None
    # a misprint is one from the beginning
    since = "" if citation.change is Change.CORRECTED else citation.since or first_day(by)
    return Alteration(citation.change, by, since, citation.until, citation.place.anchor, citation.place.line)


def _add(told: list[Alteration], new: Alteration) -> None:
    """Add what is not told yet. The title names the change alone; the text says where and until when."""
    for i, known in enumerate(told):
        if known.by is new.by and known.change is new.change:
            if known.until is None and (new.until or known.anchor.endswith("title")):
                told[i] = new
            return
    told.append(new)
