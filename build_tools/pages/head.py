"""What a page says of itself to machines: the front matter that the theme writes into its head."""

from __future__ import annotations

from build_tools.documents.names import gazette_of, summary_of
from build_tools.facts.changed_states import RUNNING
from build_tools.facts.states import stages
from build_tools.language.days import day_before
from build_tools.model.corpus import Corpus, Record, Stage
from build_tools.model.document import Kind

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
    }


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
