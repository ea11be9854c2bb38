"""The state of the law over the whole corpus: who governs whom, who repeals whom, and on which day."""

from __future__ import annotations

from dataclasses import replace

from build_tools.facts.validity import KINDS
from build_tools.language.days import chinese, day_after
from build_tools.language.document_numbers import number_key
from build_tools.language.script import bare
from build_tools.model.citation import Cited
from build_tools.model.corpus import Corpus, Record, Stage, Standing
from build_tools.model.document import Kind
from build_tools.model.facts import Clause, Effect, Term


def standings(corpus: Corpus) -> tuple[Standing, ...]:
    """One for each instrument and text, in print order, and one for each interpretation that says more."""
    found: dict[str, Standing] = {}
    for record in corpus.records:
        if record.facts.effect is not None and record.document.kind in KINDS:
            found[record.id] = _standing(record, record.facts.effect, record, corpus)
    told = [s for r in corpus.records if (s := _interpreted(r, corpus, found)) is not None]
    return (*_with_repeals(found, corpus), *told)


def _standing(text: Record | None, effect: Effect, holder: Record, corpus: Corpus) -> Standing:
    """The standing of a text by what ``holder``, a record of the source that states it, knows."""
    stated_in = corpus.by_source[holder.source][effect.stated_in]
    led = {c.citation.place: c.target for c in corpus.web.cited_in.get(stated_in.id, ())}
    targets = (led.get(r.place) if r.place else None for r in effect.term.repeals)
    found = tuple(corpus.by_id[t] if t else None for t in targets)
    return Standing(text, stated_in, effect.name, effect.number, effect.term, found)


def _interpreted(record: Record, corpus: Corpus, found: dict[str, Standing]) -> Standing | None:
    """What an interpretation says of the term of its text; it fills in where the text is silent."""
    effect = record.facts.effect
    if effect is None or record.document.kind is not Kind.INTERPRETATION:
        return None
    target = _about(effect.name, effect.number, record, corpus)
    holders = [found[r.id] for r in corpus.by_page[target.page] if r.id in found] if target else []
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
    return printed is not None and number_key(printed) == number_key(number)


def _with_repeals(found: dict[str, Standing], corpus: Corpus) -> list[Standing]:
    """The standings with whom they repeal and who repeals them. A draft repeals nothing yet."""
    struck: dict[str, tuple[Record, str]] = {}
    for standing in found.values():
        record = standing.stated_in
        # 同时废止 in a notice: at the same time as the text that it issues begins
        begins = [found[r.id].term.effective or "" for r in corpus.by_page[record.page] if r.id in found]
        day = standing.term.effective or max(begins, default="") or record.document.date
        for target in standing.targets:
            if target is None or standing.term.draft or not day or (target.document.date or "") > day:
                continue
            for other in corpus.by_page[target.page]:  # the notice and the text that it issues
                struck.setdefault(other.id, (record, day))
    return [
        replace(s, repealed_by=struck[ident][0], repealed_on=struck[ident][1]) if ident in struck else s
        for ident, s in found.items()
    ]


def stages(standing: Standing) -> tuple[Stage, ...]:
    """The states of a text one after the other, each with its first day; there is always one."""
    term = standing.term
    if term.draft:
        return (Stage("", "draft", "征求意见稿，未施行"),)
    found = [] if term.effective else [Stage("", "silent", _silent(term))]
    if term.effective:
        found.append(Stage("", "not-yet", f"尚未施行，自{chinese(term.effective)}起施行"))
        found.append(Stage(term.effective, *_running(term)))
    ends = [(d, w) for d, w in ((term.trial_until, "试行期"), (term.expires, "有效期")) if d]
    if ends:
        day, what = max(ends)
        found.append(Stage(day_after(day), "expired", f"{what}已于{chinese(day)}届满"))
    if standing.repealed_by is not None and standing.repealed_on:
        found = [s for s in found if s.since < standing.repealed_on]
        named = standing.repealed_by.document
        said = named.doc_number or f"《{named.title}》"
        found.append(
            Stage(standing.repealed_on, "repealed", f"已由{said}废止（{chinese(standing.repealed_on)}）")
        )
    return tuple(found)


def _silent(term: Term) -> str:
    if term.expires or term.trial_until:
        end = term.expires or term.trial_until or ""
        return f"文中未写明施行日期，{'有效期' if term.expires else '试行期'}至{chinese(end)}"
    if term.length:
        return f"文中写明{term.length}，未写明施行日期"
    if term.period:
        return f"文中写明{term.period}，未写明施行日期和有效期"
    if term.trial:
        return "题为“试行”，文中未写明施行日期和试行期"
    return "文中未写明施行日期和有效期"


def _running(term: Term) -> tuple[str, str]:
    """Code and words from the first day of effect on."""
    if term.trial_until:
        return "trial", f"试行，试行期至{chinese(term.trial_until)}"
    until = f"，有效期至{chinese(term.expires)}" if term.expires else ""
    if term.trial:
        return "trial", f"试行{until}" if until else "试行，文中未写明试行期"
    return "in-force", f"现行有效{until}" if until else "现行有效，文中未写明期限"


def clause_place(standing: Standing, clause: Clause, corpus: Corpus) -> str:
    """Page and anchor of a clause: in the text itself, or on the cover of its source."""
    own = corpus.by_source[standing.stated_in.source]
    for record in (standing.stated_in, *(r for r in own if r.document.kind is Kind.MASTHEAD)):
        if any(b.anchor == clause.anchor for b in record.document.blocks):
            return f"{record.page}#{clause.anchor}"
    return standing.stated_in.page


def stage_on(all_stages: tuple[Stage, ...], day: str) -> Stage:
    """The state on a day."""
    return [s for s in all_stages if s.since <= day][-1]
