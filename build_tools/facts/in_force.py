"""The state of the law over the whole corpus: who governs whom, who repeals whom, and on which day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.documents.addresses import Corpus, Record
from build_tools.facts.validity import KINDS, governed, term_of
from build_tools.language.days import chinese, day_after
from build_tools.language.document_numbers import number_key
from build_tools.language.script import bare
from build_tools.model.citation import Cited, Relation
from build_tools.model.document import Kind
from build_tools.model.facts import Term


@dataclass(frozen=True)
class Stage:
    """A state and the first day on which it holds, empty for the time before all dates."""

    since: str
    code: str  # draft, silent, not-yet, in-force, trial, expired or repealed
    words: str


@dataclass(frozen=True)
class Standing:
    """What is known of the validity of one text.

    ``record`` is None where an interpretation speaks of a text that the corpus does not hold;
    ``stated_in`` holds the clause. ``name`` and ``number`` are those of the text. ``targets`` are
    the records that ``term.repeals`` mean, in their order, None where the citation leads nowhere.
    """

    record: Record | None
    stated_in: Record
    name: str
    number: str | None
    term: Term
    targets: tuple[Record | None, ...] = ()
    repealed_by: Record | None = None
    repealed_on: str | None = None


@lru_cache(maxsize=2)
def standings(corpus: Corpus) -> tuple[Standing, ...]:
    """One for each instrument and text, in print order, and one for each interpretation that says more."""
    found: dict[str, Standing] = {}
    passed_on: dict[str, tuple[Term, Record]] = {}
    for record in corpus.records:
        if record.document.kind not in KINDS:
            continue
        term, issued = _term(record, corpus)
        texts = [
            r
            for r in corpus.by_page[record.page]
            if r.parent == record.id and r.document.kind is Kind.ATTACHED
        ]
        if issued and texts:  # 现予公布，自2019年5月1日起施行: said of the text, not of the notice
            passed_on |= {r.id: (term, record) for r in texts}
            term = Term(repeals=term.repeals, clauses=term.clauses if term.repeals else ())
        stated_in = record
        if not term.states and record.id in passed_on:
            term, stated_in = passed_on[record.id]
        number = record.document.doc_number
        targets = tuple(corpus.by_id[r.target] if r.target else None for r in term.repeals)
        found[record.id] = Standing(record, stated_in, record.document.title, number, term, targets)
    outside = [s for r in corpus.records if (s := _interpreted(r, corpus, found)) is not None]
    return (*_with_repeals(found, corpus), *outside)


@lru_cache(maxsize=2)
def by_page(corpus: Corpus) -> dict[str, tuple[Standing, ...]]:
    """The standings that a page shows: of its texts, and of texts of which it says something."""
    found: dict[str, list[Standing]] = {}
    for standing in standings(corpus):
        own = standing.record.page if standing.record else ""
        for page in {own, standing.stated_in.page} - {""}:
            found.setdefault(page, []).append(standing)
    return {page: tuple(listed) for page, listed in found.items()}


def _term(record: Record, corpus: Corpus) -> tuple[Term, bool]:
    parent = corpus.by_id.get(record.parent) if record.parent else None
    notice = parent.document if parent and parent.document.kind is Kind.NOTICE else record.document
    covers = [r.document for r in corpus.by_source[record.source] if r.document.kind is Kind.MASTHEAD]
    cover = covers[0] if covers else None
    line_of = corpus.sources[record.source].source.line_of
    return term_of(record.document, notice, cover, line_of, _repealing(record, corpus))


def _repealing(record: Record, corpus: Corpus) -> list[Cited]:
    """The citations of a record that repeal, as they are resolved; leading nowhere where they are not."""
    index = corpus.by_source[record.source].index(record)
    citations = corpus.sources[record.source].citations
    led = {c.citation.place: c for c in corpus.web.cited_in.get(record.id, ())}
    return [
        led.get(c.place, Cited(record.id, c, None, c if c.means is None else citations[c.means]))
        for c in citations
        if c.relation is Relation.REPEALS and c.place.document == index
    ]


def _interpreted(record: Record, corpus: Corpus, found: dict[str, Standing]) -> Standing | None:
    """What an interpretation says of the term of its text; it fills in where the text is silent."""
    named = governed(record.document)
    term = _term(record, corpus)[0] if named else Term()
    if named is None or not term.states:
        return None
    name, number = named
    target = _about(name, number, record, corpus)
    holders = [found[r.id] for r in corpus.by_page[target.page] if r.id in found] if target else []
    if any(s.term.states for s in holders):
        return None
    return Standing(target, record, name.strip("《》"), number, term)


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


def stage_on(all_stages: tuple[Stage, ...], day: str) -> Stage:
    """The state on a day."""
    return [s for s in all_stages if s.since <= day][-1]
