"""What an editor has to look at in clauses of effect: those of which a page says that they were not read."""

from __future__ import annotations

from build_tools.documents.corpus_doubts import with_doubts
from build_tools.facts.states.by_day import unread_clauses
from build_tools.facts.states.in_force import clause_holder
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus

_SHOWN = 60


def doubt_effects(corpus: Corpus) -> Corpus:
    """The corpus with a doubt, once a line, on each clause of effect that a page says was not read.

    A day that the calendar does not know is a doubt of its own already.
    """
    found: dict[int, dict[int, Note]] = {}
    for standing in corpus.facts.standings:
        for clause in unread_clauses(standing):
            source = clause_holder(standing, clause, corpus).source
            days = (n for n in corpus.notes[source] if n.code is Code.DATE_IMPOSSIBLE)
            if not any(n.first_line <= clause.line <= n.last_line for n in days):
                note = Note(Code.EFFECT_UNREAD, clause.line, clause.line, clause.text[:_SHOWN])
                found.setdefault(source, {}).setdefault(clause.line, note)
    return with_doubts(corpus, Code.EFFECT_UNREAD, {source: [*own.values()] for source, own in found.items()})
