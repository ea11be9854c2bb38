"""The state of the law over the whole corpus: who governs whom, who repeals or changes whom, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from build_tools.documents.own_texts import issued_together
from build_tools.facts.amendments.terms import versions
from build_tools.facts.effect.first_days import asks_state
from build_tools.facts.states.alterations import alterations, by_target
from build_tools.facts.states.endings import endings
from build_tools.language.script import bare, doc_key
from build_tools.model.citation import Cited
from build_tools.model.corpus import Amended, Corpus, Record, Standing
from build_tools.model.document import Kind
from build_tools.model.facts import Clause, Effect


def standings(corpus: Corpus, amended: Sequence[Amended]) -> tuple[Standing, ...]:
    """One for each instrument and text, in print order, and one for each interpretation that says more."""
    found: dict[str, Standing] = {}
    for record in corpus.records:
        if record.facts.effect is not None and asks_state(record, corpus):
            found[record.id] = _standing(record, record.facts.effect, record, corpus)
    told = [s for r in corpus.records if (s := _interpreted(r, corpus, found)) is not None]
    made = by_target(amended, corpus)
    ended = endings(found, made, corpus)
    own = []
    for ident, standing in found.items():
        done = made.get(ident, ())
        terms = versions(corpus.by_id[ident], standing.term, done, corpus)
        changed = replace(standing, changes=alterations(done), versions=terms)
        own.append(replace(changed, ending=ended.get(ident)))
    return (*own, *told)


def _standing(text: Record | None, effect: Effect, holder: Record, corpus: Corpus) -> Standing:
    """The standing of a text by what ``holder``, a record of the source that states it, knows."""
    own = corpus.by_source[holder.source]
    stated_in = own[effect.stated_in]
    citing = {own[r.place.document].id for r in effect.term.repeals if r.place}  # the text, or its annexes
    led = {c.citation.place: c.target for ident in citing for c in corpus.web.cited_in.get(ident, ())}
    targets = (led.get(r.place) if r.place else None for r in effect.term.repeals)
    found = tuple(corpus.by_id[t] if t else None for t in targets)
    return Standing(text, stated_in, effect.name, effect.number, effect.term, found)


def _interpreted(record: Record, corpus: Corpus, found: dict[str, Standing]) -> Standing | None:
    """What an interpretation says of the term of its text; it fills in where the text is silent."""
    effect = record.facts.effect
    if effect is None or record.document.kind is not Kind.INTERPRETATION:
        return None
    target = _about(effect.name, effect.number, record, corpus)
    holders = [found[r.id] for r in issued_together(target, corpus) if r.id in found] if target else []
    if any(s.term.states for s in holders):
        return None
    return _standing(target, effect, record, corpus)


def _about(name: str, number: str | None, by: Record, corpus: Corpus) -> Record | None:
    """The one record that an interpretation is about: the target of its citations of that text."""
    named = [c for c in corpus.web.cited_in.get(by.id, ()) if bare(c.citation.name) == bare(name)]
    if number is not None:
        named = [c for c in named if _numbered(c, number)]
    found = {c.target for c in named if c.target is not None}
    return corpus.by_id[found.pop()] if len(found) == 1 else None


def _numbered(cited: Cited, number: str) -> bool:
    """Whether a citation, or the one whose short form it is, bears a number."""
    printed = cited.stands_for.doc_number
    return printed is not None and doc_key(printed) == doc_key(number)


def clause_holder(standing: Standing, clause: Clause, corpus: Corpus) -> Record:
    """The record that prints a clause: the text, another one of its page, or the cover of its source."""
    own = corpus.by_source[standing.stated_in.source]
    beside = corpus.by_page[standing.stated_in.page]
    covers = (r for r in own if r.document.kind is Kind.MASTHEAD)
    for record in (standing.stated_in, *beside, *covers):
        if any(b.anchor == clause.anchor for b in record.document.blocks):
            return record
    return standing.stated_in


def clause_place(standing: Standing, clause: Clause, corpus: Corpus) -> str:
    """Page and anchor of a clause; the page alone where the clause has no place of its own."""
    record = clause_holder(standing, clause, corpus)
    known = any(b.anchor == clause.anchor for b in record.document.blocks)
    return f"{record.page}#{clause.anchor}" if known else record.page
