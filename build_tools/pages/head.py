"""What a page says of itself to machines: the front matter that the theme writes into its head."""

from __future__ import annotations

from build_tools.documents.names import gazette_of, summary_of
from build_tools.facts.states.alterations import change_of
from build_tools.facts.states.by_day import stages
from build_tools.facts.states.changed import RUNNING
from build_tools.language.days import day_before
from build_tools.model.citation import Change, Relation
from build_tools.model.corpus import Corpus, Record, Stage
from build_tools.model.document import Kind
from build_tools.pages.state import changes_of

_OVER = ("expired", "repealed", "stopped", "lapsed")


def page_meta(records: list[Record], corpus: Corpus) -> dict[str, object]:
    """Summary, keywords, gazette and days in force of a document's page; only what is known."""
    first = records[0]
    document = first.document
    named = (document.doc_number, *document.issuers, document.column, gazette_of(first, corpus))
    return {
        "description": summary_of(records),
        "keywords": list(dict.fromkeys(n for n in named if n)),
        "gazette": gazette_of(first, corpus),
        "column": document.column,
        "published": document.published,
        "print_page": document.print_page,
        "legislation": document.kind in (Kind.NOTICE, Kind.PLAN, Kind.TEXT) or None,
        "in_force": _in_force(records, corpus),
        "force": legal_force(records, corpus),
        "changes": [*_changes(records, corpus), *_repeals(records, corpus), *_carried_out(records, corpus)]
        or None,
        "changed_by": _changed_by(records[0].page, corpus) or None,
    }


# What schema.org calls it; a text that is suspended or extended is changed.
_CALLED = {
    Change.AMENDED: "legislationAmends",
    Change.CORRECTED: "legislationCorrects",
    Change.CUT: "legislationRepeals",
}


def _changes(records: list[Record], corpus: Corpus) -> list[dict[str, str]]:
    """The texts that those of a page change: what schema.org calls it, address and name of the text."""
    made = (a for r in records for a in corpus.facts.amending.get(r.id, ()) if a.target is not None)
    found = {
        (_CALLED.get(change_of(a), "legislationChanges"), a.target.url, a.target.document.title)
        for a in made
        if a.target is not None
    }
    return [{"called": c, "address": url, "name": name} for c, url, name in sorted(found)]


def _repeals(records: list[Record], corpus: Corpus) -> list[dict[str, str]]:
    """The texts that a page says are repealed, likewise; without an address where they are not held."""
    ids = {r.id for r in records}
    told = [s for s in corpus.facts.standings_by_page.get(records[0].page, ()) if s.stated_in.id in ids]
    found = {}
    for standing in told:
        for repeal, target in zip(standing.term.repeals, standing.targets, strict=True):
            words = repeal.text.removeprefix("《").removesuffix("》") if repeal.text else ""
            name = target.document.title if target else words or repeal.doc_number or ""
            found[name] = _named("legislationRepeals", name, repeal.doc_number, target)
    return [found[name] for name in sorted(found) if name]


def _carried_out(records: list[Record], corpus: Corpus) -> list[dict[str, str]]:
    """The texts that those of a page say they were made to carry out, likewise."""
    found = {}
    for cited in (c for r in records for c in corpus.web.cited_in.get(r.id, ())):
        if cited.is_ground and cited.citation.relation is Relation.IMPLEMENTS and not cited.itself:
            target = corpus.by_id[cited.target] if cited.target is not None else None
            words = cited.stands_for
            name = target.document.title if target else words.name or words.doc_number or ""
            found[name] = _named("legislationTransposes", name, words.doc_number, target)
    return [found[name] for name in sorted(found) if name]


def _named(called: str, name: str, number: str | None, target: Record | None) -> dict[str, str]:
    known = {"address": target.url if target else "", "number": number or ""}
    return {"called": called, "name": name, **{key: value for key, value in known.items() if value}}


def legal_force(records: list[Record], corpus: Corpus) -> str | None:
    """What schema.org calls the state of the page's texts, where no day changes it: a draft is not in force.
    Else their days tell it (``in_force``): a page with the state of one day would be wrong on another."""
    ids = {r.id for r in records}
    told = corpus.facts.standings_by_page.get(records[0].page, ())
    own = [stages(s) for s in told if s.record is not None and s.record.id in ids]
    drafts = [len(found) == 1 and found[0].code == "draft" for found in own]
    return "NotInForce" if drafts and all(drafts) else None


def _changed_by(page: str, corpus: Corpus) -> list[dict[str, str]]:
    """The texts that change those of a page, likewise, with the day on which each change begins."""
    return [
        {
            "called": _CALLED.get(a.change, "legislationChanges"),
            "address": a.by.url,
            "name": a.by.document.title,
            "since": a.since,
        }
        for a in changes_of(page, corpus)
    ]


def _in_force(records: list[Record], corpus: Corpus) -> str | None:
    """The days on which the page's texts are in force, where they agree and say from when: ``2023-05-08/..``,
    ``2023-05-08/2026-05-08``."""
    ids = {r.id for r in records}
    told = corpus.facts.standings_by_page.get(records[0].page, ())
    own = [s for s in told if s.record is not None and s.record.id in ids]
    found = {days for s in own if (days := _days_in_force(stages(s)))}
    return found.pop() if len(found) == 1 else None


def _days_in_force(found: tuple[Stage, ...]) -> str:
    begun = next((i for i, s in enumerate(found) if s.code in RUNNING and s.since), None)
    if begun is None:
        return ""
    end = next((s.since for s in found[begun:] if s.code in _OVER), "")
    if not end and any(s.code not in RUNNING for s in found[begun:]):
        return ""  # how long cannot be told
    return f"{found[begun].since}/{day_before(end) if len(end) == 10 else '..'}"
