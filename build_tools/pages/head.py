"""What a page says of itself to machines: the front matter that the theme writes into its head."""

from __future__ import annotations

from build_tools.documents.names import gazette_of, summary_of
from build_tools.facts.states import stage_on, stages
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind

_FORCE = {"in-force": "InForce", "trial": "InForce", "expired": "NotInForce", "repealed": "NotInForce"}


def page_meta(records: list[Record], corpus: Corpus) -> dict[str, object]:
    """Summary, keywords, gazette and legal force of a document's page; only what is known."""
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
        "legal_force": _force(records, corpus),
    }


def _force(records: list[Record], corpus: Corpus) -> str | None:
    """The state of the page's texts in the words of schema.org, where they agree and say one."""
    ids = {r.id for r in records}
    told = corpus.facts.standings_by_page.get(records[0].page, ())
    own = [s for s in told if s.record is not None and s.record.id in ids]
    found = {_FORCE.get(stage_on(stages(s), corpus.day).code) for s in own} - {None}
    return found.pop() if len(found) == 1 else None
